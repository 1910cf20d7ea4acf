"""Deadlines as rows: a target per priority, a clock per promise, a pause per wait."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.functional import cached_property

from qiao.tickets.models.ticket import Ticket
from qiao.tickets.rules.words import METRICS, OUTCOMES, PRIORITIES


class SlaTarget(models.Model):
    """What we promise for a priority, in working seconds on a calendar; null promises nothing."""

    priority = models.CharField(max_length=8, unique=True)
    first_reply_seconds = models.PositiveIntegerField(null=True)
    solve_seconds = models.PositiveIntegerField(null=True)
    calendar = models.ForeignKey("kernel.Calendar", on_delete=models.PROTECT, related_name="+")

    calendar_id: int

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(priority__in=PRIORITIES), name="target_priority")]


class Clock(models.Model):
    """One promise being measured. `due_at` is null while it is paused; `outcome` is empty while it runs.

    `stopped_by` is the message that kept the promise. `breached_at` is when the deadline passed unmet,
    `warned_due_at` the deadline of which those in charge were warned.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    metric = models.CharField(max_length=12)
    priority = models.CharField(max_length=8)
    target_seconds = models.PositiveIntegerField()
    calendar = models.ForeignKey("kernel.Calendar", on_delete=models.PROTECT, related_name="+", db_index=False)
    calendar_version = models.ForeignKey(
        "kernel.CalendarVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    warned_due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, blank=True, default="")

    ticket_id: int
    calendar_id: int
    calendar_version_id: int

    @cached_property
    def breaks(self) -> "list[Pause]":
        """Its pauses, oldest first, as they were when it was first asked."""
        return list(self.pauses.all())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(metric__in=METRICS), name="clock_metric"),
            models.CheckConstraint(condition=Q(outcome__in=("", *OUTCOMES)), name="clock_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="", stopped_at=None) | (~Q(outcome="") & Q(stopped_at__isnull=False)),
                name="clock_stopped_has_outcome",
            ),
            models.UniqueConstraint(
                fields=["ticket", "metric"], condition=Q(stopped_at=None), name="clock_one_running"
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "id"], name="clock_of_ticket"),
            models.Index(fields=["due_at"], condition=Q(stopped_at=None, breached_at=None), name="clock_to_breach"),
        ]


class Pause(models.Model):
    """A stretch in which a clock stood still, and the state that made it; open while `until` is null."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20)

    clock_id: int

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(until=None), name="pause_one_open"),
        ]
