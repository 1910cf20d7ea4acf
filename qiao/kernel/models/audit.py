"""The append-only stream of what was done: audit, and the system lines of every object's timeline."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class CurrentTransaction(models.Func):
    """Number of the running transaction; never reused, unlike xmin."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class AuditEntry(models.Model):
    """One act on one object. A trigger refuses UPDATE, DELETE and TRUNCATE."""

    at = models.DateTimeField(db_default=Now())
    object_type = models.CharField(max_length=64)
    object_id = models.BigIntegerField()
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    data = models.JSONField(default=dict)
    cause = models.TextField(blank=True, default="")
    transaction = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_object"),
            models.Index(fields=["transaction", "id"], name="audit_transaction"),
            # rows come in the order of time, so that a few pages of a block index find any moment
            BrinIndex(fields=["at"], name="audit_at", pages_per_range=16, autosummarize=True),
        ]


class AuditSeal(models.Model):
    """A link of the hash chain over all entries of transactions before `until_transaction`."""

    sealed_at = models.DateTimeField(db_default=Now())
    until_transaction = models.BigIntegerField(unique=True)
    entry_count = models.BigIntegerField()
    digest = models.CharField(max_length=64)
