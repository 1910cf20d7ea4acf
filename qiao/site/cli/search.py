"""`qiao search`: the desk's search from a terminal."""

import json
from typing import Annotated

import typer

from qiao.kernel.terminal import gettext as _
from qiao.site.cli.app import app
from qiao.site.cli.wording import json_option


@app.command()
def search(
    query: Annotated[str, typer.Argument(help=_("Words, a ticket number, a mail address, an error code."))],
    limit: Annotated[int, typer.Option(help=_("Most hits shown."))] = 20,
    as_json: Annotated[bool, json_option(_("One JSON object."))] = False,
) -> None:
    """Search all tickets, as an administrator would see them.

    Exit code 1 when nothing is found.
    """
    import django

    django.setup()
    from qiao.kernel import search as index
    from qiao.site.cli.django import database
    from qiao.tickets.public import ticket_cards

    with database():
        only_tickets = index.Filters(object_types=["tickets.ticket"])
        found = index.search(query, scope=index.Scope.everything(), filters=only_tickets, limit=limit)
        known = ticket_cards([hit.object_id for hit in found.hits])
        cards = [known[hit.object_id] for hit in found.hits if hit.object_id in known]
    if as_json:
        hits = [{"number": card.shown_number, "subject": card.subject, "state": card.state} for card in cards]
        typer.echo(json.dumps({"total": found.total, "is_capped": found.is_capped, "hits": hits}, ensure_ascii=False))
    else:
        for card in cards:
            typer.echo(f"{card.shown_number:>10}  {card.subject}")
    if not cards:
        raise typer.Exit(1)
