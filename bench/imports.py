"""Import speed: 100,000 rows of customers, contacts and past tickets, checked and written, as CSV and as XLSX.

The baseline writes the rows an import made once more, by bare COPY into tables with the same indexes.
`python -m bench.imports [--rows N] [--only customers,contacts,again,xlsx,tickets]` uses a server of its own in
`.qiao-bench/imports`. Contacts belong to the customers of the same run.
"""

import argparse
import csv
import io
import os
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    import psutil

ROWS = 100_000
HEADER = (
    "| import | rows | check s | write s | both s | rows/s | CPU s app + db | memory + MB | same rows by COPY s | ratio |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)
SURNAMES = "\u738b\u674e\u5f20\u5218\u9648\u6768\u9ec4\u8d75\u5434\u5468"
GIVEN = "\u4f1f\u82b3\u5a1c\u654f\u9759\u78ca\u6d0b\u8273\u52c7\u519b\u6770\u6d9b\u660e\u8d85\u971e\u5e73\u521a"
TRADES = ("\u79d1\u6280", "\u7269\u6d41", "\u80fd\u6e90", "\u533b\u7597", "\u94f6\u884c", "\u6e2f\u53e3")
CITIES = ("\u5317\u4eac", "\u4e0a\u6d77", "\u6df1\u5733", "\u676d\u5dde", "\u6210\u90fd", "\u6b66\u6c49")
TICKET_WORDS = (
    "\u8c03\u5ea6\u5f02\u5e38", "\u6c34\u4f4d\u8fc7\u9ad8", "\u5fc3\u8df3\u4e22\u5931", "\u65e5\u5fd7\u5df2\u9644\u4e0a", "\u7248\u672c V4.2.1", "\u91cd\u542f\u540e\u6062\u590d",
    "\u6570\u636e\u5e93\u8fde\u63a5\u8d85\u65f6", "\u8bf7\u534f\u52a9\u6392\u67e5", "\u96c6\u7fa4\u8282\u70b9", "ERR_CONN_RESET", "\u914d\u7f6e\u6587\u4ef6", "\u5347\u7ea7\u4e4b\u540e",
)  # fmt: skip


def main() -> None:
    """Start a server, measure, stop it."""
    parser = argparse.ArgumentParser(prog="bench.imports")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--only", default="customers,contacts,again,xlsx,tickets")
    options = parser.parse_args()
    os.environ["QIAO_DATA"] = str(Path(".qiao-bench").absolute() / "imports")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    server = settings.EMBEDDED
    assert server is not None, "The benchmark runs on its own embedded server: unset QIAO_DATABASE_URL."
    server.start()
    try:
        server.create_database()
        call_command("migrate", verbosity=0)
        run(options.rows, options.only.split(","))
    finally:
        server.stop()


def run(rows: int, chosen: Iterable[str]) -> None:
    """Import customers, then their contacts, twice: the second time everything is known already."""
    mark = f"{time.time_ns():x}"
    lines: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "customers": ("customers, CSV in UTF-8", "organisations", lambda: table(organisations(rows, mark), "utf-8")),
        "contacts": ("contacts, CSV in GB 18030", "contacts", lambda: table(contacts(rows, mark), "gb18030")),
        "again": ("the same contacts again", "contacts", lambda: table(contacts(rows, mark), "gb18030")),
        "xlsx": ("other contacts, XLSX", "contacts", lambda: workbook(contacts(rows, mark, "x"))),
        "tickets": ("past tickets, CSV in GB 18030", "tickets", lambda: table(tickets(rows, mark), "gb18030")),
    }
    print(HEADER)
    for name in chosen:
        title, kind, make = lines[name]
        print(_measure(title, kind, make()), flush=True)


def organisations(rows: int, mark: str) -> Iterable[list[str]]:
    """Chinese companies with number, tier, domain, place and a note."""
    chance = random.Random(1)
    yield ["customer number", "customer name", "short name", "tier", "mail domains", "place", "notes"]
    for at in range(rows):
        name = f"{chance.choice(CITIES)}{chance.choice(TRADES)}{at}{mark[-4:]}\u6709\u9650\u516c\u53f8"
        domain = f"c{at}-{mark}.example"
        yield [f"{mark}-{at}", name, name[:6], chance.choice(("A", "B", "C")), domain, chance.choice(CITIES), "x" * 40]


def contacts(rows: int, mark: str, series: str = "p") -> Iterable[list[str]]:
    """Their people, each with an address and a number; another series is other people."""
    chance = random.Random(series)
    first = 30 if series == "p" else 50
    yield ["name", "customer number", "email", "phone", "job title"]
    for at in range(rows):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        phone = f"1{int(mark, 16) % 10**5 * 10**5 + at + first * 10**8:010d}"
        yield [name, f"{mark}-{at}", f"{series}{at}@c{at}-{mark}.example", phone, "\u8fd0\u7ef4\u5de5\u7a0b\u5e08"]


