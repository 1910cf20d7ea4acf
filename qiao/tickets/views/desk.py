"""The desk: queues, list, conversation and context, each as a page and as the fragment htmx swaps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.parameters import number_or_none
from qiao.kernel.text import with_remote_images
from qiao.tickets import selectors
from qiao.tickets.models import Message
from qiao.tickets.templatetags.desk import newest_event
from qiao.tickets.views.answers import dialog
from qiao.tickets.views.panes import (
    MayDo,
    filters_of,
    have_seen,
    list_context,
    message_of,
    rail_context,
    ticket_context,
)


@desk_page("ticket.view")
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """A queue with no ticket open: the one the address names, else the one the person starts with."""
    filters = filters_of(request)
    if "view" not in request.GET:
        filters = filters.with_(view=selectors.start_view(request.user))
    context = rail_context(request, filters) | list_context(request, filters) | {"may": MayDo(request.user)}
    return render(request, "tickets/desk.html", context | {"pane": "list"})


@desk_page("ticket.view")
@require_safe
def ticket(request: DeskRequest, number: int) -> HttpResponse:
    """A ticket open beside its queue; for htmx only the conversation and the context pane."""
    context = ticket_context(request, number)
    have_seen(request, context)
    if request.htmx and request.htmx.target != "desk":
        return render(request, "tickets/fragments/conversation.html", context | {"is_fragment": True})
    filters = filters_of(request)
    context |= rail_context(request, filters) | list_context(request, filters) | {"pane": "thread"}
    return render(request, "tickets/desk.html", context)


@desk_page("ticket.view")
@require_safe
def list_rows(request: DeskRequest) -> HttpResponse:
    """The list pane: another queue, another sort, the next rows, or the same rows once more."""
    filters = filters_of(request)
    context = rail_context(request, filters) | list_context(request, filters)
    context["open_number"] = _number(request, "open")
    template = "rows" if request.GET.get("cursor") else "list"
    return render(request, f"tickets/fragments/{template}.html", context | {"is_fragment": True})


@desk_page("ticket.view")
@require_safe
def row(request: DeskRequest, number: int) -> HttpResponse:
    """One row of the list, refreshed; removed when the viewer may no longer see the ticket."""
    shown = selectors.queue_row(request.user, selectors.ticket_id(request.user, number))
    context = {"row": shown, "query": filters_of(request).to_query()}
    return render(request, "tickets/fragments/row.html", context)


@desk_page("ticket.view")
@require_safe
def rail_counts(request: DeskRequest) -> HttpResponse:
    """The queues with fresh counts."""
    filters = filters_of(request)
    context = rail_context(request, filters) | {"filters": filters, "is_table": "table" in request.GET}
    return render(request, "tickets/fragments/rail.html", context)


@desk_page("ticket.view")
@require_safe
def news(request: DeskRequest) -> HttpResponse:
    """How many tickets came to the top of this queue since `since` (a ticket id): the "3 new" pill."""
    since = number_or_none(request.GET.get("since", "0"))
    filters = filters_of(request)
    page = selectors.queue_page(request.user, filters.with_(sort="created"), sort="created", limit=50)
    fresh = [row for row in page.rows if since is not None and row.id > since]
    return render(request, "tickets/fragments/news.html", {"count": len(fresh), "query": filters.to_query()})


@desk_page("ticket.view")
@require_safe
def earlier(request: DeskRequest, number: int) -> HttpResponse:
    """The part of the timeline before what is shown."""
    entries, cursor = selectors.timeline(request.user, number, before=request.GET.get("before", ""))
    context = ticket_stub(request, number) | {"entries": entries, "earlier_cursor": cursor}
    return render(request, "tickets/fragments/earlier.html", context)


@desk_page("ticket.view")
@require_safe
def fresh(request: DeskRequest, number: int) -> HttpResponse:
    """What was added to the conversation after message `after` and event `seen`, and the bar above it."""
    after, seen = _number(request, "after"), _number(request, "seen")
    found = selectors.new_entries(request.user, number, after_message_id=after)
    entries = [entry for entry in found if entry.message or newest_event([entry]) > seen]
    if not entries:
        return HttpResponse(status=204)
    context = ticket_context(request, number) | {
        "number": number,
        "entries": entries,
        "newest": max([after, *(entry.message.id for entry in entries if entry.message)]),
        "seen": max(seen, newest_event(entries)),
    }
    have_seen(request, context)
    return render(request, "tickets/fragments/fresh.html", context)


def _number(request: DeskRequest, name: str) -> int:
    return number_or_none(request.GET.get(name, "")) or 0


@desk_page("ticket.view")
@require_safe
def message_images(request: DeskRequest, number: int, message_id: int) -> HttpResponse:
    """The text of a message with the pictures its sender keeps elsewhere."""
    message = Message.objects.get(pk=message_of(request, number, message_id))
    return HttpResponse(with_remote_images(message.html))


def ticket_stub(request: DeskRequest, number: int) -> dict[str, object]:
    """What the entries of a timeline need to know of their ticket."""
    return {
        "number": number,
        "query": filters_of(request).to_query(),
        "may": MayDo(request.user),
    }


@desk_page("ticket.view")
@require_safe
def aside(request: DeskRequest, number: int) -> HttpResponse:
    """The context pane alone."""
    return render(request, "tickets/fragments/aside.html", ticket_context(request, number))


@desk_page("ticket.view")
@require_safe
def history(request: DeskRequest, number: int) -> HttpResponse:
    """The complete history of the ticket."""
    lines = selectors.history(request.user, number)
    return dialog(request, "history", {"number": number, "lines": lines})


@desk_page("ticket.view")
@require_safe
def clock(request: DeskRequest, number: int, clock_id: int) -> HttpResponse:
    """How a deadline was counted, day by day."""
    found = selectors.explain_clock(selectors.ticket_id(request.user, number), clock_id)
    context = {"number": number, "clock": found}
    return dialog(request, "clock", context)
