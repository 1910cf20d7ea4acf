"""Coming in by somebody else's word: from the vendor's own product, or by single sign-on."""

import json
from dataclasses import asdict

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from qiao.customers import portal
from qiao.customers.portal import VisitorRequest, open_page
from qiao.customers.rules.portal import own_path
from qiao.customers.services.portal_issuers import (
    NotVouchedFor,
    OidcTrip,
    begin_oidc,
    contact_of_jwt,
    finish_oidc,
)
from qiao.customers.services.portal_sessions import begin_session
from qiao.kernel.secrets import CannotUnseal, seal, unseal

TRIP_COOKIE = "qiao_portal_trip"
_TRIP_SECONDS = 600


@csrf_exempt  # the form stands on the vendor's own pages; the token is signed for us, short-lived and works once
@open_page
@sensitive_post_parameters("token")
@require_http_methods(["GET", "POST"])
def token(request: VisitorRequest) -> HttpResponse:
    """Sign in with a token of the vendor's product, sent by a form (better) or in a link."""
    sent = request.POST.get("token", "") or request.GET.get("token", "")
    following = own_path(request.POST.get("next", "") or request.GET.get("next", ""))
    visitor = portal.visitor_of(request)
    contact = contact_of_jwt(
        sent, audience=f"{request.brand.address}/portal/", product_id=request.brand.product_id, visitor=visitor
    )
    response = redirect(following)
    portal.set_cookie(response, begin_session(contact, method="token", visitor=visitor))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@open_page
@require_safe  # a link: a form may not lead to another origin under our content security policy
def oidc(request: VisitorRequest, key: str) -> HttpResponse:
    """Off to the provider."""
    following = own_path(request.GET.get("next", ""))
    address, trip = begin_oidc(
        key, product_id=request.brand.product_id, following=following, callback=_callback(request)
    )
    response = redirect(address)
    response.set_cookie(
        TRIP_COOKIE, seal(json.dumps(asdict(trip))), max_age=_TRIP_SECONDS, path=portal.PATH, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
    return response


@open_page
@require_safe
def oidc_back(request: VisitorRequest) -> HttpResponse:
    """Back from the provider, in the browser that left and no other."""
    try:
        trip = OidcTrip(**json.loads(unseal(request.COOKIES.get(TRIP_COOKIE, ""))))
    except (CannotUnseal, ValueError, TypeError):
        raise NotVouchedFor from None
    contact = finish_oidc(
        trip, product_id=request.brand.product_id, state=request.GET.get("state", ""),
        code=request.GET.get("code", ""), callback=_callback(request),
    )  # fmt: skip
    response = redirect(trip.following)
    portal.set_cookie(response, begin_session(contact, method="oidc", visitor=portal.visitor_of(request)))
    response.delete_cookie(TRIP_COOKIE, path=portal.PATH, samesite="Lax")
    return response


def _callback(request: VisitorRequest) -> str:
    return f"{request.brand.address}{reverse('portal:oidc_back')}"
