"""Progress of portal requests: those who asked for mails get one."""

from qiao.kernel.events import on
from qiao.tickets.events import TicketClosed, TicketOpened, TicketReopened, TicketSolved
from qiao.tickets.public import somebody_asked_for, tell_customers


def _is_change_wanted(event: TicketSolved | TicketClosed | TicketReopened) -> bool:
    return somebody_asked_for(event.ticket_id, "change")


def _is_request_wanted(event: TicketOpened) -> bool:
    return event.channel == "form" or (not event.is_by_machine and somebody_asked_for(event.ticket_id, "colleague"))


@on(TicketOpened, when=_is_request_wanted)
def confirm_requests(event: TicketOpened) -> None:
    """Confirm portal requests to the requester and to subscribed colleagues; mail is confirmed by the mailbox."""
    if event.channel == "form":
        tell_customers(event.ticket_id, "receipt")
    if not event.is_by_machine:
        tell_customers(event.ticket_id, "colleague")


@on(TicketSolved, when=_is_change_wanted)
def tell_of_solutions(event: TicketSolved) -> None:
    """Answered, please check."""
    tell_customers(event.ticket_id, "change")


@on(TicketClosed, when=_is_change_wanted)
def tell_of_endings(event: TicketClosed) -> None:
    """Finished."""
    tell_customers(event.ticket_id, "change")


@on(TicketReopened, when=_is_change_wanted)
def tell_of_reopenings(event: TicketReopened) -> None:
    """Open again, unless they did it themselves."""
    if not event.is_by_customer:
        tell_customers(event.ticket_id, "change")
