"""A sender's signature without any mark: the lines that end this mail and ended earlier ones."""

import re
from collections.abc import Iterable, Sequence

from qiao.channels.rules.quote_lines import is_marked
from qiao.channels.rules.signatures import LONG_SIGNATURE

MAILS_LOOKED_AT = 5
MAILS_NEEDED = 2
FEWEST_LINES = 2


def without_learned_signature(new: str, earlier: Sequence[str]) -> tuple[str, str]:
    """The new text and the sender's signature below it ("" when there is none).

    `earlier` holds whole new texts of the sender's mails, newest first; the first five count. The signature is the
    longest end of the text that at least two of them share: two lines or more, no longer than signatures are, no
    quoted line, and never the whole text. Blank lines and the width of gaps make no difference.
    """
    lines = new.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    own = [_plain(lines[index]) for index in filled]
    shared = sorted((_common_end(own, _filled(text)) for text in earlier[:MAILS_LOOKED_AT]), reverse=True)
    length = shared[MAILS_NEEDED - 1] if len(shared) >= MAILS_NEEDED else 0
    if not FEWEST_LINES <= length <= LONG_SIGNATURE or length >= len(filled):
        return new, ""
    cut = filled[-length]
    return "\n".join(lines[:cut]).rstrip(), "\n".join(lines[cut:]).strip("\n")


def _common_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both end with; a quoted line is nobody's signature."""
    length = 0
    for ours, theirs in zip(reversed(one), reversed(other), strict=False):
        if ours != theirs or is_marked(ours):
            break
        length += 1
    return length


def letters_of(lines: Iterable[str]) -> list[str]:
    """What HTML and plain form of the same lines have in common: their letters and digits, without empty lines."""
    return [found for line in lines if (found := re.sub(r"[\W_]+", "", line))]


def _filled(text: str) -> list[str]:
    return [_plain(line) for line in text.split("\n") if line.strip()]


def _plain(line: str) -> str:
    return " ".join(line.split())
