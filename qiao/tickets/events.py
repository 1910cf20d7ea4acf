"""What happens in tickets that other domains may react to."""

from dataclasses import dataclass

from qiao.kernel.events import Event


@dataclass(frozen=True)
class TicketOpened(Event):
    """A new ticket, by mail, by an agent or by splitting. `follow_up_of` is the closed ticket it continues."""

    ticket_id: int
    number: int
    channel: str
    is_by_machine: bool = False
    follow_up_of: int | None = None


@dataclass(frozen=True)
class CustomerReplied(Event):
    """Somebody on the customer's side wrote into a ticket."""

    ticket_id: int
    message_id: int
    is_by_machine: bool = False


@dataclass(frozen=True)
class TicketReplied(Event):
    """A public reply is on its way to the customer."""

    ticket_id: int
    message_id: int
    person_id: int | None = None


@dataclass(frozen=True)
class ReplyWithdrawn(Event):
    """A reply was taken back before it left."""

    ticket_id: int
    message_id: int


@dataclass(frozen=True)
class NoteAdded(Event):
    """A colleague wrote an internal note."""

    ticket_id: int
    message_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True)
class TicketAssigned(Event):
    """Somebody else is in charge, or nobody. `by_id` is the colleague who decided it."""

    ticket_id: int
    person_id: int | None
    team_id: int | None
    by_id: int | None = None


@dataclass(frozen=True)
class TicketStateChanged(Event):
    """The ticket went from one state to another."""

    ticket_id: int
    before: str
    after: str


@dataclass(frozen=True)
class TicketSolved(Event):
    """The question is answered."""

    ticket_id: int


@dataclass(frozen=True)
class TicketClosed(Event):
    """The answer stood unchallenged."""

    ticket_id: int


@dataclass(frozen=True)
class TicketReopened(Event):
    """A solved or closed ticket is open again."""

    ticket_id: int
    is_by_customer: bool


@dataclass(frozen=True)
class TicketsMerged(Event):
    """`source_ids` now point to the ticket."""

    ticket_id: int
    source_ids: tuple[int, ...]


@dataclass(frozen=True)
class TicketUnmerged(Event):
    """A ticket stands on its own again."""

    ticket_id: int
    merged_into: int


@dataclass(frozen=True)
class TicketSplit(Event):
    """Messages moved into a new ticket."""

    ticket_id: int
    new_ticket_id: int
    message_ids: tuple[int, ...]


@dataclass(frozen=True)
class DeadlineMissed(Event):
    """A promise passed its deadline unmet."""

    ticket_id: int
    clock_id: int
    metric: str


@dataclass(frozen=True)
class DeadlineNear(Event):
    """A promise is about to be missed."""

    ticket_id: int
    clock_id: int
    metric: str
