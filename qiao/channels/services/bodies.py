"""Turning a parsed mail into what the keeper takes: files stored, HTML made safe and folded."""

from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings

from qiao.channels.models import Mailbox, RawMail
from qiao.channels.ports import Authentication, IncomingMail, StoredAttachment, keeper
from qiao.channels.rules import fold_end, fold_html
from qiao.channels.rules.addresses import is_address
from qiao.channels.rules.language import guess_language
from qiao.channels.rules.learned_signatures import without_learned_signature
from qiao.channels.rules.mail import Address, Attachment, Machine, ParsedMail
from qiao.channels.rules.threading import base_subject
from qiao.channels.selectors import is_own
from qiao.kernel.files import safe_name, store
from qiao.kernel.text import sanitise_html

MOST_FILES = 200
MOST_OCTETS = 100 * 1024 * 1024
MOST_OTHERS = 40
LARGEST_HTML = 1024 * 1024
MOST_LINKS = 5_000


def requester_of(mail: ParsedMail, mailbox: Mailbox | None) -> Address:
    """The requester: From; Reply-To where the mailbox says so; Sender or Return-Path when From is unusable."""
    if mailbox and mailbox.requester_from_reply_to and mail.reply_to and is_address(mail.reply_to[0].address):
        return mail.reply_to[0]
    return sender_of(mail)


def sender_of(mail: ParsedMail) -> Address:
    """From, or what stands in for it; the address is "" when nothing usable is there."""
    candidates = [mail.from_, *mail.from_all, *([mail.sender] if mail.sender else [])]
    if mail.return_path:
        candidates.append(Address(mail.from_.name, mail.return_path))
    return next((entry for entry in candidates if is_address(entry.address)), Address(mail.from_.name, ""))


def incoming_mail(
    raw: RawMail,
    mail: ParsedMail,
    *,
    authentication: Authentication,
    machine: Machine,
    own: frozenset[str],
    staff_person_id: int | None,
) -> IncomingMail:
    """Everything the keeper needs of one mail; its files are in the store when this returns."""
    attachments = tuple(_attachments(raw, mail))
    mailbox = raw.mailbox
    requester = requester_of(mail, mailbox)
    is_customers = machine.kind is None and staff_person_id is None
    reply_text, signature = _without_signature(mail.reply_text, requester) if is_customers else (mail.reply_text, "")
    safe, new, quoted, remote = _html(mail, attachments, signature)
    return IncomingMail(
        raw_id=raw.pk, mailbox_id=raw.mailbox_id, product_id=mailbox.product_id if mailbox else None,
        team_id=mailbox.team_id if mailbox else None, parsed=mail, sender=sender_of(mail), requester=requester,
        to=tuple(mail.to), cc=tuple(mail.cc), others=_others(mail, requester, own), subject=mail.subject,
        sent_at=mail.date, received_at=raw.received_at, html=safe, html_new=new, html_quoted=quoted,
        remote_images=remote, text=mail.text, reply_text=reply_text, signature_text=signature,
        quoted_text=mail.quoted_text, language=_language(mail, mailbox), attachments=attachments, machine=machine,
        bounce=mail.bounce, security=mail.security, authentication=authentication, staff_person_id=staff_person_id,
        is_address_valid=is_address(mail.from_.address), was_released=raw.is_released,
    )  # fmt: skip


def _without_signature(text: str, requester: Address) -> tuple[str, str]:
    """New text and the signature that the requester's earlier mails ended with too."""
    if not text.strip() or not requester.address:
        return text, ""
    return without_learned_signature(text, keeper().recent_texts(requester.address))


def _language(mail: ParsedMail, mailbox: Mailbox | None) -> str:
    subject = base_subject(mail.subject, settings.TICKET_PREFIX)
    return guess_language(f"{subject}\n{mail.reply_text or mail.text}", mailbox.language if mailbox else "en")


def _others(mail: ParsedMail, requester: Address, own: frozenset[str]) -> tuple[Address, ...]:
    seen = {requester.address.lower()}
    found: list[Address] = []
    for entry in (*mail.to, *mail.cc):
        address = entry.address.lower()
        if is_address(address) and address not in seen and not is_own(address, own):
            seen.add(address)
            found.append(entry)
    return tuple(found[:MOST_OTHERS])


def _attachments(raw: RawMail, mail: ParsedMail) -> Iterator[StoredAttachment]:
    total = 0
    for index, item in enumerate(mail.attachments):
        total += item.size
        if index >= MOST_FILES or total > MOST_OCTETS:
            yield _omitted(item, "too_many_files" if index >= MOST_FILES else "too_large")
            continue
        file = store(item.content, name=item.filename, content_type=item.content_type)
        yield StoredAttachment(
            file_id=file.pk,
            name=_file_name(item, index),
            content_type=file.content_type,
            size=item.size,
            is_inline=item.inline,
            content_id=item.content_id,
        )
    for part in mail.omitted:
        name = safe_name(part.filename or "file")
        yield StoredAttachment(None, name, part.content_type, part.size, False, omitted_reason=part.reason)
    if raw.is_cut:
        yield StoredAttachment(None, "mail.eml", "message/rfc822", raw.size, False, omitted_reason="mail_too_large")


def _omitted(item: Attachment, reason: str) -> StoredAttachment:
    name = safe_name(item.filename or "file")
    return StoredAttachment(None, name, item.content_type, item.size, item.inline, item.content_id, reason)


def _file_name(item: Attachment, index: int) -> str:
    return safe_name(item.filename or f"file-{index + 1}")


def _html(mail: ParsedMail, attachments: tuple[StoredAttachment, ...], signature: str) -> tuple[str, str, str, int]:
    """Safe HTML: whole, new part, folded part, and how many remote images were blocked."""
    if not mail.html or len(mail.html) > LARGEST_HTML or mail.html.count("<a ") > MOST_LINKS:
        return "", "", "", 0
    urls = {}
    for item, stored in zip(mail.attachments, attachments, strict=False):
        if stored.file_id is not None:
            url = f"/files/{item.sha256}/{quote(stored.name)}"
            urls.update({name: url for name in (item.content_id, item.content_location) if name})
    whole = sanitise_html(mail.html, cid_urls=urls)
    if mail.is_all_new and not signature:
        return str(whole.html), str(whole.html), "", whole.remote_image_count
    # folded before sanitising, which takes away the ids and classes by which mail programs mark history
    is_reply = bool(mail.in_reply_to or mail.references or mail.quoted_text)
    parts = fold_html(mail.html, is_reply=is_reply, author=mail.from_.name)
    above = fold_end(parts.new_html, signature)
    new = sanitise_html(above.new_html, cid_urls=urls)
    quoted = sanitise_html(above.folded_html + parts.folded_html, cid_urls=urls)
    return str(whole.html), str(new.html), str(quoted.html), whole.remote_image_count
