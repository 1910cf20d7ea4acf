"""`qiao calendar`: working-time arithmetic for programs."""

import json
import sys

import typer

from qiao.site.cli.app import app


@app.command()
def calendar() -> None:
    """Read a calendar and cases as JSON on standard input, print {"results": [...]}.

    Cases: {"op":"add","start",…,"seconds"} gives an ISO instant, {"op":"between","start","end"} gives seconds.
    Exit code 2 when the input cannot be used.
    """
    from qiao.kernel.time import CalendarInputError, run_calendar_cases

    try:
        answer = run_calendar_cases(json.load(sys.stdin))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        answer = {"error": f"Standard input is not JSON: {error}"}
    except CalendarInputError as error:
        answer = {"error": str(error)}
    typer.echo(json.dumps(answer, ensure_ascii=False))
    if "error" in answer:
        raise typer.Exit(2)
