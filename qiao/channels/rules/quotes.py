"""What is new in a mail and what is history: every line is new, context, quoted or signature."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from qiao.channels.rules import quote_marks as marks
from qiao.channels.rules.answers import mark_answers
from qiao.channels.rules.quote_heads import attribution_above, cut_length, is_separator, with_rule_above
from qiao.channels.rules.quote_lines import MAX_LINE, MAX_LINES, Label, Line, is_marked, replaced, text_lines
from qiao.channels.rules.signatures import mark_signatures

BIDI = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


WRAPPED_AT = 66
KEPT: tuple[Label, ...] = ("new", "context")
FOLDED: tuple[Label, ...] = ("quoted", "signature")


@dataclass(frozen=True, slots=True)
class Split:
    """New text and the folded remainder, each in order and trimmed; `labels` has one entry per line.

    Lines answered in between belong to both readings: `new` keeps them for whoever reads the answers, `own` is
    without them. `folded` is what `new` lacks, `quoted` what `own` lacks.
    """

    new: str
    folded: str
    own: str
    quoted: str
    labels: tuple[Label, ...]


def split_text(text: str, *, is_reply: bool = False, is_forward: bool = False, author: str = "") -> Split:
    """Split a plain text; see `split_lines`."""
    return split_lines(text_lines(text), is_reply=is_reply, is_forward=is_forward, author=author)


def split_lines(lines: list[Line], *, is_reply: bool = False, is_forward: bool = False, author: str = "") -> Split:
    """New text of this sender and the rest.

    `is_reply` and `is_forward` say what subject and headers claim; a forward without a word of its own
    is its content, so everything is new then. `author` is the sender's name, with which answers may be marked.
    """
    if is_reply:
        _mark_trailing_block(lines)
    visible = [replaced(line, BIDI.sub("", line.text).replace("﹕", "：")) for line in lines[:MAX_LINES]]
    _mark_initials(visible, author, is_reply=is_reply)
    labels = _labels(visible, is_reply=is_reply, author=author)
    labels += [labels[-1] if labels else "new"] * (len(lines) - len(labels))
    new = _joined(lines, labels, KEPT)
    if not new and any(line.text.strip() for line in lines):
        has_mark = any(marks.FORWARDED.match(line.text[:MAX_LINE]) for line in lines[:MAX_LINES])
        only_signature = "quoted" not in labels
        if (is_forward or has_mark or not is_reply or not _is_introduced(lines)) and not only_signature:
            labels = ["new"] * len(lines)
            new = _joined(lines, labels, KEPT)
    if "context" not in labels:
        folded = _joined(lines, labels, FOLDED)
        return Split(new, folded, new, folded, tuple(labels))
    own = _joined(lines, labels, ("new",))
    quoted = _joined(lines, labels, ("context", *FOLDED))
    return Split(new, _joined(lines, labels, FOLDED), own, quoted, tuple(labels))


def _is_introduced(lines: list[Line]) -> bool:
    """Whether anything but the containers says that this is history: some programs wrap the new text in them too."""
    return any(
        is_marked(line.text) or cut_length(lines, index) or marks.NAME_WROTE.match(line.text[:MAX_LINE])
        for index, line in enumerate(lines[:MAX_LINES])
    )


def _mark_initials(lines: list[Line], author: str, *, is_reply: bool) -> None:
    """Lines that begin with initials, «JA> …», are quoted where an introduction stands above or a reply has several.

    The author's own initials mark answers.
    """
    own = "".join(word[0] for word in author.split()).upper()
    found = {
        index: match["who"]
        for index, line in enumerate(lines)
        if (match := marks.INITIALS.match(line.text[:MAX_LINE])) and match["who"].upper() != own
    }
    several = {who for who, times in Counter(found.values()).items() if times > 1 and who not in marks.PROMPTS}
    known = several if is_reply else set[str]()
    known |= {who for index, who in found.items() if who not in known and attribution_above(lines, index) < index}
    for index, who in found.items():
        if who in known or (index and lines[index - 1].is_quoted):
            lines[index].is_quoted = True


def _mark_trailing_block(lines: list[Line]) -> None:
    """A bare block quotation that ends a reply is what is replied to."""
    for line in reversed(lines):
        if line.text.strip() and not (line.is_block or line.is_signature):
            return
        line.is_quoted = line.is_quoted or line.is_block


def _joined(lines: list[Line], labels: list[Label], wanted: tuple[Label, ...]) -> str:
    kept = [
        ("> " if label == "context" and _needs_mark(line.text) else "") + line.text.rstrip()
        for line, label in zip(lines, labels, strict=True)
        if label in wanted
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n").strip()


def _needs_mark(text: str) -> bool:
    return bool(text.strip()) and not is_marked(text) and not marks.INITIALS.match(text)


def _labels(lines: list[Line], *, is_reply: bool, author: str) -> list[Label]:
    labels: list[Label] = ["new"] * len(lines)
    _mark_quoted(lines, labels, is_reply=is_reply)
    cut = _hard_cut(lines, labels)
    for index in range(cut, len(lines)):
        labels[index] = "quoted"
    _restore_below(lines, labels)
    mark_signatures(lines, labels)
    _keep_context(lines, labels, cut)
    mark_answers(lines, labels, cut, author)
    return labels


def _keep_context(lines: list[Line], labels: list[Label], cut: int) -> None:
    """Answers written between the lines stay with the lines they answer; what follows the last is folded.

    One quotation with one answer below it is an ordinary reply; two with words between them are not.
    """
    runs: list[list[int]] = []
    is_open, has_answer = False, False
    for index in range(cut):
        if labels[index] == "quoted" and lines[index].is_quoted:
            if not is_open:
                runs.append([])
            runs[-1].append(index)
            is_open = True
        elif labels[index] == "new" and lines[index].text.strip():
            has_answer = has_answer or bool(runs)
            is_open = False
    last_new = max((index for index in range(cut) if labels[index] == "new" and lines[index].text.strip()), default=-1)
    answered = [run for run in runs if run[0] < last_new]
    if not has_answer or len(answered) < 2:
        return
    for run in answered:
        for index in run:
            labels[index] = "context"


def _mark_quoted(lines: list[Line], labels: list[Label], *, is_reply: bool) -> None:
    """`>` lines, with the attribution above them; single ones without any other sign are text."""
    quoted = [index for index, line in enumerate(lines) if line.is_quoted]
    if not quoted:
        return
    introduced = False
    for index in quoted:
        if index == 0 or not lines[index - 1].is_quoted:
            start = attribution_above(lines, index)
            for above in range(start, index):
                labels[above] = "quoted"
            introduced = introduced or start < index
    blocks = sum(
        1 for index in quoted if index + 2 < len(lines) and lines[index + 1].is_quoted and lines[index + 2].is_quoted
    )
    is_by_container = any(not is_marked(lines[index].text) for index in quoted)
    _close_wraps(lines, quoted)
    is_sure = introduced or blocks or is_by_container or _has_later_mark(lines, quoted[0]) or quoted[0] == 0
    if is_sure or (is_reply and _stands_alone(lines, quoted[0])):
        for index in quoted:
            labels[index] = "quoted"
        _mark_elisions(lines, labels)


def _mark_elisions(lines: list[Line], labels: list[Label]) -> None:
    """«[...]» right above or below quoted lines stands for quoted ones."""
    for index, line in enumerate(lines):
        if labels[index] == "new" and marks.ELISION.match(line.text[:MAX_LINE]):
            near = labels[max(0, index - 1) : index + 2]
            labels[index] = "quoted" if "quoted" in near else "new"


def _stands_alone(lines: list[Line], start: int) -> bool:
    """Whether the `>` lines from `start` have empty lines around them: in a reply, a quotation without introduction."""
    end = next((index for index in range(start, len(lines)) if not lines[index].is_quoted), len(lines))
    return not lines[start - 1].text.strip() and (end == len(lines) or not lines[end].text.strip())


def _close_wraps(lines: list[Line], quoted: list[int]) -> None:
    """One or two lines between `>` lines may be the end of a quoted line that was wrapped on the way."""
    for index in list(quoted):
        end = index + 1
        while end < len(lines) and end <= index + 3 and lines[end].text.strip() and not lines[end].is_quoted:
            end += 1
        is_closed = end < len(lines) and lines[end].is_quoted
        if is_closed and index + 1 < end <= index + 3 and is_marked(lines[index].text):
            texts = [line.text.strip() for line in lines[index:end]]
            if all(_continues(above, text) for above, text in pairwise(texts)):
                quoted.extend(range(index + 1, end))


def _continues(above: str, text: str) -> bool:
    """Whether `text` is what did not fit on the line above: a link, a sentence's end, an address too long for it."""
    if "http" in above[-120:] and " " not in text:
        return True
    if len(above) >= 60 and (text[:1].islower() or (len(above) >= 68 and len(text) <= 30)):
        return True
    word = text.split(" ", 1)[0]
    return "@" in word and len(above) + 1 + len(word) > WRAPPED_AT


