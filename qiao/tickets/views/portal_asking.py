"""Asking without an account: on the portal, and in a frame on the vendor's own website."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders, storage
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from qiao.customers.portal import VisitorRequest, contact_of_jwt, mail_frame, open_page, show, visitor_of
from qiao.kernel.access import Actor, public_page
from qiao.kernel.errors import Refusal
from qiao.kernel.forms import attempt
from qiao.products.models import Product
from qiao.products.public import brand_of_product
from qiao.tickets.portal_forms import AskForm
from qiao.tickets.rules.request_forms import tidy_context
from qiao.tickets.selectors.request_types import form_fields, offered_types, product_places, versions_for
from qiao.tickets.services.asking import (
    Stranger,
    confirm_request,
    is_proven,
    keep_request,
    may_ask,
    new_challenge,
    pending_request,
)
from qiao.tickets.services.portal import ask_on_portal, with_context, with_files
from qiao.tickets.views.uploads import Attachments

MOST_FILES = 3
LARGEST = 5 * 1024 * 1024
_FRAME_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {}"
)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class FilesNeedProof(Refusal):
    """Files of a visitor whose browser has not done the proof of work."""

    text = gettext_lazy(
        "Your files were not taken along; what you wrote is still here. Attach them again and send. If that fails too, "
        "send without them: they can be added once you have confirmed the request."
    )
    status = 422


@open_page
@get_or_post
def ask(request: VisitorRequest) -> HttpResponse:
    """The form for visitors; signed-in customers have their own."""
    if request.customer is not None:
        return redirect("portal:new")
    if not request.brand.takes_anonymous:
        raise Http404
    return _ask(request, request.brand.product_id, "tickets/portal/ask.html", "tickets/portal/asked.html")


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that the websites of the product's brand, and no others, may show in a frame."""

    def answer(request: VisitorRequest, key: str) -> HttpResponse:
        product = Product.objects.filter(key=key, is_active=True).first()
        if product is None:
            raise Http404
        request.brand = brand_of_product(product.pk)
        if not request.brand.takes_anonymous:
            raise Http404
        response = view(request, product)
        origins = " ".join(request.brand.embed_origins) or "'none'"
        response.headers["Content-Security-Policy"] = _FRAME_POLICY.format(origins)
        return response

    return answer


@csrf_exempt  # in a frame of another site there is no cookie; the request is stateless and must be proven by mail
@xframe_options_exempt
@open_page
@get_or_post
@framed
def embed(request: VisitorRequest, product: Product) -> HttpResponse:
    """The form in a frame: the context sent by the embedding page is shown before it is submitted."""
    request.customer = None
    return _ask(request, product.pk, "tickets/portal/embed.html", "tickets/portal/embed_done.html")


@open_page
@get_or_post
def confirm(request: VisitorRequest, token: str) -> HttpResponse:
    """The link of the mail: looking does nothing, pressing the button proves the address."""
    row = confirm_request(token) if request.method == "POST" else pending_request(token)
    status = 404 if row is None else 200
    return show(request, "tickets/portal/confirm.html", {"row": row}, status=status)


@public_page
@require_safe
def embed_script(request: HttpRequest) -> HttpResponseBase:
    """The tag's script under an address that never changes."""
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8", headers=headers)


@lru_cache(maxsize=1)
def _script() -> bytes:
    found = finders.find("ui/embed.js")
    if found is None:
        with storage.staticfiles_storage.open("ui/embed.js") as file:
            return bytes(file.read())
    return Path(str(found)).read_bytes()


def _ask(request: VisitorRequest, product_id: int | None, template: str, done: str) -> HttpResponse:
    places = product_places(product_id)
    types = offered_types({place.product_id for place in places}, to_all=True)
    wanted = request.POST.get("type", "") or request.GET.get("type", "")
    chosen = next((one for one in types if str(one.pk) == wanted), types[0] if types else None)
    is_sent = request.method == "POST" and "switch" not in request.POST
    form = AskForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, request_type=chosen,
        rows=form_fields(chosen), places=places, versions=versions_for(places),
        initial={"place": places[0].key} if places else {},
    )  # fmt: skip
    context: dict[str, Any] = {"form": form, "types": types, "chosen": chosen, "challenge": new_challenge()}
    if not form.is_valid():
        return show(request, template, context, status=422 if form.errors else 200)
    number = attempt(form, lambda: _take(request, form))
    if number is None:
        return show(request, template, context, status=422)
    if number == -1:
        form.add_error(None, _("Too many requests from your network. Try again in an hour, or send us a mail."))
        return show(request, template, context, status=429)
    return show(request, done, {"number": number})


def _take(request: VisitorRequest, form: AskForm) -> int:
    """Keep the request; 0 when it waits for its address to be proven, its number when a token proved who asks.

    -1: too many. Raises FilesNeedProof, TooBig, TooManyFiles.
    """
    stranger = Stranger(form.cleaned_data["email"], form.cleaned_data["name"], visitor_of(request).address)
    has_proof = is_proven(request.POST.get("challenge", ""), request.POST.get("proof", ""))
    if form.uploads() and not has_proof:
        raise FilesNeedProof
    if not may_ask(stranger, has_proof=has_proof):
        return -1
    files = Attachments().and_uploaded(form.uploads(), most=MOST_FILES, largest=LARGEST)
    asked = with_context(with_files(form.asked(), files.all()), _context(request))
    token = request.POST.get("token", "")
    audience = f"{request.brand.address}/portal/"
    if token:
        product_id = request.brand.product_id
        contact = contact_of_jwt(token, audience=audience, product_id=product_id, visitor=visitor_of(request))
        return ask_on_portal(asked, contact, by=Actor.contact(contact.pk, contact.name)).number
    keep_request(asked, stranger, mail_frame(request))
    return 0


def _context(request: VisitorRequest) -> dict[str, Any]:
    sent = request.POST.get("context", "") if request.POST.get("along") else ""
    try:
        found = json.loads(sent) if sent and len(sent) < 20_000 else {}
    except ValueError:
        raise BadRequest from None
    return tidy_context(found) if isinstance(found, dict) else {}
