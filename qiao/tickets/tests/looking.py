"""Looking at a ticket again after an act."""

from qiao.kernel.audit import entries_for
from qiao.tickets.models import Ticket


def fresh(ticket: Ticket) -> Ticket:
    """The same ticket as it is in the database now."""
    ticket.refresh_from_db()
    return ticket


def last_verb(ticket: Ticket) -> str:
    """The latest act on it."""
    last = entries_for("tickets.ticket", ticket.pk).last()
    assert last is not None
    return last.verb
