"""The public interface of the portal: the signed-in customer, and the frame of its pages.

A customer's session has nothing to do with a colleague's: another cookie, another table, another path. Pages of the
portal never look at `request.user`, pages of the desk never look at this cookie.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from qiao.customers.rules.addresses import normal_email
from qiao.customers.rules.portal import SESSION_LIVES
from qiao.customers.selectors.portal import PortalCustomer, customer_of_token, hash_of, root_contact
from qiao.customers.services.portal_codes import MailFrame, portal_name
from qiao.customers.services.portal_issuers import contact_of_jwt
from qiao.customers.services.portal_limits import knock
from qiao.customers.services.portal_sessions import Visitor, note_seen
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotAllowed, Refusal
from qiao.kernel.i18n import ZONE_COOKIE, known_language
from qiao.kernel.visitors import address_of
from qiao.products.public import BrandCard, brand_for_host

__all__ = [
    "BROWSER_COOKIE", "COOKIE", "PATH", "MailFrame", "PortalCustomer", "PortalRequest", "VisitorRequest",
    "contact_of_jwt", "forget_cookie", "hash_of", "knock", "mail_frame", "normal_email", "open_page", "portal_name",
    "portal_page", "root_contact", "set_cookie", "show", "visitor_of",
]  # fmt: skip

P = ParamSpec("P")
COOKIE = "qiao_portal"
BROWSER_COOKIE = "qiao_portal_browser"
PATH = "/portal/"
SIGN_IN = "/portal/sign-in/"
_FRESH = timedelta(minutes=5)


class VisitorRequest(HttpRequest):
    """A request to a page of the portal that is open to everybody."""

    brand: BrandCard
    customer: PortalCustomer | None


class PortalRequest(HttpRequest):
    """A request by a signed-in customer."""

    brand: BrandCard
    customer: PortalCustomer
    actor: Actor


PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def portal_page(
    view: "Callable[Concatenate[PortalRequest, P], HttpResponseBase]", *, for_administrators: bool = False
) -> "PlainView[P]":
    """A page for signed-in customers, in their language and zone; others are asked to sign in.

    The view carries `.access = "portal"`, from which the access matrix of the tests is made.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        customer = _customer(request)
        if customer is None:
            return _ask_to_sign_in(request)
        ours = cast("PortalRequest", request)
        ours.customer, ours.actor, ours.brand = customer, customer.actor, brand_for_host(request.get_host())

        def answer() -> HttpResponseBase:
            if for_administrators and not customer.administers:
                raise NotAllowed
            return view(ours, *args, **kwargs)

        return _framed(request, customer.language or _browser_language(request), customer.time_zone, answer)

    guarded.access = "portal"  # type: ignore[attr-defined]
    return cast("PlainView[P]", guarded)


def open_page(view: "Callable[Concatenate[VisitorRequest, P], HttpResponseBase]") -> "PlainView[P]":
    """A page of the portal that needs no sign-in; `request.customer` is None or who is signed in."""

    @wraps(view)
    def framed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        ours = cast("VisitorRequest", request)
        ours.customer, ours.brand = _customer(request), brand_for_host(request.get_host())
        language = (ours.customer.language if ours.customer else "") or _browser_language(request)
        zone = ours.customer.time_zone if ours.customer else request.COOKIES.get(ZONE_COOKIE, "")
        response = _framed(request, language, zone, lambda: view(ours, *args, **kwargs))
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    framed.access = "public"  # type: ignore[attr-defined]
    return cast("PlainView[P]", framed)


def show(
    request: PortalRequest | VisitorRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the portal: brand and customer are there for the shell."""
    frame = {"brand": request.brand, "customer": request.customer}
    return render(request, template, {**frame, **(context or {})}, status=status)


def visitor_of(request: HttpRequest) -> Visitor:
    """The browser that asks."""
    return Visitor(address_of(request), request.headers.get("User-Agent", ""))


def mail_frame(request: VisitorRequest | PortalRequest) -> MailFrame:
    """How a mail from this portal looks. Its address comes from the settings, never from the Host header."""
    language = known_language(translation.get_language())
    brand = request.brand
    return MailFrame(brand.name, brand.address, language, brand.product_id)


def set_cookie(response: HttpResponse, token: str) -> None:
    """Remember who signed in: for pages of the portal only, and out of reach of scripts."""
    response.set_cookie(
        COOKIE, token, max_age=int(SESSION_LIVES.total_seconds()), path=PATH, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def forget_cookie(response: HttpResponse) -> None:
    """The reverse."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _customer(request: HttpRequest) -> PortalCustomer | None:
    found = customer_of_token(request.COOKIES.get(COOKIE, ""), timezone.now())
    if found is None:
        return None
    customer, since = found
    if since > _FRESH:
        note_seen(customer.session_id)
    return customer


def _framed(request: HttpRequest, language: str, zone: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    with translation.override(known_language(language)), timezone.override(_zone(zone)):
        try:
            response = answer()
        except Refusal as refusal:
            response = _refused(request, refusal)
    response.headers["Content-Language"] = known_language(language)
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    if request.method == "POST" and refusal.status not in {403, 404}:
        messages.error(request, refusal.message)
        return redirect(_page_before(request))
    ours = cast("VisitorRequest", request)
    context = {"message": refusal.message, "status": refusal.status}
    return show(ours, "ui/portal_error.html", context, status=refusal.status)


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if is_ours and "/portal/" in referer else PATH


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    following = request.get_full_path() if request.method == "GET" else PATH
    target = f"{SIGN_IN}?{urlencode({'next': following})}" if following != PATH else SIGN_IN
    response = HttpResponseRedirect(target)
    if COOKIE in request.COOKIES:
        forget_cookie(response)
    return response


def _browser_language(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
