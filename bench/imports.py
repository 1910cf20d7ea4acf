"""Import speed: 100,000 rows of customers and of contacts, checked and written, beside bare COPY of the same rows.

`python -m bench.imports [--rows N]` uses a server of its own in `.qiao-bench/imports`.
"""

import argparse
import csv
import io
import os
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, cast

ROWS = 100_000
HEADER = (
    "| import | rows | check s | write s | both s | rows/s | CPU s app + db | bare COPY s | ratio |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
SURNAMES = "\u738b\u674e\u5f20\u5218\u9648\u6768\u9ec4\u8d75\u5434\u5468"
GIVEN = "\u4f1f\u82b3\u5a1c\u654f\u9759\u78ca\u6d0b\u8273\u52c7\u519b\u6770\u6d9b\u660e\u8d85\u971e\u5e73\u521a"
TRADES = ("\u79d1\u6280", "\u7269\u6d41", "\u80fd\u6e90", "\u533b\u7597", "\u94f6\u884c", "\u6e2f\u53e3")
CITIES = ("\u5317\u4eac", "\u4e0a\u6d77", "\u6df1\u5733", "\u676d\u5dde", "\u6210\u90fd", "\u6b66\u6c49")


def main() -> None:
    """Start a server, measure, stop it."""
    parser = argparse.ArgumentParser(prog="bench.imports")
    parser.add_argument("--rows", type=int, default=ROWS)
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
        run(options.rows)
    finally:
        server.stop()


def run(rows: int = ROWS) -> None:
    """Import customers, then their contacts, twice: the second time everything is known already."""
    mark = f"{time.time_ns():x}"
    print(HEADER)
    for name, kind, make in (
        ("customers", "organisations", organisations), ("contacts", "contacts", contacts),
        ("contacts again", "contacts", contacts),
    ):  # fmt: skip
        print(_measure(name, kind, table(make(rows, mark))))


def organisations(rows: int, mark: str) -> Iterable[list[str]]:
    """Chinese companies with number, tier, domain, place and a note."""
    chance = random.Random(1)
    yield ["customer number", "customer name", "short name", "tier", "mail domains", "place", "notes"]
    for at in range(rows):
        name = f"{chance.choice(CITIES)}{chance.choice(TRADES)}{at}{mark[-4:]}\u6709\u9650\u516c\u53f8"
        domain = f"c{at}-{mark}.example"
        yield [f"{mark}-{at}", name, name[:6], chance.choice(("A", "B", "C")), domain, chance.choice(CITIES), "x" * 40]


def contacts(rows: int, mark: str) -> Iterable[list[str]]:
    """Their people, each with an address and a number."""
    chance = random.Random(2)
    yield ["name", "customer number", "email", "phone", "job title"]
    for at in range(rows):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        phone = f"1{int(mark, 16) % 10**5 * 10**5 + at + 3 * 10**9:010d}"
        yield [name, f"{mark}-{at}", f"p{at}@c{at}-{mark}.example", phone, "\u8fd0\u7ef4\u5de5\u7a0b\u5e08"]


def table(rows: Iterable[list[str]]) -> bytes:
    """The rows as a CSV file in GB 18030."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030")


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
    backend = psutil.Process(connection.connection.info.backend_pid)
    before, app_before = sum(backend.cpu_times()[:2]), time.process_time()
    check_import(started.pk, started.mapping, by=by)
    checked = _seconds(lambda: work_on_import(run_id=started.pk))
    written = 0.0
    state = TableImport.objects.get(pk=started.pk)
    assert not state.refused, f"{state.refused} rows were refused"
    if state.created + state.updated:
        run_import(started.pk, by=by)
        written = _seconds(lambda: work_on_import(run_id=started.pk))
    used, app_used = sum(backend.cpu_times()[:2]) - before, time.process_time() - app_before
    bare = _bare(content)
    both = checked + written
    return (
        f"| {name} | {state.total:,} | {checked:.1f} | {written:.1f} | {both:.1f} | {state.total / both:,.0f} "
        f"| {app_used:.1f} + {used:.1f} | {bare:.1f} | {both / bare:.0f} |"
    )


def _bare(content: bytes) -> float:
    """The same cells by COPY into a plain table without any index."""
    from django.db import connection

    rows = list(csv.reader(io.StringIO(content.decode("gb18030"))))[1:]

    def copy() -> None:
        with connection.cursor() as cursor:
            columns = ", ".join(f"c{at} text" for at in range(len(rows[0])))
            cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns})")
            with cursor.copy("COPY bare FROM STDIN") as target:
                for row in rows:
                    target.write_row(row)
            cursor.execute("DROP TABLE bare")

    return _seconds(copy)


def _seconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
