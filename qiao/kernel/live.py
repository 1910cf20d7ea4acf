"""Telling open browsers that something changed: NOTIFY inside the transaction that changed it."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from qiao.kernel.database import prepared_cursor

CHANNEL = "qiao_live"
_LONGEST_PAYLOAD = 7_900  # PostgreSQL takes 8,000 bytes


def notify(topic: str, **payload: Any) -> None:
    """Announce a change on `topic` (`queue`, `ticket:<id>`, `person:<id>`) when this transaction commits."""
    notify_all({topic: payload})


def notify_all(payloads: Mapping[str, Mapping[str, Any]]) -> None:
    """Announce changes on several topics, in one statement."""
    messages = [_message(topic, payload) for topic, payload in payloads.items()]
    with prepared_cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message", [CHANNEL, messages])


def _message(topic: str, payload: Mapping[str, Any]) -> str:
    message = json.dumps({"topic": topic, **payload}, ensure_ascii=True, default=str)
    return message if len(message) <= _LONGEST_PAYLOAD else json.dumps({"topic": topic})


def address_for(request: HttpRequest) -> str:
    """The address of the live process for this browser: QIAO_LIVE_ADDRESS, or the same host on the live port."""
    if settings.LIVE_ADDRESS:
        return str(settings.LIVE_ADDRESS)
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}"
