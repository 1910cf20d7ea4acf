"""What is new in a mail and what is history: every line is new, quoted or signature."""

import re
from dataclasses import dataclass
from typing import Literal

from qiao.channels.rules import quote_marks as marks

Label = Literal["new", "quoted", "signature"]
MAX_LINES = 10_000
MAX_LINE = 2000
LONG_SIGNATURE = 25


@dataclass(slots=True)
class Line:
    """One line of text; HTML tells in addition what its containers say."""

    text: str
    is_quoted: bool = False
    is_cut: bool = False
    is_signature: bool = False
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """New text and the folded remainder, each in order and trimmed; `labels` has one entry per line."""

    new: str
    folded: str
    labels: tuple[Label, ...]


def text_lines(text: str) -> list[Line]:
    """Lines of a plain text; `>` marks a quoted one."""
    plain = text.split("\n")
    lines: list[Line] = []
    for index, line in enumerate(plain):
        shared = marks.SHARED_LINE.match(line[:MAX_LINE]) if "wrote:" in line else None
        if shared and index + 1 < len(plain) and _is_marked(plain[index + 1]) and not _is_attribution(line.strip()):
            lines += [Line(shared["new"]), Line(shared["mark"])]
        else:
            lines.append(Line(line, is_quoted=_is_marked(line)))
    return lines


def _is_marked(line: str) -> bool:
    return bool(re.match(r"^\s{0,2}(?:>|&gt;)|^\s{0,3}\|\s[^|]*\w[^|]*$", line)) and not line.startswith(">From ")


def split_text(text: str, *, is_reply: bool = False, is_forward: bool = False) -> Split:
    """Split a plain text; see `split_lines`."""
    return split_lines(text_lines(text), is_reply=is_reply, is_forward=is_forward)


def split_lines(lines: list[Line], *, is_reply: bool = False, is_forward: bool = False) -> Split:
    """New text of this sender and the rest.

    `is_reply` and `is_forward` say what subject and headers claim; a forward without a word of its own
    is its content, so everything is new then.
    """
    if is_reply:
        _mark_trailing_block(lines)
    labels = _labels(lines[:MAX_LINES])
    labels += [labels[-1] if labels else "new"] * (len(lines) - len(labels))
    new = _joined(lines, labels, wanted=True)
    if not new and any(line.text.strip() for line in lines):
        has_mark = any(marks.FORWARDED.match(line.text[:MAX_LINE]) for line in lines[:MAX_LINES])
        only_signature = "quoted" not in labels
        if (is_forward or has_mark or not is_reply) and not only_signature:
            labels = ["new"] * len(lines)
            new = _joined(lines, labels, wanted=True)
    return Split(new, _joined(lines, labels, wanted=False), tuple(labels))


def _mark_trailing_block(lines: list[Line]) -> None:
    """A bare block quotation that ends a reply is what is replied to."""
    for line in reversed(lines):
        if line.text.strip() and not (line.is_block or line.is_signature):
            return
        line.is_quoted = line.is_quoted or line.is_block


def _joined(lines: list[Line], labels: list[Label], *, wanted: bool) -> str:
    kept = [line.text.rstrip() for line, label in zip(lines, labels, strict=True) if (label == "new") is wanted]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n").strip()


def _labels(lines: list[Line]) -> list[Label]:
    labels: list[Label] = ["new"] * len(lines)
    _mark_quoted(lines, labels)
    cut = _hard_cut(lines, labels)
    for index in range(cut, len(lines)):
        labels[index] = "quoted"
    _restore_below(lines, labels)
    _mark_signatures(lines, labels)
    return labels


def _mark_quoted(lines: list[Line], labels: list[Label]) -> None:
    """`>` lines, with the attribution above them; single ones without any other sign are text."""
    quoted = [index for index, line in enumerate(lines) if line.is_quoted]
    if not quoted:
        return
    introduced = False
    for index in quoted:
        if index == 0 or not lines[index - 1].is_quoted:
            start = _attribution_above(lines, index)
            for above in range(start, index):
                labels[above] = "quoted"
            introduced = introduced or start < index
    blocks = sum(
        1 for index in quoted if index + 2 < len(lines) and lines[index + 1].is_quoted and lines[index + 2].is_quoted
    )
    is_by_container = any(not _is_marked(lines[index].text) for index in quoted)
    _close_wraps(lines, quoted)
    if introduced or blocks or is_by_container or _has_later_mark(lines, quoted[0]) or quoted[0] == 0:
        for index in quoted:
            labels[index] = "quoted"


