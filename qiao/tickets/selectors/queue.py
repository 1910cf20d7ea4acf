"""The list of tickets: one page by keyset, in a fixed number of statements however many tickets there are."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from qiao.kernel.keyset import cursor_moment, read_cursor, write_cursor
from qiao.kernel.prepared import Prepared, prepared
from qiao.kernel.search import Filters, search
from qiao.staff.models import Person
from qiao.tickets.models import Draft, Follower, Ticket
from qiao.tickets.models.ticket import TicketQuerySet, TicketScope, scope_of
from qiao.tickets.rules.deadlines import due_bucket
from qiao.tickets.selectors.filters import (
    Changing,
    TicketFilters,
    changing_for,
    condition_of,
    end_of_day,
    resolve_filters,
)
from qiao.tickets.selectors.scope import number_in, search_scope
from qiao.tickets.selectors.unread import unread_counts

COUNT_CAP = 1_000
MOST_FOUND = 1_000
TICKET_TYPE = "tickets.ticket"
_MOST_SORTED_BY = 3

_ORDERS: dict[str, tuple[tuple[str, ...], bool]] = {
    "due": (("due_at_sort", "id"), False),
    "priority": (("priority_rank", "due_at_sort", "id"), False),
    "updated": (("updated_at", "id"), True),
    "created": (("created_at", "id"), True),
    "oldest": (("created_at", "id"), False),
}
_COLUMNS = (
    "id", "number", "subject", "snippet", "state", "kind", "priority", "severity", "organisation_id",
    "organisation__short_name", "organisation__name", "organisation__tier", "requester__name", "product__name",
    "version__name", "team__name", "assignee_id", "assignee__name", "assignee__avatar_hue", "tags", "next_due_at",
    "next_due_metric", "is_paused", "updated_at", "created_at", "last_message_at", "last_direction", "message_count",
    "reopened_count", "snoozed_until", "language", "has_draft", "is_followed", "due_at_sort", "priority_rank",
)  # fmt: skip


class QueueRow(NamedTuple):
    """One ticket in the list, with everything the list shows. `unread`: messages that are new to the viewer.

    A tuple, because a page makes fifty: a frozen dataclass sets its fields one by one.
    """

    id: int
    number: int
    subject: str
    snippet: str
    state: str
    kind: str
    priority: str
    severity: str
    organisation_id: int | None
    organisation: str
    tier: str
    requester: str
    product: str
    version: str
    team: str
    assignee_id: int | None
    assignee: str
    assignee_hue: int
    tags: tuple[str, ...]
    next_due_at: datetime | None
    next_due_metric: str
    is_paused: bool
    due_bucket: str
    updated_at: datetime
    created_at: datetime
    last_message_at: datetime | None
    last_direction: str
    message_count: int
    reopened_count: int
    snoozed_until: datetime | None
    language: str
    has_draft: bool
    is_followed: bool
    unread: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page. `total` is exact unless `is_capped`; empty cursors mean there is nothing beyond.

    `is_cut`: words found more, and only the most relevant are in the queue.
    """

    rows: tuple[QueueRow, ...]
    total: int
    is_capped: bool
    is_cut: bool
    next_cursor: str
    previous_cursor: str
    sort: str


def queue_page(
    viewer: Person, filters: TicketFilters, *, sort: str = "", cursor: str = "", limit: int = 50
) -> QueuePage:
    """Rows of a queue after (or before) a cursor. A cursor nobody gave out counts as the first page."""
    filters = resolve_filters(viewer, filters)
    sort = sort if sort in _ORDERS else filters.shown_sort
    found = matching_tickets(viewer, filters) if filters.q else None
    listing = _Listing(viewer, filters, found, sort, _decode(cursor, sort), limit)
    rows, has_before, has_after = listing.read()
    total = listing.count(rows) if has_before or has_after else len(rows)
    is_cut = found is not None and found.is_cut
    return QueuePage(
        rows=_rows(viewer, rows), total=min(total, COUNT_CAP), is_capped=total > COUNT_CAP or is_cut, is_cut=is_cut,
        next_cursor=_encode(rows[-1], sort, is_back=False) if rows and has_after else "",
        previous_cursor=_encode(rows[0], sort, is_back=True) if rows and has_before else "", sort=sort,
    )  # fmt: skip


def queue_row(viewer: Person, ticket_id: int) -> QueueRow | None:
    """One row, to replace it in the list."""
    found = _with_columns(viewer.pk, Ticket.objects.visible_to(viewer).filter(pk=ticket_id))
    return next(iter(_rows(viewer, list(found))), None)


