"""Tickets and replies over HTTP by four clients, and the list by cursor at its first and its last page.

Replies go to one ticket after the other, as people's do; replies to the same one wait for each other by design. The
first of a ticket opens its mail conversation, stops a clock and puts somebody in charge.
"""

import json
import multiprocessing
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.db import connection

from bench.measure import COSTED, costs_of, percentile

CLIENTS, SECONDS, PORT = 4, 10.0, 8377
FRESH, IN_TURN = 2_500, 400
"""How many tickets get first replies, at most, and how many are replied to in turn."""

Request = tuple[str, str, Any]
"""Method, path and data; `{number}` in the path stands for a ticket's number."""


def run() -> None:
    """Start the web process on the benchmark's database and print rates, latencies and statements."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined] # the server was started anew since it was seeded
    secrets = _tokens()
    _costs(secrets[0])
    environment = {**os.environ, "QIAO_API_REQUESTS_PER_MINUTE": "1000000", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "qiao.site", "web", "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(secrets[0])
        print("\n| HTTP API, 4 clients | per s | p50 / p95 ms |\n|---|---|---|")
        for name, request in _requests():
            times = _many(request, secrets, _newest(FRESH if name == "first reply" else IN_TURN))
            rate = len(times) / SECONDS
            print(
                f"| {name} | {rate:.0f} | {statistics.median(times):.1f} / {percentile(times, 0.95):.1f} |", flush=True
            )
    finally:
        server.terminate()
        server.wait(20)


def _requests() -> list[tuple[str, Request]]:
    answer = {"markdown": "Try **4.8.3**.", "hold_seconds": 300}
    new = {
        "subject": "The scheduler stops at two in the morning", "requester_id": 1, "product_id": 1,
        "markdown": "Since the upgrade to 4.8.2 every job is queued after 02:00. Error E-4711, node 3.",
    }  # fmt: skip
    return [
        ("open a ticket", ("POST", "tickets", new)),
        ("first reply", ("POST", "tickets/{number}/reply", answer)),
        ("reply", ("POST", "tickets/{number}/reply", answer)),
        ("get a ticket", ("GET", "tickets/{number}", None)),
        ("list, first page", ("GET", "tickets?sort=oldest&limit=50", None)),
        ("list, last page", ("GET", f"tickets?sort=oldest&limit=50&cursor={_last_cursor('oldest')}", None)),
        ("list by deadline, first page", ("GET", "tickets?sort=due&limit=50", None)),
        ("list by deadline, last page", ("GET", f"tickets?sort=due&limit=50&cursor={_last_cursor('due')}", None)),
    ]


def _last_cursor(sort: str) -> str:
    from qiao.kernel.api.paging import close_cursor
    from qiao.kernel.keyset import keyset_page
    from qiao.tickets.api.tickets import ORDERS
    from qiao.tickets.models import Ticket

    order = ORDERS[sort]
    nearly_last = [one.pk for one in Ticket.objects.order_by(*(f"-{name}" for name in order)).only("pk")[50:52]]
    page = keyset_page(Ticket.objects.filter(pk__in=nearly_last), order, size=1)
    return close_cursor(f"tickets.{sort}", page.next) or ""


def _newest(count: int) -> list[int]:
    """Numbers of the tickets that were opened last, newest first."""
    from qiao.tickets.models import Ticket

    numbers = list(Ticket.objects.order_by("-number").values_list("number", flat=True)[:count])
    connection.close()  # clients are forked from here
    return numbers


def _tokens() -> list[str]:
    from qiao.channels.models import Mailbox
    from qiao.channels.testing import make_mailbox
    from qiao.kernel.access import Actor
    from qiao.kernel.api.tokens import issue_token
    from qiao.staff.models import Person

    if not Mailbox.objects.filter(is_active=True).exists():
        make_mailbox("support@bench.example", name="Support")
    person = next(one for one in Person.objects.filter(is_active=True) if one.may("ticket.reply"))
    made = [
        issue_token("personal", person, name=f"bench {one}", scopes=person.permissions, by=Actor.person(person))
        for one in range(CLIENTS)
    ]
    return [one.secret for one in made]


def _costs(secret: str) -> None:
    """Print CPU and statements per operation, through Django's own client."""
    from django.test import Client

    client = Client(headers={"authorization": f"Bearer {secret}"})
    print("\n| HTTP API | CPU ms app + db | statements |\n|---|---|---|")
    for name, (method, path, data) in _requests():
        body, numbers = json.dumps(data) if data else "", cycle(_newest(COSTED))

        def ask(method: str = method, path: str = path, body: str = body, numbers: Iterator[int] = numbers) -> None:
            address = f"/api/v1/{path.format(number=next(numbers))}"
            answer = client.generic(method, address, body, content_type="application/json")
            if answer.status_code >= 400:
                raise SystemExit(f"{address}: {answer.status_code} {answer.content[:300]!r}")

        costs = costs_of(ask)
        print(f"| {name} | {costs.app_cpu:.1f} + {costs.database_cpu:.1f} | {costs.statements} |", flush=True)
    connection.close()


def _wait(secret: str) -> None:
    for _ in range(200):
        try:
            if Line().ask(_written(("GET", "me", None), secret, 0)) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The web process does not answer.")


def _many(request: Request, secrets: list[str], numbers: list[int]) -> list[float]:
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[list[float]] = context.Queue()
    clients = [
        context.Process(target=_client, args=(request, secret, numbers[place::CLIENTS], queue))
        for place, secret in enumerate(secrets)
    ]
    for client in clients:
        client.start()
    times = [one for _ in clients for one in queue.get()]
    for client in clients:
        client.join()
    return times


def _client(request: Request, secret: str, numbers: list[int], queue: Any) -> None:
    line, requests = Line(), cycle([_written(request, secret, number) for number in numbers])
    for _ in range(5):
        line.ask(next(requests))
    times, end = [], time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < end:
        status = line.ask(next(requests))
        if status >= 400:
            raise SystemExit(f"{request[1]}: {status}")
        times.append((time.perf_counter() - started) * 1_000)
    queue.put(times)


def _written(request: Request, secret: str, number: int) -> bytes:
    """A request as it goes over the wire."""
    method, path, data = request
    body = json.dumps(data).encode() if data else b""
    head = (
        f"{method} /api/v1/{path.format(number=number)} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Line:
    """A connection that is kept. It sends what was written before and only counts the octets of the answer.

    The clients run on the cores they measure: an HTTP library would take a tenth of what a reply costs.
    """

    def __init__(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", PORT), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> int:
        """The status of the answer, once all of it has come."""
        self._socket.sendall(request)
        answer = self._received()
        while b"\r\n\r\n" not in answer:
            answer += self._received()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        missing = (int(length[1]) if length else 0) - len(body)
        while missing > 0:
            missing -= len(self._received())
        return int(head[9:12])

    def _received(self) -> bytes:
        piece = self._socket.recv(65_536)
        if not piece:
            raise ConnectionError("The server has hung up.")
        return piece
