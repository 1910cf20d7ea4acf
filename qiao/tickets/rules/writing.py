"""Text that agents write: mentions, and variables of quick replies."""

import re
from collections.abc import Mapping

_MENTION = re.compile(r"@\[([^\]\n]{1,120})\]\(person:(\d{1,18})\)")
_VARIABLE = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)*)\s*\}\}")

VARIABLES = (
    "contact.call_name",
    "contact.name",
    "organisation.name",
    "ticket.number",
    "ticket.subject",
    "product.name",
    "version.name",
    "agent.name",
    "agent.call_name",
)


# answer and forward marks of mail programs, and our own tag
_ANSWER_MARK = re.compile(
    r"^\s*(?:\[[A-Z]{1,8}-\d+\]|(?:re|fw|fwd|aw|wg|sv|antw|\u56de\u590d|\u7b54\u590d|\u8f6c\u53d1)\s*[:\uff1a])\s*",
    re.IGNORECASE,
)


def other_subject(subject: str, ticket_subject: str) -> str:
    """A message's subject when it says something else than the ticket's; empty when it is only an answer to it."""
    return "" if _bare(subject) == _bare(ticket_subject) else subject


def _bare(subject: str) -> str:
    while (shorter := _ANSWER_MARK.sub("", subject)) != subject:
        subject = shorter
    return " ".join(subject.split()).casefold()


def mentioned_people(markdown: str) -> tuple[int, ...]:
    """Ids of the people mentioned as @[Name](person:12), each once, in order."""
    return tuple(dict.fromkeys(int(found) for _, found in _MENTION.findall(markdown)))


def show_mentions(markdown: str) -> str:
    """The same text with mentions as bold names, for rendering and for reading aloud."""
    return _MENTION.sub(lambda found: f"**@{_escaped(found[1])}**", markdown)


def plain_mentions(markdown: str) -> str:
    """The same text with mentions as plain names."""
    return _MENTION.sub(lambda found: f"@{found[1]}", markdown)


def fill_variables(template: str, values: Mapping[str, str]) -> str:
    """The template with {{variables}} replaced. Unknown ones stay, so that their author sees the mistake.

    Values are text, not Markdown: their special characters are escaped.
    """
    return _VARIABLE.sub(lambda found: _escaped(values[found[1]]) if found[1] in values else found[0], template)


def unknown_variables(template: str) -> tuple[str, ...]:
    """Names of variables that do not exist."""
    return tuple(dict.fromkeys(name for name in _VARIABLE.findall(template) if name not in VARIABLES))


def snippet_of(text: str, length: int = 160) -> str:
    """The beginning of a text on one line, cut at a word where there is one."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.7 else cut) + "…"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)


_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def language_of(text: str) -> str:
    """zh-hans or en, by what the text is written in; "" when it holds neither. A Han character weighs as a word."""
    han, latin = sum(map(len, _HAN.findall(text))), len(_LATIN.findall(text))
    if not han and not latin:
        return ""
    return "zh-hans" if han * 2 >= latin else "en"


_SIGNATURE_MARK = re.compile(r"^-- ?$", re.MULTILINE)
_LONGEST_SIGNATURE = 12


def split_signature(text: str) -> tuple[str, str]:
    """A plain text and the signature below its last `-- ` line, "" when there is none or it is no signature."""
    marks = list(_SIGNATURE_MARK.finditer(text))
    if not marks:
        return text, ""
    body, signature = text[: marks[-1].start()].rstrip(), text[marks[-1].end() :].strip()
    if not body or not signature or signature.count("\n") >= _LONGEST_SIGNATURE:
        return text, ""
    return body, signature