@dataclass(frozen=True, slots=True)
class Matching:
    """Tickets, in no order. `is_cut`: words found more than `MOST_FOUND`, and only the most relevant are among them."""

    tickets: TicketQuerySet
    is_cut: bool = False


def matching_tickets(viewer: Person, filters: TicketFilters) -> Matching:
    """All tickets of the (resolved) filters that the viewer may see."""
    matching = Ticket.objects.visible_to(viewer).filter(condition_of(viewer, filters))
    if not filters.q:
        return Matching(matching)
    number = number_in(filters.q)
    if number is not None:
        return Matching(matching.filter(number=number))
    found = search(
        filters.q, scope=search_scope(viewer), limit=MOST_FOUND,
        filters=Filters(object_types=[TICKET_TYPE], within={TICKET_TYPE: matching}),
    )  # fmt: skip
    is_cut = found.is_capped or found.total > len(found.hits)
    return Matching(matching.filter(pk__in=[hit.object_id for hit in found.hits]), is_cut)


@dataclass(frozen=True, slots=True)
class _Cursor:
    values: tuple[Any, ...]
    is_back: bool


@dataclass(frozen=True, slots=True)
class _Listing:
    """A page of a queue: its (resolved) filters, what their words found, its sort, and where it begins."""

    viewer: Person
    filters: TicketFilters
    found: Matching | None
    sort: str
    cursor: _Cursor | None
    limit: int

    def read(self) -> tuple[list[dict[str, Any]], bool, bool]:
        """Its rows, and whether there are some before and behind them."""
        values = self.cursor.values if self.cursor else ()
        if self.found is not None:
            rows = list(_page_of(self.viewer.pk, self.found.tickets, self._order, values, self.limit))
        else:
            places = (*values, None, None, None)[:_MOST_SORTED_BY]
            rows = self._statement.all(*self._now, self.viewer.pk, *places)
        has_more, rows = len(rows) > self.limit, rows[: self.limit]
        if self.cursor and self.cursor.is_back:
            return rows[::-1], has_more, bool(rows)
        return rows, self.cursor is not None and bool(rows), has_more

    def count(self, rows: list[dict[str, Any]]) -> int:
        """How many tickets there are, none counted beyond the cap; `rows` are those of the page."""
        if self.found is not None:
            return len(self.found.tickets.values_list("pk")[: COUNT_CAP + 1])
        return rows[0]["total"] if rows else 0

    @property
    def _order(self) -> "_Order":
        names, is_descending = _ORDERS[self.sort]
        return _Order(names, is_descending != (self.cursor is not None and self.cursor.is_back))

    @property
    def _statement(self) -> Prepared[dict[str, Any]]:
        own = changing_for(self.viewer).teams() if self.filters.view == "team" else ()
        zone, has_place = timezone.get_current_timezone_name(), self.cursor is not None
        return _listing(self.viewer, scope_of(self.viewer), own, zone, self.filters, self._order, has_place, self.limit)

    @property
    def _now(self) -> tuple[Any, ...]:
        now = changing_for(self.viewer)
        unread = now.unread() if self.filters.view == "unread" else []
        return now.overdue, now.soon, now.today, unread


@dataclass(frozen=True, slots=True)
class _Order:
    names: tuple[str, ...]
    goes_down: bool


class _HowMany(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) AS found)"
    output_field = BigIntegerField()


def how_many(person_id: Any, *found: TicketQuerySet, most: int) -> QuerySet[Any, tuple[int, ...]]:
    """One row, for the person who asks: how many tickets each of these finds, none counted beyond `most`."""
    return Person.objects.filter(pk=person_id).order_by().values_list(*(_counted(tickets, most) for tickets in found))


def _counted(tickets: TicketQuerySet, most: int) -> _HowMany:
    return _HowMany(tickets.order_by().values("pk")[:most])


