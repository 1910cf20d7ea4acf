"""Moving a ticket from state to state, with what that means for its clocks."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.events import Event, publish
from qiao.kernel.prepared import prepared
from qiao.tickets.events import TicketClosed, TicketReopened, TicketSolved, TicketStateChanged
from qiao.tickets.labels import STATE_LABELS
from qiao.tickets.models import Clock, ClosedMove, CustomField, DeskPolicy, Ticket
from qiao.tickets.refusals import ClosedTooLong, FieldsMissing, MoveNotPossible, PersonNeeded
from qiao.tickets.rules.custom_fields import missing_to_solve
from qiao.tickets.rules.states import STATES, Facts, Guard, Transition, broken_guards, find_transition
from qiao.tickets.services.changing import lock_working_ticket, write_change
from qiao.tickets.services.clocks import (
    DUE_FIELDS,
    follow_state,
    last_stopped,
    restart_clocks,
    running_clocks,
    stop_clocks,
    unanswered_at,
)
from qiao.tickets.services.fields import active_fields
from qiao.tickets.services.notes import put_note

STATE_FIELDS = (
    "state", "state_before", "solved_at", "closed_at", "reopened_count", "snoozed_until", "spammed_at",
    *DUE_FIELDS,
)  # fmt: skip
_closed = prepared(lambda source, target: ClosedMove.objects.filter(source=source, target=target).values_list("pk"))
_BOUND = {"person", "api"}
_RECORDED_AS = {"solved": "ticket.solved", "closed": "ticket.closed"}


@transaction.atomic
def change_state(ticket_id: int, state: str, *, by: Actor, reason: str = "", message_id: int | None = None) -> None:
    """Move a ticket to another state; a reason becomes a note.

    Raises MoveNotPossible, FieldsMissing, ClosedTooLong, PersonNeeded, TicketIsMerged, TicketIsSpam.
    """
    ticket = lock_working_ticket(ticket_id)
    if ticket.state == state:
        return
    check_move(ticket, state, by=by)
    before = ticket.state
    put_state(ticket, state, timezone.now(), message_id=message_id)
    write_move(ticket, before, by=by)
    if reason.strip():
        put_note(ticket, reason, by=by)


def solve_ticket(ticket_id: int, *, by: Actor) -> None:
    """The question is answered; the resolution clock stops."""
    change_state(ticket_id, "solved", by=by)


def close_ticket(ticket_id: int, *, by: Actor) -> None:
    """The answer stood; only a solved ticket closes."""
    change_state(ticket_id, "closed", by=by)


def reopen_ticket(ticket_id: int, *, by: Actor, reason: str = "") -> None:
    """Reopen the ticket; the resolution clock resumes where it stopped."""
    change_state(ticket_id, "open", by=by, reason=reason)


def check_move(ticket: Ticket, state: str, *, by: Actor) -> Transition:
    """The transition, if nothing forbids it now. Raises as `change_state`."""
    transition = _transition(ticket.state, state, by)
    if transition is None:
        raise MoveNotPossible(source=STATE_LABELS[ticket.state], target=STATE_LABELS.get(state, state))
    facts = _facts(ticket, transition, by)
    for guard in broken_guards(transition, facts):
        _refuse(guard, facts)
    return transition


def is_move_possible(ticket: Ticket, state: str, *, by: Actor) -> bool:
    """Whether `check_move` would let it pass."""
    transition = _transition(ticket.state, state, by)
    return transition is not None and not broken_guards(transition, _facts(ticket, transition, by))


def _transition(source: str, target: str, by: Actor) -> Transition | None:
    """The transition, unless it is disabled here. That binds people only; time and customers are not affected."""
    is_closed = by.kind in _BOUND and _closed.first(source, target) is not None
    return None if is_closed else find_transition(source, target)


def put_state(
    ticket: Ticket,
    state: str,
    at: datetime,
    *,
    message_id: int | None = None,
    running: list[Clock] | None = None,
) -> list[int]:
    """Set the state and let the clocks follow; ids of clocks this stopped. The caller stores `STATE_FIELDS`.

    What solving stopped goes on when the ticket opens again, and the time between is a pause: solving too early,
    or without a reply, gains nothing. `running`: what `running_clocks` gave in the same act.
    """
    was_over = STATES[ticket.state].category in {"solved", "closed"}
    ticket.state = state
    category = STATES[state].category
    stopped: list[int] = []
    if category in {"solved", "closed"}:
        ticket.snoozed_until = None
        ticket.solved_at = ticket.solved_at or at
        ticket.closed_at = at if category == "closed" else None
        running = running_clocks(ticket) if running is None else running
        stopped = stop_clocks(ticket, ("solve",), at, message_id=message_id, running=running)
        stopped += stop_clocks(ticket, ("first_reply",), at, cancel=True, running=running)
    elif was_over:
        unfinished = last_stopped(ticket, ("solve",), ("met", "breached")) + unanswered_at(ticket, ticket.solved_at)
        ticket.solved_at = ticket.closed_at = None
        ticket.reopened_count += 1
        restart_clocks(ticket, unfinished, at, reason="solved")
        if running is not None:
            running[:] = running_clocks(ticket)
    else:
        follow_state(ticket, at, running=running)
    return stopped


def write_move(ticket: Ticket, before: str, *, by: Actor, cause: str = "", message_id: int | None = None) -> None:
    """Store a move, record it and announce it."""
    is_reopening = STATES[before].category in {"solved", "closed"} and ticket.is_open
    verb = "ticket.reopened" if is_reopening else _RECORDED_AS.get(ticket.state, "ticket.state_changed")
    data = {"before": before, "after": ticket.state}
    write_change(ticket, STATE_FIELDS, by=by, verb=verb, data=data, cause=cause, message_id=message_id)
    publish(*events_of_move(ticket, before, by=by))


def events_of_move(ticket: Ticket, before: str, *, by: Actor) -> list[Event]:
    """What a move means to others; nothing when the ticket stayed where it was."""
    if ticket.state == before:
        return []
    events: list[Event] = [TicketStateChanged(ticket.pk, before, ticket.state)]
    if ticket.state == "solved":
        events.append(TicketSolved(ticket.pk))
    elif ticket.state == "closed":
        events.append(TicketClosed(ticket.pk))
    elif STATES[before].category in {"solved", "closed"} and ticket.is_open:
        events.append(TicketReopened(ticket.pk, is_by_customer=by.kind == "contact"))
    return events


def days_since_closed(ticket: Ticket, now: datetime) -> float:
    """0 unless the ticket is closed."""
    return (now - ticket.closed_at).total_seconds() / 86_400 if ticket.closed_at else 0.0


def follow_up_days() -> int:
    """After how many days a closed ticket stays closed."""
    policy = DeskPolicy.objects.first()
    return policy.follow_up_days if policy else DeskPolicy._meta.get_field("follow_up_days").default


def _facts(ticket: Ticket, transition: Transition, by: Actor) -> Facts:
    missing: tuple[str, ...] = ()
    if Guard.FIELDS_FILLED in transition.guards:
        missing = missing_to_solve(active_fields(), ticket.fields, ticket.product_id)
    days, limit = 0.0, 0
    if Guard.WITHIN_FOLLOW_UP_DAYS in transition.guards:
        days, limit = days_since_closed(ticket, timezone.now()), follow_up_days()
    return Facts(
        is_by_person=by.kind in {"person", "contact", "api"}, missing_fields=missing,
        days_since_closed=days, follow_up_days=limit,
    )  # fmt: skip


def _refuse(guard: Guard, facts: Facts) -> None:
    match guard:
        case Guard.BY_A_PERSON:
            raise PersonNeeded
        case Guard.FIELDS_FILLED:
            rows = CustomField.objects.filter(key__in=facts.missing_fields)
            raise FieldsMissing(fields=", ".join(row.label.text for row in rows))
        case Guard.WITHIN_FOLLOW_UP_DAYS:
            raise ClosedTooLong(days=facts.follow_up_days)
