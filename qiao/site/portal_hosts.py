"""A product's own portal domain serves the portal and nothing else."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.http.request import split_domain_port

from qiao.products import public as products

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_NAME = re.compile(r"(?=.*\.)[a-z0-9.-]*[a-z]")  # a name of several parts: no address, no name at home


def keep_to_the_portal(get_response: GetResponse) -> GetResponse:
    """On such a domain `/` leads to the portal; the desk, its sign-in and the API are not there.

    Asked only of the pages that are not the portal's, and never under the installation's own address.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(("/portal/", settings.STATIC_URL)) or not _is_portal_only(request):
            return get_response(request)
        if request.path == "/":
            return HttpResponseRedirect("/portal/")
        raise Http404

    return middleware


def _is_portal_only(request: HttpRequest) -> bool:
    host, _port = split_domain_port(request.get_host())
    if _NAME.fullmatch(host) is None or host == urlsplit(settings.ADDRESS).hostname:
        return False
    return products.is_portal_domain(host)
