"""Delivery reports: RFC 3464 fields first, then flufl.bounce's patterns, then the words themselves."""

import logging
import re
from email import policy
from email.message import Message
from email.parser import BytesParser

from flufl.bounce import all_failures

from qiao.channels.rules.addresses import is_address, message_ids
from qiao.channels.rules.headers import header_text, split_headers
from qiao.channels.rules.mail import Bounce, Notes
from qiao.channels.rules.mime import Entity

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # its failures are noted as problems here
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?:[ -]|$)(?!\d)")
EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
SUBJECTS = re.compile(
    r"(?:mail|message) (?:failed|could not be delivered)|failed mail|delivery (?:warning|failed)|undeliver(?:ed|"
    r"able)|returned mail|mail delivery (?:fail|problem|error|system|status)|delivery (?:status )?notification|"
    r"failure notice|delivery (?:has )?fail(?:ed|ure)|non[- ]?deliver|mail (?:system )?error|returned to sender|"
    r"message (?:not delivered|delivery fail|could not be delivered|undeliverable|delayed|status - undeliverable)|"
    r"delivery report|warning: (?:could not send|message)|delayed mail|nicht zustellbar|unzustellbar|zustellung|"
    r"non (?:remis|distribu)|no se puede entregar|non recapitabile|退信|无法投递|投递失败|无法送达|發送失敗|"
    r"发送失败|系统退信|"
    r"未送达|配信(?:不能|エラー)|配達不能|送信できません|배달 실패|반송|не доставлено|недоставлен",
    re.IGNORECASE,
)
SENDERS = re.compile(
    r"^(?:mailer-?daemon|postmaster\b.*|post_?master|mail-?daemon|mdaemon|mailerdaemon|"
    r"mail\.delivery.*|"
    r"microsoftexchange[0-9a-f]+|bounce|double-?bounce|maildelivery.*|smtp.*daemon)$",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"postponed|will (?:continue|keep|be retried)|still trying|delayed|not yet been delivered|warning|"
    r"继续尝试|延迟|delay in",
    re.IGNORECASE,
)
FAILED_TEXT = re.compile(
    r"(?:user|mailbox|recipient|address|account)s? (?:is )?(?:unknown|not found|does ?n[o']t exist|unavailable|"
    r"full|rejected|disabled)|"
    r"could not be delivered|couldn't be delivered|wasn't able to deliver|unable to deliver|not deliver|undeliver|"
    r"has been postponed|did not exactly match|no such (?:user|recipient)|permanent(?:ly)? (?:fatal )?(?:error|"
    r"fail)|delivery (?:to .{0,60})?fail|"
    r"qmail-send program|无法(?:投递|送达|发送)|退信|不存在|邮箱已满|拒收",
    re.IGNORECASE,
)

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
        data = part.content(notes)[:500_000].replace(b"\r\n", b"\n").strip(b"\n")
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
    if groups:
        found = _from_fields(groups, original, text)
        if found is not None:
            return found
    words = " ".join(text[:20_000].split())
    if not _is_likely(entity, sender, subject, words):
        return None
    temporary, permanent = _flufl(raw, notes)
    recipients = sorted(permanent or temporary)
    if groups and not recipients:
        return None
    if not recipients and FAILED_TEXT.search(words):
        recipients = _named(text, sender, entity, notes)[:1]
    if not (recipients or FAILED_TEXT.search(f"{subject}\n{words}") or _is_declared(entity, subject)):
        return None
    return _from_words(recipients, bool(temporary) and not permanent, original, subject, text)


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
    return (
        is_report
        or has_failed
        or (is_daemon and (has_subject or says_so or has_copy))
        or (has_subject and (has_copy or (says_so and is_technical)))
    )


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
    named = [found for found in EMAIL.findall(text[:20_000]) if found.lower() not in own]
    return [found for found in dict.fromkeys(named) if not SENDERS.match(found.partition("@")[0])]


def _from_words(recipients: list[str], is_temporary: bool, original: str, subject: str, text: str) -> Bounce:
    head = text[:20_000]
    status = STATUS.search(head)
    code = REPLY_CODE.search(head)
    is_delay = is_temporary or (bool(DELAYED.search(subject)) and not FAILED_TEXT.search(subject))
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    said = next((line for line in lines if STATUS.search(line) or REPLY_CODE.search(line)), "") or next(
        (line for line in lines if FAILED_TEXT.search(line)), ""
    )
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
    body = raw[raw.find(b"\n\n") if b"\n\n" in raw else raw.find(b"\r\n\r\n") :][:500_000]
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
