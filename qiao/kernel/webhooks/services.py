"""Setting up endpoints, changing their secrets, trying again."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel import http
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.models import WebhookDelivery, WebhookEndpoint
from qiao.kernel.webhooks.announcing import announce_to
from qiao.kernel.webhooks.delivering import deliver, release
from qiao.kernel.webhooks.rules import SECRETS_OVERLAP
from qiao.kernel.webhooks.signing import new_secret


class AddressNotUsable(Refusal):
    """It is no address on the internet, or leads into our own network."""

    text = _("Webhooks go to http or https addresses on the internet, not into our own network.")
    status = 422


class NothingToReplay(Refusal):
    """It is on its way already."""

    text = _("This one is already being sent.")


@dataclass(frozen=True, slots=True)
class EndpointDraft:
    """An endpoint to store; no types and no products mean all."""

    name: str
    url: str
    types: Sequence[str] = ()
    product_ids: Sequence[int] = ()


@transaction.atomic
def save_endpoint(draft: EndpointDraft, *, by: Actor, endpoint_id: int | None = None) -> WebhookEndpoint:
    """Add an endpoint, with a fresh secret, or change one. Raises AddressNotUsable, NotFound."""
    _check_address(draft.url)
    endpoint = _locked(endpoint_id) if endpoint_id else WebhookEndpoint(secret=new_secret())
    endpoint.name, endpoint.url = draft.name.strip()[:80], draft.url
    endpoint.types, endpoint.product_ids = sorted(draft.types), sorted(draft.product_ids)
    endpoint.save()
    data = {"name": endpoint.name, "url": endpoint.url, "types": endpoint.types, "products": endpoint.product_ids}
    record(by, "webhook.saved", endpoint, data=data)
    return endpoint


@transaction.atomic
def switch_endpoint(endpoint_id: int, *, is_on: bool, by: Actor) -> None:
    """Switch an endpoint on, with what waited for it first, or off. Raises NotFound."""
    endpoint = _locked(endpoint_id)
    endpoint.state = WebhookEndpoint.State.ACTIVE if is_on else WebhookEndpoint.State.OFF
    endpoint.failures, endpoint.failing_since = 0, None
    endpoint.save(update_fields=["state", "failures", "failing_since"])
    record(by, "webhook.switched_on" if is_on else "webhook.switched_off", endpoint, data={"name": endpoint.name})
    if is_on:
        release(endpoint)


@transaction.atomic
def delete_endpoint(endpoint_id: int, *, by: Actor) -> None:
    """Forget an endpoint and its log. Raises NotFound."""
    endpoint = _locked(endpoint_id)
    record(by, "webhook.deleted", endpoint, data={"name": endpoint.name, "url": endpoint.url})
    endpoint.delete()


@transaction.atomic
def rotate_secret(endpoint_id: int, *, by: Actor) -> str:
    """Give an endpoint another secret; for a day every message is signed with both. Raises NotFound."""
    endpoint = _locked(endpoint_id)
    endpoint.old_secret, endpoint.secret = endpoint.secret, new_secret()
    endpoint.old_secret_until = timezone.now() + SECRETS_OVERLAP
    endpoint.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record(by, "webhook.secret_rotated", endpoint, data={"name": endpoint.name})
    return endpoint.secret


@transaction.atomic
def send_test(endpoint_id: int, *, by: Actor) -> None:
    """Send a message of type `test`, whatever the endpoint filters. Raises NotFound."""
    endpoint = _locked(endpoint_id)
    announce_to([endpoint], "test", {"sent_by": by.name})
    record(by, "webhook.tested", endpoint, data={"name": endpoint.name})


@transaction.atomic
def replay(delivery_id: int, *, by: Actor) -> None:
    """Send a message again, under its own id. Raises NotFound, NothingToReplay."""
    rows = WebhookDelivery.objects.select_for_update(no_key=True)
    delivery = rows.filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    if delivery.state == WebhookDelivery.State.SENDING:
        raise NothingToReplay
    _again(delivery.endpoint, [delivery.pk])
    data = {"delivery": delivery.pk, "message": delivery.message.key}
    record(by, "webhook.replayed", delivery.endpoint, data=data)


@transaction.atomic
def replay_failed(endpoint_id: int, *, by: Actor) -> int:
    """Send everything again that was given up; how many. Raises NotFound."""
    endpoint = _locked(endpoint_id)
    failed = endpoint.deliveries.filter(state=WebhookDelivery.State.FAILED)
    ids = list(failed.order_by("id").values_list("pk", flat=True))
    _again(endpoint, ids)
    record(by, "webhook.replayed", endpoint, data={"count": len(ids)})
    return len(ids)


def _again(endpoint: WebhookEndpoint, ids: list[int]) -> None:
    WebhookDelivery.objects.filter(pk__in=ids).update(
        state=WebhookDelivery.State.WAITING, attempts=0, next_at=timezone.now()
    )
    is_probe = endpoint.state == WebhookEndpoint.State.PAUSED
    for delivery_id in ids:
        deliver.defer(delivery_id=delivery_id, is_probe=is_probe)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise AddressNotUsable from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise AddressNotUsable
    try:
        http.vetted_addresses(parts.hostname, port)
    except http.AddressRefused:
        raise AddressNotUsable from None
    except httpx.ConnectError:
        return  # a name that cannot be resolved now may be tomorrow; every attempt looks again


def _locked(endpoint_id: int) -> WebhookEndpoint:
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=endpoint_id).first()
    if endpoint is None:
        raise NotFound
    return endpoint
