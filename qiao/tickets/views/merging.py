"""Tickets that belong together: merged, split, linked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.parameters import chosen_number, number_or_none
from qiao.tickets import selectors, services
from qiao.tickets.forms import LinkForm
from qiao.tickets.views.acts import get_or_post
from qiao.tickets.views.answers import after_act, close_dialog, dialog, go, ticket_address
from qiao.tickets.views.panes import numbers_of

MOST_NEAR = 5


@desk_page("ticket.merge")
@get_or_post
def merge(request: DeskRequest, number: int) -> HttpResponse:
    """Merge other tickets into this one, or this one into another."""
    ticket_id = selectors.ticket_id(request.user, number)
    if request.method == "POST":
        others = _others(request)
        if others and request.POST.get("direction") == "into":
            services.merge_tickets(others[0][1], [ticket_id], by=request.actor)
            return close_dialog(go(request, ticket_address(request, others[0][0])))
        if others:
            services.merge_tickets(ticket_id, [pk for _number, pk in others], by=request.actor)
            said = ngettext("%(count)d ticket merged.", "%(count)d tickets merged.", len(others))
            return close_dialog(after_act(request, number, said % {"count": len(others)}))
    shown = selectors.ticket_page(request.user, number)
    near = selectors.merge_candidates(request.user, shown.ticket, "", limit=MOST_NEAR)
    context = {"number": number, "ticket": shown.ticket, "near": near}
    problem = _("Choose a ticket.") if request.method == "POST" else ""
    return dialog(request, "merge", context | {"problem": problem}, status=422 if problem else 200)


@desk_page("ticket.merge")
@require_safe
def preview(request: DeskRequest, number: int) -> HttpResponse:
    """What merging with the chosen tickets would do; nothing while none is chosen."""
    ticket_id = selectors.ticket_id(request.user, number)
    others = [pk for _number, pk in _others(request)]
    if not others:
        return HttpResponse()
    is_into = request.GET.get("direction") == "into"
    target, sources = (others[0], [ticket_id]) if is_into else (ticket_id, others)
    shown = selectors.merge_preview(request.user, target, sources)
    return render(request, "tickets/fragments/merge_preview.html", {"shown": shown})


def _others(request: DeskRequest) -> list[tuple[int, int]]:
    """The chosen tickets as (number, id); what this person may not see does not exist."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = numbers_of([value.rpartition("-")[2] for value in given.getlist("other")])
    return [(number, selectors.ticket_id(request.user, number)) for number in numbers]


@desk_page("ticket.merge")
@require_POST
def unmerge(request: DeskRequest, number: int) -> HttpResponse:
    """Take this ticket out of the one it was merged into."""
    services.unmerge_ticket(selectors.ticket_id(request.user, number), by=request.actor)
    back = number_or_none(request.POST.get("back", ""))
    return after_act(request, number if back is None else back, _("The merge is undone."))


@desk_page("ticket.merge")
@get_or_post
def split(request: DeskRequest, number: int) -> HttpResponse:
    """Make a new ticket of some messages; a stub stays here."""
    ticket_id = selectors.ticket_id(request.user, number)
    chosen = numbers_of(request.POST.getlist("message") or request.GET.getlist("message"))
    if request.method == "POST" and chosen:
        opened = services.split_ticket(
            ticket_id, chosen, by=request.actor, subject=request.POST.get("subject", "").strip()
        )
        return close_dialog(go(request, ticket_address(request, opened.number)))
    shown = selectors.ticket_page(request.user, number)
    parts = [
        entry.message for entry in shown.entries
        if entry.message and entry.message.merged_from is None and entry.message.direction != "system"
    ]  # fmt: skip
    context = {"number": number, "ticket": shown.ticket, "parts": parts, "chosen": chosen}
    problem = _("Choose at least one message.") if request.method == "POST" else ""
    return dialog(request, "split", context | {"problem": problem}, status=422 if problem else 200)


@desk_page("ticket.edit")
@get_or_post
def links(request: DeskRequest, number: int) -> HttpResponse:
    """Link another ticket, or undo a link."""
    ticket_id = selectors.ticket_id(request.user, number)
    unlinked = chosen_number(request.POST.get("unlink", ""))
    if unlinked is not None:
        _unlink(request, number, unlinked)
        return after_act(request, number)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data["other"] = data.get("other", "").rpartition("-")[2]
    form = LinkForm(data)
    if form.is_valid():
        other = selectors.ticket_id(request.user, form.cleaned_data["other"])
        services.link_tickets(ticket_id, other, by=request.actor, kind=form.cleaned_data["kind"])
        return close_dialog(after_act(request, number))
    return dialog(request, "link", {"number": number, "form": form}, status=422 if form.is_bound else 200)


def _unlink(request: DeskRequest, number: int, link_id: int) -> None:
    if link_id not in {link.link_id for link in selectors.ticket_page(request.user, number).links}:
        raise NotFound
    services.unlink_tickets(link_id, by=request.actor)
