"""Pages and search, through Django's whole request path, one client, warm."""

import re
from collections.abc import Callable

from django.test import Client

from bench.corpus import MARKERS_EN, MARKERS_ZH
from bench.measure import HEADER, Figures, measure
from qiao.staff.models import Person
from qiao.tickets import selectors
from qiao.tickets.models import Ticket
from qiao.tickets.selectors import TicketFilters

PAGES_DEEP = 50


def run() -> None:
    """Print the table."""
    client = Client()
    client.force_login(Person.objects.get(email="agent0@bench.example"), "qiao.staff.backends.ModelBackend")
    print(HEADER)
    for figures in all_figures(client):
        print(figures.row(), flush=True)


def all_figures(client: Client) -> list[Figures]:
    """Each screen of the budget."""
    number = Ticket.objects.filter(message_count=20).order_by("-id").values_list("number", flat=True)[0]
    rows = [
        measure("queue, first page", opened(client, "/desk/tickets/?view=all")),
        measure(f"queue, page {PAGES_DEEP}", opened(client, deep_page(client))),
        measure("desk, three panes", opened(client, "/desk/?view=all")),
        measure("ticket with 20 messages", opened(client, f"/desk/tickets/{number}/?view=all")),
    ]
    for word, every in [*MARKERS_EN.items(), *MARKERS_ZH.items()]:
        kind = "rare" if every > 1_000 else "common"
        found = selectors.search_tickets(lead(), word, filters=TicketFilters(view="all"), page=1)
        total = f"{found.total}{'+' if found.is_capped else ''} found"
        rows.append(measure(f"search, {kind}: {word}", opened(client, f"/desk/search/?q={word}"), note=total))
    return rows


def lead() -> Person:
    """Who looks: sees everything."""
    return Person.objects.get(email="agent0@bench.example")


def opened(client: Client, address: str) -> Callable[[], None]:
    """A call that fetches the page and insists on an answer."""

    def fetch() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    return fetch


def deep_page(client: Client) -> str:
    """Address of the queue's page 50, reached as a person would: by following “next”."""
    cursor = ""
    viewer = lead()
    for _ in range(PAGES_DEEP - 1):
        page = selectors.queue_page(viewer, TicketFilters(view="all"), cursor=cursor)
        cursor = page.next_cursor or cursor
    if not re.fullmatch(r"[\w=.~+/-]+", cursor):
        raise RuntimeError("The queue has no fiftieth page.")
    return f"/desk/tickets/?view=all&cursor={cursor}"
