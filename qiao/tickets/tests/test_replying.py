"""Answers to the customer: what they start and stop, who may be overtaken, how they are taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.channels import public as channels
from qiao.channels.models import OutgoingMail
from qiao.channels.ports import keeper
from qiao.customers.models import ContactPoint
from qiao.kernel.audit import entries_for
from qiao.kernel.files import store
from qiao.staff.testing import make_person
from qiao.tickets.models import Clock, Draft, Message, Ticket
from qiao.tickets.refusals import (
    AlreadySent,
    EmptyMessage,
    FieldsMissing,
    NobodyToWriteTo,
    SomeoneAnswered,
    TicketIsMerged,
)
from qiao.tickets.selectors import recipients_of
from qiao.tickets.services import (
    CustomFieldDraft,
    NewFile,
    NewTicket,
    Reply,
    add_participant,
    assign_ticket,
    merge_tickets,
    open_ticket,
    reply_to_ticket,
    save_custom_field,
    save_draft,
    send_now,
    snooze_ticket,
    solve_ticket,
    undo_send,
)
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(mailbox, bo) -> Ticket:
    return make_ticket("Gateway down", requester=bo)


def verbs(ticket):
    return [entry.verb for entry in entries_for("tickets.ticket", ticket.pk)]


def delivered(sent):
    OutgoingMail.objects.filter(pk=sent.outgoing_id).update(state="sent")
    keeper().delivery_changed(sent.outgoing_id, "sent")


def test_a_reply_stops_the_first_reply_clock_and_waits_for_the_customer(ticket, lin):
    sent = reply_to_ticket(ticket.pk, Reply("Try **this** now."), by=lin.actor)
    ticket.refresh_from_db()
    message = Message.objects.get(pk=sent.message_id)
    assert (ticket.state, ticket.assignee, ticket.last_direction) == ("waiting_customer", lin, "out")
    assert (message.text, message.delivery, message.language) == ("Try this now.", "held", "en")
    assert "<strong>this</strong>" in message.html
    first = Clock.objects.get(ticket=ticket, metric="first_reply")
    assert (first.outcome, first.stopped_by) == ("met", message.pk)
    solve = Clock.objects.get(ticket=ticket, metric="solve")
    assert (solve.due_at, solve.outcome) == (None, "")
    assert (ticket.next_due_at, ticket.is_paused) == (None, True)
    assert verbs(ticket)[-1] == "ticket.replied"


def test_the_mail_goes_to_the_requester_with_participants_in_copy(ticket, ada, lin):
    add_participant(ticket.pk, by=lin.actor, contact_id=ada.pk)
    sent = reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    mail = OutgoingMail.objects.get(pk=sent.outgoing_id)
    assert [one["address"] for one in mail.to] == ["bo@acme.example"]
    assert [one["address"] for one in mail.cc] == ["ada@acme.example"]
    only = reply_to_ticket(ticket.pk, Reply("Just you", cc=(), state_after=""), by=lin.actor)
    assert OutgoingMail.objects.get(pk=only.outgoing_id).cc == []


def test_an_address_that_does_not_work_is_not_written_to(ticket, lin):
    ContactPoint.objects.update(undeliverable_at=timezone.now())
    assert [one.address for one in recipients_of(ticket).blocked] == ["bo@acme.example"]
    with pytest.raises(NobodyToWriteTo):
        reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    assert not Message.objects.filter(direction="out").exists()


def test_files_travel_with_the_reply(ticket, lin):
    stored = store(b"log line", name="gateway.log", content_type="text/plain")
    sent = reply_to_ticket(ticket.pk, Reply("", attachments=(NewFile(stored.pk, "gate/way.log"),)), by=lin.actor)
    row = Message.objects.get(pk=sent.message_id).attachments.get()
    assert (row.file, row.size) == (stored, 8)
    assert "/" not in row.name
    assert OutgoingMail.objects.get(pk=sent.outgoing_id).attachments.get().file_id == stored.pk


def test_an_empty_reply_is_refused(ticket, lin):
    with pytest.raises(EmptyMessage):
        reply_to_ticket(ticket.pk, Reply("  \n"), by=lin.actor)


def test_a_send_stops_when_somebody_wrote_in_the_meantime(ticket, lin, mei):
    seen = ticket.messages.get().pk
    from_customer = make_message(ticket, "It works again!")
    reply_to_ticket(ticket.pk, Reply("I am on it."), by=mei.actor)
    with pytest.raises(SomeoneAnswered) as stopped:
        reply_to_ticket(ticket.pk, Reply("Please restart.", last_seen_message_id=seen), by=lin.actor)
    assert [brief.direction for brief in stopped.value.new] == ["in", "out"]
    assert stopped.value.new[0].id == from_customer.pk
    assert stopped.value.new[0].excerpt == "It works again!"
    assert Message.objects.filter(direction="out").count() == 1
    reply_to_ticket(ticket.pk, Reply("Please restart.", last_seen_message_id=seen, send_anyway=True), by=lin.actor)
    assert Message.objects.filter(direction="out").count() == 2


def test_notes_and_machines_and_ones_own_replies_do_not_stop_a_send(ticket, lin):
    seen = ticket.messages.get().pk
    make_message(ticket, "internal", direction="internal")
    make_message(ticket, "I am away", machine_kind="ooo")
    reply_to_ticket(ticket.pk, Reply("One."), by=lin.actor)
    reply_to_ticket(ticket.pk, Reply("Two.", last_seen_message_id=seen), by=lin.actor)
    assert Message.objects.filter(direction="out").count() == 2


def test_news_in_a_merged_ticket_stop_a_send_too(ticket, bo, lin):
    other = make_ticket("Same", requester=bo)
    merge_tickets(ticket.pk, [other.pk], by=lin.actor)
    seen = Message.objects.latest("pk").pk
    make_message(other, "Never mind")
    with pytest.raises(SomeoneAnswered):
        reply_to_ticket(ticket.pk, Reply("Hello", last_seen_message_id=seen), by=lin.actor)
    with pytest.raises(TicketIsMerged):
        reply_to_ticket(other.pk, Reply("Hello"), by=lin.actor)


def test_undo_puts_everything_back(ticket, lin):
    until = timezone.now() + timedelta(days=1)
    snooze_ticket(ticket.pk, until, by=lin.actor)
    ticket.refresh_from_db()
    due = ticket.next_due_at
    sent = reply_to_ticket(ticket.pk, Reply("Oops", state_after="solved"), by=lin.actor)
    assert undo_send(sent.message_id, by=lin.actor) == "Oops"
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee, ticket.snoozed_until, ticket.solved_at) == ("new", None, until, None)
    assert (ticket.next_due_at, ticket.next_due_metric) == (due, "first_reply")
    assert (ticket.message_count, ticket.last_direction) == (1, "in")
    assert set(Clock.objects.filter(ticket=ticket).values_list("outcome", flat=True)) == {""}
    assert OutgoingMail.objects.get().state == "cancelled"
    assert Draft.objects.get(ticket=ticket, person=lin).markdown == "Oops"
    assert not Message.objects.filter(direction="out").exists()
    assert verbs(ticket)[-2:] == ["ticket.replied", "ticket.reply_withdrawn"]


def test_undo_leaves_alone_what_somebody_changed_since(ticket, lin, mei):
    sent = reply_to_ticket(ticket.pk, Reply("Wait"), by=lin.actor)
    solve_ticket(ticket.pk, by=mei.actor)
    undo_send(sent.message_id, by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.state == "solved"


def test_undo_keeps_whom_somebody_put_in_charge_since(ticket, lin, mei):
    sent = reply_to_ticket(ticket.pk, Reply("Wait"), by=lin.actor)
    assign_ticket(ticket.pk, by=mei.actor, person_id=mei.pk)
    undo_send(sent.message_id, by=lin.actor)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee) == ("new", mei)


def test_undo_gives_the_text_back_to_its_writer_in_front_of_what_they_began_since(ticket, lin, mei):
    sent = reply_to_ticket(ticket.pk, Reply("First."), by=lin.actor)
    save_draft(ticket.pk, "reply", "Second.", by=lin.actor)
    save_draft(ticket.pk, "reply", "Mine.", by=mei.actor)
    undo_send(sent.message_id, by=mei.actor)
    drafts = dict(Draft.objects.filter(ticket=ticket).values_list("person__email", "markdown"))
    assert drafts == {"lin@qiao.example": "First.\n\nSecond.", "mei@qiao.example": "Mine."}
    assert Draft.objects.get(person=lin).to == ["bo@acme.example"]


def test_what_has_left_cannot_be_undone(ticket, lin):
    sent = reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    delivered(sent)
    message = Message.objects.get(pk=sent.message_id)
    assert (message.delivery, message.undo, message.leaves_at) == ("sent", None, None)
    with pytest.raises(AlreadySent):
        undo_send(sent.message_id, by=lin.actor)


def test_a_scheduled_reply_counts_when_it_leaves(ticket, lin):
    when = timezone.now() + timedelta(hours=8)
    sent = reply_to_ticket(ticket.pk, Reply("Good morning", send_at=when), by=lin.actor)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.next_due_metric) == ("new", "first_reply")
    assert Message.objects.get(pk=sent.message_id).delivery == "scheduled"
    delivered(sent)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.assignee) == ("waiting_customer", lin)
    assert Clock.objects.get(ticket=ticket, metric="first_reply").outcome == "met"


def test_a_scheduled_reply_that_leaves_early_or_into_another_state_still_counts(ticket, lin, mei):
    when = timezone.now() + timedelta(hours=8)
    sent = reply_to_ticket(ticket.pk, Reply("Good morning", send_at=when), by=lin.actor)
    solve_ticket(ticket.pk, by=mei.actor)
    send_now(sent.message_id, by=lin.actor)
    delivered(sent)
    ticket.refresh_from_db()
    assert ticket.state == "waiting_customer"
    assert ticket.reopened_count == 1


def test_a_failed_delivery_is_seen_on_the_message(ticket, lin):
    sent = reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    keeper().delivery_changed(sent.outgoing_id, "failed")
    assert Message.objects.get(pk=sent.message_id).delivery == "failed"


def test_a_required_field_stops_solving_by_reply_and_nothing_is_sent(ticket, lin, mei):
    field = CustomFieldDraft("cause", {"en": "Root cause", "zh-hans": "Root"}, is_required_to_solve=True)
    save_custom_field(field, by=mei.actor)
    with pytest.raises(FieldsMissing, match="Root cause"):
        reply_to_ticket(ticket.pk, Reply("Done", state_after="solved"), by=lin.actor)


def test_the_draft_is_gone_after_sending(ticket, lin, mei):
    save_draft(ticket.pk, "reply", "Hel", by=lin.actor)
    save_draft(ticket.pk, "reply", "Mine", by=mei.actor)
    save_draft(ticket.pk, "note", "Think", by=lin.actor)
    reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    assert sorted(Draft.objects.values_list("person__email", "kind")) == [
        ("lin@qiao.example", "note"), ("mei@qiao.example", "reply"),
    ]  # fmt: skip


def test_an_answer_does_not_take_the_ticket_from_its_owner(ticket, lin, mei):
    Ticket.objects.filter(pk=ticket.pk).update(assignee=mei)
    reply_to_ticket(ticket.pk, Reply("Hello"), by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.assignee == mei


def test_a_person_without_the_right_to_reply_does_not_come_into_charge(ticket):
    developer = make_person("Dev", roles=("developer",))
    reply_to_ticket(ticket.pk, Reply("Hello"), by=developer.actor)
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_we_may_write_first(mailbox, bo, lin):
    new = NewTicket("Planned maintenance", "On Sunday we move.", requester_id=bo.pk, said_by="us")
    opened = open_ticket(new, by=lin.actor)
    ticket = Ticket.objects.get(pk=opened.ticket_id)
    assert (ticket.state, ticket.assignee) == ("waiting_customer", lin)
    assert [clock.metric for clock in ticket.clocks.all()] == ["solve"]
    card = channels.outgoing_cards([opened.outgoing_id])[opened.outgoing_id]
    assert "On Sunday we move." in card.text
    assert ticket.shown_number in card.subject
