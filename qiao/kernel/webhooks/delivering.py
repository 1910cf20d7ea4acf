"""Carrying messages to endpoints: claimed in one transaction, sent outside of any, written down in another."""

import json
import random
import time
from dataclasses import dataclass
from datetime import timedelta

import httpx
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from qiao.kernel import http
from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage
from qiao.kernel.webhooks.rules import PROBE_EVERY, is_dead, next_attempt
from qiao.kernel.webhooks.signing import signatures

KEPT_DAYS = 30
_KEPT_OF_ANSWER = 1_000
_CLAIMED_FOR = timedelta(seconds=90)
_WAITING, _SENDING = WebhookDelivery.State.WAITING, WebhookDelivery.State.SENDING
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: int
    milliseconds: int
    answer: str

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status < 300


@job(queue="webhooks", retry=Retry(attempts=3))
def deliver(delivery_id: int, is_probe: bool = False) -> None:
    """Make one attempt, if it is due and nobody else is at it; to a paused endpoint only probes go."""
    delivery = _claim(delivery_id, is_probe=is_probe)
    if delivery is None:
        return
    outcome = _send(delivery.endpoint, delivery.message)
    _write_down(delivery, outcome)


@job(queue="webhooks", queueing_lock="webhooks_sweep")
def sweep(timestamp: int = 0) -> None:
    """Deliver what is due: retries whose time has come, what a dying process left, a probe for each paused endpoint."""
    now = timezone.now()
    due = Q(state=_WAITING, next_at__lte=now) | Q(state=_SENDING, claimed_until__lte=now)
    rows = WebhookDelivery.objects.filter(due, endpoint__state=WebhookEndpoint.State.ACTIVE)
    for delivery_id in rows.order_by("next_at").values_list("pk", flat=True)[:_MOST_AT_ONCE]:
        deliver.defer(delivery_id=delivery_id)
    for endpoint in WebhookEndpoint.objects.filter(state=WebhookEndpoint.State.PAUSED):
        # always the same one, so that there is one probe an hour however many wait
        oldest = endpoint.deliveries.filter(state__in=(_WAITING, _SENDING)).order_by("id").first()
        if oldest is not None:
            deliver.defer(delivery_id=oldest.pk, is_probe=True)


@job(queue="webhooks", queueing_lock="webhooks_forget")
def forget_old(timestamp: int = 0) -> None:
    """Drop the log of what is over since a month."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    over = WebhookDelivery.objects.exclude(state__in=(_WAITING, _SENDING))
    over.filter(created_at__lt=before).delete()
    WebhookMessage.objects.filter(created_at__lt=before, deliveries=None).delete()


def _claim(delivery_id: int, *, is_probe: bool) -> WebhookDelivery | None:
    """Mark it as being sent; None when it is done, not due, in other hands, or has to wait for a probe."""
    now = timezone.now()
    free = Q(state=_WAITING, next_at__lte=now) | Q(state=_SENDING, claimed_until__lte=now)
    with transaction.atomic():
        rows = WebhookDelivery.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        found = rows.select_related("endpoint", "message").filter(free, pk=delivery_id).first()
        wanted = WebhookEndpoint.State.PAUSED if is_probe else WebhookEndpoint.State.ACTIVE
        if found is None or found.endpoint.state != wanted:
            return None
        found.state, found.claimed_until = _SENDING, now + _CLAIMED_FOR
        found.attempts += not is_probe  # a probe does not use up the patience
        found.save(update_fields=["state", "claimed_until", "attempts"])
    return found


def _send(endpoint: WebhookEndpoint, message: WebhookMessage) -> _Outcome:
    body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp, started = int(time.time()), time.monotonic()
    headers = {
        "Content-Type": "application/json", "User-Agent": "Qiao-Webhooks/1", "webhook-id": message.key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(_secrets(endpoint), message.key, timestamp, body),
    }  # fmt: skip
    try:
        with http.client() as client:
            response = client.post(endpoint.url, content=body, headers=headers)
            status, answer = response.status_code, response.text
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        status, answer = 0, f"{type(error).__name__}: {error}"
    text = answer.replace("\x00", "")[:_KEPT_OF_ANSWER]
    return _Outcome(status, int((time.monotonic() - started) * 1_000), text)


def _secrets(endpoint: WebhookEndpoint) -> list[str]:
    until = endpoint.old_secret_until
    is_overlapping = bool(endpoint.old_secret and until and until > timezone.now())
    return [endpoint.secret, *([endpoint.old_secret] if is_overlapping else [])]


@transaction.atomic
def _write_down(delivery: WebhookDelivery, outcome: _Outcome) -> None:
    now = timezone.now()
    WebhookAttempt.objects.create(
        delivery=delivery, status=outcome.status, milliseconds=outcome.milliseconds, answer=outcome.answer
    )
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=delivery.endpoint_id)
    if outcome.is_taken:
        delivery.state, delivery.delivered_at = WebhookDelivery.State.DELIVERED, now
        _note_success(endpoint)
    else:
        _note_failure(endpoint, is_gone=outcome.status == 410)
        again = next_attempt(delivery.attempts, now, random.random())  # noqa: S311 - only spreads the load
        if endpoint.state == WebhookEndpoint.State.PAUSED:
            again = now + PROBE_EVERY
        delivery.state = _WAITING if again else WebhookDelivery.State.FAILED
        delivery.next_at = again or now
    delivery.claimed_until = None
    delivery.save(update_fields=["state", "delivered_at", "next_at", "claimed_until"])
    if delivery.state == _WAITING and endpoint.state == WebhookEndpoint.State.ACTIVE:
        deliver.defer_at(delivery.next_at, delivery_id=delivery.pk)


def _note_success(endpoint: WebhookEndpoint) -> None:
    was_paused = endpoint.state == WebhookEndpoint.State.PAUSED
    endpoint.failures, endpoint.failing_since = 0, None
    endpoint.last_success_at = timezone.now()
    if was_paused:
        endpoint.state = WebhookEndpoint.State.ACTIVE
    endpoint.save(update_fields=["failures", "failing_since", "last_success_at", "state"])
    if was_paused:
        release(endpoint)


def _note_failure(endpoint: WebhookEndpoint, *, is_gone: bool) -> None:
    now = timezone.now()
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.save(update_fields=["failures", "failing_since"])
    is_over = is_gone or is_dead(endpoint.failures, endpoint.failing_since, now)
    if is_over and endpoint.state == WebhookEndpoint.State.ACTIVE:
        endpoint.state = WebhookEndpoint.State.PAUSED
        endpoint.save(update_fields=["state"])
        endpoint.deliveries.filter(state=_WAITING).update(next_at=now + PROBE_EVERY)


def release(endpoint: WebhookEndpoint) -> None:
    """Let everything that waits for an endpoint go now, oldest first."""
    waiting = endpoint.deliveries.filter(state=_WAITING)
    waiting.update(next_at=timezone.now())
    sweep.defer()
