"""Entry point: parses the raw octets of a mail. Never raises."""

import re
from datetime import datetime

from qiao.channels.rules.addresses import is_address, message_ids, parse_addresses
from qiao.channels.rules.answers import announced_hue
from qiao.channels.rules.bodies import Content, Segment, collect, join_html, join_text, mark_inline
from qiao.channels.rules.bounces import find_bounce
from qiao.channels.rules.calendars import first_event
from qiao.channels.rules.dates import read_date
from qiao.channels.rules.folding import split_html
from qiao.channels.rules.headers import header_text, octets_to_text
from qiao.channels.rules.inline_pgp import strip_armour
from qiao.channels.rules.machine import classify
from qiao.channels.rules.mail import Address, Attachment, Notes, ParsedMail, Security
from qiao.channels.rules.mime import Entity, Walk, read_entity
from qiao.channels.rules.quote_lines import is_marked
from qiao.channels.rules.quote_marks import SUBJECT_FORWARD, SUBJECT_REPLY
from qiao.channels.rules.quotes import Split, split_text
from qiao.channels.rules.signatures import without_foxmail_signature
from qiao.channels.rules.signed_parts import signed_part

MBOX_LINE = re.compile(rb"^>?From [^\r\n]*(?:\r?\n|\r)")


def parse_mail(raw: bytes) -> ParsedMail:
    """Parse one raw mail. Always returns a result; `problems` says what was wrong."""
    mail, notes = ParsedMail(), Notes()
    try:
        _read(mail, raw, notes)
    except (
        RecursionError,
        MemoryError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        ArithmeticError,
        AssertionError,
    ) as error:
        notes.add(f"unreadable: {type(error).__name__}: {str(error)[:100]}")
    mail.problems = notes.problems
    mail.charset_guessed = notes.charset_guessed
    return mail


def _read(mail: ParsedMail, raw: bytes, notes: Notes) -> None:
    if not raw.strip():
        notes.add("empty")
        return
    data = _opened(raw, notes)
    walk = Walk(notes)
    entity = read_entity(data, walk)
    if "headers-missing" in notes.problems and _is_binary(data):
        notes.add("not-a-mail")
        mail.attachments = [Attachment("", "application/octet-stream", raw, disposition="attachment")]
        return
    hints = _charsets(entity)
    _read_headers(mail, entity, notes, hints)
    content = Content(walk, hints)
    _read_body(mail, entity, content)
    mail.bounce = find_bounce(entity, data, mail.text, mail.from_.address or mail.from_.name, mail.subject, notes)
    mail.machine = classify(entity, mail.from_, mail.subject, mail.text, mail.bounce, notes)
    _split(mail, content)


def _opened(raw: bytes, notes: Notes) -> bytes:
    """Without what stands before the first header: byte-order mark, blank lines, an mbox line."""
    data = raw
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark) and data[:200].count(0) > 20:
            data = data[2:].decode(codec, "replace").encode("utf-8")
            notes.add("mail-in-utf-16")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t\0") if data[:1] not in b" \t" else data.lstrip()
    match = MBOX_LINE.match(data)
    return data[match.end() :] if match else data


def _is_binary(data: bytes) -> bool:
    """Whether this is a file of another kind (a saved .msg, say): one octet in ten is no text."""
    sample = data[:4096]
    return sum(1 for octet in sample if octet < 9 or (13 < octet < 32 and octet != 27)) * 10 > len(sample)


def _charsets(entity: Entity) -> tuple[str, ...]:
    """Labels declared anywhere in the mail, most likely first: hints for octets without one."""
    found: list[str] = []
    waiting = [entity]
    while waiting and len(found) < 20:
        part = waiting.pop(0)
        label = part.params.get("charset", "")
        if label and label.lower() not in ("utf-8", "us-ascii", "utf8"):
            found.append(label)
        waiting.extend(part.children[:50])
    return tuple(dict.fromkeys(found))[:4]


def _read_headers(mail: ParsedMail, entity: Entity, notes: Notes, hints: tuple[str, ...]) -> None:
    headers = entity.headers
    mail.headers = [(name, header_text(value, notes, hints)) for name, value in headers.items]

    def addresses(*names: str) -> list[Address]:
        return [
            entry
            for name in names
            for value in headers.all(name)
            for entry in parse_addresses(octets_to_text(value, notes, hints), notes)
        ]

    def ids(name: str) -> list[str]:
        return list(
            dict.fromkeys(found for value in headers.all(name) for found in message_ids(_id_text(value, notes)))
        )

    mail.subject = next((header_text(value, notes, hints) for value in headers.all("subject") if value.strip()), "")
    mail.from_all = addresses("from")
    mail.sender = next(iter(addresses("sender")), None)
    mail.reply_to, mail.to = addresses("reply-to"), addresses("to")
    mail.cc, mail.bcc = addresses("cc"), addresses("bcc")
    mail.message_id = next(iter(ids("message-id")), "")
    mail.in_reply_to, mail.references = ids("in-reply-to"), ids("references")
    mail.return_path = (
        header_text(headers.first("return-path"), notes).strip("<> ") if headers.all("return-path") else None
    )
    mail.delivered_to = [
        header_text(value, notes)
        for name in ("delivered-to", "x-original-to", "envelope-to")
        for value in headers.all(name)
    ]
    mail.authentication_results = [header_text(value, notes) for value in headers.all("authentication-results")]
    mail.date = _date(entity, notes)
    _choose_sender(mail, notes)


