"""The effect of a customer's message on the ticket, by any channel: wake it, reopen it, start its clocks."""

from datetime import datetime

from django.utils import timezone

from qiao.tickets.models import Clock, Message, Ticket
from qiao.tickets.rules.states import CustomerWrote, effect_of_customer_mail
from qiao.tickets.services.clocks import start_clocks
from qiao.tickets.services.moving import days_since_closed, follow_up_days, put_state


def effect_on(ticket: Ticket, *, is_machine: bool = False) -> CustomerWrote:
    """What a message of the customer's side does to the ticket now."""
    return effect_of_customer_mail(
        ticket.state, is_machine=is_machine, days_since_closed=days_since_closed(ticket, timezone.now()),
        follow_up_days=follow_up_days() if ticket.state == "closed" else 0,
    )  # fmt: skip


def let_act(ticket: Ticket, message: Message, effect: CustomerWrote, at: datetime) -> None:
    """Apply the effect of a customer's message, before it is counted among the ticket's messages.

    The caller stores `STATE_FIELDS`.
    """
    if message.direction == "in" and not message.machine_kind:
        # a ticket that a machine opened has no clocks until a person writes
        is_first = ticket.first_customer_at is None and ticket.is_open
        if is_first and not Clock.objects.filter(ticket=ticket).exists():
            start_clocks(ticket, ("first_reply", "solve"), message.created_at)
        ticket.snoozed_until = None
    if effect in {CustomerWrote.WAKE, CustomerWrote.REOPEN}:
        put_state(ticket, "open", at)
