"""The lines of a mail, including lines that hold several parts."""

import re
from dataclasses import dataclass
from typing import Literal

from qiao.channels.rules import quote_marks as marks

Label = Literal["new", "context", "quoted", "signature"]
MAX_LINES = 10_000
MAX_LINE = 2000


@dataclass(slots=True)
class Line:
    """One line of text; HTML tells in addition what its containers say."""

    text: str
    is_quoted: bool = False
    is_cut: bool = False
    is_signature: bool = False
    is_block: bool = False
    is_answer: bool = False


def text_lines(text: str) -> list[Line]:
    """Lines of a plain text; `>` marks a quoted one."""
    lines = [Line(part, is_quoted=is_marked(part)) for part in text.split("\n")]
    return [part for line in lines[:MAX_LINES] for part in separated(line)] + lines[MAX_LINES:]


def separated(line: Line) -> list[Line]:
    """A line on which both an answer and the start of the history stand becomes two; others stay."""
    text = line.text
    if len(text) > 100_000 or line.is_quoted:
        return [line]
    at, is_all_history = _shared_at(text)
    if not at or not text[:at].strip(" -–—*_"):
        return [line]
    history = replaced(line, text[at:])
    history.is_cut = is_all_history
    return [replaced(line, text[:at].rstrip()), history]


def replaced(line: Line, text: str) -> Line:
    """The same line with other words."""
    return Line(text, line.is_quoted, line.is_cut, line.is_signature, line.is_block, line.is_answer)


def _shared_at(text: str) -> tuple[int, bool]:
    """Where history begins on this line, after something else (0: nowhere), and whether its words follow at once."""
    if len(text) > 30 and marks.SHARED_VERB.search(text[:MAX_LINE]):
        found = marks.SHARED_LINE.search(text[:MAX_LINE])
        if found:
            return found.start("mark"), bool(text[found.end() :].strip())
    return _labels_at(text[:MAX_LINE]), True


def _labels_at(text: str) -> int:
    """Start of «From: … Sent: … To: … Subject: …» all on one line."""
    at, kinds, last = 0, set[str](), 0
    for found in marks.LABEL_INSIDE.finditer(text):
        kind = str(found.lastgroup)
        if kind == "from":
            at, kinds = found.start(), {"from"}
        elif kinds and found.start() - last < 400:
            kinds.add(kind)
        last = found.end()
        if {"from", "date", "subject"} <= kinds and "to" in kinds:
            return at
    return 0


def is_marked(line: str) -> bool:
    """Whether a line begins with the sign of a quotation."""
    if line.startswith(">From ") or (line.startswith(">>") and marks.PRODUCT_LINE.match(line[:MAX_LINE])):
        return False
    return bool(re.match(r"^\s{0,2}(?:>|&gt;)|^\s{0,3}\|\s[^|]*\w[^|]*$", line))