def tickets(rows: int, mark: str) -> Iterable[list[str]]:
    """What those people asked in the past, with the answer."""
    chance = random.Random(3)
    yield ["number", "subject", "description", "answer", "email", "state", "priority", "created", "solved"]
    for at in range(rows):
        day = f"2025-{at % 12 + 1:02d}-{at % 28 + 1:02d}"
        said = "\u3002".join("".join(chance.choices(TICKET_WORDS, k=12)) for _ in range(4))
        yield [
            f"{mark}-{at}", f"{chance.choice(TICKET_WORDS)}{chance.choice(TICKET_WORDS)} {at}", said, said[::-1],
            f"p{at % max(1, rows // 5)}@c{at % max(1, rows // 5)}-{mark}.example", "closed",
            chance.choice(("low", "normal", "high")), f"{day} 09:30", f"{day} 17:10",
        ]  # fmt: skip


def table(rows: Iterable[list[str]], encoding: str) -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(rows: Iterable[list[str]]) -> bytes:
    """The rows as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _measure(name: str, kind: str, content: bytes) -> str:
    import psutil
    from django.db import connection

    from qiao.kernel.access import Actor
    from qiao.kernel.models import TableImport
    from qiao.kernel.tables import kind_of
    from qiao.kernel.tables.running import check_import, run_import, start_import, work_on_import

    by = Actor.system("bench")
    started = start_import(kind_of(kind), cast("BinaryIO", io.BytesIO(content)), f"{kind}.csv", by=by)
    connection.ensure_connection()
    highest = _highest_ids()
    backend = psutil.Process(connection.connection.info.backend_pid)
    before, app_before = sum(backend.cpu_times()[:2]), _own_cpu()
    with _memory() as grown:
        check_import(started.pk, started.mapping, by=by)
        checked = _seconds(lambda: work_on_import(run_id=started.pk))
        written = 0.0
        state = TableImport.objects.get(pk=started.pk)
        assert not state.refused, f"{state.refused} rows were refused"
        if state.created + state.updated:
            run_import(started.pk, by=by)
            written = _seconds(lambda: work_on_import(run_id=started.pk))
    used, app_used = sum(backend.cpu_times()[:2]) - before, _own_cpu() - app_before
    bare = _bare(highest) if written else 0.0
    both = checked + written
    return (
        f"| {name} | {state.total:,} | {checked:.1f} | {written:.1f} | {both:.1f} | {state.total / both:,.0f} "
        f"| {app_used:.1f} + {used:.1f} | {grown[0]:.0f} | {bare:.1f} | {both / bare if bare else 0:.1f} |"
    )


def _own_cpu() -> float:
    """Seconds of processor time of this process and of those it started that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@contextmanager
def _memory() -> Iterator[list[float]]:
    """By how many megabytes this process was larger at its largest than at the start, looked at ten times a second.

    The processes it starts meanwhile are counted with it.
    """
    import psutil

    process, ended, grown = psutil.Process(), threading.Event(), [0.0]
    start, others = process.memory_info().rss, {one.pid for one in process.children()}

    def watch() -> None:
        while not ended.wait(0.1):
            helpers = sum(_resident(one) for one in process.children() if one.pid not in others)
            grown[0] = max(grown[0], (process.memory_info().rss + helpers - start) / 2**20)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        ended.set()
        watcher.join()


def _resident(process: "psutil.Process") -> int:
    import psutil

    try:
        resident: int = process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
    return resident


def _highest_ids() -> dict[str, int]:
    """The highest id of every table that has one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS again")  # of a run that was broken off
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id'"
            " AND data_type = 'bigint' AND table_name !~ '^(kernel_tableimport|kernel_importbatch|procrastinate)'"
        )
        names = [name for (name,) in cursor.fetchall()]
        highest = {}
        for name in names:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {name}")
            highest[name] = int(cursor.fetchone()[0])
    return highest


def _bare(highest: dict[str, int]) -> float:
    """Seconds to write all rows above these ids again, by COPY into empty tables with the same columns and indexes."""
    from django.db import connection

    spent = 0.0
    with connection.cursor() as cursor:
        for name, since in highest.items():
            columns = _stored_columns(name)
            with cursor.copy(f"COPY (SELECT {columns} FROM {name} WHERE id > {since}) TO STDOUT") as source:
                rows = b"".join(source)
            if not rows:
                continue
            cursor.execute(f"CREATE TABLE again (LIKE {name} INCLUDING ALL)")
            started = time.perf_counter()
            with cursor.copy(f"COPY again ({columns}) FROM STDIN") as target:
                target.write(rows)
            spent += time.perf_counter() - started
            cursor.execute("DROP TABLE again")
    return spent


def _stored_columns(table_name: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
            [table_name],
        )
        return str(cursor.fetchone()[0])


def _seconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
