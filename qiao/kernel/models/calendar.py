"""Working calendars as data: versioned hours, and the dates that differ from them."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField


class Calendar(models.Model):
    """Working hours in a time zone. `key` is the stable name that targets and imports refer to.

    `has_holidays` is false where no public holiday matters, such as round the clock. `revision` is a new
    random number after every change of its dates, so that nothing made from the old ones is used again.
    """

    key = models.SlugField(max_length=64, unique=True)
    name = BilingualField()
    time_zone = models.CharField(max_length=64)
    has_holidays = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.name)


class CalendarVersion(models.Model):
    """The weekly hours of a calendar from one instant on; a version that is in use never changes.

    `weekly` is {"mon": [["09:00", "12:00"], …], …}; weekdays not named are off.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateTimeField()
    weekly = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "valid_from"], name="calendar_version_from")]


class CalendarDay(models.Model):
    """A date that is closed, or open although its weekday is off, or open at other hours.

    An open day without `intervals` has the hours of the first weekday that has any.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Day off")
        OPEN = "open", _("Working day")

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    intervals = models.JSONField(default=list, blank=True)
    label = BilingualField(blank=True)
    confirmed_by = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once")]


class CalendarYear(models.Model):
    """Whether somebody has checked a year's dates against the public notice; `source` says which."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    is_confirmed = models.BooleanField(default=False)
    source = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="calendar_year_once")]
