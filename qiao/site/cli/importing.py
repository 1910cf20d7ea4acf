"""`qiao import`: tables and other desks from a terminal, for programs."""

import codecs
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import language, ngettext, reason
from qiao.site.cli.app import app
from qiao.site.cli.wording import json_option

MOST_SHOWN = 1_000

if TYPE_CHECKING:
    from qiao.kernel.models import TableImport
    from qiao.kernel.tables import TableKind


class CannotUse(Exception):
    """Something in the command line cannot be used; the message says what could be."""


@app.command("import")
def import_table(
    kind: Annotated[str, typer.Argument(help=_("organisations, contacts, contracts, deployments or tickets."))],
    file: Annotated[Path, typer.Argument(help=_("A CSV file or an Excel workbook (.xlsx)."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Check every row and write nothing."))] = False,
    refused: Annotated[Path | None, typer.Option(help=_("Where to write the refused rows, to be mended."))] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help=_("What a column is, as 'Header=field'; others are guessed. May be repeated.")),
    ] = None,
    add_customers: Annotated[
        bool, typer.Option("--add-customers", help=_("Contacts only: add customers that are not there yet."))
    ] = False,
    encoding: Annotated[str, typer.Option(help=_("Encoding of a CSV file, if the guess is wrong, as gb18030."))] = "",
    as_json: Annotated[bool, json_option(_("One JSON object."))] = False,
) -> None:
    """Import a table.

    Exit code 1 when rows were refused, 2 when the file or a column cannot be used.
    """
    import django

    django.setup()
    from qiao.kernel.errors import Refusal
    from qiao.kernel.i18n import in_language
    from qiao.site.cli.django import database

    try:
        with database():
            answer = _run(kind, file, dry_run, refused, _pairs(column or []), encoding, add_customers)
    except (Refusal, CannotUse, OSError) as error:
        with in_language(language()):
            said = f"{error.filename}: {reason(error)}" if isinstance(error, OSError) and error.filename else str(error)
        typer.echo(json.dumps({"error": said}, ensure_ascii=False) if as_json else f"qiao: {said}", err=not as_json)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(answer)
    if answer["state"] == "failed":
        raise typer.Exit(2)
    if answer["refused"]:
        raise typer.Exit(1)


def _run(
    kind: str,
    file: Path,
    dry_run: bool,
    refused: Path | None,
    columns: dict[str, str],
    encoding: str,
    add_customers: bool,
) -> dict[str, Any]:
    from django.db import transaction

    from qiao.kernel.access import Actor
    from qiao.kernel.i18n import in_language
    from qiao.kernel.models import TableImport
    from qiao.kernel.tables.running import check_import, run_import, start_import, work_on_import

    by = Actor.system("qiao import")
    table = _kind(kind)
    _check_words(table, refused, columns, encoding)
    # all or nothing: a wrong column leaves no import half made
    with file.open("rb") as source, transaction.atomic():
        run = start_import(table, source, file.name, by=by, encoding=encoding)
        if unknown := set(columns) - set(run.headers):
            known = ", ".join(run.headers)
            raise CannotUse(_("%(file)s has no column %(unknown)s; its columns: %(known)s") % {
                "file": file.name, "unknown": ", ".join(sorted(unknown)), "known": known})  # fmt: skip
        mapping = [columns.get(header, guess) for header, guess in zip(run.headers, run.mapping, strict=True)]
        check_import(run.pk, mapping, by=by, makes_also=add_customers)
    work_on_import(run_id=run.pk)
    run.refresh_from_db()
    if not dry_run and run.state == TableImport.State.CHECKED and run.created + run.updated:
        run_import(run.pk, by=by)
        work_on_import(run_id=run.pk)
        run.refresh_from_db()
    with in_language(language()):
        return _answer(run, dry_run, refused)


def _kind(key: str) -> "TableKind":
    from qiao.kernel.tables import table_kinds

    known = {kind.key: kind for kind in table_kinds()}
    if key not in known:
        raise CannotUse(_("there is no table %(key)s; there are: %(known)s") % {"key": key, "known": ", ".join(known)})
    return known[key]


def _check_words(kind: "TableKind", refused: Path | None, columns: dict[str, str], encoding: str) -> None:
    """Before anything is read: a slip of the pen must not show only after the rows are written."""
    fields = {field.key for field in kind.fields}
    for field in columns.values():
        if field and field not in fields:
            raise CannotUse(_("%(table)s have no field %(field)s; their fields: %(known)s") % {
                "table": kind.key, "field": field, "known": ", ".join(sorted(fields))})  # fmt: skip
    if refused and not os.access(refused if refused.exists() else refused.parent, os.W_OK):
        raise CannotUse(_("%s cannot be written") % refused)
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise CannotUse(_("there is no encoding %s; write utf-8, gb18030, utf-16, cp1252 …") % encoding) from None


def _answer(run: "TableImport", dry_run: bool, refused: Path | None) -> dict[str, Any]:
    from qiao.kernel.tables.results import refused_cells, refused_file

    if refused and run.refused:
        content, *_about = refused_file(run)
        with content:
            refused.write_bytes(content.read())
    return {
        "id": run.pk, "kind": run.kind, "file": run.file_name, "dry_run": dry_run, "state": run.state,
        "columns": dict(zip(run.headers, run.mapping, strict=True)), "rows": run.total, "created": run.created,
        "updated": run.updated, "unchanged": run.unchanged, "refused": run.refused, "problem": run.problem,
        "customers_added": run.also_created,
        "problems": [
            {"row": one.row, "column": one.column, "text": one.sentence} for one in refused_cells(run, most=MOST_SHOWN)
        ],
    }  # fmt: skip


def _show(answer: dict[str, Any]) -> None:
    for problem in answer["problems"]:
        place = _("row %(row)d, %(column)s: ") % {"row": problem["row"], "column": problem["column"] or "-"}
        typer.echo(place + problem["text"], err=True)
    if answer["problem"]:
        said = _("%s cannot be read to its end: nothing behind these rows was taken.") % answer["file"]
        typer.echo(f"qiao: {said}", err=True)
    rows = ngettext("%d row", "%d rows", answer["rows"]) % answer["rows"]
    if answer["dry_run"]:
        told = _(
            "%(rows)s: %(created)d would be new, %(updated)d changed, %(unchanged)d already so, %(refused)d refused."
        )
    else:
        told = _("%(rows)s: %(created)d new, %(updated)d changed, %(unchanged)d already so, %(refused)d refused.")
    typer.echo(told % (answer | {"rows": rows}))


def _pairs(columns: list[str]) -> dict[str, str]:
    for entry in columns:
        if "=" not in entry:
            raise CannotUse(_("--column %s: write 'Header=field'") % entry)
    return {header: field for header, _equals, field in (entry.rpartition("=") for entry in columns)}
