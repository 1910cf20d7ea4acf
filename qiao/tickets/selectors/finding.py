"""Finding tickets by words, for the search page, the palette and the choosers of other tickets."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import Left, RowNumber
from django.utils.safestring import SafeString

from qiao.customers.public import find_contacts, find_organisations
from qiao.kernel.prepared import prepared
from qiao.kernel.search import CursorWrong, Filters, SearchResult, search
from qiao.kernel.text.highlight import excerpt, highlight, marked
from qiao.staff.models import Person
from qiao.tickets.labels import VIEW_LABELS
from qiao.tickets.models import Message, Ticket
from qiao.tickets.models.ticket import scope_of
from qiao.tickets.selectors.customer import TicketLine
from qiao.tickets.selectors.filters import TicketFilters, condition_of, saved_views_of
from qiao.tickets.selectors.queue import TICKET_TYPE
from qiao.tickets.selectors.scope import number_in, search_scope

PER_PAGE = 25
_MESSAGES_LOOKED_AT = 12
_CHARACTERS_LOOKED_AT = 4_000
_MOST_PAGES = 40
_tickets = prepared(
    lambda ids: (
        Ticket.objects.get_queryset()
        .filter(pk__among=ids)
        .values(
            "id", "number", "subject", "snippet", "state", "updated_at", "product_id", "team_id",
            "organisation__short_name", "organisation__name",
        )
    )
)  # fmt: skip
_place = Window(RowNumber(), partition_by=[F("ticket_id")], order_by=F("created_at").desc())
_texts = prepared(
    lambda ids: (
        Message.objects.filter(ticket_id__among=ids)
        .annotate(beginning=Left("text", _CHARACTERS_LOOKED_AT), place=_place)
        .filter(place__lte=_MESSAGES_LOOKED_AT)
        .order_by("ticket_id", "place")
        .values_list("ticket_id", "beginning")
    )
)


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A ticket that was found, with the words marked."""

    id: int
    number: int
    subject: str
    title_html: SafeString
    excerpt_html: SafeString
    state: str
    organisation: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TicketSearch:
    """One page of what was found. `total` is exact unless `is_capped`; `next_cursor` goes on beyond `pages`."""

    rows: tuple[SearchRow, ...]
    total: int
    is_capped: bool
    page: int
    pages: int
    next_cursor: str
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """Something to jump to: a ticket (`number`), contact or organisation (`id`), or view (`id` is its key)."""

    kind: str
    id: int | str
    number: int | None
    title: str
    hint: str


