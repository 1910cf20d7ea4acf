"""Feeds of changed tickets and messages, for warehouses and copies."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http.response import HttpResponseBase

from qiao.kernel.api.answers import answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.expanding import expanded
from qiao.kernel.api.feeds import Act, Changes, Feed, Since, acts_on, changes_of, feed, latest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit
from qiao.tickets.api.showing import (
    Expand,
    messages_for_showing,
    show_messages,
    show_tickets,
    visible_tickets,
    with_joins,
)
from qiao.tickets.api.shown import MessageShown, TicketShown
from qiao.tickets.models import Message

changes = Operations("changes")

_TICKET, _MESSAGE = "tickets.ticket", "tickets.message"
# acts on a ticket that leave its messages as they are; of any other act, also one yet to be thought of, all are given
_LEAVES_MESSAGES = frozenset({
    "ticket.assigned", "ticket.moved", "ticket.state_changed", "ticket.solved", "ticket.closed", "ticket.reopened",
    "ticket.fields_changed", "ticket.tagged", "ticket.untagged", "ticket.nudged", "ticket.snoozed", "ticket.woken",
    "ticket.spammed", "ticket.unspammed", "ticket.followed", "ticket.unfollowed", "ticket.mentions_read",
    "ticket.linked", "ticket.unlinked", "ticket.deadline_missed", "ticket.merged", "ticket.merged_in",
    "ticket.unmerged", "ticket.unmerged_from", "ticket.participant_added", "ticket.participant_removed",
})  # fmt: skip


@changes.get("/changes/tickets", "ticket.view", Feed[TicketShown])
def list_changed_tickets(
    request: ApiRequest, updated_since: Since = None, expand: Expand = "", cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List tickets that changed.

    Nothing is missed, also what was committed late; something may come twice. Without cursor and `updated_since` it
    begins now: take a cursor, list all tickets, then follow the feed. A ticket that is gone, or gone from your
    sight, comes with null.
    """
    found = changes_of(_TICKET, cursor=cursor, since=updated_since, limit=limit)
    names = expanded(expand)
    rows, scope = visible_tickets(request)
    tickets = list(with_joins(rows, names).filter(pk__in=list(found.at)))
    shown = {one.id: one for one in show_tickets(request, tickets, names, scope)}
    return answer(request, feed(TicketShown, found, shown))


@changes.get("/changes/messages", "ticket.view", Feed[MessageShown])
def list_changed_messages(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List messages that were written, delivered, moved or withdrawn; works as the feed of tickets does.

    A ticket that was opened, imported or split brings all its messages, so a page may hold more than `limit`.
    """
    acts = acts_on((_TICKET, _MESSAGE), cursor=cursor, since=updated_since, limit=limit, name="changes.messages")
    found = Changes(latest(_touched(acts.acts)), acts.next_cursor, acts.has_more)
    rows, _scope = visible_tickets(request)
    messages = messages_for_showing(Message.objects.filter(pk__in=list(found.at), ticket__in=rows.values("pk")))
    shown = {one.id: one for one in show_messages(list(messages))}
    return answer(request, feed(MessageShown, found, shown))


def _touched(acts: Iterable[Act]) -> Iterator[tuple[int, datetime]]:
    """Ids of messages that these acts may have changed, with the time."""
    known = list(acts)
    whole = {act.object_id for act in known if _is_about_all(act)}
    of_ticket: dict[int, list[int]] = {ticket_id: [] for ticket_id in whole}
    for pk, ticket_id in Message.objects.filter(ticket__in=whole).order_by("id").values_list("pk", "ticket_id"):
        of_ticket[ticket_id].append(pk)
    for act in known:
        if act.object_type == _MESSAGE:
            yield act.object_id, act.at
        elif _is_about_all(act):
            yield from ((pk, act.at) for pk in of_ticket[act.object_id])
        elif "message_id" in act.data:
            yield int(act.data["message_id"]), act.at


def _is_about_all(act: Act) -> bool:
    return act.object_type == _TICKET and "message_id" not in act.data and act.verb not in _LEAVES_MESSAGES
