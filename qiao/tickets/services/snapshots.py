"""Remembering fields of a ticket as JSON, and putting them back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qiao.tickets.models import Follower, Ticket
from qiao.tickets.rules.states import STATES
from qiao.tickets.services.clocks import (
    follow_state,
    refresh_due,
    restart_clocks,
    retarget_clocks,
    stop_clocks,
    stopped_since,
)

_TIMES = ("solved_at", "closed_at", "snoozed_until", "spammed_at")


def snapshot(ticket: Ticket, names: Iterable[str], *, person_id: int = 0) -> dict[str, Any]:
    """The named fields as JSON values; `is_followed` is whether `person_id` follows the ticket."""
    values: dict[str, Any] = {}
    for name in names:
        if name == "is_followed":
            values[name] = Follower.objects.filter(ticket=ticket, person_id=person_id).exists()
            continue
        value = getattr(ticket, name)
        values[name] = value.isoformat() if isinstance(value, datetime) else value
    return values


def restore(ticket: Ticket, values: Mapping[str, Any], at: datetime, *, person_id: int = 0) -> list[str]:
    """Put a snapshot back and let the clocks follow; names of the fields the caller stores."""
    was_open, priority = ticket.is_open, ticket.priority
    since = ticket.spammed_at or ticket.solved_at
    for name, value in values.items():
        if name == "is_followed":
            _set_follower(ticket, person_id, is_followed=value)
            continue
        setattr(ticket, name, datetime.fromisoformat(value) if name in _TIMES and value else value)
    if "state" in values:
        _reconcile_clocks(ticket, at, was_open=was_open, over_since=since)
    if ticket.priority != priority:
        retarget_clocks(ticket, at)
    refresh_due(ticket)
    return [name.removesuffix("_id") for name in values if name != "is_followed"]


def _reconcile_clocks(ticket: Ticket, at: datetime, *, was_open: bool, over_since: datetime | None) -> None:
    if was_open and not ticket.is_open:
        is_void = STATES[ticket.state].category in {"merged", "spam"}
        stop_clocks(ticket, ("solve",), at, cancel=is_void)
        stop_clocks(ticket, ("first_reply",), at, cancel=True)
    elif ticket.is_open and not was_open:
        restart_clocks(ticket, stopped_since(ticket, over_since), at)
    else:
        follow_state(ticket, at)


def _set_follower(ticket: Ticket, person_id: int, *, is_followed: bool) -> None:
    if is_followed and person_id:
        Follower.objects.get_or_create(ticket=ticket, person_id=person_id)
    else:
        Follower.objects.filter(ticket=ticket, person_id=person_id).delete()
