"""Finding: the full-text page, and the palette that jumps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.parameters import number_or_none
from qiao.tickets import selectors
from qiao.tickets.views.panes import MayDo, filters_of, rail_context
from qiao.tickets.views.table import choice_groups

FIELDS = ("state", "product", "assignee", "team", "priority")


@desk_page("search")
@require_safe
def results(request: DeskRequest) -> HttpResponse:
    """Full-text search of tickets, including replies and notes."""
    filters = filters_of(request).with_(view="all")
    text = filters.q.strip()
    found = None
    if text:
        page = number_or_none(request.GET.get("page", "")) or 1
        found = selectors.search_tickets(request.user, text, filters=filters, page=page)
    offered = selectors.filter_choices(request.user)
    context = rail_context(request, filters) | {
        "filters": filters,
        "text": text,
        "found": found,
        "before": found.page - 1 if found else None,
        "after": found.page + 1 if found else None,
        "groups": [group for group in choice_groups(offered, filters) if group["field"] in FIELDS],
        "chips": selectors.filter_chips(request.user, filters),
        "may": MayDo(request.user),
    }
    return render(request, "tickets/search.html", context)


@desk_page("ticket.view")
@require_safe
def palette(request: DeskRequest) -> HttpResponse:
    """What the palette offers for the words typed so far, in groups."""
    text = request.GET.get("q", "").strip()
    items = selectors.palette_results(request.user, text) if text else ()
    kinds = {"ticket": _("Tickets"), "organisation": _("Customers"), "contact": _("Contacts"), "view": _("Views")}
    groups = [
        {"label": label, "items": [{"item": item, "url": _address(item)} for item in items if item.kind == kind]}
        for kind, label in kinds.items()
    ]
    commands = [command for command in _commands(request) if not text or text.casefold() in command["label"].casefold()]
    context = {"groups": [group for group in groups if group["items"]], "commands": commands, "text": text}
    return render(request, "tickets/fragments/palette.html", context)


def _address(item: selectors.PaletteItem) -> str:
    match item.kind:
        case "ticket":
            return reverse("tickets:ticket", args=[item.number])
        case "organisation":
            return f"/desk/customers/{item.id}/"
        case "contact":
            return f"/desk/contacts/{item.id}/"
        case _:
            return f"{reverse('tickets:desk')}?view={item.id}"


def _commands(request: DeskRequest) -> list[dict[str, str]]:
    table = reverse("tickets:table")
    commands = [
        {"label": _("New ticket"), "icon": "plus", "url": reverse("tickets:new"), "key": "C"},
        {"label": _("Go to my tickets"), "icon": "inbox", "url": f"{reverse('tickets:desk')}?view=mine", "key": "G I"},
        {
            "label": _("Go to unassigned tickets"),
            "icon": "user",
            "url": f"{reverse('tickets:desk')}?view=unassigned",
            "key": "G U",
        },
        {"label": _("Show all tickets as a table"), "icon": "rows", "url": table, "key": "G T"},
        {"label": _("Search all messages"), "icon": "search", "url": reverse("tickets:search"), "key": "/"},
        {"label": _("Customers"), "icon": "building", "url": "/desk/customers/", "key": "G C"},
        {"label": _("Products"), "icon": "box", "url": "/desk/products/", "key": "G P"},
    ]
    if request.user.may("setup.manage"):
        commands.append(
            {"label": _("Quick replies"), "icon": "bolt", "url": reverse("tickets:quick-replies"), "key": ""}
        )
    return commands
