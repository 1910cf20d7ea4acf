"""Tickets and replies over HTTP by four clients, and the list by cursor at its first and its last page."""

import http.client
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from django.db import connection

from bench.measure import costs_of, percentile

CLIENTS, SECONDS, PORT = 4, 10.0, 8377


def run() -> None:
    """Start the web process on the benchmark's database and print rates, latencies and statements."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined] # the server was started anew since it was seeded
    secrets = _tokens()
    number = _costs(secrets[0])
    environment = {**os.environ, "QIAO_API_REQUESTS_PER_MINUTE": "1000000", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2",
               "--blocking-threads", "2", "qiao.site.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(secrets[0])
        print("\n| HTTP API, 4 clients | per s | p50 / p95 ms |\n|---|---|---|")
        for name, request in _requests(number):
            times = _many(request, secrets)
            rate = len(times) / SECONDS
            print(
                f"| {name} | {rate:.0f} | {statistics.median(times):.1f} / {percentile(times, 0.95):.1f} |", flush=True
            )
    finally:
        server.terminate()
        server.wait(20)


def _requests(number: int) -> list[tuple[str, tuple[str, str, Any]]]:
    new = {
        "subject": "The scheduler stops at two in the morning", "requester_id": 1, "product_id": 1,
        "markdown": "Since the upgrade to 4.8.2 every job is queued after 02:00. Error E-4711, node 3.",
    }  # fmt: skip
    return [
        ("open a ticket", ("POST", "tickets", new)),
        ("reply", ("POST", f"tickets/{number}/reply", {"markdown": "Try **4.8.3**.", "hold_seconds": 300})),
        ("get a ticket", ("GET", f"tickets/{number}", None)),
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


def _costs(secret: str) -> int:
    """Print CPU and statements per operation, through Django's own client; the number of a ticket to work on."""
    from django.test import Client

    client, number = Client(headers={"authorization": f"Bearer {secret}"}), 0
    print("\n| HTTP API | CPU ms app + db | statements |\n|---|---|---|")
    for name, (method, path, data) in _requests(0):
        address = f"/api/v1/{path.replace('tickets/0', f'tickets/{number}')}"
        body = json.dumps(data) if data else ""

        def ask(method: str = method, address: str = address, body: str = body) -> Any:
            answer = client.generic(method, address, body, content_type="application/json")
            if answer.status_code >= 400:
                raise SystemExit(f"{address}: {answer.status_code} {answer.content[:300]!r}")
            return json.loads(answer.content)

        number = number or ask()["number"]
        costs = costs_of(ask)
        print(f"| {name} | {costs.app_cpu:.1f} + {costs.database_cpu:.1f} | {costs.statements} |", flush=True)
    connection.close()
    return number


def _wait(secret: str) -> None:
    for _ in range(200):
        try:
            if _ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=5), secret, ("GET", "me", None)) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The web process does not answer.")


def _many(request: tuple[str, str, Any], secrets: list[str]) -> list[float]:
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[list[float]] = context.Queue()
    clients = [context.Process(target=_client, args=(request, secret, queue)) for secret in secrets]
    for client in clients:
        client.start()
    times = [one for _ in clients for one in queue.get()]
    for client in clients:
        client.join()
    return times


def _client(request: tuple[str, str, Any], secret: str, queue: Any) -> None:
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for _ in range(5):
        _ask(line, secret, request)
    times, end = [], time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < end:
        status = _ask(line, secret, request)
        if status >= 400:
            raise SystemExit(f"{request[1]}: {status}")
        times.append((time.perf_counter() - started) * 1_000)
    queue.put(times)


def _ask(line: http.client.HTTPConnection, secret: str, request: tuple[str, str, Any]) -> int:
    method, path, data = request
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json", "Host": "localhost"}
    line.request(method, f"/api/v1/{path}", body=json.dumps(data) if data else None, headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status
