"""When two names, domains or numbers look like the same customer or person. Candidates for a human eye, no verdict."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_NOT_WORDS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SHARED_PARTS = frozenset(
    "admin contact hello help helpdesk hr info it mail office postmaster sales service support team webmaster".split()
)
_SHORTEST_TAIL = 8
_SHORTEST_KEY = 2


def company_key(name: str) -> str:
    """A company's name without legal form, brackets, spaces and case: equal keys, probably one company."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", text)).strip()
    shorter = _without_form(text)
    while shorter and shorter != text:
        text, shorter = shorter, _without_form(shorter)
    return text.replace(" ", "")


def are_near_keys(one: str, other: str) -> bool:
    """Whether two keys are equal or differ in a single letter; short ones must be equal."""
    if len(one) < _SHORTEST_KEY or len(other) < _SHORTEST_KEY:
        return False
    if one == other:
        return True
    return min(len(one), len(other)) >= 6 and _is_one_edit(one, other)


def phone_tail(number: str) -> str:
    """The last eight digits, by which numbers with and without country code meet; empty for short numbers."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return digits[-_SHORTEST_TAIL:] if len(digits) >= _SHORTEST_TAIL else ""


def personal_part(address: str) -> str:
    """The part before the @ when it names a person rather than a function; else empty."""
    local = address.partition("@")[0].partition("+")[0]
    return local if len(local) >= 4 and local not in _SHARED_PARTS else ""


def domain_label(domain: str) -> str:
    """What a company calls itself in a domain: the `acme` of acme.com and acme.com.cn; empty when too short."""
    label = domain.partition(".")[0]
    return label if len(label) >= 3 else ""


def _without_form(text: str) -> str:
    for form in _legal_forms():
        is_han = not form.isascii()
        if text.endswith(form if is_han else f" {form}"):
            return text[: -len(form)].strip()
    return text


def _is_one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    rest = long[start + 1 :]
    return short[start:] == rest or short[start + 1 :] == rest


@cache
def _legal_forms() -> tuple[str, ...]:
    text = (files("qiao.customers") / "data" / "legal_forms.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
