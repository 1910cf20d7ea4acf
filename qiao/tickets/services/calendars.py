"""Dates of working calendars, with what they mean for promises that are running."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.errors import Refusal
from qiao.kernel.i18n import Bilingual
from qiao.kernel.jobs import job
from qiao.kernel.time import services as times
from qiao.kernel.time.calendar import DayKind
from qiao.tickets.models import Clock
from qiao.tickets.services.changing import lock_ticket, tell
from qiao.tickets.services.clocks import DUE_FIELDS, remeasure_clocks

MOST_DAYS = 31


class TooManyDays(Refusal):
    """A run of dates goes forwards, for a month at most."""

    text = _("The last day must be at most a month after the first.")
    status = 422


@transaction.atomic
def set_days(
    calendar_id: int, first: date, last: date, kind: DayKind, *, intervals: Sequence[Sequence[str]], label: Bilingual,
    by: Actor,
) -> None:  # fmt: skip
    """Close or open the dates from `first` to `last`; running deadlines are recalculated.

    Raises TooManyDays, HoursNotUnderstood.
    """
    length = (last - first).days
    if not 0 <= length <= MOST_DAYS:
        raise TooManyDays
    for offset in range(length + 1):
        times.set_day(calendar_id, first + timedelta(days=offset), kind, intervals=intervals, label=label, by=by)
    move_deadlines.defer(calendar_id=calendar_id)


@transaction.atomic
def clear_day(calendar_id: int, day: date, *, by: Actor) -> None:
    """Let a date follow its weekday again; running deadlines are recalculated."""
    times.clear_day(calendar_id, day, by=by)
    move_deadlines.defer(calendar_id=calendar_id)


@job(queue="default")
def move_deadlines(calendar_id: int) -> None:
    """Recalculate every running deadline of a calendar. The change of the calendar is the recorded act."""
    running = Clock.objects.filter(calendar=calendar_id, stopped_at=None).order_by("ticket").distinct()
    for ticket_id in list(running.values_list("ticket", flat=True)):
        with transaction.atomic():
            ticket = lock_ticket(ticket_id)
            remeasure_clocks(ticket, calendar_id, timezone.now())
            ticket.save(update_fields=DUE_FIELDS)
            tell(ticket)
