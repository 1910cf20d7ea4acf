"""A ticket that goes on from a closed one says so to everybody who hears of it, whichever way it was opened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.channels.testing import make_mail, take_mail
from qiao.customers.testing import customer_client
from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for
from qiao.kernel.models import OutboxEvent, WebhookEndpoint, WebhookMessage
from qiao.kernel.testing import run_jobs
from qiao.kernel.webhooks.signing import new_secret
from qiao.tickets.models import Ticket
from qiao.tickets.services import change_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(mailbox, bo, lin) -> Ticket:
    """Closed long ago; its first mail was <one@acme.example>."""
    number = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox).ticket_number
    ticket = Ticket.objects.get(number=number)
    for state in ("solved", "closed"):
        change_state(ticket.pk, state, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=90))
    return ticket


def by_mail(closed, **_cast):
    take_mail(make_mail("Again", In_Reply_To="<one@acme.example>"), closed.mailbox)


def at_the_desk(closed, lin, client_of, **_cast):
    client_of(lin).post(f"/desk/tickets/{closed.number}/follow-up/")


def on_the_portal(closed, bo, **_cast):
    customer_client(bo).post(f"/portal/tickets/{closed.number}/reply/", {"text": "Again"})


def by_a_program(closed, lin, **_cast):
    Caller(lin).post("tickets", {"subject": "Again", "markdown": "Again", "follow_up_of": closed.number})


@pytest.mark.parametrize("go_on", [by_mail, at_the_desk, on_the_portal, by_a_program])
def test_everybody_hears_what_a_new_ticket_goes_on_from(go_on, closed, mailbox, bo, lin, client_of):
    WebhookEndpoint.objects.create(name="ERP", url="https://erp.example/", secret=new_secret())
    closed.mailbox = mailbox
    go_on(closed, bo=bo, lin=lin, client_of=client_of)
    new = Ticket.objects.latest("pk")
    assert new.follow_up_of_id == closed.pk
    event = OutboxEvent.objects.filter(name="TicketOpened").latest("pk")
    assert (event.payload["ticket_id"], event.payload["follow_up_of"]) == (new.pk, closed.pk)
    last = entries_for("tickets.ticket", closed.pk).last()
    assert (last.verb, last.data) == ("ticket.followed_up", {"number": new.number})
    assert entries_for("tickets.ticket", new.pk).get(verb="ticket.opened").data["follow_up_of"] == closed.number
    run_jobs()
    told = WebhookMessage.objects.get(type="ticket.opened").payload
    assert told["data"]["follow_up_of"] == closed.number
