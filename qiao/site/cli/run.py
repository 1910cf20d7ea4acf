"""`qiao up` and the processes it supervises."""

import os
from typing import Annotated

import typer

from qiao.kernel.terminal import gettext as _
from qiao.site import programs
from qiao.site.cli.app import app
from qiao.site.ports import LIVE, WEB

Host = Annotated[str, typer.Option(help=_("Address to listen on."))]


@app.command()
def web(
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Port."), envvar=WEB)] = 8000,
    workers: Annotated[int, typer.Option(help=_("Processes."))] = 2,
    threads: Annotated[int, typer.Option(help=_("Threads a process."))] = 4,
) -> None:
    """Serve pages and the API (WSGI)."""
    programs.load_everything()
    programs.serve_pages(host, port, workers=workers, threads=threads)


@app.command()
def live(host: Host = "127.0.0.1", port: Annotated[int, typer.Option(help=_("Port."), envvar=LIVE)] = 8001) -> None:
    """Serve live updates (server-sent events, ASGI)."""
    programs.load_models()
    programs.serve_live(host, port)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(help=_("Jobs at a time."))] = 4,
    name: Annotated[str, typer.Option(help=_("Unique name; made from host and process when empty."))] = "",
    watch_mail: Annotated[bool, typer.Option(help=_("Also hold IMAP connections open (IDLE)."))] = True,
) -> None:
    """Run background jobs, the timetable and the mailbox watchers."""
    programs.load_models()
    programs.work(concurrency=concurrency, name=name, watch_mail=watch_mail)


@app.command()
def up(
    host: Annotated[str, typer.Option(help=_("Address pages are served on."), envvar="QIAO_BIND")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Port of pages."), envvar=WEB)] = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help=_("Fill the demo company first when the database is empty."))
    ] = False,
) -> None:
    """Start everything: database, pages, live updates, worker, mail listener. Ctrl-C stops it cleanly."""
    # the address that pages and mails name follows the port, in this process and those it starts
    os.environ[WEB] = str(port)
    from qiao.site.supervisor import run_all

    raise typer.Exit(run_all(host=host, port=port, with_demo=demo))
