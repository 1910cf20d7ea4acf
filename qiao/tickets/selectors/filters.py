"""Filters of the queue: from the URL, to the URL, and to conditions on tickets."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from qiao.kernel.errors import NotFound
from qiao.kernel.parameters import number_or_none
from qiao.kernel.prepared import prepared
from qiao.kernel.remembering import once_a_page
from qiao.staff.models import Person, Team
from qiao.tickets.labels import SORT_LABELS, VIEW_LABELS
from qiao.tickets.models import Follower, Mention, SavedView
from qiao.tickets.models.ticket import IS_OPEN
from qiao.tickets.rules.deadlines import SOON
from qiao.tickets.rules.states import STATES, WAITING_STATES
from qiao.tickets.rules.words import KINDS, PRIORITIES, SEVERITIES
from qiao.tickets.selectors.unread import unread_ids

_WORDS: dict[str, tuple[str, ...]] = {
    "state": tuple(STATES), "kind": KINDS, "priority": PRIORITIES, "severity": SEVERITIES,
}  # fmt: skip
_IDS = ("product", "component", "version", "organisation", "requester")
_DUE = ("overdue", "soon", "today")
_LANGUAGES = ("en", "zh-hans")
_MOST_VALUES = 50
_LATEST_FIRST = {"all", "solved", "followed", "unread", "mentions", "spam"}
_NOT_SHOWN = ("merged", "spam")


@dataclass(frozen=True)
class TicketFilters:
    """What to show of the queue. Every field stands in the URL; what makes no sense there is dropped.

    `team` and `assignee` hold ids as text, "none", and for the assignee "me".
    """

    view: str = "mine"
    q: str = ""
    state: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    assignee: tuple[str, ...] = ()
    product: tuple[int, ...] = ()
    component: tuple[int, ...] = ()
    version: tuple[int, ...] = ()
    organisation: tuple[int, ...] = ()
    requester: tuple[int, ...] = ()
    kind: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    due: str = ""
    language: str = ""
    created_from: date | None = None
    created_to: date | None = None
    sort: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "TicketFilters":
        """Read a URL query."""
        found: dict[str, Any] = {"view": _view(query.get("view", "")), "q": query.get("q", "").strip()[:400]}
        for name, words in _WORDS.items():
            found[name] = _tuple(value for value in query.getlist(name) if value in words)
        for name in _IDS:
            found[name] = _tuple(int(value) for value in query.getlist(name) if _is_id(value))
        found["team"] = _tuple(value for value in query.getlist("team") if _is_id(value) or value == "none")
        found["assignee"] = _tuple(
            value for value in query.getlist("assignee") if _is_id(value) or value in {"none", "me"}
        )
        found["tag"] = _tuple(value.strip()[:60] for value in query.getlist("tag") if value.strip())
        found["due"] = _one_of(query.get("due", ""), _DUE)
        found["language"] = _one_of(query.get("language", ""), _LANGUAGES)
        found["sort"] = _one_of(query.get("sort", ""), tuple(SORT_LABELS))
        found["created_from"], found["created_to"] = (
            _date(query.get(name, "")) for name in ("created_from", "created_to")
        )
        return cls(**found)

    @classmethod
    def from_text(cls, query: str) -> "TicketFilters":
        """Read a URL query given as text."""
        return cls.from_query(QueryDict(query.lstrip("?")[:8_000]))

    def to_query(self) -> str:
        """The shortest URL query that means the same, always in the same order."""
        pairs: list[tuple[str, str]] = []
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if name == "view" or value:
                pairs += [(name, str(one)) for one in (value if isinstance(value, tuple) else (value,))]
        return urlencode(pairs)

    def with_(self, **changes: Any) -> "TicketFilters":
        """The same with some fields changed."""
        return replace(self, **changes)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but view and sort is set."""
        return self != TicketFilters(view=self.view, sort=self.sort)

    @property
    def shown_sort(self) -> str:
        """The sort asked for, or the view's own."""
        return self.sort or ("updated" if self.view in _LATEST_FIRST else "due")


def resolve_filters(viewer: Person, filters: TicketFilters) -> TicketFilters:
    """A saved view's filters, narrowed by what else the URL says. Raises NotFound for a view of others."""
    if not filters.view.startswith("saved-"):
        return filters
    view = saved_views_of(viewer).filter(pk=int(filters.view.removeprefix("saved-"))).first()
    if view is None:
        raise NotFound
    saved = TicketFilters.from_text(view.query)
    if saved.view.startswith("saved-"):  # kept before `save_view` resolved them
        saved = saved.with_(view="all")
    named = {field.name for field in fields(filters)} - {"view"}
    return saved.with_(**{name: getattr(filters, name) for name in named if getattr(filters, name)})


_teams_of = prepared(lambda person_id: Team.objects.filter(members=person_id).order_by("id"))


@once_a_page
def own_teams(viewer: Person) -> tuple[Team, ...]:
    """All teams the person belongs to, archived ones too, oldest first."""
    return tuple(_teams_of.all(viewer.pk))


