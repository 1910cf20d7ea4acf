"""Tickets created through the service by four clients, beside the same rows inserted by bare psycopg."""

import multiprocessing
import statistics
import time
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from bench.measure import _conninfo, percentile

CLIENTS, SECONDS = 4, 10.0
TABLES = [
    "tickets_ticket",
    "tickets_message",
    "tickets_participant",
    "tickets_clock",
    "kernel_auditentry",
    "kernel_outboxevent",
]


def run() -> None:
    """Print both rates."""
    ours = _many(_create_by_service)
    model = _rows_of(_one_ticket())
    bare = _many(_create_bare, model)
    print("\n| writing, 4 clients | per s | p50 / p95 ms |\n|---|---|---|")
    for name, times in (("ticket through the service", ours), ("the same rows by bare psycopg", bare)):
        rate = len(times) / SECONDS
        print(f"| {name} | {rate:.0f} | {statistics.median(times):.1f} / {percentile(times, 0.95):.1f} |")
    print(f"\nRatio: {len(bare) / len(ours):.1f}", flush=True)


def _many(work: Any, *arguments: Any) -> list[float]:
    connection.close()
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[list[float]] = context.Queue()
    clients = [context.Process(target=_client, args=(work, queue, number, arguments)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    times = [one for _ in clients for one in queue.get()]
    for client in clients:
        client.join()
    return times


def _client(work: Any, queue: Any, number: int, arguments: tuple[Any, ...]) -> None:
    call = work(number, *arguments)
    for _ in range(5):
        call()
    times = []
    end = time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < end:
        call()
        times.append((time.perf_counter() - started) * 1_000)
    queue.put(times)


def _new_ticket(number: int) -> Any:
    from qiao.tickets.services import NewTicket

    return NewTicket(
        subject="The scheduler stops at two in the morning", requester_id=number + 1, product_id=1, channel="api", said_by="customer",
        markdown="Since the upgrade to 4.8.2 every job is queued after 02:00. Error E-4711, node 3.\n\n```\nlease 600 s\n```",
    )  # fmt: skip


def _create_by_service(number: int) -> Any:
    from qiao.kernel.access import Actor
    from qiao.tickets.services import open_ticket

    new, actor = _new_ticket(number), Actor.system("bench")
    return lambda: open_ticket(new, by=actor)


def _one_ticket() -> int:
    from qiao.kernel.access import Actor
    from qiao.tickets.services import open_ticket

    return open_ticket(_new_ticket(0), by=Actor.system("bench")).ticket_id


def _rows_of(ticket_id: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every row the service wrote for one ticket, without ids and generated columns."""
    found = []
    with psycopg.connect(_conninfo(), row_factory=psycopg.rows.dict_row) as plain:
        for table in TABLES:
            generated = {
                row["column_name"] for row in plain.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                    " AND (is_generated = 'ALWAYS' OR is_identity = 'YES' OR column_name IN ('number', 'transaction'))", [table])
            }  # fmt: skip
            condition = {"tickets_ticket": "id = %s", "kernel_auditentry": "object_id = %s AND object_type = 'tickets.ticket'",
                         "kernel_outboxevent": "(payload->>'ticket_id')::bigint = %s"}.get(table, "ticket_id = %s")  # fmt: skip
            rows = plain.execute(f"SELECT * FROM {table} WHERE {condition}", [ticket_id]).fetchall()
            found.append(
                (table, [{name: value for name, value in row.items() if name not in generated} for row in rows])
            )
    return found


def _create_bare(_number: int, model: list[tuple[str, list[dict[str, Any]]]]) -> Any:
    plain = psycopg.connect(_conninfo())

    def create() -> None:
        ticket_id = 0
        with plain.transaction():
            for table, rows in model:
                for row in rows:
                    values = {name: Jsonb(value) if isinstance(value, dict) else value for name, value in row.items()}
                    for reference in ("ticket_id", "object_id"):
                        if reference in values:
                            values[reference] = ticket_id
                    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
                        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, values)),
                        sql.SQL(", ").join(sql.Placeholder() * len(values)),
                    )  # fmt: skip
                    new_id = plain.execute(statement, list(values.values())).fetchone()
                    if table == "tickets_ticket" and new_id:
                        ticket_id = new_id[0]

    return create
