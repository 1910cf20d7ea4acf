"""For tests: factories, and a keeper of conversations that writes into the audit stream."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from qiao.channels.models import Mailbox, RawMail, Thread
from qiao.channels.ports import BounceNotice, IncomingMail, Received, ThreadVerdict
from qiao.channels.services.intake import accept_raw
from qiao.channels.services.processing import claim_waiting, process_mail
from qiao.channels.services.threads import new_thread
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.models import AuditEntry

_numbers = count(1)
KEEPER = Actor.system("recording keeper")


def make_mailbox(address: str = "", **fields: Any) -> Mailbox:
    """A mailbox that takes mail by the listener and confirms nothing unless asked to."""
    fields.setdefault("name", "Support")
    fields.setdefault("sends_ack", False)
    fields.setdefault("authserv_id", "mx.ours.example")
    return Mailbox.objects.create(address=address or f"box{next(_numbers)}@ours.example", **fields)


def make_mail(body: str = "Hello", **headers: str) -> bytes:
    """A plain mail from Bo to support; `None` values leave a header out, underscores are dashes."""
    number = next(_numbers)
    fields = {
        "From": "Bo Lindqvist <bo@acme.example>",
        "To": "support@ours.example",
        "Subject": f"Request {number}",
        "Message-ID": f"<mail{number}@acme.example>",
        "Date": "Mon, 16 Nov 2026 09:00:00 +0800",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return ("\r\n".join(lines) + "\r\n\r\n" + body.replace("\n", "\r\n") + "\r\n").encode()


def take_mail(data: bytes, mailbox: Mailbox, **facts: Any) -> RawMail:
    """Accept a mail and bring it to its outcome."""
    facts.setdefault("source", "smtp")
    raw = accept_raw(data, mailbox=mailbox, **facts)
    while claimed := claim_waiting():
        for raw_id in claimed:
            process_mail(raw_id)
    raw.refresh_from_db()
    return raw


class RecordingKeeper:
    """Keeps every act as an audit entry of the thread, in the caller's transaction.

    `known` are addresses that every conversation knows; ticket numbers are thread ids plus 1,000.
    """

    FIRST_NUMBER = 1000

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.mails: dict[int, IncomingMail] = {}
        self.verdicts: dict[int, ThreadVerdict] = {}

    def receive(self, mail: IncomingMail, verdict: ThreadVerdict) -> Received:
        """A new thread without a verdict, else the verdict's."""
        known = Thread.objects.filter(pk=verdict.thread_id or 0).first()
        thread = known or new_thread(mail.mailbox_id, mail.subject)
        self.mails[mail.raw_id], self.verdicts[mail.raw_id] = mail, verdict
        record(KEEPER, "test.received", thread, data={"raw": mail.raw_id, "text": mail.text})
        number = thread.pk + self.FIRST_NUMBER
        return Received(
            outcome="appended" if known else "ticketed",
            thread_id=thread.pk,
            ticket_number=number,
            message_id=mail.raw_id,
            language=mail.language,
        )

    def knows(self, thread_id: int, address: str) -> bool:
        """By the list given to the test."""
        return address.lower() in self.known

    def recent_texts(self, address: str) -> Sequence[str]:
        """New texts of the last mails of the address."""
        theirs = [mail for mail in self.mails.values() if mail.requester.address == address]
        return [f"{mail.reply_text}\n{mail.signature_text}" for mail in theirs[:-6:-1]]

    def thread_of(self, ticket_number: int) -> int | None:
        """Number less 1,000, when that thread exists."""
        thread_id = ticket_number - self.FIRST_NUMBER
        return thread_id if Thread.objects.filter(pk=thread_id).exists() else None

    def note_bounce(self, notice: BounceNotice) -> Received:
        """Recorded as `test.bounced`."""
        thread = Thread.objects.get(pk=notice.thread_id)
        facts = {"outgoing": notice.outgoing_id, "permanent": notice.is_permanent, "recipient": notice.recipient}
        record(KEEPER, "test.bounced", thread, data=facts)
        return Received("appended", thread.pk, thread.pk + self.FIRST_NUMBER, notice.raw_id, "en")

    def delivery_changed(self, outgoing_id: int, state: str) -> None:
        """Recorded under the outgoing mail's id."""
        record(KEEPER, "test.delivery", Thread(pk=outgoing_id), data={"state": state})

    def variables(self, thread_id: int) -> Mapping[str, str]:
        """A hostile subject among harmless values."""
        return {
            "ticket.number": f"Q-{thread_id + self.FIRST_NUMBER}",
            "ticket.subject": "Sync <b>fails</b>\r\nBcc: x@evil.example",
            "product.name": "Harbour",
            "customer.name": "Bo",
            "agent.name": "Lin",
        }

    def received(self) -> list[dict[str, Any]]:
        """What was received for good, oldest first."""
        rows = AuditEntry.objects.filter(verb="test.received").order_by("pk")
        return [{"thread": row.object_id, **row.data} for row in rows]

    def states_of(self, outgoing_id: int) -> list[str]:
        """States an outgoing mail went through."""
        rows = AuditEntry.objects.filter(verb="test.delivery", object_id=outgoing_id).order_by("pk")
        return [row.data["state"] for row in rows]