def _has_later_mark(lines: list[Line], first: int) -> bool:
    return any(is_separator(line.text) or line.is_cut for line in lines[first:])


def _hard_cut(lines: list[Line], labels: list[Label]) -> int:
    """Index from which everything is history (len(lines) when nothing is)."""
    has_new = False
    index = 0
    while index < len(lines):
        line = lines[index]
        if labels[index] == "quoted":
            index += 1
            continue
        length = cut_length(lines, index)
        if length and not (not has_new and _is_answered_below(lines, index + length)):
            return with_rule_above(lines, index)
        if length:
            for above in range(index, min(index + length, len(lines))):
                labels[above] = "quoted"
        has_new = has_new or (bool(line.text.strip()) and not length)
        index += max(length, 1)
    return len(lines)


def _is_answered_below(lines: list[Line], at: int) -> bool:
    """After a header that opens the mail: are the lines `>`-quoted, with unmarked text behind them?"""
    rest = [line for line in lines[at:] if line.text.strip()]
    if not rest or not rest[0].is_quoted:
        return False
    return any(not line.is_quoted for line in rest)


def _restore_below(lines: list[Line], labels: list[Label]) -> None:
    """Help-desk footers may ask to write under a line; what stands there is new."""
    for index, line in enumerate(lines):
        if "this line" in line.text.lower() and marks.WRITE_BELOW.search(line.text[:MAX_LINE]):
            labels[index] = "quoted"
            for below in range(index + 1, len(lines)):
                if not lines[below].is_quoted:
                    labels[below] = "new"
            return
