"""Mails through the real pipeline: SMTP into the listener, processed by the worker of a running house; and its memory."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from django.db import connection

from qiao.kernel.postgres import EmbeddedPostgres
from tests.faults.house import House, deliver, wait_until

MAILS, CLIENTS = 600, 4
MAILBOX = "bench@vendor.example"


def run(folder: Path, server: EmbeddedPostgres) -> None:
    """Start the house on the seeded data, send, wait, print."""
    _make_mailbox()
    connection.close()
    server.stop()
    with House(folder) as house:
        assert house.process
        time.sleep(3)  # everything has finished starting; memory is that of an idle house
        idle = _memory(house.process.pid, server)
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(
                pool.map(lambda number: deliver(house.mail_port, _sender(number), MAILBOX, _mail(number)), range(MAILS))
            )
        stored = time.perf_counter() - started
        wait_until(
            lambda: not house.query("SELECT 1 FROM channels_rawmail WHERE state = 'waiting' LIMIT 1"),
            "the mails",
            house.log,
        )
        total = time.perf_counter() - started
        states = house.query("SELECT state, count(*) FROM channels_rawmail GROUP BY 1")
        busy = _memory(house.process.pid, server)
    print("\n| mail, 4 clients | figure |\n|---|---|")
    print(f"| accepted (stored, fsynced, committed) | {MAILS / stored:.0f} mails/s |")
    print(f"| through the whole pipeline into tickets | {MAILS / total:.0f} mails/s |")
    print(f"| outcome | {', '.join(f'{state} {count}' for state, count in states)} |")
    print(f"| memory of all processes (PSS), idle / after the mails | {idle:.0f} / {busy:.0f} MB |", flush=True)
    server.start()


def _make_mailbox() -> None:
    from qiao.channels.models import Mailbox

    Mailbox.objects.get_or_create(
        address=MAILBOX,
        defaults={"name": "Bench", "sends_ack": False, "most_per_sender": 100_000, "most_per_thread": 100_000},
    )


def _sender(number: int) -> str:
    return f"c{number % 10_000 + 1}@org{(number % 10_000 + 1) % 2_000}.example"


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


def _memory(pid: int, postgres: EmbeddedPostgres) -> float:
    """Proportional set size of the house and all below it, and of PostgreSQL, in MB."""
    house = psutil.Process(pid)
    processes = [house, *house.children(recursive=True)]
    server = psutil.Process(postgres.pid)
    if server not in processes:
        processes += [server, *server.children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in processes)) / 2**20
