"""Tickets created through the service by four clients, beside the same rows inserted by bare psycopg."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import psutil
import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg import sql
from psycopg.types.json import Jsonb

from bench.measure import conninfo, percentile

CLIENTS, SECONDS = 4, 8.0
BARE_REPEATS = 200
TABLES = [
    "tickets_ticket", "tickets_message", "tickets_participant", "tickets_clock", "kernel_auditentry",
    "kernel_outboxevent", "kernel_searchdocument",
]  # fmt: skip

Rows = list[tuple[str, list[dict[str, Any]]]]
Done = tuple[list[float], float, float]
"""Of one client: milliseconds of each call, CPU seconds of the client, CPU seconds of its database backend."""


def run() -> None:
    """Print both rates."""
    ours = _many(_create_by_service)
    with CaptureQueriesContext(connection) as captured:
        ticket = _one_ticket()
    statements = sum(1 for one in captured.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE")))
    rows = rows_of(ticket, TABLES)
    bare = _many(_create_bare, rows)
    print("\n| writing, 4 clients | per s | p50 / p95 ms | CPU ms app + db | statements |\n|---|---|---|---|---|")
    _print("ticket through the service", ours, statements)
    _print("the same rows by bare psycopg", bare, sum(len(found) for _, found in rows) + 2)
    print(
        f"\nRatio: {sum(len(times) for times, _, _ in bare) / sum(len(times) for times, _, _ in ours):.1f}", flush=True
    )


def _print(name: str, clients: list[Done], statements: int) -> None:
    times = [one for called, _, _ in clients for one in called]
    app, database = (sum(client[at] for client in clients) * 1_000 / len(times) for at in (1, 2))  # type: ignore[misc]
    print(
        f"| {name} | {len(times) / SECONDS:.0f} | {statistics.median(times):.1f} / {percentile(times, 0.95):.1f} "
        f"| {app:.1f} + {database:.1f} | {statements} |"
    )


def _many(work: Any, *arguments: Any) -> list[Done]:
    connection.close()
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[Done] = context.Queue()
    clients = [context.Process(target=_client, args=(work, queue, number, arguments)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    done = [queue.get() for _ in clients]
    for client in clients:
        client.join()
    return done


def _client(work: Any, queue: Any, number: int, arguments: tuple[Any, ...]) -> None:
    call, backend_pid = work(number, *arguments)
    for _ in range(5):
        call()
    backend = psutil.Process(backend_pid())
    database, app, times = _used(backend), resource.getrusage(resource.RUSAGE_SELF), []
    end = time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < end:
        call()
        times.append((time.perf_counter() - started) * 1_000)
    now = resource.getrusage(resource.RUSAGE_SELF)
    queue.put((times, now.ru_utime + now.ru_stime - app.ru_utime - app.ru_stime, _used(backend) - database))


def _used(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


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
    return (lambda: open_ticket(new, by=actor)), (lambda: connection.connection.info.backend_pid)


def _one_ticket() -> int:
    from qiao.kernel.access import Actor
    from qiao.tickets.services import open_ticket

    return open_ticket(_new_ticket(0), by=Actor.system("bench")).ticket_id


def rows_of(ticket_id: int, tables: list[str]) -> Rows:
    """Every row that was written for one ticket, without ids and generated columns."""
    found = []
    with psycopg.connect(conninfo(), row_factory=psycopg.rows.dict_row) as plain:
        for table in tables:
            generated = {
                row["column_name"] for row in plain.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                    " AND (is_generated = 'ALWAYS' OR is_identity = 'YES' OR column_name IN ('number', 'transaction'))", [table])
            }  # fmt: skip
            condition = sql.SQL(_BELONGS.get(table, "ticket_id = %(ticket)s"))
            statement = sql.SQL("SELECT * FROM {} WHERE ").format(sql.Identifier(table)) + condition
            rows = plain.execute(statement, {"ticket": ticket_id}).fetchall()
            kept = [{name: value for name, value in row.items() if name not in generated} for row in rows]
            found.append((table, kept))
    return found


_RAW = "(SELECT raw_mail_id FROM tickets_message WHERE ticket_id = %(ticket)s)"
_THREAD = "(SELECT thread_id FROM tickets_ticket WHERE id = %(ticket)s)"
_BELONGS = {
    "tickets_ticket": "id = %(ticket)s",
    "kernel_auditentry": "object_id = %(ticket)s AND object_type = 'tickets.ticket'",
    "kernel_searchdocument": "object_id = %(ticket)s AND object_type = 'tickets.ticket'",
    "kernel_outboxevent": "(payload->>'ticket_id')::bigint = %(ticket)s",
    "kernel_storedfile": f"id IN (SELECT file_id FROM channels_rawmail WHERE id IN {_RAW})",
    "channels_rawmail": f"id IN {_RAW}",
    "channels_thread": f"id IN {_THREAD}",
    "channels_messageref": f"thread_id IN {_THREAD}",
}
_FOLLOWS = {
    "ticket_id": "tickets_ticket", "object_id": "tickets_ticket", "file_id": "kernel_storedfile",
    "raw_mail_id": "channels_rawmail",
}  # fmt: skip
_UNIQUE = {"sha256", "rfc_id"}
"""Columns that are unique: each copy gets a value of its own."""


def bare_seconds(rows: Rows) -> float:
    """Median seconds for inserting the rows in one transaction, one client."""
    create, _pid = _create_bare(0, rows)
    times = []
    for _ in range(BARE_REPEATS):
        started = time.perf_counter()
        create()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _create_bare(number: int, model: Rows) -> tuple[Callable[[], None], Callable[[], int]]:
    plain = psycopg.connect(conninfo())

    def create() -> None:
        ids: dict[str, int] = {}
        with plain.transaction():
            for table, rows in model:
                for row in rows:
                    values = {
                        name: _copied(name, value, ids, f"{number}-{time.time_ns()}") for name, value in row.items()
                    }
                    if table == "tickets_ticket":
                        values["thread_id"] = None
                    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
                        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, values)),
                        sql.SQL(", ").join(sql.Placeholder() * len(values)),
                    )  # fmt: skip
                    new = plain.execute(statement, list(values.values())).fetchone()
                    ids[table] = new[0] if new else 0

    return create, lambda: plain.info.backend_pid


def _copied(name: str, value: Any, ids: dict[str, int], mark: str) -> Any:
    if name in _UNIQUE and value:
        return f"{mark:>64}"
    if name in _FOLLOWS and value is not None:
        return ids.get(_FOLLOWS[name], value)
    return Jsonb(value) if isinstance(value, dict) else value
