"""What tickets show on the pages of customers, and their list as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from qiao.customers.ports import TouchpointQuery, export_sources
from qiao.customers.public import merge_organisations
from qiao.customers.testing import make_organisation
from qiao.kernel.access import Actor
from qiao.products.testing import make_product
from qiao.staff.models import Team
from qiao.tickets.models import Ticket
from qiao.tickets.rules.states import OPEN_STATES
from qiao.tickets.selectors.customer_figures import by_month, figures
from qiao.tickets.selectors.touchpoints import TicketTouchpoints
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


def test_figures_count_what_the_viewer_may_see(acme, ada, lin):
    now = timezone.now()
    make_ticket(requester=ada, organisation=acme)
    late = make_ticket(requester=ada, organisation=acme)
    old = make_ticket(requester=ada, organisation=acme)
    hidden = make_ticket(requester=ada, organisation=acme)
    Ticket.objects.filter(pk=late.pk).update(due_at_sort=now - timedelta(hours=1))
    Ticket.objects.filter(pk=old.pk).update(state="closed", created_at=now - timedelta(days=120))
    secret = Team.objects.create(name={"en": "Secret"}, is_restricted=True)
    Ticket.objects.filter(pk=hidden.pk).update(team=secret)
    found = figures(lin, "organisation", acme.pk)
    assert (found.open, found.late, found.lately, found.before, found.kept_percent) == (2, 1, 2, 1, None)
    assert found.change == 1
    assert by_month(lin, "requester", ada.pk).total == 3


def test_a_merged_customers_tickets_count_here(acme, lin):
    old = make_organisation("Old")
    make_ticket(organisation=old)
    assert figures(lin, "organisation", acme.pk).open == 0
    merge_organisations(acme.pk, [old.pk], by=Actor.system())
    assert figures(lin, "organisation", acme.pk).open == 1


@pytest.mark.parametrize("name", ["customer-figures", "customer-months", "panel"])
def test_a_box_costs_the_same_with_three_and_thirty_tickets(name, acme, ada, lin, eve, client_of):
    address = reverse(f"tickets:{name}", args=["organisation", acme.pk])
    browser = client_of(lin)

    def cost():
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    for _ in range(3):
        make_ticket(requester=ada, organisation=acme)
    few = cost()
    for _ in range(27):
        make_ticket(requester=ada, organisation=acme)
    # beyond a page the box counts once more
    assert cost() - few <= (1 if name == "panel" else 0)
    assert client_of(eve).get(address).status_code == 403
    assert client_of(lin).get(reverse(f"tickets:{name}", args=["nonsense", 1])).status_code == 404


def test_a_chart_says_in_words_what_it_shows(acme, ada, lin, client_of):
    make_ticket(requester=ada, organisation=acme, kind="incident")
    page = client_of(lin).get(reverse("tickets:customer-months", args=["organisation", acme.pk])).content.decode()
    assert "<qiao-chart" in page
    assert 'role="img"' in page
    assert client_of(lin).get(reverse("tickets:customer-promises", args=[acme.pk])).status_code == 200


def test_touchpoints_come_newest_first_each_once(acme, ada, lin):
    ticket = make_ticket(requester=ada, organisation=acme)
    at = timezone.now()
    for number in range(20):
        make_message(ticket, f"Message {number}", at=at)  # imported histories often share one moment
    source, seen, before = TicketTouchpoints(), [], None
    while True:
        query = TouchpointQuery(lin, (acme.pk,), (), (), before, 6)
        page = source.touchpoints(query)
        seen += [one.key for one in page]
        if len(page) < 6:
            break
        before = (page[-1].at, page[-1].key)
    assert len(seen) == len(set(seen)) == 22  # with the first message and the ticket
    assert seen[:20] == sorted(seen[:20], reverse=True)


def test_the_list_as_a_file_has_every_ticket_once_in_the_filters_words(acme, ada, lin, monkeypatch):
    monkeypatch.setattr("qiao.tickets.selectors.exporting._BATCH", 7)
    source = export_sources()["tickets"]
    for number in range(40):
        make_ticket(f"Subject {number}", requester=ada, organisation=acme, kind="task" if number % 2 else "incident")
    query = "kind=task"
    rows = list(source.rows(lin, query))
    assert len(rows) == source.count(lin, query) == 20
    assert len({row[0] for row in rows}) == 20
    out = io.StringIO()
    csv.writer(out).writerow(source.columns())
    assert len(rows[0]) == len(source.columns())


@pytest.mark.parametrize("state", OPEN_STATES)
def test_every_open_ticket_of_a_product_stands_in_its_box(state, ada, lin, client_of):
    product = make_product()
    ticket = make_ticket("Gateway gone", requester=ada, product=product)
    Ticket.objects.filter(pk=ticket.pk).update(state=state)
    assert "Gateway gone" in client_of(lin).get(f"/desk/panels/product/{product.pk}/").content.decode()
