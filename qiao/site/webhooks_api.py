"""API of webhooks, here for the same reason as their pages."""

from datetime import datetime
from typing import Annotated, Literal

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import BaseModel, Field

from qiao.flows.webhooks import TYPES
from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer, confidential, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.models import WebhookDelivery, WebhookEndpoint
from qiao.kernel.webhooks import services
from qiao.kernel.webhooks.services import EndpointDraft
from qiao.products.models import Product

webhooks = Operations("webhooks")

_webhook = "/webhooks/{webhook_id}"


class WebhookShown(Shown):
    """A webhook endpoint. No types mean all, no products mean all."""

    id: int
    name: str
    url: str
    types: list[str]
    product_ids: list[int]
    state: Literal["active", "paused", "off"]
    failures: int
    failing_since: datetime | None
    last_success_at: datetime | None
    created_at: datetime


class WebhookMadeShown(WebhookShown):
    """A webhook with its secret, which is nowhere else: keep it now."""

    secret: str = Field(description="For checking signatures, as Standard Webhooks tells.")


class WebhookGiven(Given):
    """Where to, and what about."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    url: Annotated[str, Field(min_length=8, max_length=500, examples=["https://erp.example.com/hooks/qiao"])]
    types: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)] = []
    product_ids: Annotated[list[Id], Field(max_length=100)] = []


class SwitchGiven(Given):
    """On or off."""

    is_on: bool


class DeliveryShown(Shown):
    """The delivery of a message to a webhook; `status` is that of the last answer, 0 for none."""

    id: int
    message: str = Field(description="The webhook-id, the same at every attempt.")
    type: str
    state: Literal["waiting", "sending", "delivered", "failed"]
    attempts: int
    status: int | None
    next_at: datetime
    delivered_at: datetime | None
    created_at: datetime


class DeliveriesWanted(BaseModel):
    """Which deliveries."""

    state: Literal["", "waiting", "sending", "delivered", "failed"] = ""


class ReplayedShown(Shown):
    """How many messages are sent again."""

    count: int


@webhooks.get("/webhooks", "setup.manage", Listing[WebhookShown], screens=["webhooks:list"])
def list_webhooks(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List webhooks and how they are."""
    found, following = page_of(WebhookEndpoint.objects.all(), ("id",), cursor=cursor, limit=limit, name="webhooks")
    return answer(request, Listing[WebhookShown](items=[_shown(row) for row in found], next_cursor=following))


@webhooks.get(_webhook, "setup.manage", WebhookShown, screens=["webhooks:endpoint"])
def get_webhook(request: ApiRequest, webhook_id: Id) -> HttpResponseBase:
    """Get one webhook."""
    return answer(request, _shown(_known(webhook_id)))


@webhooks.post("/webhooks", "setup.manage", WebhookMadeShown, status=201, screens=["webhooks:new"])
def create_webhook(request: ApiRequest, data: WebhookGiven) -> HttpResponseBase:
    """Add a webhook. It receives events from now on."""
    made = services.save_endpoint(_draft(data), by=request.actor)
    made.refresh_from_db()
    return confidential(answer(request, _with_secret(made), status=201))


@webhooks.put(_webhook, "setup.manage", WebhookShown, screens=["webhooks:edit"])
def replace_webhook(request: ApiRequest, webhook_id: Id, data: WebhookGiven) -> HttpResponseBase:
    """Change a webhook; its secret stays."""
    _known(webhook_id)
    services.save_endpoint(_draft(data), by=request.actor, endpoint_id=webhook_id)
    return answer(request, _shown(_known(webhook_id)))


@webhooks.delete(_webhook, "setup.manage", screens=["webhooks:delete"])
def delete_webhook(request: ApiRequest, webhook_id: Id) -> HttpResponseBase:
    """Forget a webhook and its log."""
    services.delete_endpoint(webhook_id, by=request.actor)
    return nothing()


