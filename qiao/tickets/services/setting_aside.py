"""Hidden tickets: spam, and snoozed ones."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from qiao.kernel import search
from qiao.kernel.access import Actor
from qiao.tickets.labels import STATE_LABELS
from qiao.tickets.refusals import MoveNotPossible, SnoozeInPast
from qiao.tickets.rules.states import find_transition
from qiao.tickets.services.changing import lock_ticket, lock_working_ticket, tell_person, write_change
from qiao.tickets.services.clocks import restart_clocks, stop_clocks, stopped_since
from qiao.tickets.services.findable import TICKET_TYPE, reindex_ticket
from qiao.tickets.services.moving import STATE_FIELDS


@transaction.atomic
def mark_spam(ticket_id: int, *, by: Actor) -> None:
    """Mark as spam: out of all queues and the search; clocks are cancelled. Raises MoveNotPossible, TicketIsMerged."""
    ticket = lock_working_ticket(ticket_id)
    if find_transition(ticket.state, "spam", "spam") is None:
        raise MoveNotPossible(source=STATE_LABELS[ticket.state], target=STATE_LABELS["spam"])
    ticket.state_before, ticket.state = ticket.state, "spam"
    ticket.snoozed_until, ticket.spammed_at = None, timezone.now()
    stop_clocks(ticket, ("first_reply", "solve"), ticket.spammed_at, cancel=True)
    search.remove(TICKET_TYPE, ticket.pk)
    write_change(ticket, STATE_FIELDS, by=by, verb="ticket.spammed", data={"before": ticket.state_before})


@transaction.atomic
def unmark_spam(ticket_id: int, *, by: Actor) -> None:
    """Not spam: back to its former state; its clocks count from the customer's message. Raises MoveNotPossible."""
    ticket = lock_ticket(ticket_id)
    if ticket.state != "spam":
        raise MoveNotPossible(source=STATE_LABELS[ticket.state], target=STATE_LABELS["open"])
    voided = stopped_since(ticket, ticket.spammed_at)
    ticket.state, ticket.state_before, ticket.spammed_at = ticket.state_before or "open", "", None
    if ticket.is_open:
        restart_clocks(ticket, voided, timezone.now())
    reindex_ticket(ticket)
    write_change(ticket, STATE_FIELDS, by=by, verb="ticket.unspammed", data={"after": ticket.state})


@transaction.atomic
def snooze_ticket(ticket_id: int, until: datetime, *, by: Actor) -> None:
    """Snooze: out of the queues until a time, or until the customer writes.

    Clocks keep running. Raises SnoozeInPast.
    """
    ticket = lock_working_ticket(ticket_id)
    if until <= timezone.now():
        raise SnoozeInPast
    ticket.snoozed_until = until
    write_change(ticket, ["snoozed_until"], by=by, verb="ticket.snoozed", data={"until": until.isoformat()})


@transaction.atomic
def wake_ticket(ticket_id: int, *, by: Actor) -> None:
    """Back into the queues; the assignee is told."""
    ticket = lock_ticket(ticket_id)
    if ticket.snoozed_until is None:
        return
    ticket.snoozed_until = None
    write_change(ticket, ["snoozed_until"], by=by, verb="ticket.woken")
    if ticket.assignee_id and ticket.assignee_id != by.id:
        tell_person(ticket.assignee_id, "woken", ticket)
