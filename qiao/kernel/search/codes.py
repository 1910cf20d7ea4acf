"""Exact keys inside text: ticket numbers, mail addresses, error codes, versions.

They are found as a whole, whatever a word splitter would make of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
_CODE = re.compile(
    r"(?<![\w.@-])(?:0x[0-9a-f]{2,16}|[a-z][a-z0-9]{0,11}(?:[-_][a-z]{1,12})?[-_]?\d{2,10})(?![\w@])",
    re.ASCII,
)
_DOTTED = re.compile(r"(?<![\w.])v?\d{1,5}(?:\.\d{1,6}){1,4}(?:-[a-z0-9.]{1,16})?(?![\w])", re.ASCII)
_ANY = re.compile(f"{_MAIL.pattern}|{_DOTTED.pattern}|{_CODE.pattern}", re.ASCII)
_VISIBLE = re.compile(r"[!-~]+")
_MARK = re.compile(r"[0-9@]")
_NUMBER = re.compile(r"#?(?:([a-z]{1,8})-?)?(\d{1,12})", re.ASCII)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Code:
    """An exact key found in a text: where it stands, and its `#key`."""

    start: int
    end: int
    key: str


def codes_in(text: str) -> list[Code]:
    """Mail addresses, codes and versions in folded (lower-case) text, in order, never overlapping.

    >>> [code.key for code in codes_in("err-4032 after 5.4.1, write ada@acme.example")]
    ['#err4032', '#5.4.1', '#ada@acme.example']
    """
    return [
        Code(match.start(), match.end(), f"#{_joined(match[0])}")
        for run in _VISIBLE.finditer(text)
        if _MARK.search(run[0])  # each has a digit or an @, and most of a Chinese text is not even looked at
        for match in _ANY.finditer(text, run.start(), run.end())
        if len(match[0]) <= _LONGEST
    ]


def number_keys(numbers: Iterable[str]) -> list[str]:
    """Keys under which an object with these numbers is found: `Q-123` by `q123` and `123`."""
    keys: list[str] = []
    for number in numbers:
        folded = number.strip().lower()
        keys.append(number_key(folded) or f"#={_joined(folded)}")
        if match := _NUMBER.fullmatch(folded):
            keys.append(f"#={_digits(match[2])}")
    return list(dict.fromkeys(keys))


def number_key(query: str) -> str | None:
    """The key of a query that is nothing but one object's number or address; None for other queries."""
    folded = query.strip().lower()
    if match := _NUMBER.fullmatch(folded):
        return f"#={match[1] or ''}{_digits(match[2])}"
    return f"#={_joined(folded)}" if _MAIL.fullmatch(folded) or _CODE.fullmatch(folded) else None


def _digits(number: str) -> str:
    return number.lstrip("0") or "0"


def _joined(code: str) -> str:
    """`ERR-4032`, `err_4032` and `ERR4032` are the same code, `v5.4.1` and `5.4.1` the same version."""
    if "@" in code:
        return code
    if "." in code:
        return code.removeprefix("v")
    return code.replace("-", "").replace("_", "").replace("#", "")