@webhooks.post(f"{_webhook}/switch", "setup.manage", WebhookShown, screens=["webhooks:switch"])
def switch_webhook(request: ApiRequest, webhook_id: Id, data: SwitchGiven) -> HttpResponseBase:
    """Switch a webhook on, with what waited for it first, or off."""
    services.switch_endpoint(webhook_id, is_on=data.is_on, by=request.actor)
    return answer(request, _shown(_known(webhook_id)))


@webhooks.post(f"{_webhook}/secret", "setup.manage", WebhookMadeShown, screens=["webhooks:rotate"])
def rotate_webhook_secret(request: ApiRequest, webhook_id: Id) -> HttpResponseBase:
    """Give a webhook another secret. For a day messages are signed with both."""
    services.rotate_secret(webhook_id, by=request.actor)
    return confidential(answer(request, _with_secret(_known(webhook_id))))


@webhooks.post(f"{_webhook}/test", "setup.manage", screens=["webhooks:test"])
def test_webhook(request: ApiRequest, webhook_id: Id) -> HttpResponseBase:
    """Send a message of type `test`, whatever the webhook filters."""
    services.send_test(webhook_id, by=request.actor)
    return nothing()


@webhooks.get(f"{_webhook}/deliveries", "setup.manage", Listing[DeliveryShown], screens=["webhooks:endpoint"])
def list_webhook_deliveries(
    request: ApiRequest, webhook_id: Id, wanted: Query[DeliveriesWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the deliveries of a webhook, latest first."""
    rows = _known(webhook_id).deliveries.select_related("message").prefetch_related("tries")
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    found, following = page_of(rows, ("-id",), cursor=cursor, limit=limit, name=f"deliveries.{webhook_id}")
    items = [_delivery(row) for row in found]
    return answer(request, Listing[DeliveryShown](items=items, next_cursor=following))


@webhooks.post("/webhook-deliveries/{delivery_id}/replay", "setup.manage", screens=["webhooks:replay"])
def replay_delivery(request: ApiRequest, delivery_id: Id) -> HttpResponseBase:
    """Send a message again, under its own id."""
    services.replay(delivery_id, by=request.actor)
    return nothing()


@webhooks.post(f"{_webhook}/replay-failed", "setup.manage", ReplayedShown, screens=["webhooks:replay_failed"])
def replay_failed_deliveries(request: ApiRequest, webhook_id: Id) -> HttpResponseBase:
    """Resend all failed messages."""
    return answer(request, ReplayedShown(count=services.replay_failed(webhook_id, by=request.actor)))


def _known(webhook_id: int) -> WebhookEndpoint:
    return get_object_or_404(WebhookEndpoint, pk=webhook_id)


def _draft(data: WebhookGiven) -> EndpointDraft:
    products = set(data.product_ids)
    wrong = ["types"] if not set(data.types) <= set(TYPES) else []
    wrong += ["product_ids"] if len(products) != Product.objects.filter(pk__in=products).count() else []
    if wrong:
        raise Invalid.of("gone", *wrong)
    return EndpointDraft(data.name, data.url, data.types, data.product_ids)


def _shown(row: WebhookEndpoint) -> WebhookShown:
    return WebhookShown(**{name: getattr(row, name) for name in WebhookShown.model_fields})


def _with_secret(row: WebhookEndpoint) -> WebhookMadeShown:
    return WebhookMadeShown(**{name: getattr(row, name) for name in WebhookMadeShown.model_fields})


def _delivery(row: WebhookDelivery) -> DeliveryShown:
    tries = list(row.tries.all())
    return DeliveryShown.model_validate({
        "id": row.pk, "message": row.message.key, "type": row.message.type, "state": row.state,
        "attempts": row.attempts, "status": tries[-1].status if tries else None, "next_at": row.next_at,
        "delivered_at": row.delivered_at, "created_at": row.created_at,
    })  # fmt: skip


ROUTERS = (webhooks.router,)
