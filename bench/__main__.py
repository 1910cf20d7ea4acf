"""`python -m bench [--tickets N] [--only pages,writes,mail]`: seed once, measure, print Markdown."""

import argparse
import os
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qiao.kernel.postgres import EmbeddedPostgres


def main() -> None:
    """Seed `.qiao-bench/<N>` when it is not there, then measure."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--only", default="pages,writes,mail")
    options = parser.parse_args()
    folder = Path(".qiao-bench").absolute() / str(options.tickets)
    os.environ["QIAO_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from django.conf import settings

    server = settings.EMBEDDED
    if server is None:
        raise SystemExit("The benchmark runs on its own embedded server: unset QIAO_DATABASE_URL.")
    server.start()
    try:
        _prepare(folder, options.tickets, server)
        print(f"\n{options.tickets:,} tickets, {_machine()}\n")
        run(options.only.split(","), folder, server)
    finally:
        server.stop()


def _prepare(folder: Path, tickets: int, server: "EmbeddedPostgres") -> None:
    from django.core.management import call_command

    from bench.seed import seed

    done = folder / "seeded"
    server.create_database()
    if done.exists():
        return
    print(f"Seeding {tickets:,} tickets …", flush=True)
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    seed(tickets, lambda line: print(line, flush=True))
    done.write_text("")
    print(f"  {time.monotonic() - started:.0f} s", flush=True)


def run(parts: list[str], folder: Path, server: "EmbeddedPostgres") -> None:
    """Measure what was asked for."""
    from bench import mail, pages, writes

    if "pages" in parts:
        pages.run()
    if "writes" in parts:
        writes.run()
    if "mail" in parts:
        mail.run(folder, server)


def _machine() -> str:
    import psutil

    return f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
