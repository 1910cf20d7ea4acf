"""Where the sender's signature is: after a marker, by the words of phone clients, or as a card."""

import re
from itertools import accumulate, takewhile

from qiao.channels.rules import quote_marks as marks
from qiao.channels.rules.disclaimers import is_banner, is_disclaimer
from qiao.channels.rules.mail import Address
from qiao.channels.rules.quote_lines import MAX_LINE, Label, Line

LONG_SIGNATURE = 25
RULE = re.compile(r"^[-=*_—]{2,}\s*$")


class _Runs:
    """Stretches of new lines: where each ends, and how many lines between two places hold words."""

    def __init__(self, lines: list[Line], labels: list[Label]) -> None:
        self.lines = lines
        self.filled_before = list(accumulate((bool(line.text.strip()) for line in lines), initial=0))
        self.ends = [len(lines)] * len(lines)
        end = len(lines)
        for index in range(len(lines) - 1, -1, -1):
            end = index if labels[index] != "new" else end
            self.ends[index] = end

    def filled(self, start: int, end: int) -> int:
        return self.filled_before[end] - self.filled_before[start]

    def begins_paragraph(self, index: int) -> bool:
        above = self.lines[index - 1].text if index else ""
        return not above.strip() or bool(RULE.match(above))

    def paragraph_end(self, index: int) -> int:
        return next((at for at in range(index, self.ends[index]) if not self.lines[at].text.strip()), self.ends[index])

    def texts(self, start: int, end: int) -> list[str]:
        return [line.text for line in self.lines[start:end] if line.text.strip()]


def mark_signatures(lines: list[Line], labels: list[Label]) -> None:
    """Label the lines of signatures, list footers and clients' advertisements among the new ones."""
    runs = _Runs(lines, labels)
    for index, line in enumerate(lines):
        if labels[index] != "new":
            continue
        start, end = _signature_at(runs, labels, index, line)
        labels[start:end] = ["signature"] * (end - start)


def _signature_at(runs: _Runs, labels: list[Label], index: int, line: Line) -> tuple[int, int]:
    """First line of the signature that shows itself at `index`, and the line after its last; (index, index) if none."""
    if line.is_signature:
        return index, index + 1
    text = line.text[:MAX_LINE]
    end = runs.ends[index]
    if marks.SIGNATURE_LINE.match(text) and _is_signature(runs, index, end):
        return index, end
    if len(text) < 120 and (marks.SENT_FROM.match(text) or marks.SCANNED.match(text)):
        return _with_rule(runs, labels, index), end if 0 < runs.filled(index, end) <= 4 and runs.filled(
            0, index
        ) else index + 1
    if marks.CARD_FOOTER.match(text):
        above = range(max(0, index - 20), index)
        edges = (at for at in above if labels[at] == "new" and marks.CARD_EDGE.match(runs.lines[at].text))
        return next(edges, index), index + 1
    if runs.begins_paragraph(index) and runs.filled(index, end) <= LONG_SIGNATURE:
        if is_disclaimer(text) and runs.filled(0, index):
            return _with_rule(runs, labels, index), end
        if is_banner(text) and not runs.filled(0, index):
            return index, runs.paragraph_end(index)
    if _is_card(runs, index, end) or _is_list_footer(runs, index, end):
        return index, end
    return index, index


def _with_rule(runs: _Runs, labels: list[Label], index: int) -> int:
    """`index`, or where the rule right above it stands."""
    has_rule = index > 0 and labels[index - 1] == "new" and bool(RULE.match(runs.lines[index - 1].text))
    return index - 1 if has_rule and runs.filled(0, index - 1) else index


def _is_signature(runs: _Runs, index: int, end: int) -> bool:
    filled = runs.filled(index + 1, end)
    if runs.lines[index].text == "-- ":
        return filled <= 2 * LONG_SIGNATURE
    return filled <= (LONG_SIGNATURE if runs.filled(0, index) else LONG_SIGNATURE // 4)


def _is_card(runs: _Runs, index: int, end: int) -> bool:
    """A visiting card drawn with bars, as NetEase's phone client appends it."""
    if not marks.CARD_TOP.match(runs.lines[index].text[:MAX_LINE]) or not 3 <= runs.filled(index, end) <= 15:
        return False
    return bool(marks.CARD_EDGE.match(runs.texts(index, end)[-1]))


def _is_list_footer(runs: _Runs, index: int, end: int) -> bool:
    if not marks.UNDERSCORES.match(runs.lines[index].text[:MAX_LINE]) or not 0 < runs.filled(index + 1, end) <= 8:
        return False
    own = takewhile(lambda text: not marks.SIGNATURE_LINE.match(text[:MAX_LINE]), runs.texts(index + 1, end)[:4])
    return any(marks.LIST_FOOTER.search(text[:MAX_LINE]) for text in own)


def without_foxmail_signature(new: str, sender: Address) -> tuple[str, str]:
    """The new text and the signature Foxmail puts below it without any marker: a last short paragraph with the
    sender's own address, or one that opens with the sender's own name."""
    above, gap, last = new.rpartition("\n\n")
    lines = [line.strip() for line in last.split("\n") if line.strip()]
    if not (gap and above.strip() and 0 < len(lines) <= 8) or any(len(line) > 60 for line in lines):
        return new, ""
    has_address = bool(sender.address) and sender.address.lower() in last.lower()
    return (above.rstrip(), last) if has_address or (sender.name and lines[0] == sender.name) else (new, "")
