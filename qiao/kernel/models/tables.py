"""Imports of tables: one run per file, written in batches; and what things are called in other systems."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class TableImport(models.Model):
    """A file of rows being imported.

    `layout` says how the file is written, `mapping` holds a field's key or "" for each column of `headers`.
    `done` counts rows dealt with in the pass that runs (checking or running); the four counts are its results.
    `makes_also`: what rows name and is not there is made on the way, `also_created` counts it (see `tables.Also`).
    `problem` is the code of what made the whole run fail.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to be named")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        CANCELLED = "cancelled", _("Stopped")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(max_length=40)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    layout = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    mends = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="mended_by")
    makes_also = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=10, choices=State, default=State.MAPPING)
    wants_stop = models.BooleanField(default=False)
    problem = models.CharField(max_length=200, blank=True, default="")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    also_created = models.PositiveIntegerField(default=0, db_default=0)
    removed = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether a job is at it, so that the page shows progress."""
        return self.state in {self.State.CHECKING, self.State.RUNNING, self.State.UNDOING}

    @property
    def percent(self) -> int:
        """How much of the pass is done, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0


class ImportBatch(models.Model):
    """What one transaction of a run did: ids it created, of the other kind too, and rows it refused.

    `refused` is [[row, column index or null, code, {details}], …].
    """

    run = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="batches", db_index=False)
    first = models.PositiveIntegerField()
    is_check = models.BooleanField(default=False)
    created_ids = ArrayField(models.BigIntegerField(), default=list)
    also_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    refused = models.JSONField(default=list)

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["run", "is_check", "first"], name="import_batch_once")]


class ColumnMemory(models.Model):
    """Which fields somebody gave to the columns of a file with these headers; `mapping` is {header: field}."""

    kind = models.CharField(max_length=40)
    headers_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "headers_digest"], name="column_memory_once")]


class ExternalKey(models.Model):
    """What an object of ours is called elsewhere: `system` is `crm` or a desk such as `zammad:help.acme.com`."""

    system = models.CharField(max_length=120)
    object_type = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "object_type", "key"], name="external_key_once"),
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="external_key_object")]

    def __str__(self) -> str:
        return f"{self.system} {self.key}"