def _id_text(raw: bytes, notes: Notes) -> str:
    """Ids as they stand (one may look like an encoded word); decoded only where a relay encoded the brackets too."""
    text = octets_to_text(raw, notes)
    return text if "<" in text else header_text(raw, notes)


def _choose_sender(mail: ParsedMail, notes: Notes) -> None:
    """From as it stands; where it holds no usable address, Sender, Reply-To or Return-Path stands in."""
    chosen = next((entry for entry in mail.from_all if is_address(entry.address)), None)
    if chosen is not None:
        mail.from_ = chosen
        return
    written = mail.from_all[0] if mail.from_all else Address("", "")
    fallbacks = [
        ("sender", mail.sender.address if mail.sender else ""),
        ("return-path", mail.return_path or ""),
        ("reply-to", mail.reply_to[0].address if mail.reply_to else ""),
    ]
    for source, address in fallbacks:
        if is_address(address):
            notes.add(f"from-invalid: used {source}")
            mail.from_ = Address(written.name or (written.address if " " in written.address else ""), address)
            return
    notes.add("from-invalid")
    mail.from_ = written


def _date(entity: Entity, notes: Notes) -> datetime | None:
    for raw in entity.headers.all("date"):
        found = read_date(header_text(raw, notes))
        if found is not None:
            return found
    for raw in entity.headers.all("received"):
        found = read_date(header_text(raw, notes).rpartition(";")[2])
        if found is not None:
            notes.add("date-invalid: used received" if entity.headers.all("date") else "date-missing: used received")
            return found
    notes.add("date-invalid" if entity.headers.all("date") else "date-missing")
    return None


def _read_body(mail: ParsedMail, entity: Entity, content: Content) -> None:
    segments = collect(entity, content)
    mail.html = join_html(segments)
    mail.text = join_text(segments) or join_text([Segment(plain=text) for text in content.shown_files])
    mail.attachments = content.attachments
    mail.omitted = content.omitted
    mark_inline(mail.attachments, mail.html)
    mail.security = content.security
    mail.signed_part = signed_part(entity, content.notes)
    mail.calendar = first_event(content.calendars)
    armour = (
        "encrypted"
        if "-----BEGIN PGP MESSAGE-----" in mail.text
        else "signed"
        if "-----BEGIN PGP SIGNED MESSAGE-----" in mail.text
        else ""
    )
    if armour and not mail.security.kind:
        mail.security = Security("pgp", armour == "signed", armour == "encrypted")


def _split(mail: ParsedMail, content: Content) -> None:
    """New text and history, from the plain form; the HTML helps where the plain form shows no history."""
    if mail.machine.kind == "bounce":
        mail.reply_text = mail.own_text = mail.text
        return
    text, armour = strip_armour(mail.text)
    split = _best_split(mail, content, text)
    mail.reply_text, signature = _without_foxmail_signature(mail, split.new)
    mail.quoted_text = _paragraphs(signature, split.folded, armour)
    mail.own_text, signature = _without_foxmail_signature(mail, split.own)
    mail.rest_text = _paragraphs(signature, split.quoted, armour)


def _best_split(mail: ParsedMail, content: Content, text: str) -> Split:
    is_forward = bool(SUBJECT_FORWARD.match(mail.subject))
    is_reply = not is_forward and bool(mail.in_reply_to or SUBJECT_REPLY.match(mail.subject))
    author = mail.from_.name
    split = split_text(text, is_reply=is_reply, is_forward=is_forward, author=author)
    is_html_only = not any(segment.plain.strip() for segment in content.segments)
    is_in_colour = bool(announced_hue(split.own)) and "quoted" in split.labels
    if mail.html and (is_html_only or is_in_colour or "quoted" not in split.labels):
        _, from_html = split_html(mail.html, is_reply=is_reply, is_forward=is_forward, author=author)
        claims_history = is_forward or is_reply or bool(mail.references)
        mail.is_all_new = not claims_history and _is_all_new(split) and _is_all_new(from_html)
        if (is_html_only and from_html.labels) or (is_in_colour and "context" in from_html.labels):
            return from_html
        if from_html.new and "quoted" in from_html.labels and _holds(text, from_html.folded):
            return from_html
    return split


def _is_all_new(split: Split) -> bool:
    """Without history, also without one that counts as new because there is nothing else."""
    return set(split.labels) <= {"new"} and not any(map(is_marked, split.new.split("\n")))


def _without_foxmail_signature(mail: ParsedMail, new: str) -> tuple[str, str]:
    is_foxmails = "foxmail" in mail.header("x-mailer").lower()
    return without_foxmail_signature(new, mail.from_) if is_foxmails else (new, "")


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _holds(text: str, folded: str) -> bool:
    """Whether the plain form holds the history the HTML shows (it may have been left out there)."""
    longest = max((re.sub(r"\W+", "", line) for line in folded.split("\n")), key=len, default="")
    return bool(longest) and longest[:60] in re.sub(r"\W+", "", text)
