"""Making the message of an outgoing row: the same row always gives the same ids."""

from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import timezone, translation

from qiao.channels.models import OutgoingMail
from qiao.channels.models.outgoing import OutgoingKind
from qiao.channels.rules.composing import (
    POLICY,
    ascii_address,
    header_ids,
    one_line,
    set_addresses,
    set_header,
)
from qiao.channels.rules.mail import Address
from qiao.channels.rules.tokens import plus_address, plus_parts
from qiao.channels.services.screening import loop_mark
from qiao.kernel.files import read
from qiao.kernel.secrets import sign

HEAD = '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"></head>\n'
PAGE = HEAD + "<body>{body}</body></html>\n"


def answer_address(mail: OutgoingMail) -> str:
    """Where answers go: the mailbox, with a signed mark of the thread when the mailbox can take it."""
    mailbox = mail.sending_mailbox
    if not mailbox.uses_plus_address:
        return mailbox.address
    return plus_address(mailbox.address, mail.thread_id, sign(*plus_parts(mail.thread_id)))


def envelope_sender(mail: OutgoingMail) -> str:
    """Where delivery reports go: marked with the thread; null for automatic mail without such a mark."""
    if mail.sending_mailbox.uses_plus_address:
        return answer_address(mail)
    return mail.sending_mailbox.address if mail.kind == OutgoingKind.REPLY else ""


def compose(mail: OutgoingMail) -> EmailMessage:
    """The message to send. Raises ValueError when a stored value cannot stand in a mail."""
    message = EmailMessage(policy=POLICY)
    _set_headers(message, mail)
    message.set_content(mail.text or "\n", charset="utf-8")
    attachments = list(mail.attachments.select_related("file"))
    if mail.html:
        page = PAGE.format(language=translation.to_locale(mail.language).replace("_", "-"), body=mail.html)
        message.add_alternative(page, subtype="html", charset="utf-8")
        page_part = message.get_body(("html",))
        for item in attachments:
            if item.is_inline and isinstance(page_part, EmailMessage):
                main, sub = _type_of(item.content_type)
                page_part.add_related(
                    read(item.file), main, sub, cid=f"<{item.content_id}>", filename=one_line(item.name),
                    disposition="inline",
                )  # fmt: skip
    for item in attachments:
        if not item.is_inline:
            main, sub = _type_of(item.content_type)
            message.add_attachment(read(item.file), main, sub, filename=one_line(item.name))
    return message


def _type_of(content_type: str) -> tuple[str, str]:
    main, _, sub = content_type.partition(";")[0].strip().partition("/")
    # a message or a text with unknown charset travels as plain octets, byte for byte
    if not sub or main in {"text", "message", "multipart"}:
        return "application", "octet-stream"
    return main, sub


def _set_headers(message: EmailMessage, mail: OutgoingMail) -> None:
    mailbox = mail.sending_mailbox
    set_addresses(message, "From", [Address(mail.sender_name, mailbox.address)])
    set_addresses(message, "To", _entries(mail.to))
    set_addresses(message, "Cc", _entries(mail.cc))
    if answer_address(mail) != mailbox.address:
        set_addresses(message, "Reply-To", [Address(mail.sender_name, answer_address(mail))])
    set_header(message, "Subject", one_line(mail.subject))
    set_header(message, "Date", format_datetime(timezone.now()))
    set_header(message, "Message-ID", header_ids([mail.rfc_id]))
    set_header(message, "In-Reply-To", header_ids([mail.in_reply_to]))
    set_header(message, "References", header_ids(mail.references))
    set_header(message, "Content-Language", translation.to_locale(mail.language).replace("_", "-"))
    set_header(message, "X-Qiao-Loop", loop_mark())
    if mail.kind != OutgoingKind.REPLY:
        is_ack = mail.kind == OutgoingKind.ACK
        set_header(message, "Auto-Submitted", "auto-replied" if is_ack else "auto-generated")
        set_header(message, "X-Auto-Response-Suppress", "All")
        set_header(message, "Precedence", "auto_reply" if is_ack else "bulk")


def _entries(entries: list[dict[str, str]]) -> list[Address]:
    return [Address(entry.get("name", ""), ascii_address(entry["address"])) for entry in entries]