@lru_cache(maxsize=64)  # some 100 KB each
def _listing(
    viewer: Person,
    scope: TicketScope,
    own: tuple[int, ...],
    zone: str,
    filters: TicketFilters,
    order: _Order,
    has_place: bool,
    limit: int,
) -> Prepared[dict[str, Any]]:
    """The rows behind a place, each with the `total` of all; takes what changes, who reads, and the place.

    Written once for all that its text depends on; see `_counting` of the rail.
    """

    def matching(overdue: Any, soon: Any, today: Any, unread: Any) -> TicketQuerySet:
        changing = Changing(overdue, soon, today, lambda: unread, lambda: own)
        return Ticket.objects.in_scope(scope).filter(condition_of(viewer, filters, changing))

    def rows(
        overdue: Any, soon: Any, today: Any, unread: Any, person_id: Any, first: Any, second: Any, third: Any
    ) -> Any:
        values = (first, second, third)[: len(order.names)] if has_place else ()
        found = matching(overdue, soon, today, unread)
        return _page_of(person_id, found, order, values, limit).annotate(total=_counted(found, COUNT_CAP + 1))

    return prepared(rows)


def _page_of(person_id: Any, matching: TicketQuerySet, order: _Order, values: tuple[Any, ...], limit: int) -> Any:
    if values:
        matching = matching.filter(_beyond(order.names, values, goes_down=order.goes_down))
    ordered = matching.order_by(*(f"-{name}" if order.goes_down else name for name in order.names))
    return _with_columns(person_id, ordered)[: limit + 1]


def _with_columns(person_id: Any, tickets: TicketQuerySet) -> Any:
    drafts = Draft.objects.filter(ticket=OuterRef("pk"), person=person_id)
    follows = Follower.objects.filter(ticket=OuterRef("pk"), person=person_id)
    return tickets.annotate(has_draft=Exists(drafts), is_followed=Exists(follows)).values(*_COLUMNS)


def _beyond(names: tuple[str, ...], values: tuple[Any, ...], *, goes_down: bool) -> Q:
    """Rows behind the cursor's. The plain bound on the first column is where the index starts."""
    strictly, loosely = ("lt", "lte") if goes_down else ("gt", "gte")
    behind = Q(pk__in=[])
    for place, name in enumerate(names):
        same = Q(**dict(zip(names[:place], values[:place], strict=True)))
        behind |= same & Q(**{f"{name}__{strictly}": values[place]})
    return Q(**{f"{names[0]}__{loosely}": values[0]}) & behind


def _rows(viewer: Person, found: list[dict[str, Any]]) -> tuple[QueueRow, ...]:
    news = unread_counts(viewer, [values["id"] for values in found])
    now = timezone.now()
    midnight = end_of_day(now)
    return tuple(_row(values, news.get(values["id"], 0), now, midnight) for values in found)


def _row(values: dict[str, Any], unread: int, now: datetime, midnight: datetime) -> QueueRow:
    return QueueRow(
        id=values["id"], number=values["number"], subject=values["subject"], snippet=values["snippet"],
        state=values["state"], kind=values["kind"], priority=values["priority"], severity=values["severity"],
        organisation_id=values["organisation_id"], tier=values["organisation__tier"] or "",
        organisation=values["organisation__short_name"] or values["organisation__name"] or "",
        requester=values["requester__name"] or "", product=_text(values["product__name"]),
        version=values["version__name"] or "", team=_text(values["team__name"]), assignee_id=values["assignee_id"],
        assignee=values["assignee__name"] or "", assignee_hue=values["assignee__avatar_hue"] or 0,
        tags=tuple(values["tags"]), next_due_at=values["next_due_at"], next_due_metric=values["next_due_metric"],
        is_paused=values["is_paused"],
        due_bucket=due_bucket(values["next_due_at"], values["is_paused"], now, midnight),
        updated_at=values["updated_at"], created_at=values["created_at"], last_message_at=values["last_message_at"],
        last_direction=values["last_direction"], message_count=values["message_count"],
        reopened_count=values["reopened_count"], snoozed_until=values["snoozed_until"],
        language=values["language"], has_draft=values["has_draft"], is_followed=values["is_followed"], unread=unread,
    )  # fmt: skip


def _text(name: Any) -> str:
    return str(name) if name else ""


def _encode(row: dict[str, Any], sort: str, *, is_back: bool) -> str:
    return write_cursor([sort, is_back, *(row[name] for name in _ORDERS[sort][0])])


def _decode(cursor: str, sort: str) -> _Cursor | None:
    names = _ORDERS[sort][0]
    of_sort, is_back, *values = read_cursor(cursor, len(names) + 2) or ("", False)
    if of_sort != sort:
        return None
    try:
        typed = [
            cursor_moment(value) if name.endswith(("_at", "_sort")) else int(value)
            for name, value in zip(names, values, strict=True)
        ]
    except ValueError:
        return None
    return _Cursor(tuple(typed), bool(is_back))
