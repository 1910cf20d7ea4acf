"""Mails through the real pipeline: SMTP into the listener, processed by the workers of a running house; and its memory."""

import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from django.db import connection

from bench.seed import CONTACTS, address_of
from bench.writes import bare_seconds, rows_of
from qiao.kernel.postgres import EmbeddedPostgres
from tests.faults.house import House, deliver, family, program_of, wait_until

MAILS, CLIENTS = 600, 4
MAILBOX = "bench@vendor.example"
TABLES = [
    "kernel_storedfile", "channels_rawmail", "channels_thread", "channels_messageref", "tickets_ticket", "tickets_message",
    "tickets_participant", "tickets_clock", "kernel_auditentry", "kernel_outboxevent", "kernel_searchdocument",
]  # fmt: skip


def run(folder: Path, server: EmbeddedPostgres) -> None:
    """Start the house on the seeded data, send, wait, print."""
    _make_mailbox()
    _drop_backlog()
    statements = _statements()
    connection.close()
    server.stop()
    with House(folder) as house:
        assert house.process
        time.sleep(3)  # everything has finished starting; memory is that of an idle house
        _send(house, CLIENTS * 10)
        idle = _memory(house.process.pid, server)
        cpu_before = _cpu(house.process.pid, server)
        started = time.perf_counter()
        _send(house, MAILS)
        stored = time.perf_counter() - started
        _wait_processed(house)
        total = time.perf_counter() - started
        cpu = {
            name: (used - cpu_before.get(name, 0.0)) * 1_000 / MAILS
            for name, used in _cpu(house.process.pid, server).items()
        }
        busy = _memory(house.process.pid, server)
    server.start()
    bare = bare_seconds(rows_of(_newest_ticket(), TABLES))
    app = sum(used for name, used in cpu.items() if name != "postgres")
    print("\n| mail, 4 clients | figure |\n|---|---|")
    print(f"| accepted (stored, fsynced, committed) | {MAILS / stored:.0f} mails/s |")
    print(f"| through the whole pipeline into tickets | {MAILS / total:.0f} mails/s |")
    print(f"| CPU per mail, application + database | {app:.1f} + {cpu['postgres']:.1f} ms |")
    print(f"| of it | {', '.join(f'{name} {used:.1f}' for name, used in sorted(cpu.items()) if used >= 0.1)} ms |")
    print(f"| two cores are full at | {2_000 / (app + cpu['postgres']):.0f} mails/s |")
    print(f"| statements per mail, listener + worker | {statements[0]} + {statements[1]} |")
    print(f"| the same rows by bare psycopg, one client | {bare * 1_000:.1f} ms, {1 / bare:.0f}/s |")
    print(f"| memory of all processes (PSS), idle | {_shown(idle)} |")
    print(f"| after the mails | {_shown(busy)} |", flush=True)


def _drop_backlog() -> None:
    """Answers that were measured before wait for a server this machine has not: trying them is another's work."""
    from qiao.channels.models import OutgoingMail

    OutgoingMail.objects.filter(state__in=["held", "queued"]).update(state="cancelled")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def _send(house: House, count: int) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda number: deliver(house.mail_port, _sender(number), MAILBOX, _mail(number)), range(count)))


def _wait_processed(house: House) -> None:
    waiting = "SELECT 1 FROM channels_rawmail WHERE state = 'waiting' LIMIT 1"
    wait_until(lambda: not house.query(waiting), "the mails", house.log)
    wrong = house.query("SELECT state, reason, count(*) FROM channels_rawmail WHERE state <> 'ticketed' GROUP BY 1, 2")
    if wrong:
        raise SystemExit(f"Some mails did not become tickets: {wrong}")


def _make_mailbox() -> None:
    from qiao.channels.models import Mailbox

    Mailbox.objects.get_or_create(
        address=MAILBOX,
        defaults={"name": "Bench", "sends_ack": False, "most_per_sender": 100_000, "most_per_thread": 100_000},
    )


def _statements() -> tuple[int, int]:
    """Statements of taking one mail while others wait, and of making a ticket of it; claiming is shared by ten."""
    from django.test.utils import CaptureQueriesContext

    from qiao.channels.models import Mailbox
    from qiao.channels.services.intake import accept_raw
    from qiao.channels.services.processing import process_mail, process_waiting

    mailbox = Mailbox.objects.get(address=MAILBOX)
    taken = [accept_raw(_mail(0), mailbox=mailbox, source="smtp", envelope_from=_sender(0))]
    with CaptureQueriesContext(connection) as accepting:
        taken.append(accept_raw(_mail(1), mailbox=mailbox, source="smtp", envelope_from=_sender(1)))
    process_mail(taken[0].pk)
    with CaptureQueriesContext(connection) as processing:
        process_mail(taken[1].pk)
    process_waiting()
    return len(accepting.captured_queries), len(processing.captured_queries)


def _newest_ticket() -> int:
    from qiao.tickets.models import Ticket

    return Ticket.objects.filter(channel="email").order_by("-id").values_list("id", flat=True)[0]


def _sender(number: int) -> str:
    return address_of(number % CONTACTS + 1)


def _mail(number: int) -> bytes:
    stamp = time.time_ns()
    return (
        f"From: Contact <{_sender(number)}>\r\nTo: {MAILBOX}\r\nSubject: Scheduler stops, run {number}\r\n"
        f"Message-ID: <{stamp}.{number}@customer.example>\r\nDate: Sun, 22 Nov 2026 09:00:00 +0800\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "The jobs stay queued after 02:00, see the log below. 升级之后任务一直排队。\r\n" * 12
        + "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "<p>The jobs stay <b>queued</b> after 02:00. 升级之后任务一直排队。</p>\r\n" * 12
        + "--b--\r\n"
    ).encode()


def _programs(pid: int, postgres: EmbeddedPostgres) -> list[tuple[str, psutil.Process]]:
    """Every process of the house with the name of its program."""
    house, server = psutil.Process(pid), psutil.Process(postgres.pid)
    programs = [(program_of(child), child) for child in house.children() if child != server]
    found = [(name, process) for name, child in programs for process in family(child)]
    return [("supervisor", house), *found, *(("postgres", process) for process in family(server))]


def _memory(pid: int, postgres: EmbeddedPostgres) -> dict[str, float]:
    """Proportional set size in MB by program."""
    found: dict[str, float] = defaultdict(float)
    for name, process in _programs(pid, postgres):
        found[name] += process.memory_full_info().pss / 2**20
    return found


def _cpu(pid: int, postgres: EmbeddedPostgres) -> dict[str, float]:
    """CPU seconds by program so far; those of ended backends stand with their parent."""
    found: dict[str, float] = defaultdict(float)
    for name, process in _programs(pid, postgres):
        used = process.cpu_times()
        found[name] += used.user + used.system
        if name == "postgres" and process.pid == postgres.pid:
            found[name] += used.children_user + used.children_system
    return found


def _shown(memory: dict[str, float]) -> str:
    parts = ", ".join(f"{name} {used:.0f}" for name, used in sorted(memory.items()))
    return f"{sum(memory.values()):.0f} MB ({parts})"
