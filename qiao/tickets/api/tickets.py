"""Tickets: the list, one of them, a new one, changes of its fields."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Annotated, Any, Literal, cast

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from qiao.channels.public import is_own_address
from qiao.customers.models import Deployment, Organisation
from qiao.customers.public import contact_for_address
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.expanding import expanded
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import ChangedSince, Invalid
from qiao.kernel.api.references import check_references
from qiao.kernel.api.versions import names_tag
from qiao.kernel.errors import NotFound
from qiao.kernel.prepared import prepared
from qiao.products.models import Component, Version
from qiao.staff.models import Person, Team
from qiao.tickets import services
from qiao.tickets.api.given import ChangeGiven, TicketGiven, given_values
from qiao.tickets.api.showing import (
    Expand,
    revision_tag,
    show_ticket,
    show_tickets,
    ticket_row,
    with_joins,
)
from qiao.tickets.api.shown import Kind, Priority, State, TicketShown
from qiao.tickets.labels import VIEW_LABELS
from qiao.tickets.models import Ticket
from qiao.tickets.models.ticket import id_for
from qiao.tickets.selectors.filters import TicketFilters, resolve_filters
from qiao.tickets.selectors.queue import matching_tickets
from qiao.tickets.services import NewTicket
from qiao.tickets.services.changing import lock_ticket
from qiao.tickets.views.uploads import attachments

tickets = Operations("tickets")

ORDERS = {
    "updated": ("-updated_at", "-id"), "created": ("-created_at", "-id"), "oldest": ("created_at", "id"),
    "due": ("due_at_sort", "id"), "priority": ("priority_rank", "due_at_sort", "id"),
}  # fmt: skip
_made = prepared(lambda pk: with_joins(Ticket.objects.get_queryset().filter(pk=pk), frozenset()))
_VIEWS = "|".join((*VIEW_LABELS, "team-[0-9]{1,15}", "saved-[0-9]{1,15}"))
# requester and product are looked up by the service
_REFERENCES: dict[str, Any] = {
    "organisation_id": Organisation, "version_id": Version, "component_id": Component, "deployment_id": Deployment,
    "team_id": Team, "assignee_id": Person,
}  # fmt: skip


class TicketWanted(BaseModel):
    """Which tickets: every filter narrows, several values of one filter widen. `all` leaves out merged and spam."""

    view: Annotated[str, Field(pattern=f"^({_VIEWS})$")] = "all"
    q: Annotated[str, Field(max_length=400, description="Words; only the most relevant 1,000 are found.")] = ""
    state: list[State] = Field([], max_length=50)
    kind: list[Kind] = Field([], max_length=50)
    priority: list[Priority] = Field([], max_length=50)
    severity: list[Literal["s1", "s2", "s3", "s4"]] = Field([], max_length=50)
    team: list[Annotated[str, Field(pattern="^([1-9][0-9]{0,14}|none)$")]] = Field([], max_length=50)
    assignee: list[Annotated[str, Field(pattern="^([1-9][0-9]{0,14}|none|me)$")]] = Field([], max_length=50)
    product: list[Id] = Field([], max_length=50)
    component: list[Id] = Field([], max_length=50)
    version: list[Id] = Field([], max_length=50)
    organisation: list[Id] = Field([], max_length=50)
    requester: list[Id] = Field([], max_length=50)
    tag: list[Annotated[str, Field(min_length=1, max_length=60)]] = Field([], max_length=50)
    due: Literal["", "overdue", "soon", "today"] = ""
    language: Literal["", "en", "zh-hans"] = ""
    created_from: date | None = None
    created_to: date | None = None
    sort: Literal["updated", "created", "oldest", "due", "priority"] = "updated"

    def filters(self) -> TicketFilters:
        """The same in the words of the queue."""
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in self}
        for name in ("created_from", "created_to"):
            day = values[name]
            if isinstance(day, date) and not 1970 <= day.year <= 2200:
                raise Invalid({name: _("is out of range.")})
        return TicketFilters(**cast("dict[str, Any]", values))


@tickets.get("/tickets", "ticket.view", Listing[TicketShown], screens=["tickets:table", "tickets:export"])
def list_tickets(
    request: ApiRequest, wanted: Query[TicketWanted], expand: Expand = "", cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List tickets.

    The queues of the desk, their filters and sorts. The last page costs as much as the first.
    """
    names, filters = expanded(expand), resolve_filters(request.user, wanted.filters())
    rows = with_joins(matching_tickets(request.user, filters).tickets, names)
    found, following = page_of(rows, ORDERS[wanted.sort], cursor=cursor, limit=limit, name=f"tickets.{wanted.sort}")
    shown = show_tickets(request, found, names)
    return answer(request, Listing[TicketShown].model_construct(items=shown, next_cursor=following))


