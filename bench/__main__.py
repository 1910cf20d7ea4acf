"""`python -m bench [--tickets N] [--only pages,writes,api,mail]`: seed once, measure, print Markdown."""

import argparse
import dataclasses
import os
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qiao.kernel.postgres import EmbeddedPostgres

LOADING = {
    "fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off",
    "max_wal_size": "8GB", "maintenance_work_mem": "1GB", "max_parallel_maintenance_workers": "2",
    "checkpoint_timeout": "1h",
}  # fmt: skip


def main() -> None:
    """Seed `.qiao-bench/<N>` when it is not there, then measure."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--only", default="pages,writes,api,mail")
    options = parser.parse_args()
    folder = Path(".qiao-bench").absolute() / str(options.tickets)
    os.environ["QIAO_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    server = settings.EMBEDDED
    if server is None:
        raise SystemExit("The benchmark runs on its own embedded server: unset QIAO_DATABASE_URL.")
    _prepare(folder, options.tickets, server)
    server.start()
    try:
        call_command("migrate", verbosity=0)  # the seed may be older than the code
        print(f"\n{options.tickets:,} tickets, {_machine()}\n")
        run(options.only.split(","), folder, server)
    finally:
        server.stop()


def _prepare(folder: Path, tickets: int, server: "EmbeddedPostgres") -> None:
    """Seed on a server that trades safety for speed; what is half done when it dies is made anew."""
    from django.core.management import call_command
    from django.db import connection

    from bench.seed import seed

    done = folder / "seeded"
    if done.exists():
        return
    if server.data.exists():
        raise SystemExit(f"{folder} holds a half-filled database of an earlier run: delete the folder.")
    print(f"Seeding {tickets:,} tickets …", flush=True)
    started = time.monotonic()
    quick = dataclasses.replace(server, options=LOADING)
    quick.start()
    try:
        quick.create_database()
        call_command("migrate", verbosity=0)
        seed(tickets, lambda line: print(f"{line}  [{time.monotonic() - started:.0f} s]", flush=True))
    finally:
        connection.close()  # it ends with the quick server
        quick.stop(patience=600)
    os.sync()
    done.write_text("")
    print(f"  {time.monotonic() - started:.0f} s", flush=True)


def run(parts: list[str], folder: Path, server: "EmbeddedPostgres") -> None:
    """Measure what was asked for."""
    from bench import mail, pages, writes

    if "pages" in parts:
        pages.run()
    if "portal" in parts:
        from bench import portal

        portal.run()
    if "writes" in parts:
        writes.run()
    if "api" in parts:
        from bench import api

        api.run()
    if "mail" in parts:
        mail.run(folder, server)


def _machine() -> str:
    import psutil

    return f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
