"""Nonsense in any parameter of any address is refused in words, never answered with an error of ours.

Addresses come from the URL table; the names of their parameters are those that a view is seen asking for.
"""

import inspect
from collections.abc import Iterator
from dataclasses import fields
from itertools import cycle
from types import CodeType, FunctionType
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from qiao.customers.testing import customer_client
from qiao.kernel.keyset import write_cursor
from qiao.staff.rules import ROLE_PERMISSIONS
from qiao.tickets.selectors import TicketFilters
from qiao.tickets.services import Reply, reply_to_ticket
from qiao.tickets.testing import make_ticket
from tests.security.test_access_matrix import THIRD_PARTY
from tests.security.things import Things

pytestmark = pytest.mark.django_db

HUGE = "9" * 30
MOST_TURNS = 4
EVERYWHERE = (HUGE, "1" * 5_000, "x", "\x00")
AMONG_SENSE = (
    *EVERYWHERE, "-1", "0", "0001-01-01T00:00", "saved-" + HUGE, "\u0663", "\u00b2", "1e400", "NaN", "2026-13-45", "2026-02-30T25:61", "9999-12-31T23:59:59-23:59", "saved-x",
    "bm9uc2Vuc2U", "W251bGwsIG51bGxd", "{", "[[]]", "../..", "a@b", "x" * 20_000,
)  # fmt: skip
# what a parameter may well hold, so that a view goes on to look at the others
SENSE = {
    "q": "hello", "state": "open", "kind": "question", "priority": "normal", "language": "en", "view": "all",
    "until": "2031-01-01T09:00", "email": "somebody@new.example", "first": "2026-10-01", "time_zone": "Asia/Shanghai",
    "name": "Somebody",
}  # fmt: skip


# most pages of the desk carry the queue along; its own page is sent nonsense in each of these
KEPT = {"q", "view", "state", "product", "version", "component", "language"}
EVERY_QUEUES = {field.name for field in fields(TicketFilters)} - KEPT
CURSORS = tuple(
    write_cursor(values)
    for values in (["0001-01-01T00:00:00+00:00", 10**30], ["2026-01-01T00:00:00", 1], ["9999-12-31T23:59:59+00:00", "m" + "9" * 19],
                   ["created", False, "0001-01-01T00:00:00-09:00", 1], [None, {}], [10**30, None], [1e400, "x"])
)  # fmt: skip


def addresses(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern) and not pattern.callback.__module__.startswith(THIRD_PARTY):
            yield route, pattern.callback


ROUTES = sorted(addresses(), key=lambda row: row[0])


@pytest.fixture
def asked_for(monkeypatch) -> set[str]:
    """Names of the parameters that views have asked for since the set was emptied."""
    names: set[str] = set()

    def noting(original: Any) -> Any:
        def ask(self, key, *rest, **more):
            names.add(str(key))
            return original(self, key, *rest, **more)

        return ask

    for method in ("__getitem__", "_getlist", "__contains__"):
        monkeypatch.setattr(QueryDict, method, noting(getattr(QueryDict, method)))
    return names