def saved_views_of(viewer: Person) -> QuerySet[SavedView]:
    """Views the person made, and those shared with everybody or with their teams."""
    return saved_views_of_id(viewer.pk)


def saved_views_of_id(person_id: Any) -> QuerySet[SavedView]:
    """The same by the person's id."""
    teams = Team.objects.filter(members=person_id).values("pk")
    return SavedView.objects.filter(
        Q(owner=person_id) | Q(is_shared=True) | Q(team__in=teams), deleted_at=None
    ).distinct()


@dataclass(frozen=True, slots=True)
class Changing:
    """What lets the same filters mean other tickets an hour later; places for it in a query that is written once.

    Tickets are overdue, due soon or due today up to these moments; `unread` gives the ids of those with news. `teams`
    gives the reader's teams, which belong into the text of a query: for teams it cannot see, PostgreSQL plans to
    read all open tickets.
    """

    overdue: Any
    soon: Any
    today: Any
    unread: Callable[[], Any]
    teams: Callable[[], tuple[int, ...]]


def changing_for(viewer: Person) -> Changing:
    """As it is now."""
    now = timezone.now()
    return Changing(now, now + SOON, end_of_day(now), lambda: unread_ids(viewer), lambda: _own_team_ids(viewer))


def _own_team_ids(viewer: Person) -> tuple[int, ...]:
    return tuple(team.pk for team in own_teams(viewer))


def condition_of(viewer: Person, filters: TicketFilters, changing: Changing | None = None) -> Q:
    """The filters as a condition on tickets; words (`q`) are not part of it."""
    changing = changing or changing_for(viewer)
    condition = _view_condition(viewer, filters, changing)
    for name in _WORDS:
        if values := getattr(filters, name):
            condition &= Q(**{f"{name}__in": values})
    for name in _IDS:
        if values := getattr(filters, name):
            condition &= Q(**{f"{name}_id__in": values})
    if filters.tag:
        condition &= Q(tags__contains=list(filters.tag))
    if filters.language:
        condition &= Q(language=filters.language)
    condition &= _with_none("team_id", filters.team)
    mine = tuple(str(viewer.pk) if value == "me" else value for value in filters.assignee)
    return condition & _with_none("assignee_id", mine) & _times(filters, changing)


def _view_condition(viewer: Person, filters: TicketFilters, changing: Changing) -> Q:
    view = filters.view
    awake = Q(snoozed_until=None)
    # somebody who asks for solved ones in a queue of open ones wants them shown
    usual = (Q() if filters.state else IS_OPEN) & awake
    if view.startswith("team-"):
        return usual & Q(team_id=int(view.removeprefix("team-")))
    views: dict[str, Callable[[], Q]] = {
        "mine": lambda: usual & Q(assignee_id=viewer.pk),
        "team": lambda: usual & Q(team_id__among=changing.teams()),
        "unassigned": lambda: usual & Q(assignee_id=None),
        "waiting": lambda: Q(state__in=WAITING_STATES) & awake,
        "due": lambda: usual & Q(due_at_sort__lte=changing.soon),
        "followed": lambda: (
            (Q() if filters.state else IS_OPEN) & Q(pk__in=Follower.objects.filter(person=viewer).values("ticket_id"))
        ),
        "unread": lambda: awake & Q(pk__among=changing.unread()),
        "mentions": lambda: Q(pk__in=Mention.objects.filter(person=viewer, read_at=None).values("ticket_id")),
        "snoozed": lambda: IS_OPEN & Q(snoozed_until__isnull=False),
        "solved": lambda: Q(state__in=("solved", "closed")),
        "spam": lambda: Q(state="spam"),
        "all": lambda: Q() if filters.state else ~Q(state__in=_NOT_SHOWN),
    }
    return views[view]()


def _with_none(field: str, values: tuple[str, ...]) -> Q:
    if not values:
        return Q()
    ids = [int(value) for value in values if value != "none"]
    condition = Q(**{f"{field}__in": ids}) if ids else Q(pk__in=[])
    return condition | Q(**{f"{field}__isnull": True}) if "none" in values else condition


def _times(filters: TicketFilters, changing: Changing) -> Q:
    condition = Q()
    if filters.due:
        condition &= Q(due_at_sort__lte=getattr(changing, filters.due))
    if filters.created_from:
        condition &= Q(created_at__gte=_midnight(filters.created_from))
    if filters.created_to:
        condition &= Q(created_at__lt=_midnight(filters.created_to + timedelta(days=1)))
    return condition


def end_of_day(now: datetime) -> datetime:
    """Midnight after `now` where the viewer is."""
    return _midnight(timezone.localdate(now) + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _view(text: str) -> str:
    prefix, _, number = text.partition("-")
    if prefix in {"team", "saved"} and _is_id(number):
        return text
    return text if text in VIEW_LABELS else "mine"


def _is_id(text: str) -> bool:
    return number_or_none(text) is not None


def _tuple(values: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]


def _one_of(text: str, words: tuple[str, ...]) -> str:
    return text if text in words else ""


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None
