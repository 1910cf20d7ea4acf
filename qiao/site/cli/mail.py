"""`qiao mail`: reading mails from files and pipes, and the built-in listener."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import reason
from qiao.site import programs
from qiao.site.cli.app import app
from qiao.site.cli.wording import Verbs, json_option
from qiao.site.ports import MAIL

mail = Verbs(name="mail", help=_("Read mails from files and pipes; listen for SMTP."))
app.add_typer(mail, name="mail")


@mail.command("parse")
def parse(
    files: Annotated[list[Path], typer.Argument(help=_("Mails as bytes (.eml), '-' for standard input."))],
    as_json: Annotated[bool, json_option(_("One JSON object per mail and line."))] = False,
) -> None:
    """Show what Qiao reads from each mail. Needs no database.

    Exit code 1 when a file cannot be opened.
    """
    from qiao.channels.rules import json_form, parse_mail

    unreadable = False
    for file in files:
        try:
            raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        except OSError as error:
            unreadable = True
            typer.echo(f"qiao: {file}: {reason(error)}", err=True)
            continue
        form = json_form(parse_mail(raw), str(file))
        if as_json:
            line = json.dumps(form, ensure_ascii=False)
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        else:
            _show(form)
    if unreadable:
        raise typer.Exit(1)


def _show(form: dict[str, object]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None)
    for name in (
        "file",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "machine",
        "bounce",
        "reply_text",
        "attachments",
        "problems",
    ):
        value = form[name]
        table.add_row(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    Console(markup=False).print(table)


@mail.command("in")
def take_in(
    mailbox: Annotated[str, typer.Option(help=_("Address of the mailbox it came to."))] = "",
    as_json: Annotated[bool, json_option(_("Print {id, state} as JSON."))] = False,
) -> None:
    """Take one mail from standard input, for pipes of a mail server.

    Exit code 75 (try again later) when it cannot be stored, 65 when nothing came.
    """
    import django

    data = sys.stdin.buffer.read()
    if not data.strip():
        said = _("nothing came on standard input: give it a mail, as qiao mail in < mail.eml")
        typer.echo(f"qiao: {said}", err=True)
        raise typer.Exit(65)
    try:
        django.setup()
        from qiao.channels.public import take_from_pipe
        from qiao.site.cli.django import database

        with database():
            raw_id = take_from_pipe(data, mailbox or None)
    except Exception as error:
        # EX_TEMPFAIL: the mail server keeps the mail and tries again; anything else would bounce it
        typer.echo(f"qiao: {_('not stored, try again: %s') % error}", err=True)
        raise typer.Exit(75) from error
    typer.echo(json.dumps({"id": raw_id, "state": "waiting"}) if as_json else _("Stored as mail %d.") % raw_id)


@mail.command("listen")
def listen(
    host: Annotated[str, typer.Option(help=_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Port."), envvar=MAIL)] = 8025,
    lmtp: Annotated[bool, typer.Option(help=_("Speak LMTP instead of SMTP."))] = False,
) -> None:
    """Run the built-in SMTP or LMTP listener."""
    programs.load_models()
    programs.listen_for_mail(host, port, lmtp=lmtp)
