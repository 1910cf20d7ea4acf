"""The interface between channels and the domain that keeps conversations (tickets).

Channels knows bytes, addresses and Message-IDs; the keeper knows tickets, participants and their states.
The keeper is registered once, when its application is ready.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from qiao.channels.rules.mail import Address, Bounce, Machine, ParsedMail, Security

How = Literal["token", "own_id", "known_id", "subject_tag", "body_marker", "none"]
Authenticity = Literal["pass", "fail", "none"]


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """A file of an incoming mail, already in the file store.

    `file_id` is null exactly when it was left out; `omitted_reason` then says why (a code of
    `qiao.channels.public.omitted_text`). `size` is in octets. `content_id` is without angle brackets.
    """

    file_id: int | None
    name: str
    content_type: str
    size: int
    is_inline: bool
    content_id: str = ""
    omitted_reason: str = ""


@dataclass(frozen=True, slots=True)
class Authentication:
    """What our own mail server found about the sender. "none": no result, or one we may not trust.

    `details` is the trusted Authentication-Results header, for display.
    """

    dmarc: Authenticity = "none"
    spf: Authenticity = "none"
    dkim: Authenticity = "none"
    details: str = ""


@dataclass(frozen=True)
class IncomingMail:
    """One mail to be put into a ticket.

    `requester` is who asks (From, or Reply-To where the mailbox says so); `sender` is always From.
    `html` is sanitised, its inline images point to our file store, remote images are blocked; `html_new` is
    the part without quoted history and `html_quoted` the rest (both "" when the mail has no HTML).
    `text` is the whole body, `reply_text` the new part, `quoted_text` what is folded: history and what is marked
    as signature. `signature_text` is the signature without a mark, known from earlier mails ("" when there is none).
    `remote_images` counts blocked images. `staff_person_id` is set only when From is the
    address of a member of staff *and* our mail server vouches for it; such a mail may be treated as the
    agent's own. `others` are the further people in To and Cc, without our own mailboxes.
    `was_released`: a person let it out of quarantine.
    """

    raw_id: int
    mailbox_id: int | None
    product_id: int | None
    team_id: int | None
    parsed: ParsedMail
    sender: Address
    requester: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    others: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    received_at: datetime
    html: str
    html_new: str
    html_quoted: str
    remote_images: int
    text: str
    reply_text: str
    quoted_text: str
    signature_text: str
    language: str
    attachments: tuple[StoredAttachment, ...]
    machine: Machine
    bounce: Bounce | None
    security: Security
    authentication: Authentication
    staff_person_id: int | None = None
    is_address_valid: bool = True
    was_released: bool = False

    @property
    def is_machine(self) -> bool:
        """True for automatic mail: it changes no state and no clock, and notifies no customer."""
        return self.machine.kind is not None


@dataclass(frozen=True, slots=True)
class ThreadVerdict:
    """Where a mail belongs, by the evidence in its headers.

    `thread_id` is the best candidate (null: none). `is_trusted`: the evidence is signed by us and cannot be
    guessed. `subject_tag` and `body_marker` appear as `how` only after `ConversationKeeper.knows` and the
    authentication of the sender agreed; otherwise the number stands in `claims` and the mail is to become a
    new ticket with a "claims to be Q-12345" banner. `possibly_related` are further threads its ids touch.
    `is_subject_changed`: the base subject differs from the thread's. `lacks_quote`: no quoted history.

    What the keeper still decides, knowing tickets: merged → the target; closed too long → a new ticket linked
    as follow-up; subject changed and no quote → suggest a split; sender unknown to the ticket → unverified.
    """

    how: How = "none"
    thread_id: int | None = None
    is_trusted: bool = False
    claims: tuple[int, ...] = ()
    possibly_related: tuple[int, ...] = ()
    is_subject_changed: bool = False
    lacks_quote: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What the keeper did. `thread_id` is where the mail now belongs (for a new ticket: a thread from
    `qiao.channels.public.new_thread`). `may_confirm`: a confirmation may be sent at all (false for spam or a
    blocked requester).
    """

    outcome: Literal["ticketed", "appended"]
    thread_id: int
    ticket_number: int
    message_id: int
    language: str
    may_confirm: bool = True


@dataclass(frozen=True, slots=True)
class BounceNotice:
    """A delivery report about a mail of ours. `is_permanent`: the address is dead."""

    raw_id: int
    outgoing_id: int | None
    thread_id: int
    recipient: str
    action: str
    status: str
    diagnostic: str
    is_permanent: bool
    text: str


class ConversationKeeper(Protocol):
    """Implemented by tickets. Every method runs inside the caller's transaction."""

    def receive(self, mail: IncomingMail, verdict: ThreadVerdict) -> Received:
        """Make a ticket of the mail or add it to one."""
        ...

    def knows(self, thread_id: int, address: str) -> bool:
        """Whether the address is a participant of this conversation or of the same organisation."""
        ...

    def recent_texts(self, address: str) -> Sequence[str]:
        """New texts, each with its learned signature, of the address's last five mails, newest first; no machine's."""
        ...

    def thread_of(self, ticket_number: int) -> int | None:
        """The thread of a ticket, for numbers found in subjects; null when there is no such ticket."""
        ...

    def note_bounce(self, notice: BounceNotice) -> Received:
        """Attach a delivery report to its ticket without reopening it, and notify the agent; outcome is `appended`."""
        ...

    def delivery_changed(self, outgoing_id: int, state: str) -> None:
        """An outgoing mail went to another state (queued, sent, failed, bounced, cancelled)."""
        ...

    def variables(self, thread_id: int) -> Mapping[str, str]:
        """Values for templates: ticket.number, ticket.subject, product.name, customer.name, agent.name …"""
        ...


_keepers: list[ConversationKeeper] = []


def register_keeper(keeper: ConversationKeeper) -> None:
    """Name the keeper of conversations; the last one registered counts."""
    _keepers.append(keeper)


def unregister_keeper(keeper: ConversationKeeper) -> None:
    """Take a keeper back (tests)."""
    _keepers.remove(keeper)


def keeper() -> ConversationKeeper:
    """The keeper of conversations."""
    if not _keepers:
        raise RuntimeError("No domain has registered itself as keeper of conversations.")
    return _keepers[-1]


MailTaker = Callable[[bytes], bool]
_mail_takers: list[MailTaker] = []


def register_mail_taker(take: MailTaker) -> None:
    """Name who is offered mails that there is no mail server for; `take` answers whether it has taken one."""
    _mail_takers.append(take)


def is_mail_taken(data: bytes) -> bool:
    """Offer the bytes of a mail to those who take mails without a mail server."""
    return any(take(data) for take in _mail_takers)
