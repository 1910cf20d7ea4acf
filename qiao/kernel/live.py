"""Telling open browsers that something changed: NOTIFY inside the transaction that changed it."""

import json
from typing import Any

from django.db import connection

CHANNEL = "qiao_live"
_LONGEST_PAYLOAD = 7_900  # PostgreSQL takes 8,000 bytes


def notify(topic: str, **payload: Any) -> None:
    """Announce a change on `topic` (`queue`, `ticket:<id>`, `person:<id>`) when this transaction commits."""
    message = json.dumps({"topic": topic, **payload}, ensure_ascii=True, default=str)
    if len(message) > _LONGEST_PAYLOAD:
        message = json.dumps({"topic": topic})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
