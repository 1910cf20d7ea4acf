"""The typer application: one function per verb, grouped in this folder's modules."""

from typing import Annotated

import typer

from qiao.kernel.terminal import gettext as _
from qiao.site.cli.wording import Verbs

app = Verbs(
    name="qiao",
    help=_(
        "Qiao 桥: product support, from a customer's question to a verified fix. "
        "Every word not listed here goes to Django's own commands."
    ),
)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        version()
        raise typer.Exit


@app.callback()
def options(
    is_version_asked: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_("Print the version and exit."))
    ] = False,
) -> None:
    """What stands before a verb."""


@app.command()
def version() -> None:
    """Print the version."""
    from qiao import __version__

    typer.echo(__version__)


def own_commands() -> set[str]:
    """Names of the verbs and groups defined in this folder."""
    from qiao.site.cli import backup, calendar, demo, doctor, importing, mail, reseal, run, search  # noqa: F401

    names = {
        command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands
    }
    return names | {group.name or "" for group in app.registered_groups}
