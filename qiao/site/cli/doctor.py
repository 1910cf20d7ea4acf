"""`qiao doctor`: what is wrong, and how to mend it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from qiao.site.cli.app import app


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `state` is ok, warning or error; `advice` says how to mend it."""

    check: str
    state: str
    detail: str
    advice: str = ""


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="Findings as a JSON list.")] = False) -> None:
    """Check settings, database, migrations, jobs, audit chain, files, mail. Exit code 1 when something is wrong."""
    import django

    django.setup()
    from django.db import DatabaseError

    from qiao.kernel.postgres import PostgresFailed
    from qiao.site.cli.django import database

    try:
        with database():
            findings = list(examine())
    except (DatabaseError, PostgresFailed) as error:
        findings = [Finding("database", "error", str(error).strip(), _where_to_look())]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _print(findings)
    if any(finding.state == "error" for finding in findings):
        raise typer.Exit(1)


def _where_to_look() -> str:
    from django.conf import settings

    if settings.EMBEDDED:
        return f"Look into the server's log: {settings.EMBEDDED.log_path}"
    return "Check QIAO_DATABASE_URL, and that the server runs and lets this machine in."


def examine() -> Iterator[Finding]:
    """All checks, each of which reports rather than raises; those that read tables only where there are tables."""
    basics = [*_extensions(), *_migrations()]
    yield from basics
    checks: list[Callable[[], Iterator[Finding]]] = [_files, _assets]
    if all(finding.state == "ok" for finding in basics):
        checks += [_jobs, _audit, _secrets, _scanner, _calendars]
    for check in checks:
        yield from check()


def _extensions() -> Iterator[Finding]:
    from django.db import connection

    from qiao.kernel.postgres import REQUIRED_EXTENSIONS

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
        cursor.execute("SELECT extname FROM pg_extension")
        present = {row[0] for row in cursor.fetchall()}
    yield Finding("database", "ok", f"PostgreSQL {server}")
    missing = [name for name in REQUIRED_EXTENSIONS if name not in present]
    advice = "; ".join(f"CREATE EXTENSION {name}" for name in missing)
    state, detail = ("error", f"missing: {', '.join(missing)}") if missing else ("ok", ", ".join(REQUIRED_EXTENSIONS))
    yield Finding("extensions", state, detail, f"As a superuser of this database: {advice}" if missing else "")


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding("migrations", "error", f"{len(plan)} not applied", "Run: qiao migrate")
    else:
        yield Finding("migrations", "ok", "all applied")


def _jobs() -> Iterator[Finding]:
    from qiao.kernel.jobs.upkeep import queue_facts

    facts = queue_facts()
    detail = f"{facts.waiting} waiting, oldest {facts.oldest_seconds:.0f} s, {facts.failed} failed"
    if facts.failed:
        yield Finding("jobs", "warning", detail, "See the failed jobs' errors with: qiao procrastinate shell")
    elif facts.oldest_seconds > 120:
        yield Finding("jobs", "warning", detail, "Is a worker running? Start one with: qiao worker")
    else:
        yield Finding("jobs", "ok", detail)


def _audit() -> Iterator[Finding]:
    from qiao.kernel.audit import verify_chain

    report = verify_chain()
    detail = f"{report.seals} seals over {report.entries} entries, {report.unsealed} not sealed yet"
    if report.is_intact:
        yield Finding("audit chain", "ok", detail)
    else:
        advice = "Entries were changed behind Qiao's back. Compare with a backup from before this seal."
        yield Finding("audit chain", "error", f"seal {report.broken_seal} does not fit; {detail}", advice)


def _files() -> Iterator[Finding]:
    from qiao.kernel.files import check_storage

    problem = check_storage()
    yield Finding("files", "error" if problem else "ok", problem or "can be written and read",
                  "Check QIAO_FILES, the folder's owner and free space." if problem else "")  # fmt: skip


def _secrets() -> Iterator[Finding]:
    """Passwords and keys in the database; the mailboxes, which hold some, only where these can be read."""
    from qiao.kernel.resealing import count_unreadable

    if lost := count_unreadable():
        advice = "Put back the secret.key of the data folder the data came from, or name it in QIAO_OLD_SECRET_KEYS."
        yield Finding("secret key", "error", f"does not open {lost} passwords or keys in the database", advice)
        return
    yield Finding("secret key", "ok", "opens every password and key in the database")
    yield from _mail()


def _mail() -> Iterator[Finding]:
    from qiao.channels.selectors import mailbox_health

    for health in mailbox_health():
        box = health.mailbox
        detail = f"{health.waiting} waiting, {health.quarantined} in quarantine, "
        detail += f"{health.unsent} unsent, {health.failed} failed"
        problem = box.last_fetch_error or box.last_send_error
        state = "ok" if health.is_well else "warning"
        yield Finding(f"mailbox {box.address}", state, f"{detail}; {problem}" if problem else detail,
                      "" if health.is_well else "Setup → Mailboxes: test the connection there.")  # fmt: skip


def _scanner() -> Iterator[Finding]:
    from qiao.channels.services.scanning import is_scanner_set, scanner_problem

    if not is_scanner_set():
        yield Finding("virus scanner", "ok", "switched off")
        return
    problem = scanner_problem()
    yield Finding("virus scanner", "error" if problem else "ok", problem or "answers",
                  "Mail waits until it answers: start clamd, or mend QIAO_CLAMAV." if problem else "")  # fmt: skip


def _calendars() -> Iterator[Finding]:
    from qiao.kernel.time.selectors import unconfirmed_years

    missing = unconfirmed_years()
    for name, year in missing:
        advice = "Setup → Working calendars: enter the public notice of that year and confirm it."
        yield Finding("calendar", "warning", f"{name}: {year} is not confirmed", advice)
    if not missing:
        yield Finding("calendar", "ok", "all needed years are confirmed")


def _assets() -> Iterator[Finding]:
    from django.contrib.staticfiles.finders import find

    found = bool(find("ui/qiao.js") and find("ui/qiao.css"))
    yield Finding("assets", "ok" if found else "error", "built" if found else "styles or scripts are missing",
                  "" if found else "Run: make setup")  # fmt: skip


def _print(findings: list[Finding]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    marks = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "error": "[red]✗[/]"}
    for finding in findings:
        console.print(f"{marks[finding.state]} {finding.check}: {finding.detail}")
        if finding.advice:
            console.print(f"    → {finding.advice}")
