"""Stories that end at somebody's bell, from the act that begins them to the row that is told."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from qiao.channels.events import DeliveryFailed, MailQuarantined
from qiao.channels.testing import make_mailbox
from qiao.kernel.events import publish
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.models import Notification
from qiao.staff.testing import make_person, make_team
from qiao.tickets.events import CustomerReplied
from qiao.tickets.models import Clock, Message
from qiao.tickets.services import (
    Reply,
    add_note,
    assign_ticket,
    follow_ticket,
    merge_tickets,
    reply_to_ticket,
    take_ticket,
    upkeep,
)
from qiao.tickets.services.upkeep import mark_missed_deadlines, warn_of_near_deadlines
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(ada):
    return make_ticket("Gateway down", requester=ada)


def told() -> set[tuple[str, str]]:
    """Who was told which kind, after everything that was published has been dealt with."""
    run_jobs()
    return set(Notification.objects.values_list("person__name", "kind"))


def customer_writes(ticket, text: str = "Still down.", *, is_by_machine: bool = False) -> None:
    message = make_message(ticket, text)
    with transaction.atomic():
        publish(CustomerReplied(ticket.pk, message.pk, is_by_machine=is_by_machine))


def test_a_mention_reaches_the_mentioned_and_not_the_writer(ticket, lin, mei) -> None:
    add_note(ticket.pk, f"@[Mei](person:{mei.pk}) and @[me](person:{lin.pk}): look", by=lin.actor)
    assert told() == {(mei.name, "mention")}
    row = Notification.objects.get()
    assert (row.who, row.address) == (lin.name, f"/desk/tickets/{ticket.number}/")
    assert "Gateway down" in row.subject


def test_being_given_a_ticket_is_told_and_taking_one_is_not(ticket, lin, mei) -> None:
    take_ticket(ticket.pk, by=mei.actor)
    assert told() == set()
    assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    assert told() == {(lin.name, "assigned")}
    assert Notification.objects.get().who == mei.name


def test_a_customers_words_reach_owner_and_followers_who_may_see_the_ticket(ticket, lin, mei) -> None:
    outsider = make_person("Outsider")
    for person in (mei, outsider):
        follow_ticket(ticket.pk, by=lin.actor, person_id=person.pk)
    take_ticket(ticket.pk, by=lin.actor)
    outsider.products.add(make_product())
    ticket.product = make_product()
    ticket.save(update_fields=["product"])
    customer_writes(ticket)
    assert told() == {(lin.name, "reply"), (mei.name, "reply")}


def test_a_machine_rings_nobody(ticket, lin) -> None:
    take_ticket(ticket.pk, by=lin.actor)
    customer_writes(ticket, "I am on holiday.", is_by_machine=True)
    assert told() == set()


def test_words_in_a_merged_ticket_reach_the_owner_of_the_one_it_went_into(ticket, lin, mei, ada) -> None:
    other = make_ticket("The same", requester=ada)
    take_ticket(ticket.pk, by=lin.actor)
    merge_tickets(ticket.pk, [other.pk], by=mei.actor)
    run_jobs()
    other.refresh_from_db()
    customer_writes(other)
    assert (lin.name, "reply") in told()
    assert Notification.objects.get(kind="reply").object_id == ticket.pk


def test_a_deadline_is_announced_once_before_and_once_after(ticket, lin) -> None:
    take_ticket(ticket.pk, by=lin.actor)
    Clock.objects.filter(metric="solve").delete()
    now = timezone.now()
    Clock.objects.update(due_at=now + timedelta(minutes=50), target_seconds=2 * 3600)
    assert warn_of_near_deadlines() == 0, "a quarter of two hours is half an hour"
    Clock.objects.update(due_at=now + timedelta(minutes=25))
    assert [warn_of_near_deadlines(), warn_of_near_deadlines()] == [1, 0]
    assert told() == {(lin.name, "due_soon")}
    Clock.objects.update(due_at=now - timedelta(minutes=1))
    mark_missed_deadlines()
    assert told() == {(lin.name, "due_soon"), (lin.name, "overdue")}
    Clock.objects.update(due_at=now + timedelta(minutes=20), breached_at=None)
    assert warn_of_near_deadlines() == 1, "a deadline that moved is another deadline"


def test_a_deadline_that_is_near_is_not_hidden_by_earlier_ones_that_are_not(ticket, monkeypatch) -> None:
    monkeypatch.setattr(upkeep, "AT_A_TIME", 1)
    now = timezone.now()
    Clock.objects.filter(metric="first_reply").update(due_at=now + timedelta(minutes=30), target_seconds=600)
    Clock.objects.filter(metric="solve").update(due_at=now + timedelta(minutes=40), target_seconds=24 * 3600)
    assert warn_of_near_deadlines() == 1
    assert Clock.objects.exclude(warned_due_at=None).get().metric == "solve"


def test_nobodys_deadline_is_told_to_the_followers(ticket, mei) -> None:
    follow_ticket(ticket.pk, by=mei.actor)
    Clock.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    warn_of_near_deadlines()
    assert told() == {(mei.name, "due_soon")}


def test_a_mail_that_failed_is_told_to_its_writer_the_owner_and_who_manages_mail(ticket, lin, mei) -> None:
    make_mailbox("support@ours.example", name="Support")
    zhou = make_person("Zhou", roles=("agent_l2",))
    take_ticket(ticket.pk, by=zhou.actor)
    sent = reply_to_ticket(
        ticket.pk, Reply("Open valve 4.", last_seen_message_id=Message.objects.latest("pk").pk), by=lin.actor
    )
    with transaction.atomic():
        publish(DeliveryFailed(sent.outgoing_id, ticket.thread_id or 0, "failed"))
    assert told() >= {(lin.name, "delivery_failed"), ("Zhou", "delivery_failed"), (mei.name, "delivery_failed")}
    addresses = dict(Notification.objects.filter(kind="delivery_failed").values_list("person__name", "address"))
    assert addresses[lin.name] == f"/desk/tickets/{ticket.number}/"
    assert addresses[mei.name] == "/setup/mail/out/"


def test_quarantine_is_told_in_ones_own_language_to_those_who_manage_mail(lin, mei) -> None:
    mei.language = "zh-hans"
    mei.save()
    boss = make_person("Boss", roles=("administrator",), language="en")
    with transaction.atomic():
        publish(MailQuarantined(12, None, "blank"))
    assert told() == {(mei.name, "quarantined"), (boss.name, "quarantined")}
    said = dict(Notification.objects.values_list("person", "subject"))
    assert said[boss.pk] == "Empty mail"
    assert said[mei.pk] != "Empty mail"


def test_looking_at_the_ticket_reads_what_was_told_about_it(ticket, lin, mei, client_of) -> None:
    assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    run_jobs()
    assert Notification.objects.get().read_at is None
    client_of(lin).get(f"/desk/tickets/{ticket.number}/")
    assert Notification.objects.get().read_at is not None


def test_a_restricted_ticket_tells_no_outsider_that_it_exists(ada, lin, mei) -> None:
    ticket = make_ticket("secret", requester=ada, team=make_team("Secret", mei, is_restricted=True))
    add_note(ticket.pk, f"@[Lin](person:{lin.pk})", by=mei.actor)
    assert told() == set()