def search_tickets(
    viewer: Person, text: str, *, filters: TicketFilters, page: int = 1, cursor: str = ""
) -> TicketSearch:
    """Tickets in whose messages the words stand, best first; by page number, or on from a cursor."""
    page = max(1, min(page, _MOST_PAGES))
    among = _among(viewer, filters)
    scope = search_scope(viewer)
    try:
        found = search(
            text, scope=scope, filters=among, cursor=cursor or None, limit=PER_PAGE if cursor else page * PER_PAGE
        )
    except CursorWrong:
        found = search(text, scope=scope, filters=among, limit=page * PER_PAGE)
    hits = found.hits if cursor else found.hits[(page - 1) * PER_PAGE :]
    rows = _rows(viewer, [hit.object_id for hit in hits[:PER_PAGE]], found)
    pages = min(max(1, -(-found.total // PER_PAGE)), _MOST_PAGES)
    return TicketSearch(rows, found.total, found.is_capped, page, pages, found.cursor or "", found.dropped)


def ticket_suggestions(viewer: Person, text: str, *, exclude_id: int | None = None, limit: int = 8) -> list[TicketLine]:
    """Tickets by the beginning of their number or by words, to merge with or link to."""
    tickets = Ticket.objects.visible_to(viewer).exclude(state__in=("merged", "spam")).exclude(pk=exclude_id or 0)
    number = number_in(text)
    if number is not None:
        rows = list(tickets.filter(number=number))
    elif text.strip():
        found = search(
            text, scope=search_scope(viewer), limit=limit,
            filters=Filters(object_types=[TICKET_TYPE], within={TICKET_TYPE: tickets}),
        )  # fmt: skip
        by_id = tickets.in_bulk([hit.object_id for hit in found.hits])
        rows = [by_id[hit.object_id] for hit in found.hits if hit.object_id in by_id]
    else:
        rows = []
    return [
        TicketLine(row.pk, row.number, row.subject, row.state, row.priority, row.updated_at) for row in rows[:limit]
    ]


def palette_results(viewer: Person, text: str, limit: int = 12) -> list[PaletteItem]:
    """What ⌘K offers for a text: a ticket by number first, then views, customers, contacts, tickets by words."""
    share = max(2, limit // 4)
    wanted = text.strip()
    if not wanted:
        return []
    tickets = [_ticket_item(line) for line in ticket_suggestions(viewer, wanted, limit=limit)]
    if number_in(wanted) is not None:
        return tickets
    others = _view_items(viewer, wanted)[:share]
    if viewer.may("customer.view"):
        others += [
            PaletteItem("organisation", one.id, None, one.name, "") for one in find_organisations(wanted, limit=share)
        ]
        others += [
            PaletteItem("contact", one.id, None, one.name, one.organisation_name or one.email)
            for one in find_contacts(wanted, limit=share)
        ]
    return [*others, *tickets[: max(share, limit - len(others))]]


def _among(viewer: Person, filters: TicketFilters) -> Filters:
    words = filters.with_(q="", sort="")
    is_narrowed = words.is_narrowed or words.view != "all"
    within = {TICKET_TYPE: Ticket.objects.filter(condition_of(viewer, words))} if is_narrowed else {}
    return Filters(object_types=[TICKET_TYPE], within=within)


def _rows(viewer: Person, ids: list[int], found: SearchResult) -> tuple[SearchRow, ...]:
    scope = scope_of(viewer)
    tickets = {row["id"]: row for row in _tickets.all(ids)}
    texts = _best_texts(ids, found.spoken)
    rows = []
    for ticket_id in ids:
        row = tickets.get(ticket_id)
        if row is None or not scope.covers(product_id=row["product_id"], team_id=row["team_id"]):
            continue
        rows.append(
            SearchRow(
                row["id"], row["number"], row["subject"], marked(highlight(row["subject"], found.spoken)),
                marked(excerpt(texts.get(ticket_id, row["snippet"]), found.spoken, width=200)), row["state"],
                row["organisation__short_name"] or row["organisation__name"] or "", row["updated_at"],
            )
        )  # fmt: skip
    return tuple(rows)


def _best_texts(ids: list[int], spoken: tuple[str, ...]) -> dict[int, str]:
    """For each ticket the text of the message in which most of the words stand, among its newest."""
    wanted = [word.casefold() for word in spoken]
    best: dict[int, tuple[int, str]] = {}
    for ticket_id, text in _texts.all(ids):
        folded = text.casefold()
        score = sum(word in folded for word in wanted)
        if ticket_id not in best or score > best[ticket_id][0]:
            best[ticket_id] = (score, text)
    return {ticket_id: text for ticket_id, (_, text) in best.items()}


def _ticket_item(line: TicketLine) -> PaletteItem:
    return PaletteItem("ticket", line.id, line.number, line.subject, line.state)


def _view_items(viewer: Person, text: str) -> list[PaletteItem]:
    wanted = text.casefold()
    items = [
        PaletteItem("view", key, None, str(label), "")
        for key, label in VIEW_LABELS.items()
        if wanted in str(label).casefold()
    ]
    saved = saved_views_of(viewer).filter(name__icontains=text).order_by("position", "id")
    return [*items, *(PaletteItem("view", f"saved-{view.pk}", None, view.name, "") for view in saved)]
