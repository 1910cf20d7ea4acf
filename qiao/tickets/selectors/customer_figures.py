"""A customer's tickets in figures, as far as the viewer may see them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from qiao.customers.public import same_contact_ids, same_organisation_ids
from qiao.staff.models import Person
from qiao.tickets.models import Clock, SlaTarget, Ticket
from qiao.tickets.models.ticket import IS_OPEN, TicketQuerySet
from qiao.tickets.rules.words import PRIORITIES
from qiao.tickets.selectors.clocks import sla_targets

PERIOD = timedelta(days=90)
MONTHS = 12
GROUPS = {"question": "question", "incident": "incident", "defect_report": "defect_report"}
"""Requests and tasks are shown together: a chart has at most four hues."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Open and late now; opened in the last ninety days and in the ninety before; share of kept deadlines, or None."""

    open: int
    late: int
    lately: int
    before: int
    kept_percent: float | None
    kept_of: int

    @property
    def change(self) -> int:
        """How many more than in the period before."""
        return self.lately - self.before

    @property
    def fewer(self) -> int:
        """How many fewer."""
        return self.before - self.lately


@dataclass(frozen=True, slots=True)
class Months:
    """Tickets opened by month (first days, oldest first) and group of types."""

    months: tuple[date, ...]
    numbers: dict[str, tuple[int, ...]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(sum(row) for row in self.numbers.values())


def tickets_of(viewer: Person, kind: str, object_id: int) -> TicketQuerySet:
    """Tickets of an organisation or a requester, merged ones included; neither spam nor merged tickets."""
    ids = same_organisation_ids(object_id) if kind == "organisation" else same_contact_ids(object_id)
    return Ticket.objects.visible_to(viewer).filter(**{f"{kind}__in": ids}).exclude(state__in=("spam", "merged"))


def figures(viewer: Person, kind: str, object_id: int) -> Figures:
    """In two statements, plus the viewer's scope."""
    now = timezone.now()
    tickets = tickets_of(viewer, kind, object_id)
    row = tickets.aggregate(
        open=Count("pk", filter=IS_OPEN),
        late=Count("pk", filter=IS_OPEN & Q(due_at_sort__lt=now)),
        lately=Count("pk", filter=Q(created_at__gte=now - PERIOD)),
        before=Count("pk", filter=Q(created_at__gte=now - 2 * PERIOD, created_at__lt=now - PERIOD)),
    )
    clocks = Clock.objects.filter(ticket__in=tickets, outcome__in=("met", "breached"), stopped_at__gte=now - PERIOD)
    kept = clocks.aggregate(met=Count("pk", filter=Q(outcome="met")), all=Count("pk"))
    percent = 100 * kept["met"] / kept["all"] if kept["all"] else None
    return Figures(**row, kept_percent=percent, kept_of=kept["all"])


def by_month(viewer: Person, kind: str, object_id: int) -> Months:
    """The last twelve months, this one included, where the viewer is."""
    months = _last_months(timezone.localdate())
    since = timezone.make_aware(datetime.combine(months[0], datetime.min.time()))
    rows = tickets_of(viewer, kind, object_id).filter(created_at__gte=since).annotate(month=TruncMonth("created_at"))
    counted: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.values("month", "kind").annotate(number=Count("pk")).order_by():
        counted[GROUPS.get(row["kind"], "request")][row["month"].date()] += row["number"]
    numbers = {
        group: tuple(counted[group][month] for month in months)
        for group in ("question", "incident", "defect_report", "request")
    }
    return Months(tuple(months), numbers)


def promises() -> list[SlaTarget]:
    """What is promised for each priority, most pressing first."""
    return sorted(sla_targets(), key=lambda one: PRIORITIES.index(one.priority))


def _last_months(today: date) -> list[date]:
    last = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]
