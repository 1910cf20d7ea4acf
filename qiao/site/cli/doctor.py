"""`qiao doctor`: what is wrong, and how to mend it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import language, ngettext
from qiao.site.cli.app import app
from qiao.site.cli.wording import json_option


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `state` is ok, warning or error; `advice` says how to mend it; texts as the terminal speaks."""

    check: str
    state: str
    detail: str
    advice: str = ""


@app.command()
def doctor(as_json: Annotated[bool, json_option(_("Findings as a JSON list."))] = False) -> None:
    """Check settings, database, migrations, jobs, audit chain, files, mail.

    Exit code 1 when something is wrong.
    """
    import django

    django.setup()
    from django.db import DatabaseError

    from qiao.kernel.i18n import in_language
    from qiao.kernel.postgres import PostgresFailed
    from qiao.site.cli.django import database

    try:
        with database(), in_language(language()):
            findings = list(examine())
    except (DatabaseError, PostgresFailed) as error:
        findings = [Finding(_("database"), "error", str(error).strip(), _where_to_look())]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _print(findings)
    if any(finding.state == "error" for finding in findings):
        raise typer.Exit(1)


def _where_to_look() -> str:
    from django.conf import settings

    if settings.EMBEDDED:
        return _("Look into the server's log: %s") % settings.EMBEDDED.log_path
    return _("Check QIAO_DATABASE_URL, and that the server runs and lets this machine in.")


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
    yield Finding(_("database"), "ok", f"PostgreSQL {server}")
    missing = [name for name in REQUIRED_EXTENSIONS if name not in present]
    advice = "; ".join(f"CREATE EXTENSION {name}" for name in missing)
    state, detail = (
        ("error", _("missing: %s") % ", ".join(missing)) if missing else ("ok", ", ".join(REQUIRED_EXTENSIONS))
    )
    yield Finding(_("extensions"), state, detail, _("As a superuser of this database: %s") % advice if missing else "")


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(_("migrations"), "error", _("%d not applied") % len(plan), _("Run: qiao migrate"))
    else:
        yield Finding(_("migrations"), "ok", _("all applied"))


def _jobs() -> Iterator[Finding]:
    from qiao.kernel.jobs.upkeep import queue_facts

    facts = queue_facts()
    detail = _("%(waiting)d waiting, oldest %(seconds).0f s, %(failed)d failed") % {
        "waiting": facts.waiting, "seconds": facts.oldest_seconds, "failed": facts.failed}  # fmt: skip
    if facts.failed:
        yield Finding(_("jobs"), "warning", detail, _("See the failed jobs' errors with: qiao procrastinate shell"))
    elif facts.oldest_seconds > 120:
        yield Finding(_("jobs"), "warning", detail, _("Is a worker running? Start one with: qiao worker"))
    else:
        yield Finding(_("jobs"), "ok", detail)


def _audit() -> Iterator[Finding]:
    from qiao.kernel.audit import verify_chain

    report = verify_chain()
    detail = _("%(seals)d seals over %(entries)d entries, %(unsealed)d not sealed yet") % {
        "seals": report.seals, "entries": report.entries, "unsealed": report.unsealed}  # fmt: skip
    if report.is_intact:
        yield Finding(_("audit chain"), "ok", detail)
    else:
        broken = _("seal %(seal)s does not fit; %(detail)s") % {"seal": report.broken_seal, "detail": detail}
        advice = _("Entries were changed behind Qiao's back. Compare with a backup from before this seal.")
        yield Finding(_("audit chain"), "error", broken, advice)


def _files() -> Iterator[Finding]:
    from qiao.kernel.files import check_storage

    problem = check_storage()
    yield Finding(_("files"), "error" if problem else "ok", problem or _("can be written and read"),
                  _("Check QIAO_FILES, the folder's owner and free space.") if problem else "")  # fmt: skip


def _secrets() -> Iterator[Finding]:
    """Passwords and keys in the database; the mailboxes, which hold some, only where these can be read."""
    from qiao.kernel.resealing import count_unreadable

    if lost := count_unreadable():
        detail = ngettext(
            "does not open %d password or key in the database",
            "does not open %d passwords or keys in the database",
            lost,
        )
        advice = _("Put back the secret.key of the data folder the data came from, or name it in QIAO_OLD_SECRET_KEYS.")
        yield Finding(_("secret key"), "error", detail % lost, advice)
        return
    yield Finding(_("secret key"), "ok", _("opens every password and key in the database"))
    yield from _mail()


def _mail() -> Iterator[Finding]:
    from qiao.channels.selectors import mailbox_health

    for health in mailbox_health():
        box = health.mailbox
        detail = _("%(waiting)d waiting, %(quarantined)d in quarantine, %(unsent)d unsent, %(failed)d failed") % {
            "waiting": health.waiting, "quarantined": health.quarantined, "unsent": health.unsent,
            "failed": health.failed}  # fmt: skip
        problem = box.last_fetch_error or box.last_send_error
        state = "ok" if health.is_well else "warning"
        yield Finding(_("mailbox %s") % box.address, state, f"{detail}{_('; ')}{problem}" if problem else detail,
                      "" if health.is_well else _("Setup → Mailboxes: test the connection there."))  # fmt: skip


def _scanner() -> Iterator[Finding]:
    from qiao.channels.services.scanning import is_scanner_set, scanner_problem

    if not is_scanner_set():
        yield Finding(_("virus scanner"), "ok", _("switched off"))
        return
    problem = scanner_problem()
    yield Finding(_("virus scanner"), "error" if problem else "ok", problem or _("answers"),
                  _("Mail waits until it answers: start clamd, or mend QIAO_CLAMAV.") if problem else "")  # fmt: skip


def _calendars() -> Iterator[Finding]:
    from qiao.kernel.time.selectors import unconfirmed_years

    missing = unconfirmed_years()
    for name, year in missing:
        advice = _("Setup → Working calendars: enter the public notice of that year and confirm it.")
        detail = _("%(calendar)s: %(year)d is not confirmed") % {"calendar": name, "year": year}
        yield Finding(_("calendar"), "warning", detail, advice)
    if not missing:
        yield Finding(_("calendar"), "ok", _("all needed years are confirmed"))


def _assets() -> Iterator[Finding]:
    from django.contrib.staticfiles.finders import find

    found = bool(find("ui/qiao.js") and find("ui/qiao.css"))
    detail = _("built") if found else _("styles or scripts are missing")
    yield Finding(_("assets"), "ok" if found else "error", detail, "" if found else _("Run: make setup"))


def _print(findings: list[Finding]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    marks = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "error": "[red]✗[/]"}
    for finding in findings:
        console.print(f"{marks[finding.state]} {finding.check}{_(': ')}{finding.detail}")
        if finding.advice:
            console.print(f"    → {finding.advice}")
