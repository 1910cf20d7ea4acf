"""Delivery reports: RFC 3464 fields first, then flufl.bounce's patterns, then the words themselves."""

import logging
import re
from email import policy
from email.message import Message
from email.parser import BytesParser

from flufl.bounce import all_failures

from qiao.channels.rules.addresses import is_address, message_ids
from qiao.channels.rules.bounce_words import (
    ANNOUNCES,
    COPY,
    DELAYED,
    FAILED_TEXT,
    ID_LINE,
    NO_REASON,
    NO_REPLY,
    PERSONAL,
    REASON,
    SENDERS,
    SUBJECTS,
)
from qiao.channels.rules.headers import header_text, split_headers
from qiao.channels.rules.mail import Bounce, Notes
from qiao.channels.rules.mime import MAX_DEPTH, Entity, Walk, read_entity
from qiao.channels.rules.quote_marks import SUBJECT_FORWARD, SUBJECT_REPLY

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # its failures are noted as problems here
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?:[ -]|$)(?!\d)")
EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
# What a Sieve «reject» says; a receipt that the mail was read, or deleted unread, is no bounce.
REFUSED = re.compile(r"reject|refused|quota|abgelehnt|拒收|拒绝", re.IGNORECASE)


def report_fields(entity: Entity, notes: Notes) -> list[dict[str, str]]:
    """Field groups of every delivery-status part of a report, the per-message group included."""
    groups: list[dict[str, str]] = []
    for part in _walk(entity):
        if part.content_type not in (
            "message/delivery-status",
            "message/global-delivery-status",
            "message/x-delivery-status",
            "message/disposition-notification",
        ):
            continue
        data = part.content(notes)[:500_000].replace(b"\r\n", b"\n").replace(b"\r", b"\n").strip(b"\n")
        for block in re.split(rb"\n[ \t]*\n+", data):
            headers, _ = split_headers(block + b"\n", Notes())
            group = {name.lower(): header_text(value, notes) for name, value in reversed(headers.items)}
            if group:
                groups.append(group)
    return groups


def _walk(entity: Entity) -> list[Entity]:
    found = [entity]
    for child in entity.children:
        found.extend(_walk(child))
    return found


def _typed(value: str) -> str:
    """The value of a `type; value` field, the address bare if it is one."""
    head, separator, rest = value.partition(";")
    text = (rest if separator and re.fullmatch(r"\s*[\w./ -]{1,40}\s*", head) else value).strip()
    match = re.search(r"<([^<>]*@[^<>]*)>", text)
    return (match[1] if match else text).strip().strip("<>")


def find_bounce(entity: Entity, raw: bytes, text: str, sender: str, subject: str, notes: Notes) -> Bounce | None:
    """The delivery failure (or delay) a mail reports; None when it reports none."""
    groups = [
        group
        for group in report_fields(entity, notes)
        if ("final-recipient" in group or "original-recipient" in group or "action" in group)
        and ("disposition" not in group or (REFUSED.search(text[:2000]) and "deleted" in group["disposition"].lower()))
    ]
    original = _original_id(entity, raw, notes)
    inner = None if groups else _inner_report(entity, sender, notes)
    if inner is not None:
        return inner
    if groups:
        found = _from_fields(groups, original, text)
        if found is not None:
            return found
    words = " ".join(text[:20_000].split())
    if not _is_likely(entity, sender, subject, words):
        return None
    temporary, permanent = _flufl(raw, notes)
    recipients = sorted((permanent or temporary) - {original})
    if groups and not recipients:
        return None
    if not recipients and (FAILED_TEXT.search(words) or SUBJECTS.search(subject)):
        recipients = _named(text, sender, entity, notes)[:1]
    if not (recipients or FAILED_TEXT.search(f"{subject}\n{words}") or _is_declared(entity, subject)):
        return None
    return _from_words(recipients, bool(temporary) and not permanent, original, subject, text)


def _inner_report(entity: Entity, sender: str, notes: Notes) -> Bounce | None:
    """The report inside a mail system's notice about a report; what a person forwards is not one of theirs."""
    if not SENDERS.match(sender.rpartition("@")[0] or sender):
        return None
    for part in entity.children:
        data = part.content(notes) if part.content_type == "message/rfc822" else b""
        copy = read_entity(data, Walk(Notes()), depth=MAX_DEPTH - 5) if b"delivery-status" in data else None
        groups = [group for group in report_fields(copy, notes) if "final-recipient" in group] if copy else []
        if copy and groups:
            return _from_fields(groups, _original_id(copy, data, notes), "")
    return None


