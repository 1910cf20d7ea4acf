"""What introduces history: «On …, X wrote:», «From: … Sent: …», «-----Original Message-----» and their kin."""

import re

from qiao.channels.rules import quote_marks as marks
from qiao.channels.rules.quote_lines import MAX_LINE, Line

TAIL = 60  # the verb that ends an introduction is looked for in its last characters only


def attribution_above(lines: list[Line], index: int) -> int:
    """Index of the first line of what introduces the quotation at `index`, a rule above it included."""
    start = _introduction(lines, index)
    return with_rule_above(lines, start) if start < index else start


def _introduction(lines: list[Line], index: int) -> int:
    """Index of the first line of the attribution that ends right above `index`; `index` when none."""
    end = index - 1
    while end >= 0 and (not lines[end].text.strip() or marks.ELISION.match(lines[end].text[:MAX_LINE])):
        end -= 1
    if end < 0 or index - end > 4:
        return index
    for count in range(1, 6):
        start = end - count + 1
        if start < 0 or not lines[start].text.strip():
            break
        joined = " ".join(line.text.strip() for line in lines[start : end + 1])[:MAX_LINE]
        is_bare = marks.DATE_NAME_BARE.match(joined) or marks.NAME_DATE_BARE.match(joined)
        if is_attribution(joined) or (count == 1 and is_bare):
            return start
    if marks.NAME_WROTE.match(lines[end].text[:MAX_LINE]) or is_separator(lines[end].text):
        return end
    block = _block_ending(lines, end)
    return index if block is None else block


def _block_ending(lines: list[Line], end: int) -> int | None:
    for start in range(max(0, end - 9), end):
        length = header_block(lines, start)
        if length and start + length > end - 1:
            return start
    return None


def is_attribution(text: str) -> bool:
    if not marks.MAYBE_ATTRIBUTION.search(text[-TAIL:]):
        return False
    text = re.sub(r"^-{2,}\s*|\s*-{2,}$", "", text)
    if marks.QUOTING.match(text):
        return True
    if len(text) <= 300 and text.rstrip("*_ ")[-1:] in ":：" and _is_addressed(text):
        return True
    if marks.TELLS_OF_MAIL.search(text[-TAIL:]) and not (marks.CLOCK.search(text) or "@" in text):
        return False
    has_end = len(text) <= 700 and text.rstrip("*_ ")[-1:] in ":：,，"
    has_bare_verb = re.search(r"(?:写道|寫道|wrote)\s*$", text[-TAIL:])
    if not has_end and not has_bare_verb:
        return False
    has_verb = has_bare_verb or marks.VERB_END.search(text[-TAIL:]) or marks.VERB_NAME_END.search(text[-4 * TAIL :])
    return bool(
        (has_verb and marks.ATTRIBUTION.match(text)) or marks.DATE_NAME.match(text) or marks.VERB_DATE.match(text)
    )


def _is_addressed(text: str) -> bool:
    """An address, a clock time and a year: what an introduction has in every language."""
    if not (marks.CLOCK.search(text) and marks.YEAR.search(text)):
        return False
    return bool(marks.ADDRESSED.search(text) or marks.BY_ADDRESS.search(text))


def is_separator(text: str) -> bool:
    """Whether a line says that an original or forwarded message follows."""
    text = text[:MAX_LINE]
    lines = (marks.ORIGINAL, marks.FORWARDED, marks.DASHED_WROTE, marks.PRODUCT_LINE)
    return any(line.match(text) for line in lines)


def with_rule_above(lines: list[Line], index: int) -> int:
    """`index`, or where the rule or the «Original message» right above it stands."""
    above = index - 1
    while above >= 0 and (not lines[above].text.strip() or _is_recipient(lines[above].text)):
        above -= 1
    text = lines[above].text[:MAX_LINE] if above >= 0 else ""
    has_recipients = above + 1 < index and _is_recipient(lines[above + 1].text)
    is_introduced = (
        (has_recipients and text.startswith("-----"))
        or marks.UNDERSCORES.match(text)
        or marks.ORIGINAL_BARE.match(text)
        or marks.DASHED_WORDS.match(text)
        or is_separator(text)
    )
    return above if is_introduced else index


def _is_recipient(text: str) -> bool:
    """A line «To: …;» or «Subject: …;», which Yandex puts between its rule and its introduction."""
    match = marks.LABEL.match(text[:MAX_LINE]) if text.rstrip().endswith(";") else None
    return match is not None and _kind(match) in ("to", "cc", "subject")