class Visitor:
    """Somebody who sends nonsense; whatever it does is undone after each request."""

    def __init__(self, client: Client, asked_for: set[str]) -> None:
        self._client, self._asked_for = client, asked_for
        self._client.raise_request_exception = False
        self._cookies = dict(client.cookies)
        self._wrong = cycle(AMONG_SENSE)
        self.broken: list[tuple[str, str, dict[str, str], str]] = []

    def visit(self, address: str, view: Any) -> None:
        """Nonsense everywhere, then in some parameters after the others among sensible ones."""
        self._asked_for.clear()
        methods = [method for method in ("get", "post") if self._send(method, address, {}) != 405]
        if not self._asked_for:
            return
        for value in EVERYWHERE:
            for method in methods:
                self._send(method, address, dict.fromkeys(self._asked_for, value))
        for name in self._asked_for & {"cursor", "after", "before"}:
            for cursor in CURSORS:
                self._send("get", address, {name: cursor})
        names = sorted(self._asked_for - {"act"} - EVERY_QUEUES)
        for act in sorted(_words(view)) if "act" in self._asked_for else ["x"]:
            for turn in range(min(len(names), MOST_TURNS)):
                values = {one: SENSE.get(one, "1") for one in self._asked_for} | {"act": act}
                wrong = dict(zip(names[turn::MOST_TURNS], self._wrong, strict=False))
                self._send(methods[-1], address, values | wrong)

    def _send(self, method: str, address: str, values: dict[str, str]) -> int:
        with transaction.atomic():
            data = (values,) if method == "post" else ()
            response = getattr(self._client, method)(f"{address}?{urlencode(values)}", *data)
            if response.streaming:
                b"".join(response)
            transaction.set_rollback(True)
        self._client.cookies.clear()
        self._client.cookies.update(self._cookies)
        if response.status_code >= 500:
            what = {key: value[:20] for key, value in values.items()}
            self.broken.append((method, address, what, repr(getattr(response, "exc_info", [0, 0])[1])[:120]))
        return int(response.status_code)


def _words(view: Any) -> set[str]:
    """Words in the text of a view and what it calls of its module: what its `act` is compared with is among them."""
    function = inspect.unwrap(view)
    codes: list[CodeType] = [function.__code__]
    seen, words = set(), set()
    while codes:
        code = codes.pop()
        seen.add(code)
        near = (function.__globals__.get(name) for name in code.co_names)
        codes += {
            one.__code__ for one in near if isinstance(one, FunctionType) and one.__module__ == function.__module__
        } - seen
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        words |= {one for one in _flat(code.co_consts) if isinstance(one, str) and one.isidentifier() and one.islower()}
    return {word for word in words if len(word) < 12}


def _flat(constants: Any) -> Iterator[Any]:
    for one in constants:
        yield from _flat(one) if isinstance(one, tuple | frozenset) else (one,)


@pytest.fixture
def things(mailbox, ada, mei) -> Things:
    ticket = make_ticket(requester=ada, tags=("vpn",))
    reply_to_ticket(ticket.pk, Reply("We look into it."), by=mei.actor)
    return Things(ticket, mei, ada)


def staff_client(mei) -> Client:
    mei.roles = list(ROLE_PERMISSIONS)
    mei.save()
    client = Client()
    client.force_login(mei, backend="qiao.staff.backends.ModelBackend")
    return client


@pytest.mark.parametrize("place", ["/desk/tickets/", "/desk/c", "/desk/", "/setup/", "/"])
def test_what_colleagues_send(place, things, mei, asked_for):
    visitor = Visitor(staff_client(mei), asked_for)
    ours = [(route, view) for route, view in ROUTES if view.access != "portal"]
    for route, view in ours:
        if place == next(
            one for one in ("/desk/tickets/", "/desk/c", "/desk/", "/setup/", "/") if route.startswith(one)
        ):
            visitor.visit(things.address(route), view)
    assert not visitor.broken


def test_what_customers_send(things, ada, asked_for):
    visitor = Visitor(customer_client(ada, role="administrator"), asked_for)
    for route, view in ROUTES:
        if route.startswith("/portal/"):
            visitor.visit(things.address(route), view)
    assert not visitor.broken


@pytest.mark.parametrize("number", [HUGE, "0"])
def test_ids_that_no_row_can_have(number, things, ada, mei, asked_for):
    clients = {"portal": customer_client(ada), "": staff_client(mei)}
    broken = []
    for route, view in ROUTES:
        if "<int:" not in route:
            continue
        visitor = Visitor(clients["portal" if view.access == "portal" else ""], asked_for)
        for method in ("get", "post"):
            visitor._send(method, things.address(route, number), {})
        broken += visitor.broken
    assert not broken