def _from_fields(groups: list[dict[str, str]], original: str, text: str) -> Bounce | None:
    wanted = [
        group
        for group in groups
        if group.get("action", "failed").split(" ")[0].lower() not in ("delivered", "relayed", "expanded")
    ]
    failed = [group for group in wanted if group.get("action", "failed").lower().startswith("fail")]
    chosen = (failed or wanted)[:1]
    if not chosen:
        return None
    group = chosen[0]
    recipients = tuple(dict.fromkeys(_recipient(entry) for entry in (failed or wanted) if _recipient(entry)))
    diagnostic = (
        _typed(group.get("diagnostic-code", ""))
        if "<" not in group.get("diagnostic-code", "")
        else re.sub(r"^\s*[\w-]+\s*;\s*", "", group["diagnostic-code"])
    )
    if not diagnostic and not group.get("status") and recipients:
        diagnostic = _told(text, recipients[0])
    status = STATUS.search(group.get("status", "")) or STATUS.search(diagnostic)
    action = group.get("action", "failed").split(" ")[0].split(";")[0].lower()
    action = action if action in ("delayed", "delivered", "relayed", "expanded") else "failed"
    named = EMAIL.search(text) if not recipients else None
    return Bounce(
        recipients[0] if recipients else named[0] if named else "",
        action,
        status[1] if status else "",
        diagnostic,
        original,
        recipients,
    )


def _told(text: str, recipient: str) -> str:
    """What the readable part says of a recipient, where the fields say nothing: the paragraph with a code."""
    for paragraph in re.split(r"\n\s*\n", text[:20_000]):
        above, name, said = " ".join(paragraph.split()).partition(recipient)
        if name and not above.strip(" <\"'") and (STATUS.search(said) or REPLY_CODE.search(said)):
            return said.lstrip(">\"': ")[:1000]
    return ""


def _recipient(group: dict[str, str]) -> str:
    for key in ("original-recipient", "final-recipient", "x-actual-recipient"):
        address = _typed(group.get(key, "")).strip("'\" ")
        address = re.sub(r"^(?:rfc822|smtp)[;:]\s*", "", address, flags=re.IGNORECASE)
        if "@" in address:
            found = EMAIL.search(address)
            return address if is_address(address) else found[0] if found else address
    return _typed(group.get("original-recipient", "") or group.get("final-recipient", ""))


def _is_likely(entity: Entity, sender: str, subject: str, words: str) -> bool:
    """Is this from a mail system? Words alone in a person's mail are no evidence."""
    is_report = (
        entity.content_type == "multipart/report"
        and entity.params.get("report-type", "delivery-status").lower() == "delivery-status"
    )
    local = sender.rpartition("@")[0] or sender
    envelope = entity.headers.first("return-path").strip()
    is_daemon = bool(SENDERS.match(local)) or envelope == b"<>" or envelope.lower().startswith(b"<mailer-daemon")
    is_marked = is_daemon or bool(entity.headers.first("auto-submitted").strip())
    has_subject = bool(SUBJECTS.search(subject))
    has_copy = any(part.content_type == "message/rfc822" for part in _walk(entity)) or bool(
        re.search(
            r"(?:returned|original) (?:mail|message)|message (?:log |text )?follows|"
            r"<<< ?RCPT",
            words,
            re.IGNORECASE,
        )
    )
    has_failed = bool(entity.headers.all("x-failed-recipients"))
    says_so = bool(FAILED_TEXT.search(words))
    is_technical = is_marked or bool(EMAIL.search(words) or STATUS.search(words))
    is_machine = is_marked or bool(NO_REPLY.match(local))
    return (
        is_report
        or has_failed
        or (is_daemon and (has_subject or says_so or has_copy))
        or (is_machine and has_copy and says_so)
        or (
            has_subject
            and (has_copy or (says_so and is_technical))
            and (is_machine or not _is_personal(subject, words))
        )
    )


def _is_personal(subject: str, words: str) -> bool:
    """Whether a person passes a report on, answers it or asks about one."""
    mark = SUBJECT_FORWARD.match(subject) or SUBJECT_REPLY.match(subject)
    passes_on = mark is not None and bool(SUBJECTS.match(subject[mark.end() :].strip()))
    return passes_on or bool(PERSONAL.search(words[:600]))


