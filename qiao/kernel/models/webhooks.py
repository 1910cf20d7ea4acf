"""Webhook endpoints, what was sent to them, and how they answered."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.secrets import EncryptedTextField


class WebhookEndpoint(models.Model):
    """Somebody's server. No `types` means every type, no `product_ids` every product.

    An endpoint that keeps failing is *paused*: what happens is kept for it and one delivery an hour finds out
    whether it lives. One that is *off* receives nothing. `old_secret` still signs until `old_secret_until`.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        OFF = "off", _("Off")

    name = models.CharField(_("Name"), max_length=80)
    url = models.URLField(_("Address"), max_length=500)
    types = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    product_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    secret = EncryptedTextField()
    old_secret = EncryptedTextField(default="")
    old_secret_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[models.Manager["WebhookEndpoint"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=("active", "paused", "off")), name="webhook_endpoint_state")
        ]

    def __str__(self) -> str:
        return self.name


class WebhookMessage(models.Model):
    """An event as sent to receivers. `key` is the webhook-id, the same at every attempt."""

    key = models.CharField(max_length=40, unique=True)
    type = models.CharField(max_length=60)
    product_id = models.BigIntegerField(null=True)
    payload: Any = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="webhook_message_age")]


class WebhookDelivery(models.Model):
    """The delivery of a message to an endpoint: *waiting* until `next_at`, *sending* until `claimed_until`, or done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    claimed_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    endpoint_id: int
    message_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "message"], name="webhook_delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state__in=("waiting", "sending")), name="webhook_due"),
            models.Index(fields=["endpoint", "-id"], name="webhook_log"),
        ]


class WebhookAttempt(models.Model):
    """The result of one attempt: `status` 0 means no answer at all. The first of the answer is kept for reading."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(db_default=Now())
    status = models.PositiveSmallIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    answer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]
