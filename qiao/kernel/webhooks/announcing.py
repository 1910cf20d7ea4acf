"""Creates a delivery of an event for every subscribed endpoint."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from qiao.kernel.models import WebhookDelivery, WebhookEndpoint, WebhookMessage
from qiao.kernel.webhooks.delivering import deliver


def listeners() -> QuerySet[WebhookEndpoint]:
    """Endpoints that are not off."""
    return WebhookEndpoint.objects.exclude(state=WebhookEndpoint.State.OFF)


def announce(type_: str, data: dict[str, Any], *, product_id: int | None = None) -> WebhookMessage | None:
    """Tell every endpoint that wants this type and product; None when there is none. Call it in a transaction."""
    wants = (Q(types=[]) | Q(types__contains=[type_])) & (
        Q(product_ids=[]) | (Q(product_ids__contains=[product_id]) if product_id else Q(pk__in=[]))
    )
    endpoints = list(listeners().filter(wants))
    return announce_to(endpoints, type_, data, product_id=product_id) if endpoints else None


def announce_to(
    endpoints: Sequence[WebhookEndpoint], type_: str, data: dict[str, Any], *, product_id: int | None = None
) -> WebhookMessage:
    """Tell these endpoints. Call it in a transaction."""
    now = timezone.now()
    payload = {"type": type_, "timestamp": now.isoformat(), "data": data}
    message = WebhookMessage.objects.create(
        key=f"msg_{uuid4().hex}", type=type_, product_id=product_id, payload=payload
    )
    deliveries = [WebhookDelivery(endpoint=endpoint, message=message, next_at=now) for endpoint in endpoints]
    for delivery in WebhookDelivery.objects.bulk_create(deliveries):
        deliver.defer(delivery_id=delivery.pk)
    return message
