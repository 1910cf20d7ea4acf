"""One act on many tickets, with progress and a way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.tickets import selectors, services
from qiao.tickets.views.answers import add_trigger
from qiao.tickets.views.panes import numbers_of

MOST = 500


@desk_page("ticket.edit")
@require_POST
def apply(request: DeskRequest) -> HttpResponse:
    """Start the act on the chosen tickets."""
    chosen = numbers_of(request.POST.getlist("ticket"))[:MOST]
    act, arguments = request.POST.get("act", ""), _arguments(request)
    if not chosen or arguments is None:
        raise NotFound
    started = services.bulk_apply(chosen, act, arguments, by=request.actor)
    return _shown(request, started.token)


def _arguments(request: DeskRequest) -> dict[str, Any] | None:
    """What the act needs, from the form; None for an act nobody knows."""
    act, value = request.POST.get("act", ""), request.POST.get("value", "").strip()
    number = int(value) if value.isdecimal() else None
    if act in {"assign", "move", "product"}:
        return {{"assign": "person_id", "move": "team_id", "product": "product_id"}[act]: number}
    if act in {"state", "priority", "kind"}:
        return {act: value}
    if act in {"tag", "untag"}:
        return {"names": [name.strip() for name in value.split(",") if name.strip()]}
    if act == "snooze":
        moment = parse_datetime(value)
        aware = moment if moment is None or timezone.is_aware(moment) else timezone.make_aware(moment)
        return {"until": aware.isoformat()} if aware else None
    return {} if act in {"follow", "unfollow", "spam"} else None


def _shown(request: DeskRequest, token: str) -> HttpResponse:
    state = selectors.bulk_progress(token, request.user)
    if not request.htmx:
        messages.info(request, _sentence(state))
        return redirect(_back(request))
    response = render(request, "tickets/fragments/bulk_progress.html", {"bulk": state})
    if state.is_finished:
        add_trigger(response, "qiao:acted", {"bulk": str(token)})
    return response


def _sentence(state: Any) -> str:
    return ngettext("%(count)d ticket changed.", "%(count)d tickets changed.", state.done) % {"count": state.done}


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