def cut_length(lines: list[Line], index: int) -> int:
    """Number of lines of the quote header that starts at `index`; 0 when none does."""
    line = lines[index]
    text = line.text[:MAX_LINE]
    if line.is_cut or is_separator(text):
        following = index + 1
        while following < len(lines) and not lines[following].text.strip() and following < index + 4:
            following += 1
        return (following - index + header_block(lines, following)) or 1
    if not text.strip():
        return 0
    if marks.HAS_LINE.search(text) and marks.WRITE_ABOVE.search(text) and not marks.WRITE_BELOW.search(text):
        return 1
    return (
        header_block(lines, index)
        or _lone_sender(lines, index)
        or _notes_columns(lines, index)
        or (1 if _begins_paragraph(lines, index) and marks.ADDRESS_WROTE.match(text) else 0)
        or _open_attribution(lines, index)
    )


def _begins_paragraph(lines: list[Line], index: int) -> bool:
    return index == 0 or not lines[index - 1].text.strip()


def _notes_columns(lines: list[Line], index: int) -> int:
    """The head Lotus Notes draws in columns: «To», «cc» and «Subject» end lines of their own, the sender is left."""
    at = index
    for number, column in enumerate(marks.NOTES_COLUMNS):
        near = range(at, min(at + (4 if not number else 6), len(lines)))
        found = next((line for line in near if column.search(lines[line].text[:MAX_LINE])), -1)
        if found < 0:
            return 0
        at = found + 1
    while at < len(lines) and lines[at].text.strip():
        at += 1
    return at - index


def _lone_sender(lines: list[Line], index: int) -> int:
    """A rule with only «From: name <address>» below it; or Notes' name, date and «To» on lines of their own."""
    if marks.UNDERSCORES.match(lines[index].text[:MAX_LINE]):
        below = next((at for at in range(index + 1, min(index + 3, len(lines))) if lines[at].text.strip()), -1)
        match = marks.LABEL.match(lines[below].text[:MAX_LINE]) if below > 0 else None
        is_sender = match is not None and _kind(match) == "from" and "@" in match["value"]
        return below - index + 1 if is_sender else 0
    if index + 3 >= len(lines) or len(lines[index].text) > 120:
        return 0
    stamp = lines[index + 1].text[:MAX_LINE]
    if not (len(stamp) <= 40 and marks.CLOCK.search(stamp) and marks.YEAR.search(stamp)):
        return 0
    following = range(index + 2, min(index + 6, len(lines)))
    return next((at - index + 1 for at in following if marks.NOTES_TO.match(lines[at].text[:MAX_LINE])), 0)


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
        if is_attribution(joined) and (count == 1 or _opens_attribution(joined)):
            return 0 if count > 1 and _begins_later(lines, index + 1, index + count) else count
    return 0


def _begins_later(lines: list[Line], start: int, end: int) -> bool:
    """Whether an attribution that ends before `end` already begins at a later line than `start - 1`."""
    return any(
        is_attribution(" ".join(line.text.strip() for line in lines[at:end]))
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
        or (marks.YEAR.search(text) and marks.CLOCK.search(text) and not text.rstrip().endswith((".", "!", "?", "。")))
    )


def header_block(lines: list[Line], index: int) -> int:
    """Lines of a «From: … Sent: … To: … Subject: …» block starting at `index`; 0 when there is none."""
    if index < len(lines) and _is_flat_header(lines[index].text[:MAX_LINE]):
        return 1
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
    if "from" not in seen or not ("date" in seen or "subject" in seen) or marks.HOST_ONLY.match(seen["from"]):
        return 0
    if next(iter(seen)) != "from" and not any("@" in value for value in seen.values()):
        return 0
    if _is_technical(lines, index - 1) or _is_technical(lines, end + 1):
        return 0
    if len(seen) >= 3 or ("@" in seen["from"] and len(seen) >= 2):
        return end - index + 1
    return 0


def _is_technical(lines: list[Line], index: int) -> bool:
    return 0 <= index < len(lines) and bool(marks.TECHNICAL.match(lines[index].text[:MAX_LINE]))


def _is_flat_header(text: str) -> bool:
    """«From: ann@b.example Sent: Monday» on one line, as HTML without line breaks gives it."""
    if "@" not in text:
        return False
    kinds = [str(found.lastgroup) for found in marks.LABEL_INSIDE.finditer(text)]
    return kinds[:2] == ["from", "date"] and bool(marks.LABEL_INSIDE.match(text)) and bool(marks.CLOCK.search(text))


def _kind(match: re.Match[str]) -> str:
    return next(key for key in ("from", "date", "to", "cc", "subject") if match[key] is not None)