def _close_wraps(lines: list[Line], quoted: list[int]) -> None:
    """A short line between `>` lines is the end of a quoted line that was wrapped on the way."""
    for index in list(quoted):
        if index + 2 < len(lines) and lines[index + 2].is_quoted and not lines[index + 1].is_quoted:
            above, text = lines[index].text.rstrip(), lines[index + 1].text.strip()
            is_link = "http" in above[-120:] and " " not in text
            if text and _is_marked(above) and (is_link or (len(above) >= 68 and len(text) <= 30)):
                quoted.append(index + 1)


def _has_later_mark(lines: list[Line], first: int) -> bool:
    return any(_is_separator(line.text) or line.is_cut for line in lines[first:])


def _attribution_above(lines: list[Line], index: int) -> int:
    """Index of the first line of the attribution that ends right above `index`; `index` when none."""
    end = index - 1
    while end >= 0 and not lines[end].text.strip():
        end -= 1
    if end < 0 or index - end > 4:
        return index
    for count in range(1, 6):
        start = end - count + 1
        if start < 0 or not lines[start].text.strip():
            break
        joined = " ".join(line.text.strip() for line in lines[start : end + 1])[:MAX_LINE]
        if _is_attribution(joined) or (count == 1 and marks.DATE_NAME_BARE.match(joined)):
            return start
    if marks.NAME_WROTE.match(lines[end].text[:MAX_LINE]) or _is_separator(lines[end].text):
        return end
    block = _block_ending(lines, end)
    return index if block is None else block


def _block_ending(lines: list[Line], end: int) -> int | None:
    for start in range(max(0, end - 9), end):
        length = _header_block(lines, start)
        if length and start + length > end - 1:
            return start
    return None


def _is_attribution(text: str) -> bool:
    if not marks.MAYBE_ATTRIBUTION.search(text):
        return False
    text = re.sub(r"^-{2,}\s*|\s*-{2,}$", "", text)
    if marks.QUOTING.match(text):
        return True
    has_end = len(text) <= 700 and text.rstrip("*_ ")[-1:] in ":：,，"
    if not has_end and not re.search(r"(?:写道|寫道|wrote)\s*$", text):
        return False
    return bool(
        (
            (
                marks.VERB_END.search(text)
                or marks.VERB_NAME_END.search(text)
                or re.search(r"(?:写道|寫道|wrote)\s*$", text)
            )
            and marks.ATTRIBUTION.match(text)
        )
        or marks.DATE_NAME.match(text)
    )


def _is_separator(text: str) -> bool:
    text = text[:MAX_LINE]
    return bool(marks.ORIGINAL.match(text) or marks.FORWARDED.match(text))


def _hard_cut(lines: list[Line], labels: list[Label]) -> int:
    """Index from which everything is history (len(lines) when nothing is)."""
    has_new = False
    index = 0
    while index < len(lines):
        line = lines[index]
        if labels[index] == "quoted":
            index += 1
            continue
        length = _cut_length(lines, index)
        if length and not (not has_new and _is_answered_below(lines, index + length)):
            return _with_rule_above(lines, index)
        if length:
            for above in range(index, min(index + length, len(lines))):
                labels[above] = "quoted"
        has_new = has_new or (bool(line.text.strip()) and not length)
        index += max(length, 1)
    return len(lines)


def _with_rule_above(lines: list[Line], index: int) -> int:
    above = index - 1
    while above >= 0 and not lines[above].text.strip():
        above -= 1
    if above >= 0 and marks.UNDERSCORES.match(lines[above].text[:MAX_LINE]):
        return above
    return index


