"""Events that other domains react to, and which subscriber has had which."""

from django.db import models
from django.db.models.functions import Now


class OutboxEvent(models.Model):
    """An event published by a service, written in the transaction that made it true."""

    name = models.CharField(max_length=64)
    payload = models.JSONField()
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["published_at"], name="outbox_published")]


class EventDelivery(models.Model):
    """This subscriber has dealt with this event; the unique pair makes every reaction happen once."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    subscriber = models.CharField(max_length=128)
    done_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once")]
