"""The queues on the left, each with its count: all counts in one statement, none counted beyond a cap."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from qiao.kernel.errors import NotFound
from qiao.kernel.remembering import once_a_page
from qiao.staff.models import Person, Team
from qiao.tickets.labels import VIEW_LABELS
from qiao.tickets.models import DeskHabit, SavedView, Ticket
from qiao.tickets.selectors.filters import TicketFilters, condition_of, own_teams, saved_views_of
from qiao.tickets.selectors.queue import COUNT_CAP

_ICONS = {
    "mine": "inbox", "team": "users", "unassigned": "user", "waiting": "pause", "due": "clock",
    "followed": "bell", "unread": "mail", "mentions": "at", "snoozed": "moon", "solved": "check", "all": "list",
    "spam": "shield",
}  # fmt: skip
_COUNTED = ("mine", "unread", "team", "unassigned", "waiting", "due", "followed", "mentions", "snoozed")
_UNCOUNTED = ("solved", "all", "spam")


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
            _item(f"saved-{view.pk}", view.name, counts, "star", view.pk, view.is_shared or bool(view.team_id))
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
    visible = Ticket.objects.visible_to(viewer)
    parts, values, counts = [], [], dict.fromkeys(filters, 0)
    for key, chosen in filters.items():
        rows = visible.filter(condition_of(viewer, chosen)).order_by().values("pk")[:COUNT_CAP]
        try:
            sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s::text, count(*) FROM ({sql}) AS found")  # noqa: S608 - compiled by Django
        values += [key, *parameters]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return counts | dict(cursor.fetchall())


def _item(
    view: str, label: str, counts: dict[str, int], icon: str, saved_id: int | None = None, is_shared: bool = False
) -> RailItem:
    count = counts.get(view)
    return RailItem(view, label, count, count is not None and count >= COUNT_CAP, icon, saved_id, is_shared)


def saved_view(viewer: Person, view_id: int) -> SavedView:
    """A saved view the person may use. Raises NotFound."""
    found = saved_views_of(viewer).filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def saved_views(viewer: Person) -> list[SavedView]:
    """All saved views the person may use, in the order they chose."""
    wanted = _habit(viewer).view_order
    places = {view_id: place for place, view_id in enumerate(wanted)}
    views = saved_views_of(viewer).select_related("owner").order_by("position", "id")
    return sorted(views, key=lambda view: places.get(view.pk, len(places)))


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
    return DeskHabit.objects.filter(person=viewer).first() or DeskHabit(person=viewer)
