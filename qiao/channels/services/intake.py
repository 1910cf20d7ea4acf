"""Accepting mail: the bytes are on disk and the row is committed before the sender gets an answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.channels.errors import NoMailboxFor
from qiao.channels.models import Mailbox, RawMail
from qiao.channels.rules import parse_mail
from qiao.channels.rules.identity import header_block
from qiao.channels.rules.tokens import without_plus
from qiao.channels.selectors import mailbox_of
from qiao.channels.services.processing import process_waiting
from qiao.kernel.files import store
from qiao.kernel.writing import insert

LONGEST_ADDRESS = 320
SourceName = Literal["imap", "smtp", "lmtp", "pipe"]


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """Where an IMAP server keeps a mail."""

    folder: str
    uidvalidity: int
    uid: int


def accept_raw(
    data: bytes,
    *,
    mailbox: Mailbox | None,
    source: SourceName,
    envelope_from: str | None = None,
    envelope_to: list[str] | None = None,
    received_at: datetime | None = None,
    place: ServerPlace | None = None,
    full_size: int | None = None,
    tell_worker: Callable[[], None] = process_waiting.defer,
) -> RawMail:
    """Store one mail and queue its processing; when this returns outside a transaction, it is safe.

    `data`: the bytes as they came; of a mail beyond the mailbox's limit only the header block is kept.
    `envelope_from`: "" for the null sender, null when unknown. `full_size`: octets of the whole mail when
    `data` is already cut.
    A mail already taken from the same place on a server gives its existing row. `tell_worker` is called in the
    transaction.
    """
    if place and (known := _at(mailbox, place)):
        return known
    kept, size = _within_limit(data, full_size, mailbox)
    raw = RawMail(
        mailbox=mailbox, source=source, sha256=hashlib.sha256(kept).hexdigest(), size=size, is_cut=size > len(kept),
        envelope_from=None if envelope_from is None else envelope_from[:LONGEST_ADDRESS],
        envelope_to=[address[:LONGEST_ADDRESS] for address in envelope_to or []],
        received_at=received_at or timezone.now(),
    )  # fmt: skip
    if place:
        raw.folder, raw.uidvalidity, raw.uid = place.folder, place.uidvalidity, place.uid
    try:
        with transaction.atomic():
            raw.file = store(kept, name="mail.eml", content_type="message/rfc822")
            insert(raw)
            tell_worker()
    except IntegrityError:  # another fetcher was faster
        if place and (known := _at(mailbox, place)):
            return known
        raise
    return raw


def _at(mailbox: Mailbox | None, place: ServerPlace) -> RawMail | None:
    found = RawMail.objects.filter(folder=place.folder, uidvalidity=place.uidvalidity, uid=place.uid)
    return found.filter(mailbox=mailbox).first()


def _within_limit(data: bytes, full_size: int | None, mailbox: Mailbox | None) -> tuple[bytes, int]:
    size = max(full_size or 0, len(data))
    limit = mailbox.largest_mail if mailbox else 0
    return (header_block(data), size) if limit and len(data) > limit else (data, size)


def take_from_pipe(data: bytes, mailbox_address: str | None = None) -> int:
    """Take a mail from a pipe of a mail server; the mailbox is named or found by the mail's recipients.

    Returns the raw mail's id. Raises NoMailboxFor when an address is named that is none of ours.
    """
    if mailbox_address:
        mailbox = mailbox_of([mailbox_address])
        if mailbox is None:
            raise NoMailboxFor(address=mailbox_address)
        return accept_raw(data, mailbox=mailbox, source="pipe", envelope_to=[mailbox_address]).pk
    parsed = parse_mail(header_block(data))
    named = [*parsed.delivered_to, *(entry.address for entry in (*parsed.to, *parsed.cc))]
    mailbox = mailbox_of(named)
    envelope_to = [address for address in named if mailbox and without_plus(address) in mailbox.addresses]
    return accept_raw(data, mailbox=mailbox, source="pipe", envelope_to=envelope_to).pk
