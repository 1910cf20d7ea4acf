"""The public interface of channels for other domains, the worker and the command line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qiao.channels.imap_watch import watch_mailboxes
from qiao.channels.listener import serve as listen
from qiao.channels.models import Mailbox, OutgoingMail, RawMail, Thread
from qiao.channels.reasons import omitted_text, reason_text
from qiao.channels.rules import Address
from qiao.channels.selectors import active_mailboxes, is_own, own_addresses
from qiao.channels.services import sending, threads
from qiao.channels.services.intake import SourceName, take_from_pipe
from qiao.channels.services.intake import accept_raw as _accept_raw
from qiao.channels.services.sending import HOLD_SECONDS, Enclosure
from qiao.channels.services.threads import PastConversation, adopt_conversations, remember_past
from qiao.kernel.access import Actor
from qiao.kernel.files import read
from qiao.kernel.prepared import prepared

__all__ = [
    "HOLD_SECONDS",
    "Address",
    "Enclosure",
    "MailboxCard",
    "OutgoingCard",
    "PastConversation",
    "accept_raw",
    "adopt_conversations",
    "cancel",
    "is_own_address",
    "listen",
    "mailbox_of_thread",
    "mailboxes",
    "move_mails",
    "new_thread",
    "omitted_text",
    "outgoing_cards",
    "own_among",
    "raw_bytes",
    "reason_text",
    "remember_past",
    "retry",
    "send",
    "send_now",
    "take_from_pipe",
    "watch_mailboxes",
]


_mailboxes = prepared(
    lambda: active_mailboxes().values_list("pk", "name", "address", "product_id", "team_id", "language")
)


@dataclass(frozen=True, slots=True)
class MailboxCard:
    """A mailbox as others see it."""

    id: int
    name: str
    address: str
    product_id: int | None
    team_id: int | None
    language: str


@dataclass(frozen=True, slots=True)
class OutgoingCard:
    """Where a mail of ours stands. `to`, `cc`: recipients; `refused`: those the server did not take."""

    id: int
    thread_id: int
    state: str
    kind: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    html: str
    rfc_id: str
    send_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str
    refused: tuple[str, ...]


def accept_raw(
    data: bytes,
    *,
    source: SourceName = "pipe",
    mailbox_id: int | None = None,
    envelope_from: str | None = None,
    envelope_to: Sequence[str] = (),
    received_at: datetime | None = None,
) -> int:
    """Store one mail and queue its processing; returns the raw mail's id."""
    mailbox = Mailbox.objects.get(pk=mailbox_id) if mailbox_id else None
    return _accept_raw(
        data,
        mailbox=mailbox,
        source=source,
        envelope_from=envelope_from,
        envelope_to=list(envelope_to),
        received_at=received_at,
    ).pk


def new_thread(mailbox_id: int | None, subject: str) -> int:
    """An empty conversation for a new ticket; returns its id. `subject`: of the first mail."""
    return threads.new_thread(mailbox_id, subject).pk


def mailbox_of_thread(thread_id: int | None) -> int | None:
    """The mailbox, still in use, that a conversation goes through."""
    boxes = active_mailboxes().filter(threads=thread_id) if thread_id else active_mailboxes().none()
    return boxes.values_list("pk", flat=True).first()


def move_mails(*, raw_ids: Sequence[int], outgoing_ids: Sequence[int], to_thread_id: int) -> None:
    """After a split: these mails, and answers to them, belong to another thread from now on."""
    threads.move_mails(raw_ids, outgoing_ids, Thread.objects.get(pk=to_thread_id))


def send(
    thread_id: int,
    *,
    to: Sequence[Address],
    by: Actor,
    language: str,
    cc: Sequence[Address] = (),
    subject: str | None = None,
    markdown: str = "",
    html: str = "",
    attachments: Sequence[Enclosure] = (),
    hold_seconds: int = HOLD_SECONDS,
    send_at: datetime | None = None,
    is_notice: bool = False,
    values: Mapping[str, str] | None = None,
) -> int:
    """Queue a mail from the thread's mailbox; returns the outgoing mail's id.

    The body is `markdown`, or `html` (sanitised here); the template of product and language goes around it,
    and gives the subject when `subject` is null. The mail can be stopped for `hold_seconds`, or until
    `send_at`. `is_notice`: written by the machine, marked as such. `values`: of the template's
    variables, when the caller knows them already. Raises NobodyToSendTo, AddressNotValid,
    NoMailboxToSendFrom.
    """
    draft = sending.Draft(
        to=to,
        cc=cc,
        language=language,
        subject=subject,
        markdown=markdown,
        html=html,
        attachments=attachments,
        kind="notice" if is_notice else "reply",
        values=values,
    )
    return sending.send_mail(thread_id, draft, by=by, hold_seconds=hold_seconds, send_at=send_at).pk


def cancel(outgoing_id: int, *, by: Actor) -> None:
    """Stop a mail that has not left. Raises MailAlreadySent."""
    sending.cancel_mail(outgoing_id, by=by)


def send_now(outgoing_id: int, *, by: Actor) -> None:
    """Let a held or scheduled mail leave at once. Raises MailAlreadySent."""
    sending.send_mail_now(outgoing_id, by=by)


def retry(outgoing_id: int, *, by: Actor) -> None:
    """Try a failed mail once more, with the same Message-ID. Raises MailAlreadySent."""
    sending.retry_mail(outgoing_id, by=by)


def outgoing_cards(outgoing_ids: Sequence[int]) -> dict[int, OutgoingCard]:
    """Where these mails of ours stand, by id; one statement."""
    return {mail.pk: _card(mail) for mail in OutgoingMail.objects.filter(pk__in=outgoing_ids)}


def _card(mail: OutgoingMail) -> OutgoingCard:
    return OutgoingCard(
        id=mail.pk,
        thread_id=mail.thread_id,
        state=mail.state,
        kind=mail.kind,
        to=tuple(Address(entry["name"], entry["address"]) for entry in mail.to),
        cc=tuple(Address(entry["name"], entry["address"]) for entry in mail.cc),
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        rfc_id=mail.rfc_id,
        send_at=mail.send_at,
        sent_at=mail.sent_at,
        attempts=mail.attempts,
        last_error=mail.last_error,
        refused=tuple(f"{item['address']}: {item['code']} {item['text']}" for item in mail.refused),
    )


def mailboxes() -> list[MailboxCard]:
    """Mailboxes in use."""
    return [MailboxCard(*row) for row in _mailboxes.all()]


def is_own_address(address: str) -> bool:
    """Whether an address is one of our mailboxes, with or without a plus-part."""
    return is_own(address, own_addresses())


def own_among(addresses: Iterable[str]) -> set[str]:
    """Those of many addresses that are mailboxes of ours."""
    own = own_addresses()
    return {address for address in addresses if is_own(address, own)}


def raw_bytes(raw_id: int) -> bytes:
    """The original of an incoming mail, as it came."""
    return read(RawMail.objects.select_related("file").get(pk=raw_id).file)
