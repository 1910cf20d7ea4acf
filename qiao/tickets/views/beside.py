"""Content of the boxes that other domains' pages show: lists of tickets."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.customers.public import same_contact_ids, same_organisation_ids
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.tickets import selectors
from qiao.tickets.rules.states import OPEN_STATES
from qiao.tickets.selectors import TicketFilters

SHOWN = 12
FIELDS = ("organisation", "requester", "product")


@desk_page("ticket.view")
@require_safe
def tickets(request: DeskRequest, field: str, object_id: int) -> HttpResponse:
    """The latest tickets of a customer or a person, or the open ones of a product."""
    if field not in FIELDS:
        raise NotFound
    filters = TicketFilters(view="all", sort="updated").with_(**{field: _same(field, object_id)})
    if field == "product":
        filters = filters.with_(state=OPEN_STATES)
    page = selectors.queue_page(request.user, filters, sort="updated", limit=SHOWN)
    context = {"page": page, "query": filters.to_query(), "field": field, "object_id": object_id}
    return render(request, "tickets/fragments/panel.html", context)


def _same(field: str, object_id: int) -> tuple[int, ...]:
    """All ids that count as this one."""
    if field == "organisation":
        return same_organisation_ids(object_id)
    return same_contact_ids(object_id) if field == "requester" else (object_id,)
