"""Events: what happened in one domain, delivered to the flows that react in others.

A service calls `publish` inside its transaction: an outbox row and a job, both or neither. The worker
gives every subscriber its own retried job; `EventDelivery` makes each reaction happen once.
"""

import dataclasses
import importlib
import json
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from qiao.kernel.database import prepared_cursor
from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import EventDelivery, OutboxEvent

E = TypeVar("E", bound="Event")


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of all events. Fields are ids and plain values, so that they survive JSON."""


Subscriber = Callable[[Any], None]
Rows = Callable[[], QuerySet[Any, Any]]
_STORE = "INSERT INTO kernel_outboxevent (name, payload) VALUES"
_event_types: dict[str, type[Event]] = {}
_subscribers: dict[str, dict[str, Subscriber]] = defaultdict(dict)
_conditions: dict[str, Callable[[Any], bool]] = {}
_listeners: dict[str, Rows] = {}


def on(
    event_type: type[E], *, when: Callable[[E], bool] | None = None, if_any: Rows | None = None
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Subscribe a flow to an event. The function must be idempotent in the effects it has outside the database.

    `when` is asked as the event is published, in its transaction: a flow that would do nothing then costs no job,
    which takes longer than many an act. `if_any` gives the rows without which it would do nothing; the statement
    that stores the event looks for them, so that rows committed before it are never overlooked.
    """

    def subscribe(function: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{function.__module__}.{function.__name__}"
        _event_types[event_type.__name__] = event_type
        _subscribers[event_type.__name__][name] = function
        if when is not None:
            _conditions[name] = when
        if if_any is not None:
            _listeners[name] = if_any
        return function

    return subscribe


def publish(*events: Event) -> None:
    """Announce what happened, in one statement. Must be called inside the transaction that made it true."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("publish() outside a transaction would announce what may never be committed.")
    if not events:
        return
    reactions = [(event, subscribers_of(type(event).__name__)) for event in events]
    named = [subscriber for _event, subscribers in reactions for subscriber in subscribers]
    event_ids, has_rows = _store(events, [_listeners[one] for one in named if one in _listeners])
    for event_id, (event, subscribers) in zip(event_ids, reactions, strict=True):
        for subscriber in subscribers:
            if subscriber in _listeners and not has_rows[_listeners[subscriber]]:
                continue
            if subscriber not in _conditions or _conditions[subscriber](event):
                react.defer(event_id=event_id, subscriber=subscriber)


def _store(events: Sequence[Event], wanted: Iterable[Rows]) -> tuple[list[int], dict[Rows, bool]]:
    """Write the events down and look for rows in one statement."""
    asked = list(dict.fromkeys(wanted))
    queries = [_looking_for(rows) for rows in asked]
    found = "".join(f", EXISTS ({sql})" for sql, _parameters in queries)
    values = [value for one in events for value in (type(one).__name__, json.dumps(dataclasses.asdict(one)))]
    with prepared_cursor() as cursor:
        cursor.execute(
            f"{_STORE} {', '.join(['(%s, %s)'] * len(events))} RETURNING id{found}",
            [*values, *(one for _sql, more in queries for one in more)],
        )
        rows = cursor.fetchall()
    return [row[0] for row in rows], dict(zip(asked, rows[0][1:], strict=True))


@cache
def _looking_for(rows: Rows) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = rows().order_by().values("pk").query.sql_with_params()
    return sql, tuple(parameters)


def subscribers_of(event_name: str) -> list[str]:
    """Names of the flows that react to this event."""
    load_flows()
    return sorted(_subscribers[event_name])


@cache
def load_flows() -> None:
    """Import every module of `qiao.flows`, so that its subscriptions exist."""
    import_submodules("qiao.flows")


def import_submodules(package: str) -> None:
    """Import all modules directly inside a package."""
    root = importlib.import_module(package)
    for module in pkgutil.iter_modules(root.__path__):
        importlib.import_module(f"{package}.{module.name}")


@job(queue="events", retry=Retry(attempts=8))
def react(event_id: int, subscriber: str) -> None:
    """Let one subscriber deal with one event, once."""
    load_flows()
    with transaction.atomic():
        event = OutboxEvent.objects.get(pk=event_id)
        _, is_first = EventDelivery.objects.get_or_create(event=event, subscriber=subscriber)
        if is_first:
            _subscribers[event.name][subscriber](_event_types[event.name](**event.payload))
