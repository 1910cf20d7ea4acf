"""Setup pages of webhooks. They are here because they need the types of flows and the names of products."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.flows.webhooks import TYPES
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.forms import attempt
from qiao.kernel.in_use import in_use_or_chosen
from qiao.kernel.keyset import keyset_page
from qiao.kernel.models import WebhookDelivery, WebhookEndpoint
from qiao.kernel.webhooks import services
from qiao.kernel.webhooks.forms import EndpointForm
from qiao.kernel.webhooks.services import EndpointDraft
from qiao.products.models import Product
from qiao.site.webhook_words import WORDS

_UNDER_WAY = (WebhookDelivery.State.WAITING, WebhookDelivery.State.SENDING)

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@desk_page("setup.manage")
@require_safe
def endpoints(request: DeskRequest) -> HttpResponse:
    """All endpoints and how they are."""
    rows = [(row, [WORDS.get(type, type) for type in row.types]) for row in WebhookEndpoint.objects.order_by("id")]
    return render(request, "kernel/webhooks/list.html", {"endpoints": rows})


@desk_page("setup.manage")
@never_cache
@read_or_post
def new(request: DeskRequest) -> HttpResponse:
    """Add an endpoint; its secret is shown on the next page."""
    form = _form(request)
    if form.is_valid():
        made = _save(form, request)
        if made:
            return render(request, "kernel/webhooks/secret.html", {"endpoint": made, "secret": made.secret})
    context = {"form": form, "heading": _("New webhook")}
    return render(request, "kernel/webhooks/edit.html", context, status=422 if form.errors else 200)


@desk_page("setup.manage")
@read_or_post
def edit(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """Change an endpoint."""
    endpoint = get_object_or_404(WebhookEndpoint, pk=endpoint_id)
    form = _form(request, endpoint)
    saved = form.is_valid() and _save(form, request, endpoint.pk)
    if saved:
        return redirect("webhooks:endpoint", endpoint.pk)
    context = {"form": form, "endpoint": endpoint, "heading": endpoint.name}
    return render(request, "kernel/webhooks/edit.html", context, status=422 if form.errors else 200)


@desk_page("setup.manage")
@require_safe
def endpoint(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """One endpoint and its log of deliveries, the latest first."""
    known = get_object_or_404(WebhookEndpoint, pk=endpoint_id)
    rows = known.deliveries.select_related("message").prefetch_related("tries")
    state = request.GET.get("state", "")
    if state in WebhookDelivery.State.values:
        rows = rows.filter(state=state)
    page = keyset_page(rows, ("-id",), after=request.GET.get("after", ""))
    lines = [(row, WORDS.get(row.message.type, row.message.type), _next_try(known, row)) for row in page.rows]
    context = {
        "endpoint": known, "page": page, "lines": lines, "state": state, "states": WebhookDelivery.State.choices,
        "is_going": known.state != WebhookEndpoint.State.OFF and any(row.state in _UNDER_WAY for row in page.rows),
    }  # fmt: skip
    part = "#log" if request.htmx and request.htmx.target == "log" else ""
    return render(request, f"kernel/webhooks/log.html{part}", context)


def _next_try(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> datetime | None:
    """When it is tried again; None when it is over or about to be sent, or only a probe may go there."""
    is_waiting = delivery.state == WebhookDelivery.State.WAITING and endpoint.state == WebhookEndpoint.State.ACTIVE
    return delivery.next_at if is_waiting and delivery.next_at > timezone.now() else None


@desk_page("setup.manage")
@require_POST
def switch(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """On, with what waited, or off."""
    services.switch_endpoint(endpoint_id, is_on="on" in request.POST, by=request.actor)
    return redirect("webhooks:endpoint", endpoint_id)


@desk_page("setup.manage")
@never_cache
@require_POST
def rotate(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """Another secret, shown once."""
    secret = services.rotate_secret(endpoint_id, by=request.actor)
    known = get_object_or_404(WebhookEndpoint, pk=endpoint_id)
    return render(request, "kernel/webhooks/secret.html", {"endpoint": known, "secret": secret, "is_rotated": True})


@desk_page("setup.manage")
@require_POST
def test(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """Send a message to see whether it arrives."""
    services.send_test(endpoint_id, by=request.actor)
    messages.info(request, _("A message of type “test” is being sent. The log shows the result."))
    return redirect("webhooks:endpoint", endpoint_id)


@desk_page("setup.manage")
@require_POST
def delete(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """Forget an endpoint with its log."""
    services.delete_endpoint(endpoint_id, by=request.actor)
    return redirect("webhooks:list")


@desk_page("setup.manage")
@require_POST
def replay(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Send one message again."""
    delivery = get_object_or_404(WebhookDelivery, pk=delivery_id)
    services.replay(delivery_id, by=request.actor)
    return redirect("webhooks:endpoint", delivery.endpoint_id)


@desk_page("setup.manage")
@require_POST
def replay_failed(request: DeskRequest, endpoint_id: int) -> HttpResponse:
    """Resend all failed messages."""
    count = services.replay_failed(endpoint_id, by=request.actor)
    said = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    messages.info(request, said % {"count": count})
    return redirect("webhooks:endpoint", endpoint_id)


def _form(request: DeskRequest, known: WebhookEndpoint | None = None) -> EndpointForm:
    offered = in_use_or_chosen(Product.objects.order_by("name_py", "id"), known.product_ids if known else [])
    products = [(row.pk, row.name.text) for row in offered]
    initial = {name: getattr(known, name) for name in ("name", "url", "types", "product_ids")} if known else {}
    data = request.POST if request.method == "POST" else None
    return EndpointForm(data, initial=initial, types=[(key, WORDS[key]) for key in TYPES], products=products)


def _save(form: EndpointForm, request: DeskRequest, endpoint_id: int | None = None) -> WebhookEndpoint | None:
    return attempt(form, lambda: services.save_endpoint(_draft(form), by=request.actor, endpoint_id=endpoint_id))


def _draft(form: EndpointForm) -> EndpointDraft:
    values = form.cleaned_data
    return EndpointDraft(values["name"], values["url"], values["types"], values["product_ids"])
