"""Bulk acts: how far they are, and what they replaced."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class UndoStep(models.Model):
    """One bulk act. `before` and `after` map ticket ids to the fields it replaced and what it wrote.

    `waiting` are the ids not yet dealt with, `refused` is [[number, reason], …] in the actor's language.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=20)
    arguments = models.JSONField(default=dict)
    waiting = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    is_undoing = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    person_id: int

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="undo_step_age")]