def _is_declared(entity: Entity, subject: str) -> bool:
    """A report in form and subject stays one, even when its parts were lost on the way."""
    return entity.params.get("report-type", "").lower() == "delivery-status" and bool(SUBJECTS.search(subject))


def _flufl(raw: bytes, notes: Notes) -> tuple[set[str], set[str]]:
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw[:2_000_000])
        _make_plain(message)
        temporary, permanent = all_failures(message)
    except Exception as error:  # the detectors meet damaged mails they were not written for
        notes.add(f"bounce-patterns-failed: {type(error).__name__}")
        return set(), set()
    return {_plain(item) for item in temporary}, {_plain(item) for item in permanent}


def _make_plain(message: Message) -> None:
    """The detectors expect a From, and header values that are plain strings."""
    for name in ("from", "subject", "x-mailer", "to"):
        value = str(message.get(name, "")).encode("ascii", "replace").decode("ascii")
        del message[name]
        message[name] = value if value.strip() or name != "from" else "unknown@invalid"


def _plain(item: bytes | str) -> str:
    text = item.decode("utf-8", "replace") if isinstance(item, bytes) else item
    return text.strip().strip("<>")


def _named(text: str, sender: str, entity: Entity, notes: Notes) -> list[str]:
    """Addresses the words name, without the mail's own ends."""
    own = {sender.lower()} | {found.lower() for found in EMAIL.findall(header_text(entity.headers.first("to"), notes))}
    text = text[:20_000]
    found_above = [found for found in EMAIL.findall(_above_copy(text)) if found.lower() not in own]
    named = found_above or [found for found in EMAIL.findall(ID_LINE.sub("", text)) if found.lower() not in own]
    return [found for found in dict.fromkeys(named) if not SENDERS.match(found.partition("@")[0])]


def _above_copy(text: str) -> str:
    """The report without the returned mail."""
    copy = COPY.search(text)
    above = text[: copy.start()] if copy else text
    return above if above.strip() else text


def _from_words(recipients: list[str], is_temporary: bool, original: str, subject: str, text: str) -> Bounce:
    head = _above_copy(text[:20_000])
    status = STATUS.search(head)
    code = REPLY_CODE.search(head)
    is_delay = is_temporary or (bool(DELAYED.search(subject)) and not FAILED_TEXT.search(subject))
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    said = _said(lines, recipients)
    if status:
        known = status[1]
    else:
        known = f"{code[1][0]}.0.0" if code else ("4.0.0" if is_delay else "5.0.0")
    return Bounce(
        recipients[0] if recipients else "",
        "delayed" if is_delay else "failed",
        known,
        said[:1000],
        original,
        tuple(recipients),
    )


def _said(lines: list[str], recipients: list[str]) -> str:
    """The line that says why: with a code, in words, announcing the recipient, or right below the recipient."""
    said = next((line for line in lines if STATUS.search(line) or REPLY_CODE.search(line)), "")
    failing = [line for line in lines if FAILED_TEXT.search(line)]
    said = said or next((line for line in failing if not ANNOUNCES.search(line)), "")
    named = next((at for at, line in enumerate(lines) if recipients and recipients[0] in line), len(lines))
    below = lines[named + 1] if named + 1 < len(lines) else ""
    is_reason = REASON.match(below) and not NO_REASON.search(below)
    return said or (below if is_reason else failing[0] if failing else "")


def _original_id(entity: Entity, raw: bytes, notes: Notes) -> str:
    """Message-ID of the mail that bounced: from the copy returned, or from the words."""
    for part in _walk(entity):
        if part.content_type in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
        ):
            headers, _ = split_headers(part.content(notes).lstrip(b"\r\n"), Notes())
            ids = message_ids(header_text(headers.first("message-id"), notes))
            if ids:
                return ids[0]
    own = header_text(entity.headers.first("message-id"), notes).strip("<> ")
    head = raw[:1_000_000].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    body = head[head.find(b"\n\n") :][:500_000]
    for found in re.findall(
        rb"^[ \t>]*Message-I[Dd][ \t]*:[ \t\r\n]*<([^<>\s]{3,300})>", body, re.MULTILINE | re.IGNORECASE
    ):
        if found.decode("latin-1") != own:
            return str(found.decode("latin-1"))
    for header in ("in-reply-to", "references", "x-original-message-id"):
        ids = message_ids(header_text(entity.headers.first(header), notes))
        if ids:
            return ids[-1]
    return ""
