"""One act on many tickets, with progress and undo."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.parameters import chosen_number, moment_given
from qiao.tickets import selectors, services
from qiao.tickets.rows import ticket_number
from qiao.tickets.rules.words import BULK_ARGUMENTS
from qiao.tickets.views.acts import tag_names
from qiao.tickets.views.answers import add_trigger
from qiao.tickets.views.panes import numbers_of

MOST = 500
MOST_NAMED = 3
_CHOSEN = {"person_id", "team_id", "product_id"}


@desk_page("ticket.edit")
@require_POST
def apply(request: DeskRequest) -> HttpResponse:
    """Start the act on the chosen tickets."""
    chosen = _chosen(request)
    if not chosen:
        raise NotFound
    act = request.POST.get("act", "")
    started = services.bulk_apply(chosen, act, _arguments(act, request.POST.get("value", "").strip()), by=request.actor)
    return _shown(request, started.token)


def _chosen(request: DeskRequest) -> Sequence[int]:
    """The rows that were ticked, or the first of all that match: `matching` is then the table's query."""
    query = request.POST.get("matching", "")
    if not query:
        return numbers_of(request.POST.getlist("ticket"))[:MOST]
    filters = selectors.TicketFilters.from_query(QueryDict(query))
    page = selectors.queue_page(request.user, filters, sort=filters.sort, limit=MOST)
    return [row.id for row in page.rows]


def beyond_rows(page: selectors.QueuePage) -> tuple[int, str] | None:
    """How many tickets one act reaches when more match than the rows shown, and the words that offer it."""
    if not (page.next_cursor or page.previous_cursor):
        return None
    if page.total <= MOST and not page.is_capped:
        return page.total, _("Select all %(count)d that match") % {"count": page.total}
    found = f"{selectors.COUNT_CAP:,}+" if page.is_capped else page.total
    return MOST, _("Select the first %(most)d of %(found)s") % {"most": MOST, "found": found}


def _arguments(act: str, value: str) -> dict[str, Any]:
    """What the act needs, from the form. Raises NotUnderstood: no nonsense unassigns five hundred tickets."""
    name = BULK_ARGUMENTS.get(act)
    if name in _CHOSEN:
        return {name: chosen_number(value)}
    if act in {"state", "priority", "kind"}:
        return {act: value}
    if act in {"tag", "untag"}:
        return {"names": tag_names([value])}
    return {"until": moment_given(value).isoformat()} if act == "snooze" else {}


def _shown(request: DeskRequest, token: str) -> HttpResponse:
    state = selectors.bulk_progress(token, request.user)
    if not request.htmx:
        messages.info(request, _sentence(state))
        return redirect(_back(request))
    response = render(request, "tickets/fragments/bulk_progress.html", {"bulk": state, "said": _sentence(state)})
    if state.is_finished:
        add_trigger(response, "qiao:acted", {"bulk": str(token)})
    return response


def _sentence(state: Any) -> str:
    if state.is_undone and not state.refused:
        return _("Everything has been restored.")
    said = ngettext("%(count)d ticket changed.", "%(count)d tickets changed.", state.changed)
    left = ngettext("%(count)d could not be:", "%(count)d could not be:", len(state.refused))
    reasons = " ".join(f"{ticket_number(number)} {reason}" for number, reason in state.refused[:MOST_NAMED])
    named = f" {left % {'count': len(state.refused)}} {reasons}" if state.refused else ""
    return said % {"count": state.changed} + named


def _back(request: DeskRequest) -> str:
    query = request.POST.get("back", "")
    return reverse("tickets:table") + (f"?{query}" if query else "")


@desk_page("ticket.edit")
@require_safe
def progress(request: DeskRequest, token: str) -> HttpResponse:
    """How far it is."""
    return _shown(request, token)


@desk_page("ticket.edit")
@require_POST
def undo(request: DeskRequest, token: str) -> HttpResponse:
    """Put everything back as it was, except what others changed since."""
    services.undo_bulk(token, by=request.actor)
    return _shown(request, token)
