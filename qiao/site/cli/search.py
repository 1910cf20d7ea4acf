"""`qiao search`: the desk's search from a terminal."""

import json
from typing import Annotated

import typer

from qiao.site.cli.app import app


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, a ticket number, a mail address, an error code.")],
    limit: Annotated[int, typer.Option(help="Most hits shown.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Search all tickets, as an administrator would see them. Exit code 1 when nothing is found."""
    import django

    django.setup()
    from qiao.site.cli.django import database
    from qiao.tickets.public import search_tickets

    with database():
        found = search_tickets(query, limit=limit)
    if as_json:
        typer.echo(json.dumps({"total": found.total, "hits": [hit.as_dict() for hit in found.hits]}, ensure_ascii=False))
    else:
        for hit in found.hits:
            typer.echo(f"{hit.number:>10}  {hit.subject}")
    if not found.hits:
        raise typer.Exit(1)
