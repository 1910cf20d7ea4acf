"""Every address of the portal × who comes: made from the URL table, with what each of them may expect."""

import pytest
from django.test import Client

from qiao.customers.models import PortalRole
from qiao.customers.testing import customer_client, make_contact, make_organisation
from qiao.staff.rules import ROLE_PERMISSIONS
from qiao.staff.testing import make_person
from qiao.tickets.models import Ticket
from qiao.tickets.testing import make_ticket
from tests.security.test_access_matrix import ROUTES

PORTAL = [(address, view) for address, view in ROUTES if getattr(view, "access", "") == "portal"]
ABOUT_A_TICKET = "/portal/tickets/1/"

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str, number: int) -> list[int]:
    place = address.replace(ABOUT_A_TICKET, f"/portal/tickets/{number}/")
    return [client.get(place).status_code, client.post(place, {"text": "x"}).status_code]


def test_the_portal_has_addresses_to_guard():
    assert len(PORTAL) > 12
    assert any(address.startswith(ABOUT_A_TICKET) for address, _ in PORTAL)


@pytest.mark.parametrize("role", sorted(ROLE_PERMISSIONS))
def test_no_role_of_staff_opens_a_page_of_the_portal(role):
    client = Client()
    client.force_login(make_person(roles=[role]))
    number = make_ticket().number
    wrong = [(address, found) for address, _ in PORTAL if (found := asked(client, address, number)) != [302, 302]]
    assert not wrong


@pytest.mark.parametrize("role", PortalRole.values)
def test_a_customer_of_another_organisation_finds_no_ticket(role, ada):
    ticket = make_ticket(requester=ada)
    stranger = make_contact("Eve", organisation=make_organisation("Other"))
    wrong = []
    for address, _view in PORTAL:
        if not address.startswith(ABOUT_A_TICKET):
            continue
        found = asked(customer_client(stranger, role=role), address, ticket.number)
        if not set(found) <= {404, 405}:
            wrong.append((address, found))
    assert not wrong
    assert Ticket.objects.values_list("message_count", "state", "nudge_count").get(pk=ticket.pk) == (1, "new", 0)


@pytest.mark.parametrize("role", PortalRole.values)
def test_no_address_breaks_for_a_customer(role, ada):
    ticket = make_ticket(requester=ada)
    broken = []
    for address, _view in PORTAL:
        found = asked(customer_client(ada, role=role), address, ticket.number)
        if any(status >= 500 for status in found):
            broken.append((address, found))
    assert not broken


@pytest.mark.parametrize("role", [PortalRole.OWN, PortalRole.ORGANISATION])
def test_only_administrators_of_an_organisation_decide_what_colleagues_see(role, ada, bo):
    client = customer_client(ada, role=role)
    assert asked(client, "/portal/people/", 1)[0] == 403
    assert client.post(f"/portal/people/{bo.pk}/", {"role": "administrator"}).status_code == 403


def test_guessing_numbers_finds_only_ones_own(ada):
    own = {make_ticket(requester=ada).number for _place in range(3)}
    for _place in range(10):
        make_ticket()
    client = customer_client(ada, role=PortalRole.ADMINISTRATOR)
    first, last = min(own), max(Ticket.objects.values_list("number", flat=True))
    guesses = range(first - 5, last + 5)
    found = {number for number in guesses if client.get(f"/portal/tickets/{number}/").status_code == 200}
    assert found == own


def test_posting_without_a_token_is_refused_to_customers_too(ada):
    client = customer_client(ada)
    client.handler.enforce_csrf_checks = True
    open_doors = [address for address, _ in PORTAL if client.post(address).status_code not in {403, 405}]
    assert not open_doors
