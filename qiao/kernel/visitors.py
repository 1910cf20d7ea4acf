"""Where a request comes from, as far as it can be trusted."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's network address; behind a proxy (QIAO_BEHIND_PROXY) the one that the proxy saw."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        # only the last entry was written by our own proxy, the others are whatever the visitor sent
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip() or seen
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return ""


def network_of(address: str) -> str:
    """What one visitor can change at will counts as one: an IPv6 address is known by its /64."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(known) if known.version == 4 else str(ipaddress.ip_network((known, 64), strict=False))


def device_of(user_agent: str) -> str:
    """Browser and system in two words, good enough to recognise one's own devices."""
    browsers = {"Edg/": "Edge", "OPR/": "Opera", "MicroMessenger": "WeChat", "Firefox/": "Firefox", "Chrome/": "Chrome"}
    systems = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS"}
    browser = next((name for mark, name in browsers.items() if mark in user_agent), "")
    browser = browser or ("Safari" if "Safari/" in user_agent else user_agent.partition("/")[0])
    system = next(
        (name for mark, name in systems.items() if mark in user_agent), "Linux" if "Linux" in user_agent else ""
    )
    return f"{browser}, {system}" if system else browser
