"""Help and refusals of the command line in the language of the terminal: typer itself speaks English only."""

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer._click import Context, HelpFormatter
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError
from typer.core import TyperCommand, TyperGroup, TyperOption

from qiao.kernel.terminal import ENGLISH, gettext_noop, pgettext, speak
from qiao.kernel.terminal import gettext as _

F = TypeVar("F", bound=Callable[..., Any])

REFUSALS = (
    (r"Missing argument (.+)\.", gettext_noop("%s is missing.")),
    (r"Missing option (.+)\.", gettext_noop("%s is missing.")),
    (r"Missing command\.", gettext_noop("A command is missing.")),
    (r"No such command '(.+)'\.", gettext_noop("No such command: %s")),
    (r"No such option: (\S+).*", gettext_noop("No such option: %s")),
    (r"Option (.+) requires an argument\.", gettext_noop("Option %s needs a value.")),
    (r"Option (.+) does not take a value\.", gettext_noop("Option %s does not take a value.")),
    (r"Got unexpected extra argument\(s\) \((.+)\)", gettext_noop("That is too much: %s")),
    (r"Invalid value for ('[^']+').*: (.+) is not a valid int\w*\.", gettext_noop("%s: %s is not a whole number.")),
)
"""What typer refuses, as it says it, and as we do; a sentence of it that is not here is shown as it is."""


class _Spoken:
    """What typer writes around our own help texts."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
        rich_utils.OPTIONS_PANEL_TITLE = _("Options")
        rich_utils.COMMANDS_PANEL_TITLE = pgettext("command line", "Commands")
        rich_utils.DEFAULT_STRING = _("[default: {}]")
        rich_utils.ENVVAR_STRING = _("[setting: {}]")
        rich_utils.REQUIRED_LONG_STRING = _("[required]")
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this and exit.")
        return option


class Verb(_Spoken, TyperCommand):
    """One verb."""


class VerbGroup(_Spoken, TyperGroup):
    """Several verbs under one word."""


class Verbs(typer.Typer):
    """Verbs whose help is their docstring, translated."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=VerbGroup, no_args_is_help=True, rich_markup_mode="rich", add_completion=False, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[F], F]:
        """As typer's own; the docstring is the text to translate."""
        decorate = super().command

        def added(function: F) -> F:
            return decorate(name, cls=Verb, help=_(inspect.getdoc(function) or ""), **options)(function)

        return added


def json_option(help_text: str) -> Any:
    """`--json`: what programs read is English whatever the terminal speaks."""
    return typer.Option("--json", callback=_speak_to_programs, is_eager=True, help=help_text)


def _speak_to_programs(is_json: bool) -> bool:
    if is_json:
        speak(ENGLISH)
    return is_json


def run(app: typer.Typer) -> int:
    """Run a command line; what it asks wrongly gets one sentence. Returns the exit code."""
    try:
        ended = app(prog_name="qiao", standalone_mode=False)
    except NoArgsIsHelpError:
        return 2
    except ClickException as error:
        typer.echo(f"qiao: {_sentence(error)}", err=True)
        if isinstance(error, UsageError) and error.ctx:
            typer.echo(_("See: %(command)s --help") % {"command": error.ctx.command_path}, err=True)
        return error.exit_code
    except typer.Abort:
        return 1
    return ended if isinstance(ended, int) else 0


def _sentence(error: ClickException) -> str:
    said = error.format_message()
    for shape, text in REFUSALS:
        if found := re.fullmatch(shape, said, re.DOTALL):
            return _(text) % found.groups()
    return said
