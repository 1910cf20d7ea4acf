"""The feed of changed tickets, for warehouses and copies."""

from typing import Annotated

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.kernel.api.answers import Moment, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.expanding import expanded
from qiao.kernel.api.feeds import changes_of
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit
from qiao.tickets.api.showing import Expand, show_tickets, visible_tickets, with_joins
from qiao.tickets.api.shown import ChangeShown, ChangesShown

changes = Operations("changes")

Since = Annotated[Moment | None, Field(description="Where to begin without a cursor; ten minutes earlier, to be safe.")]


@changes.get("/changes/tickets", "ticket.view", ChangesShown)
def list_changed_tickets(
    request: ApiRequest, updated_since: Since = None, expand: Expand = "", cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List tickets that changed.

    Nothing is missed, also what was committed late; something may come twice. Without cursor and `updated_since` it
    begins now: take a cursor, list all tickets, then follow the feed. A ticket that is gone, or gone from your
    sight, comes with null.
    """
    found = changes_of("tickets.ticket", cursor=cursor, since=updated_since, limit=limit)
    names = expanded(expand)
    rows, scope = visible_tickets(request)
    tickets = list(with_joins(rows, names).filter(pk__in=list(found.at)))
    shown = {one.id: one for one in show_tickets(request, tickets, names, scope)}
    items = [ChangeShown.model_construct(id=pk, changed_at=at, ticket=shown.get(pk)) for pk, at in found.at.items()]
    return answer(
        request,
        ChangesShown.model_construct(items=items, next_cursor=found.next_cursor, has_more=found.has_more),
    )