@tickets.get("/tickets/{number}", "ticket.view", TicketShown, is_versioned=True, screens=["tickets:ticket"])
def get_ticket(request: ApiRequest, number: Id, expand: Expand = "") -> HttpResponseBase:
    """Get one ticket.

    Its ETag changes with every change of the ticket; an answer with `expand` has none.
    """
    names = expanded(expand)
    ticket = ticket_row(request, number, names)
    tag = revision_tag(ticket)
    if names:
        return answer(request, show_tickets(request, [ticket], names)[0])
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return answered_ticket(request, ticket)


@tickets.post("/tickets", "ticket.edit", TicketShown, status=201, screens=["tickets:new", "tickets:follow-up"])
def create_ticket(request: ApiRequest, data: TicketGiven) -> HttpResponseBase:
    """Open a ticket.

    Left out, organisation and language follow the requester, the team follows the product.
    """
    # with an address, its contact and the ticket come to be together
    with transaction.atomic() if data.requester else nullcontext():
        opened = services.open_ticket(new_ticket(request, data), by=request.actor)
    # whoever may see it from now on, its maker gets it once
    return answered_ticket(request, _made.first(opened.ticket_id), status=201)


@tickets.patch("/tickets/{number}", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:fields"])
def change_ticket(request: ApiRequest, number: Id, data: ChangeGiven) -> HttpResponseBase:
    """Change fields of a ticket.

    Another product empties version, component and deployment unless they are sent too.
    """
    with one_act(request):
        ticket_id = ticket_to_change(request, number)
        services.set_fields(ticket_id, given_values(data), by=request.actor)
    return answered_ticket(request, ticket_row(request, number))


def new_ticket(request: ApiRequest, data: TicketGiven) -> NewTicket:
    """What was sent, in the words of the service; an unknown address becomes a contact. Raises Invalid."""
    check_references({name: (model, getattr(data, name)) for name, model in _REFERENCES.items()})
    requester_id = data.requester_id
    if data.requester:
        if is_own_address(data.requester.email):
            raise Invalid({"requester.email": _("is one of our own mailboxes.")})
        requester_id = contact_for_address(data.requester.email, data.requester.name, by=request.actor).id
    if data.said_by == "us" and not request.user.may("ticket.reply"):
        raise Invalid({"said_by": _("needs the right to reply.")})
    before = ticket_row(request, data.follow_up_of) if data.follow_up_of else None
    return NewTicket(
        data.subject, data.markdown, requester_id=requester_id, organisation_id=data.organisation_id,
        product_id=data.product_id, version_id=data.version_id, component_id=data.component_id,
        deployment_id=data.deployment_id, kind=data.kind, priority=data.priority, severity=data.severity,
        team_id=data.team_id, assignee_id=data.assignee_id, tags=tuple(data.tags), fields=data.custom,
        language=data.language, channel="api", said_by=data.said_by, attachments=attachments(data.attachments).all(),
        follow_up_of_id=before.pk if before else None,
    )  # fmt: skip


def ticket_to_change(request: ApiRequest, number: int) -> int:
    """The id of a ticket that is about to change; with If-Match, in a transaction, it is locked at that revision.

    Raises NotFound, ChangedSince.
    """
    ticket_id = id_for(request.user, number)
    if ticket_id is None:
        raise NotFound
    expected = request.headers.get("If-Match", "")
    if expected and not names_tag(expected, revision_tag(lock_ticket(ticket_id))):
        raise ChangedSince
    return ticket_id


def one_act(request: ApiRequest) -> AbstractContextManager[Any]:
    """A transaction around look and act when If-Match ties them together; without it, that of the service will do."""
    return transaction.atomic() if "If-Match" in request.headers else nullcontext()


def answered_ticket(request: ApiRequest, ticket: Any, *, status: int = 200) -> HttpResponse:
    """A ticket as an answer, with its revision."""
    headers = {"ETag": revision_tag(ticket)}
    if status == 201:
        headers["Location"] = f"/api/v1/tickets/{ticket.number}"
    return answer(request, show_ticket(ticket), status=status, headers=headers)
