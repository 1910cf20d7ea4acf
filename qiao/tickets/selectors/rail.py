"""The queues on the left, each with its count: all counts in one statement, none counted beyond a cap."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from qiao.kernel.errors import NotFound
from qiao.kernel.prepared import Prepared, prepared
from qiao.kernel.remembering import once_a_page
from qiao.staff.models import Person, Team
from qiao.tickets.labels import VIEW_LABELS
from qiao.tickets.models import DeskHabit, SavedView, Ticket
from qiao.tickets.models.ticket import TicketScope, scope_of
from qiao.tickets.selectors.filters import (
    Changing,
    TicketFilters,
    changing_for,
    condition_of,
    own_teams,
    saved_views_of,
    saved_views_of_id,
)
from qiao.tickets.selectors.queue import COUNT_CAP, how_many

_ICONS = {
    "mine": "inbox", "team": "users", "unassigned": "user", "waiting": "pause", "due": "clock",
    "followed": "bell", "unread": "mail", "mentions": "at", "snoozed": "moon", "solved": "check", "all": "list",
    "spam": "shield",
}  # fmt: skip
_COUNTED = ("mine", "unread", "team", "unassigned", "waiting", "due", "followed", "mentions", "snoozed")
_UNCOUNTED = ("solved", "all", "spam")
_saved = prepared(lambda person_id: saved_views_of_id(person_id).select_related("owner").order_by("position", "id"))
_habits = prepared(lambda person_id: DeskHabit.objects.filter(person=person_id))


@dataclass(frozen=True, slots=True)
class RailItem:
    """One queue. `count` is None where counting says nothing (all tickets ever)."""

    view: str
    label: str
    count: int | None
    is_capped: bool
    icon: str
    saved_id: int | None = None
    is_shared: bool = False
    may_change: bool = False

    @property
    def shown(self) -> str:
        """The count as written beside the name."""
        if self.count is None:
            return ""
        return f"{COUNT_CAP - 1}+" if self.is_capped else str(self.count)


@dataclass(frozen=True, slots=True)
class Rail:
    """Personal queues, those of teams, and saved views."""

    personal: tuple[RailItem, ...]
    teams: tuple[RailItem, ...]
    saved: tuple[RailItem, ...]


def rail(viewer: Person) -> Rail:
    """All queues of a person with their counts."""
    teams, views = _teams(viewer), saved_views(viewer)
    counts = _counts(viewer, teams, views)
    personal = [_item(key, str(VIEW_LABELS[key]), counts, _ICONS[key]) for key in (*_COUNTED, *_UNCOUNTED)]
    return Rail(
        tuple(personal),
        tuple(_item(f"team-{team.pk}", str(team.name), counts, "users") for team in teams),
        tuple(
            _item(
                f"saved-{view.pk}",
                view.name,
                counts,
                "star",
                view.pk,
                view.is_shared or bool(view.team_id),
                may_change_view(viewer, view),
            )
            for view in views
        ),
    )


def rail_counts(viewer: Person) -> dict[str, int]:
    """Count of every queue by view key, at most `COUNT_CAP`; for refreshing the numbers only."""
    return _counts(viewer, _teams(viewer), list(saved_views_of(viewer)))


def _teams(viewer: Person) -> list[Team]:
    """The person's teams in use."""
    return [team for team in own_teams(viewer) if team.is_active]


def _counts(viewer: Person, teams: list[Team], views: list[SavedView]) -> dict[str, int]:
    filters = {key: TicketFilters(view=key) for key in _COUNTED}
    filters |= {f"team-{team.pk}": TicketFilters(view=f"team-{team.pk}") for team in teams}
    for view in views:
        saved = TicketFilters.from_text(view.query)
        if not saved.view.startswith("saved-") and not saved.q:
            filters[f"saved-{view.pk}"] = saved
    now, zone = changing_for(viewer), timezone.get_current_timezone_name()
    counting = _counting(viewer, scope_of(viewer), now.teams(), zone, tuple(filters.values()))
    (counts,) = counting.all(viewer.pk, now.overdue, now.soon, now.today, now.unread())
    return {key: count or 0 for key, count in zip(filters, counts, strict=True)}


@lru_cache(maxsize=64)  # some 100 KB each
def _counting(
    viewer: Person, scope: TicketScope, own: tuple[int, ...], zone: str, asked: tuple[TicketFilters, ...]
) -> Prepared[tuple[int | None, ...]]:
    """A statement that counts the tickets of each filter.

    Written once for all that its text depends on: reader, scope, own teams, the zone in which days begin, and filters.
    """

    def counts(person_id: Any, overdue: Any, soon: Any, today: Any, unread: Any) -> QuerySet[Any, Any]:
        changing = Changing(overdue, soon, today, lambda: unread, lambda: own)
        visible = Ticket.objects.in_scope(scope)
        found = (visible.filter(condition_of(viewer, filters, changing)) for filters in asked)
        return how_many(person_id, *found, most=COUNT_CAP)

    return prepared(counts)


def _item(
    view: str, label: str, counts: dict[str, int], icon: str, saved_id: int | None = None, is_shared: bool = False,
    may_change: bool = False,
) -> RailItem:  # fmt: skip
    count = counts.get(view)
    is_capped = count is not None and count >= COUNT_CAP
    return RailItem(view, label, count, is_capped, icon, saved_id, is_shared, may_change)


def saved_view(viewer: Person, view_id: int) -> SavedView:
    """A saved view the person may use. Raises NotFound."""
    found = saved_views_of(viewer).filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def may_change_view(viewer: Person, view: SavedView) -> bool:
    """Whether the person may edit, share and delete a saved view: their own, and shared ones with `view.share`."""
    is_shared_with_them = view.is_shared or view.team_id in {team.pk for team in own_teams(viewer)}
    return view.owner_id == viewer.pk or (is_shared_with_them and viewer.may("view.share"))


def saved_views(viewer: Person) -> list[SavedView]:
    """All saved views the person may use, in the order they chose."""
    wanted = _habit(viewer).view_order
    places = {view_id: place for place, view_id in enumerate(wanted)}
    return sorted(_saved.all(viewer.pk), key=lambda view: places.get(view.pk, len(places)))


def start_view(viewer: Person) -> str:
    """The queue the person's desk opens with."""
    chosen = _habit(viewer).start_view or "mine"
    if not chosen.startswith("saved-"):
        return chosen
    still_there = saved_views_of(viewer).filter(pk=int(chosen.removeprefix("saved-"))).exists()
    return chosen if still_there else "mine"


def table_columns(viewer: Person, view: str) -> tuple[str, ...]:
    """Columns of the table: the saved view's, else the person's own; empty for the usual ones."""
    if view.startswith("saved-") and (columns := saved_view(viewer, int(view.removeprefix("saved-"))).columns):
        return tuple(columns)
    return tuple(_habit(viewer).columns)


@once_a_page
def _habit(viewer: Person) -> DeskHabit:
    """What the person chose for their desk, or the usual."""
    return _habits.first(viewer.pk) or DeskHabit(person=viewer)
