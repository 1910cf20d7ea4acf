"""Pages of the portal for a customer who sees the whole of a busy organisation, through Django's whole request path."""

import re
from html import unescape

from django.db.models import Count
from django.test import Client

from bench.measure import HEADER, Figures, measure
from bench.pages import opened
from qiao.customers.models import Contact
from qiao.customers.testing import customer_client
from qiao.tickets.models import Ticket

_NEXT = re.compile(r'rel="next" href="([^"]+)"')


def run() -> None:
    """Print the table."""
    print(HEADER)
    for figures in all_figures():
        print(figures.row(), flush=True)


def all_figures() -> list[Figures]:
    """Each page of the portal, of the customer with the most tickets."""
    contact = busiest_contact()
    client = customer_client(contact, role="organisation")
    theirs = Ticket.objects.get_queryset().filter(organisation=contact.organisation_id)
    number = theirs.order_by("-message_count", "-id").values_list("number", flat=True)[0]
    note = f"{theirs.count():,} tickets of the organisation"
    return [
        measure("portal, home", opened(client, "/portal/"), note=note),
        measure("portal, own list", opened(client, "/portal/tickets/?show=done")),
        measure("portal, organisation's list", opened(client, "/portal/tickets/?show=done&whose=all")),
        measure("portal, deep in that list", opened(client, deep_page(client))),
        measure("portal, one ticket", opened(client, f"/portal/tickets/{number}/")),
        measure("portal, request form", opened(client, "/portal/new/")),
        measure("portal, sign-in page", opened(Client(), "/portal/sign-in/")),
    ]


def busiest_contact() -> Contact:
    """Somebody at the organisation with the most tickets who opened some of them."""
    house = Ticket.objects.get_queryset().exclude(organisation=None).values("organisation").annotate(n=Count("pk"))
    busiest = house.order_by("-n").values_list("organisation", flat=True)[0]
    asker = Ticket.objects.get_queryset().filter(organisation=busiest).values("requester").annotate(n=Count("pk"))
    return Contact.objects.get(pk=asker.order_by("-n").values_list("requester", flat=True)[0])


def deep_page(client: Client) -> str:
    """Address of the twentieth page or the last one, reached by following the link."""
    address = "/portal/tickets/?show=done&whose=all"
    for _page in range(19):
        following = _NEXT.search(client.get(address).content.decode())
        if following is None:
            break
        address = f"/portal/tickets/{unescape(following[1])}"
    return address
