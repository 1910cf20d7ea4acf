"""API clients: their tokens, idempotent answers and rate counts."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A long random secret that gives a program access; only its hash is stored, and a prefix to tell tokens apart.

    Nobody's token reaches further than its person does now, and `scopes` (names of permissions) narrow that.
    A *personal* token acts as the person. An *integration* acts under its own name, on the person's responsibility.
    A *calendar* token stands in the address of an iCalendar feed and opens nothing else.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("Personal")
        INTEGRATION = "integration", _("Integration")
        CALENDAR = "calendar", _("Calendar")

    kind = models.CharField(max_length=12, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    person_id: int
    objects: ClassVar[models.Manager["ApiToken"]] = models.Manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("personal", "integration", "calendar")), name="api_token_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class IdempotentAnswer(models.Model):
    """What was answered to a request that carried an Idempotency-Key, kept for a day and given again.

    The row is written in the transaction of the act itself: both or neither.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers: Any = models.JSONField(default=dict)
    body = models.TextField(default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="idempotent_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_age")]


class ApiUse(models.Model):
    """Requests of a token in the running minute (`minute` since 1970), as far as the processes have reported them."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, primary_key=True, related_name="+")
    minute = models.BigIntegerField()
    used = models.PositiveIntegerField()