def _is_answered_below(lines: list[Line], at: int) -> bool:
    """After a header that opens the mail: are the lines `>`-quoted, with unmarked text behind them?"""
    rest = [line for line in lines[at:] if line.text.strip()]
    if not rest or not rest[0].is_quoted:
        return False
    return any(not line.is_quoted for line in rest)


def _cut_length(lines: list[Line], index: int) -> int:
    """Number of lines of the quote header that starts at `index`; 0 when none does."""
    line = lines[index]
    text = line.text[:MAX_LINE]
    if line.is_cut or _is_separator(text):
        following = index + 1
        while following < len(lines) and not lines[following].text.strip() and following < index + 4:
            following += 1
        return (following - index + _header_block(lines, following)) or 1
    if not text.strip():
        return 0
    if marks.HAS_LINE.search(text) and marks.WRITE_ABOVE.search(text) and not marks.WRITE_BELOW.search(text):
        return 1
    return _header_block(lines, index) or _open_attribution(lines, index)


def _open_attribution(lines: list[Line], index: int) -> int:
    """Lines of a full «On …, X wrote:» that is not followed by `>` lines (HTML or Outlook made text)."""
    if not re.search(r"[\d@<:：]|\b[A-Z]", lines[index].text[:200]):
        return 0
    joined = ""
    for count in range(1, 5):
        if index + count > len(lines) or not lines[index + count - 1].text.strip():
            break
        joined = f"{joined} {lines[index + count - 1].text.strip()}".strip()
        if len(joined) > 700:
            break
        if _is_attribution(joined) and (count == 1 or _opens_attribution(joined)):
            return 0 if count > 1 and _begins_later(lines, index + 1, index + count) else count
    return 0


def _begins_later(lines: list[Line], start: int, end: int) -> bool:
    """Whether an attribution that ends before `end` already begins at a later line than `start - 1`."""
    return any(
        _is_attribution(" ".join(line.text.strip() for line in lines[at:end]))
        and (end - at == 1 or _opens_attribution(lines[at].text))
        for at in range(start, end)
    )


def _opens_attribution(text: str) -> bool:
    return bool(
        re.match(
            r"^[\s*_]*(?:on|at|am|le|el|il|em|op|den|på|w dniu|dnia|dne|в|在|于|於|\d{1,4}[-./年 ])",
            text,
            re.IGNORECASE,
        )
        or re.match(r"^\S[^.!?]{0,60}<?[^\s<>]+@[^\s<>]+>?", text)
    )


def _header_block(lines: list[Line], index: int) -> int:
    """Lines of a «From: … Sent: … To: … Subject: …» block starting at `index`; 0 when there is none."""
    seen: dict[str, str] = {}
    end = index
    blanks = 0
    for at in range(index, min(index + 16, len(lines))):
        text = lines[at].text[:MAX_LINE]
        if not text.strip():
            blanks += 1
            if at == index or blanks > (0 if len(seen) > 2 else 1):
                break
            continue
        match = marks.LABEL.match(text) if ":" in text or "：" in text else None
        if match is None:
            if at == index or not seen or blanks or at > end + 2:
                break
            continue
        blanks = 0
        seen.setdefault(_kind(match), match["value"].strip())
        end = at
    if set(seen) == {"date", "to"} and re.search(r"\d:\d\d", seen["date"]) and "@" in seen["to"]:
        return end - index + 1
    if "from" not in seen or not ("date" in seen or "subject" in seen):
        return 0
    if len(seen) >= 3 or ("@" in seen["from"] and len(seen) >= 2):
        return end - index + 1
    return 0


def _kind(match: re.Match[str]) -> str:
    return next(key for key in ("from", "date", "to", "cc", "subject") if match[key] is not None)


def _restore_below(lines: list[Line], labels: list[Label]) -> None:
    """Help-desk footers may ask to write under a line; what stands there is new."""
    for index, line in enumerate(lines):
        if "this line" in line.text.lower() and marks.WRITE_BELOW.search(line.text[:MAX_LINE]):
            labels[index] = "quoted"
            for below in range(index + 1, len(lines)):
                if not lines[below].is_quoted:
                    labels[below] = "new"
            return


def _mark_signatures(lines: list[Line], labels: list[Label]) -> None:
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
