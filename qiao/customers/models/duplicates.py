"""What people decided about likely duplicates."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class NotTheSame(models.Model):
    """Two objects marked as different by a person; `low` is the smaller id of the two."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation"
        CONTACT = "contact"

    kind = models.CharField(max_length=12, choices=Kind)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "low", "high"], name="not_the_same_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="not_the_same_ordered"),
        ]
