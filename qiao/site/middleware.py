"""Security headers, and refusals turned into answers."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from qiao.kernel import live
from qiao.kernel.api.problems import refused
from qiao.kernel.errors import NotAText, NotFound, Refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob: https: http:",
        "connect-src 'self' {live}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Every answer carries the content security policy; none allows inline code or styles."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        policy = CONTENT_SECURITY_POLICY.format(live=live.address_for(request))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response

    return middleware


# how Python's driver and PostgreSQL name a NUL in a text, and in a text within JSON
_SIGNS_OF_NUL = ("NUL (0x00)", "unsupported Unicode escape sequence")


class NotThisMethod(Refusal):
    """An address of the API is asked by a method it does not know."""

    text = gettext_lazy("This address is not asked by %(method)s.")
    status = 405


class answer_refusals:  # noqa: N801 - middleware reads as a function in settings
    """A `Refusal` raised anywhere below becomes a toast, a page or problem+json in the reader's language."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/api/") and "json" not in response.headers.get("Content-Type", ""):
            return _unrouted(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Called by Django when a view raised."""
        if isinstance(exception, DataError | ValueError) and any(sign in str(exception) for sign in _SIGNS_OF_NUL):
            exception = NotAText()
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/"):
            return refused(request, exception)
        if request.headers.get("HX-Request") == "true":
            return _toast(exception)
        if request.method == "POST" and exception.status not in {403, 404}:
            messages.error(request, exception.message)
            return redirect(_page_before(request))
        return render(request, "ui/error.html", {"status": exception.status, "message": exception.message},
                      status=exception.status)  # fmt: skip


def _unrouted(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What Django and ninja say of addresses and methods there are not, as the API says everything."""
    if response.status_code == NotFound.status:
        return refused(request, NotFound())
    if response.status_code == NotThisMethod.status:
        answer = refused(request, NotThisMethod(method=request.method))
        answer.headers["Allow"] = response.headers["Allow"]
        return answer
    return response


def _toast(refusal: Refusal) -> HttpResponse:
    toast = json.dumps({"qiao:toast": {"text": refusal.message, "kind": "danger"}})
    return HttpResponse(status=refusal.status, headers={"HX-Trigger": toast, "HX-Reswap": "none"})


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if is_ours else "/desk/"
