"""Queues of few tickets among many are read by an index of their own, however many others there are."""

import pytest
from django.db import IntegrityError, connection, transaction

from qiao.customers.models import Organisation
from qiao.customers.testing import make_organisation
from qiao.staff.models import Person
from qiao.staff.testing import make_person
from qiao.tickets.models import Message, Ticket
from qiao.tickets.models.ticket import IS_OPEN
from qiao.tickets.selectors import TicketFilters
from qiao.tickets.selectors.queue import matching_tickets
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
MANY, FEW = 1_500, 8


@pytest.fixture
def customer() -> Organisation:
    """A customer with many new tickets, a few that wait and a few that are solved."""
    organisation = make_organisation("Acme")
    states = ["new"] * MANY + ["waiting_customer"] * FEW + ["solved"] * FEW
    Ticket.objects.bulk_create(Ticket(subject="Pump", state=state, organisation=organisation) for state in states)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_ticket")
    return organisation


@pytest.fixture
def lin() -> Person:
    return make_person("林", roles=("agent_l1",))


def test_waiting_tickets(customer: Organisation, lin: Person) -> None:
    waiting = matching_tickets(lin, TicketFilters(view="waiting")).tickets.order_by("due_at_sort", "id")
    assert waiting.count() == FEW
    assert "ticket_waiting" in waiting[:50].explain()


def test_what_is_open_for_a_customer(customer: Organisation, lin: Person) -> None:
    other = make_organisation("Globex")
    states = ["solved"] * MANY + ["open"] * FEW
    Ticket.objects.bulk_create(Ticket(subject="Valve", state=state, organisation=other) for state in states)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_ticket")
    still_open = Ticket.objects.visible_to(lin).filter(IS_OPEN, organisation=other)
    assert still_open.count() == FEW
    assert "ticket_open_organisation" in still_open.order_by("-updated_at", "-id")[:5].explain()


def test_what_was_solved_for_a_customer(customer: Organisation, lin: Person) -> None:
    solved = Ticket.objects.visible_to(lin).filter(organisation=customer, state__in=("solved", "closed"))
    assert solved.count() == FEW
    assert "ticket_done_organisation" in solved.order_by("-updated_at", "-id")[:5].explain()


@pytest.mark.parametrize("letter", ["raw_mail_id", "outgoing_id"])
def test_a_letter_is_one_message_and_messages_without_one_are_many(letter: str) -> None:
    ticket = make_ticket()
    for _ in range(2):
        Message.objects.create(ticket=ticket, direction="internal", text="Called them")
    Message.objects.create(ticket=ticket, direction="internal", text="Wrote to them", **{letter: 7})
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(ticket=ticket, direction="internal", text="Wrote to them", **{letter: 7})
    assert Message.objects.filter(ticket=ticket, text="Wrote to them").count() == 1
