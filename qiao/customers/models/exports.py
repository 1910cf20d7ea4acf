"""Exports of lists: the request, its progress, and the file."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Export(models.Model):
    """One file being made, or made. `query` holds the list's filters as they stand in its address.

    `total` is None until the rows have been counted. The file is destroyed at `file_until`.
    """

    class Format(models.TextChoices):
        CSV_BOM = "csv-bom", _("CSV for Excel (UTF-8 with mark)")
        CSV = "csv", _("CSV (UTF-8)")
        CSV_GB = "csv-gb18030", _("CSV (GB18030)")
        XLSX = "xlsx", _("Excel workbook")
        JSONL = "jsonl", _("Everything as JSON lines, with all files")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("export", "Waiting")
        RUNNING = "running", pgettext_lazy("export", "Being made")
        READY = "ready", pgettext_lazy("export", "Ready")
        CANCELLED = "cancelled", pgettext_lazy("export", "Cancelled")
        FAILED = "failed", pgettext_lazy("export", "Failed")
        GONE = "gone", pgettext_lazy("export", "Destroyed")

    GOING_ON = (State.WAITING, State.RUNNING)
    source = models.CharField(max_length=40)
    query = models.TextField(blank=True, default="")
    format = models.CharField(_("Format"), max_length=12, choices=Format, default=Format.CSV_BOM)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveBigIntegerField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    person_id: int
    file_id: int | None

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="export_of_person")]

    def __str__(self) -> str:
        return self.name or self.source
