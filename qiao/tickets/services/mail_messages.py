"""From a mail to the people it comes from and the message it becomes."""

from dataclasses import dataclass

from qiao.channels.ports import IncomingMail
from qiao.customers import public as customers
from qiao.kernel.access import Actor
from qiao.staff.models import Person
from qiao.tickets.models import Message, MessageAttachment, Ticket
from qiao.tickets.rules.writing import snippet_of
from qiao.tickets.services.decorations import decorations_among


@dataclass(frozen=True, slots=True)
class MailAuthor:
    """Who wrote: a contact, a colleague (proven), or a bare name when the address is not usable."""

    name: str
    address: str
    contact_id: int | None = None
    organisation_id: int | None = None
    language: str = ""
    person_id: int | None = None

    @property
    def actor(self) -> Actor:
        """The author as the one who acts."""
        if self.person_id is not None:
            return Actor("person", self.person_id, self.name)
        return Actor.contact(self.contact_id, self.name)


def author_of(mail: IncomingMail) -> MailAuthor:
    """Find the author among colleagues and contacts; an unknown customer becomes a contact."""
    if mail.staff_person_id is not None:
        person = Person.objects.get(pk=mail.staff_person_id)
        return MailAuthor(person.name, mail.sender.address, person_id=person.pk)
    name = mail.requester.name or mail.requester.address
    if not mail.is_address_valid or "@" not in mail.requester.address:
        return MailAuthor(name or "?", mail.requester.address)
    card = customers.contact_for_address(mail.requester.address, mail.requester.name, by=_machine(mail))
    return MailAuthor(card.name, mail.requester.address, card.id, card.organisation_id, card.language)


def contacts_copied(mail: IncomingMail) -> list[int]:
    """Contacts of the further people in To and Cc, colleagues left out. A machine's mail brings nobody."""
    if mail.is_machine or not mail.others:
        return []
    addresses = [one.address.lower() for one in mail.others]
    staff = set(Person.objects.filter(email__in=addresses).values_list("email", flat=True))
    wanted = [one for one in mail.others if one.address.lower() not in staff and "@" in one.address]
    return [customers.contact_for_address(one.address, one.name, by=_machine(mail)).id for one in wanted]


def message_of(ticket: Ticket, mail: IncomingMail, author: MailAuthor, *, visibility: str) -> Message:
    """The mail as a message of the ticket, not stored yet."""
    is_ours = author.person_id is not None
    return Message(
        ticket=ticket, direction="internal" if visibility == "internal" else "in", visibility=visibility,
        channel="email", author_kind="person" if is_ours else "contact", author_name=author.name[:200],
        author_address=author.address[:320], contact_id=author.contact_id, person_id=author.person_id,
        subject=_line(mail.subject), html=mail.html_new or ("" if mail.html_quoted else mail.html),
        text=mail.reply_text or mail.text, quoted_html=mail.html_quoted, quoted_text=mail.quoted_text,
        signature=mail.signature_text,
        remote_images=min(mail.remote_images, 32_000), language=mail.language, machine_kind=mail.machine.kind or "",
        has_files=bool(mail.attachments), raw_mail_id=mail.raw_id, created_at=mail.received_at,
        recipients={
            "to": [{"name": one.name, "address": one.address} for one in mail.to],
            "cc": [{"name": one.name, "address": one.address} for one in mail.cc],
        },
        trust=_trust(mail),
    )  # fmt: skip


def store_files(message: Message, mail: IncomingMail) -> None:
    """The mail's files, and why some were left out, with its stored message."""
    decorations = decorations_among(mail.attachments)
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message, file_id=one.file_id, name=one.name[:255], content_type=one.content_type[:255],
            size=one.size, is_inline=one.is_inline, content_id=one.content_id[:255],
            omitted_reason=one.omitted_reason[:60], is_decoration=one.file_id in decorations,
        )
        for one in mail.attachments
    )  # fmt: skip


def subject_of(mail: IncomingMail) -> str:
    """A ticket's subject; a mail without one gets the start of its text."""
    return _line(mail.subject) or snippet_of(mail.reply_text or mail.text, 80) or mail.requester.address or "…"


def _trust(mail: IncomingMail) -> dict[str, object]:
    """What was found about sender and content, as far as there is anything to show."""
    found = {
        "dmarc": mail.authentication.dmarc, "spf": mail.authentication.spf, "dkim": mail.authentication.dkim,
        "details": mail.authentication.details,
    }  # fmt: skip
    shown: dict[str, object] = {key: value for key, value in found.items() if value not in {"none", ""}}
    if mail.security.kind:
        shown["security"] = {
            "kind": mail.security.kind, "signed": mail.security.signed, "encrypted": mail.security.encrypted,
            "decrypted": mail.security.decrypted, "verdict": mail.security.verdict, "signer": mail.security.signer,
        }  # fmt: skip
    if mail.sender.address.lower() != mail.requester.address.lower():
        shown["from"] = mail.sender.address
    return shown


def _machine(mail: IncomingMail) -> Actor:
    return Actor("mail", mail.raw_id, mail.requester.address[:200])


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:500]
