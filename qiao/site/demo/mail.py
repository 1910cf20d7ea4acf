"""The letters behind the messages: conversations, their ids, what was sent, and what arrived lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from qiao.channels.models import Mailbox, MessageRef, OutgoingMail, RawMail, Thread
from qiao.kernel import files
from qiao.site.demo.case import Case, Turn
from qiao.site.demo.company import MAIL_DOMAIN, Company
from qiao.tickets.models import Message, Ticket


@dataclass
class Letter:
    """A message together with the turn and the case it tells."""

    case: Case
    turn: Turn
    message: Message
    rfc_id: str


def create_threads(cases: list[Case], mailboxes: dict[str, Mailbox]) -> list[Thread]:
    """One conversation per case, in the same order."""
    return Thread.objects.bulk_create(
        Thread(mailbox=mailbox_of(case, mailboxes), subject=case.subject, created_at=case.created_at) for case in cases
    )


def mailbox_of(case: Case, mailboxes: dict[str, Mailbox]) -> Mailbox:
    """Where this customer writes to."""
    return mailboxes["support" if case.language == "en" else case.scenario.product]


def rfc_id_of(case: Case, place: int) -> str:
    """The id of the n-th letter of a case."""
    domain = case.customer.source["domain"] if case.turns[place].voice == "C" else MAIL_DOMAIN
    return f"demo.{case.number}.{place}@{domain}"


def send_letters(letters: list[Letter], mailboxes: dict[str, Mailbox]) -> None:
    """Outgoing rows for our answers, and the id of every letter, so that answers find their thread."""
    answers = [letter for letter in letters if letter.message.direction == "out"]
    sent = OutgoingMail.objects.bulk_create(
        OutgoingMail(
            thread_id=_thread_id(letter.message.ticket), mailbox=mailbox_of(letter.case, mailboxes),
            language=letter.case.language,
            sender_name=mailbox_of(letter.case, mailboxes).sender_in(letter.case.language),
            to=letter.message.recipients["to"], cc=letter.message.recipients["cc"],
            subject=f"Re: {letter.case.subject}", text=letter.message.text, html=letter.message.html,
            rfc_id=letter.rfc_id, state="sent", send_at=letter.turn.at, attempts=1, last_attempt_at=letter.turn.at,
            sent_at=letter.turn.at + timedelta(seconds=11), created_at=letter.turn.at,
        )
        for letter in answers
    )  # fmt: skip
    for letter, mail in zip(answers, sent, strict=True):
        letter.message.outgoing_id = mail.pk
    Message.objects.bulk_update([letter.message for letter in answers], ["outgoing_id"], batch_size=500)
    MessageRef.objects.bulk_create(
        MessageRef(
            thread_id=_thread_id(letter.message.ticket), rfc_id=letter.rfc_id, kind="own",
            is_ours=letter.message.direction == "out", created_at=letter.turn.at,
        )
        for letter in letters
    )  # fmt: skip


def keep_originals(letters: list[Letter], mailboxes: dict[str, Mailbox], most: int = 60) -> None:
    """The newest mails as they arrived, so that the mail log shows the last days."""
    arrived = [letter for letter in letters if letter.message.direction == "in" and letter.message.channel == "email"]
    for letter in sorted(arrived, key=lambda one: one.turn.at)[-most:]:
        is_first = letter.turn is letter.case.turns[0]
        raw = _raw_mail(
            mailbox_of(letter.case, mailboxes), letter.message.author_address, letter.message.author_name,
            letter.case.subject if is_first else f"Re: {letter.case.subject}", letter.message.text, letter.turn.at,
            letter.rfc_id,
        )  # fmt: skip
        raw.state, raw.reason = ("ticketed", "new") if is_first else ("appended", "own_id")
        raw.thread_id, raw.ticket_number = letter.message.ticket.thread_id, letter.message.ticket.number
        raw.save()
        Message.objects.filter(pk=letter.message.pk).update(raw_mail_id=raw.pk)


def keep_odd_mails(entries: list[dict[str, Any]], mailboxes: dict[str, Mailbox], company: Company) -> None:
    """Mails that became no ticket, each with its reason."""
    for place, entry in enumerate(entries):
        at = company.today - timedelta(hours=3 + 7 * place)
        rfc_id = f"demo.odd.{place}@{entry['sender'].partition('@')[2]}"
        mailbox = mailboxes["support"]
        raw = _raw_mail(mailbox, entry["sender"], entry["name"], entry["subject"], entry["text"], at, rfc_id)
        raw.state, raw.reason, raw.machine_kind = entry["state"], entry["reason"], entry.get("machine", "")
        raw.save()


def _raw_mail(mailbox: Mailbox, sender: str, name: str, subject: str, text: str, at: datetime, rfc_id: str) -> RawMail:
    mail = EmailMessage()
    mail["From"] = f'"{name}" <{sender}>'
    mail["To"], mail["Subject"], mail["Message-ID"] = mailbox.address, subject, f"<{rfc_id}>"
    mail["Date"] = at.strftime("%a, %d %b %Y %H:%M:%S %z")
    mail.set_content(text)
    stored = files.store(mail.as_bytes(), name="mail.eml", content_type="message/rfc822")
    return RawMail(
        mailbox=mailbox, source="smtp", file=stored, sha256=stored.sha256, size=stored.size, envelope_from=sender,
        envelope_to=[mailbox.address], received_at=at, stored_at=at, attempts=1,
        processed_at=at + timedelta(seconds=1), rfc_id=rfc_id, body_sha256=stored.sha256, sender=sender,
        sender_name=name, subject=subject,
    )  # fmt: skip


def _thread_id(ticket: Ticket) -> int:
    if ticket.thread_id is None:
        raise ValueError(f"{ticket} has no conversation")
    return ticket.thread_id
