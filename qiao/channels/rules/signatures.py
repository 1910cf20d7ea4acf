"""Where the sender's signature is: after a marker, by the words of phone clients, or as a card."""

import re

from qiao.channels.rules import quote_marks as marks
from qiao.channels.rules.quote_lines import MAX_LINE, Label, Line

LONG_SIGNATURE = 25


def mark_signatures(lines: list[Line], labels: list[Label]) -> None:
    """Label the lines of signatures, list footers and clients' advertisements among the new ones."""
    for index, line in enumerate(lines):
        if labels[index] != "new":
            continue
        if line.is_signature:
            labels[index] = "signature"
            continue
        text = line.text[:MAX_LINE]
        run = _run_length(lines, labels, index)
        if marks.SIGNATURE_LINE.match(text) and _is_signature(lines, index, run):
            _set(labels, index, run)
        elif marks.SENT_FROM.match(text) and len(text) < 120:
            filled = sum(1 for at in range(index, index + run) if lines[at].text.strip())
            _set(labels, index, run if filled <= 4 else 1)
        elif marks.CARD_FOOTER.match(text):
            start = next(
                (
                    at
                    for at in range(max(0, index - 20), index)
                    if labels[at] == "new" and marks.CARD_EDGE.match(lines[at].text)
                ),
                index,
            )
            _set(labels, start, index - start + 1)
        elif _is_card(lines, index, run) or _is_list_footer(lines, index, run):
            _set(labels, index, run)


def _set(labels: list[Label], index: int, count: int) -> None:
    labels[index : index + count] = ["signature"] * count


def _run_length(lines: list[Line], labels: list[Label], index: int) -> int:
    end = index
    while end < len(lines) and labels[end] == "new":
        end += 1
    return end - index


def _is_signature(lines: list[Line], index: int, run: int) -> bool:
    filled = sum(1 for at in range(index + 1, index + run) if lines[at].text.strip())
    if re.match(r"^-- $", lines[index].text):
        return filled <= 2 * LONG_SIGNATURE
    has_text = any(line.text.strip() for line in lines[:index])
    return filled <= (LONG_SIGNATURE if has_text else LONG_SIGNATURE // 4)


def _is_card(lines: list[Line], index: int, run: int) -> bool:
    """A visiting card drawn with bars, as NetEase's phone client appends it."""
    if not marks.CARD_TOP.match(lines[index].text[:MAX_LINE]):
        return False
    filled = [lines[at].text for at in range(index, index + run) if lines[at].text.strip()]
    return 3 <= len(filled) <= 15 and bool(marks.CARD_EDGE.match(filled[-1]))


def _is_list_footer(lines: list[Line], index: int, run: int) -> bool:
    if not marks.UNDERSCORES.match(lines[index].text[:MAX_LINE]):
        return False
    tail = [lines[at].text for at in range(index + 1, index + run) if lines[at].text.strip()]
    return 0 < len(tail) <= 8 and any(marks.LIST_FOOTER.search(text[:MAX_LINE]) for text in tail[:4])
