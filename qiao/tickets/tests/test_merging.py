"""Merging by pointer, un-merging, splitting."""

import pytest

from qiao.channels.models import OutgoingMail
from qiao.channels.rules.tokens import plus_address, plus_parts
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.audit import entries_for
from qiao.kernel.secrets import sign
from qiao.products.testing import make_product
from qiao.tickets.models import Draft, Participant, Ticket
from qiao.tickets.refusals import CannotMerge, DifferentCustomers, NothingToSplit, NotMerged, TicketIsMerged
from qiao.tickets.selectors import ticket_page
from qiao.tickets.services import (
    Reply,
    add_note,
    change_state,
    merge_tickets,
    reply_to_ticket,
    save_draft,
    set_fields,
    split_ticket,
    unmerge_ticket,
)
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(bo, ada):
    return make_ticket("First", requester=bo, body="alpha"), make_ticket("Second", requester=ada, body="beta")


def texts(viewer, ticket):
    return [entry.message.text for entry in ticket_page(viewer, ticket.number).entries if entry.message]


def test_the_target_shows_everything_in_order_of_time(two, lin):
    first, second = two
    make_message(first, "gamma")
    merge_tickets(first.pk, [second.pk], by=lin.actor)
    assert texts(lin, first) == ["alpha", "beta", "gamma"]
    page = ticket_page(lin, first.number)
    assert [card.number for card in page.merged] == [second.number]
    merged = [entry.message.merged_from for entry in page.entries if entry.message]
    assert merged == [None, second.number, None]
    second.refresh_from_db()
    assert (second.state, second.merged_into, second.messages.count()) == ("merged", first, 1)
    with pytest.raises(TicketIsMerged, match=first.shown_number):
        set_fields(second.pk, {"priority": "high"}, by=lin.actor)


def test_unmerging_restores_both(two, lin):
    first, second = two
    change_state(second.pk, "waiting_rnd", by=lin.actor)
    merge_tickets(first.pk, [second.pk], by=lin.actor)
    assert Participant.objects.filter(ticket=first).count() == 2
    unmerge_ticket(second.pk, by=lin.actor)
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.state, second.merged_into, second.merged_at) == ("waiting_rnd", None, None)
    assert (first.message_count, second.message_count) == (1, 1)
    assert Participant.objects.filter(ticket=first).count() == 1
    assert texts(lin, first) == ["alpha"]
    with pytest.raises(NotMerged):
        unmerge_ticket(second.pk, by=lin.actor)


def test_a_chain_of_merges_is_shown_whole_and_taken_apart_again(two, bo, lin):
    first, second = two
    third = make_ticket("Third", requester=bo, body="delta")
    merge_tickets(second.pk, [first.pk], by=lin.actor)
    merge_tickets(third.pk, [second.pk], by=lin.actor)
    assert texts(lin, third) == ["alpha", "beta", "delta"]
    unmerge_ticket(second.pk, by=lin.actor)
    assert texts(lin, third) == ["delta"]
    assert texts(lin, second) == ["alpha", "beta"]
    second.refresh_from_db()
    assert second.message_count == 2


def test_tickets_do_not_merge_in_circles_or_twice(two, lin):
    first, second = two
    merge_tickets(first.pk, [second.pk], by=lin.actor)
    for target, source in ((first, first), (second, first), (first, second)):
        with pytest.raises(CannotMerge):
            merge_tickets(target.pk, [source.pk], by=lin.actor)


def test_customers_never_see_each_others_messages_by_merging(two, lin):
    other = make_ticket(requester=make_contact(organisation=make_organisation("Rival")))
    with pytest.raises(DifferentCustomers):
        merge_tickets(two[0].pk, [other.pk], by=lin.actor)
    with pytest.raises(DifferentCustomers):
        merge_tickets(make_ticket().pk, [make_ticket().pk], by=lin.actor)


def test_a_draft_survives_merging(two, lin, mei):
    first, second = two
    save_draft(first.pk, "reply", "Here", by=lin.actor)
    save_draft(second.pk, "reply", "There", by=lin.actor)
    save_draft(second.pk, "note", "Hm", by=mei.actor)
    merge_tickets(first.pk, [second.pk], by=lin.actor)
    assert Draft.objects.get(ticket=first, person=lin).markdown == "Here\n\nThere"
    assert Draft.objects.get(ticket=first, person=mei).markdown == "Hm"


def test_both_tickets_remember_the_merge(two, lin):
    first, second = two
    merge_tickets(first.pk, [second.pk], by=lin.actor)
    unmerge_ticket(second.pk, by=lin.actor)
    verbs = [[entry.verb for entry in entries_for("tickets.ticket", one.pk)] for one in two]
    assert verbs[0][-2:] == ["ticket.merged_in", "ticket.unmerged_from"]
    assert verbs[1][-2:] == ["ticket.merged", "ticket.unmerged"]


def test_splitting_moves_messages_and_leaves_a_stub(two, bo, lin):
    ticket = two[0]
    asked = make_message(ticket, "And how do I export?")
    note = add_note(ticket.pk, "That is another question.", by=lin.actor)
    opened = split_ticket(ticket.pk, [asked.pk, note], by=lin.actor, subject="Export")
    new = Ticket.objects.get(pk=opened.ticket_id)
    assert (new.subject, new.organisation, new.requester, new.message_count) == ("Export", ticket.organisation, bo, 2)
    assert new.created_at == asked.created_at
    assert new.clocks.count() == 2
    page = ticket_page(lin, ticket.number)
    stub = next(entry.stub for entry in page.entries if entry.stub)
    assert (stub.number, stub.message_ids, stub.subject) == (new.number, (asked.pk, note), "Export")
    assert texts(lin, ticket) == ["alpha"]
    moved = [entry.message for entry in ticket_page(lin, new.number).entries if entry.message]
    assert [message.moved_from for message in moved] == [ticket.number] * 2
    assert entries_for("tickets.ticket", ticket.pk).last().verb == "ticket.split"


def test_splitting_needs_some_but_not_all_messages_of_this_ticket(two, lin):
    first, second = two
    only = first.messages.get().pk
    for chosen in ([], [only], [second.messages.get().pk], [only, second.messages.get().pk]):
        with pytest.raises(NothingToSplit):
            split_ticket(first.pk, chosen, by=lin.actor)


def test_after_a_split_each_ticket_answers_its_own_mail(mailbox, bo, lin):
    first = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox)
    second = take_mail(make_mail("Two", Message_ID="<two@acme.example>", In_Reply_To="<one@acme.example>"), mailbox)
    ticket = Ticket.objects.get(number=first.ticket_number)
    ours = reply_to_ticket(ticket.pk, Reply("To two"), by=lin.actor)
    moved = [ticket.messages.get(raw_mail_id=second.pk).pk, ours.message_id]
    opened = split_ticket(ticket.pk, moved, by=lin.actor)
    assert OutgoingMail.objects.get(pk=ours.outgoing_id).thread_id == Ticket.objects.get(pk=opened.ticket_id).thread_id
    for ticket_id, answered in ((opened.ticket_id, "two@acme.example"), (ticket.pk, "one@acme.example")):
        sent = reply_to_ticket(ticket_id, Reply("Answer"), by=lin.actor)
        assert OutgoingMail.objects.get(pk=sent.outgoing_id).in_reply_to == answered


@pytest.mark.parametrize("is_in_use", [True, False])
def test_a_split_off_ticket_answers_from_the_address_that_was_written_to(mailbox, bo, lin, is_in_use):
    product = make_product()
    of_product = make_mailbox("harbour@ours.example", product=product)
    first = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox)
    second = take_mail(make_mail("Two", Message_ID="<two@acme.example>", In_Reply_To="<one@acme.example>"), mailbox)
    ticket = Ticket.objects.get(number=first.ticket_number)
    Ticket.objects.update(product=product)
    mailbox.is_active = is_in_use
    mailbox.save()
    opened = split_ticket(ticket.pk, [ticket.messages.get(raw_mail_id=second.pk).pk], by=lin.actor)
    sent = reply_to_ticket(opened.ticket_id, Reply("Answer"), by=lin.actor)
    assert OutgoingMail.objects.get(pk=sent.outgoing_id).mailbox == (mailbox if is_in_use else of_product)


def test_an_answer_to_a_split_off_mail_finds_the_new_ticket(mailbox, bo, lin):
    first = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox)
    second = take_mail(make_mail("Two", Message_ID="<two@acme.example>", In_Reply_To="<one@acme.example>"), mailbox)
    ticket = Ticket.objects.get(number=first.ticket_number)
    opened = split_ticket(ticket.pk, [ticket.messages.get(raw_mail_id=second.pk).pk], by=lin.actor)
    three = {"Message_ID": "<three@acme.example>", "In_Reply_To": "<two@acme.example>"}
    to_second = take_mail(make_mail("Three", **three), mailbox)
    four = {"Message_ID": "<four@acme.example>", "In_Reply_To": "<one@acme.example>"}
    to_first = take_mail(make_mail("Four", **four), mailbox)
    assert to_second.ticket_number == opened.number
    assert to_first.ticket_number == ticket.number
    reply_to_ticket(opened.ticket_id, Reply("Answer"), by=lin.actor)
    sent = OutgoingMail.objects.latest("pk")
    assert sent.in_reply_to == "three@acme.example"
    reply_to_ticket(ticket.pk, Reply("Answer"), by=lin.actor)
    assert OutgoingMail.objects.latest("pk").in_reply_to == "four@acme.example"
    assert take_mail(make_mail("Five", In_Reply_To=f"<{sent.rfc_id}>"), mailbox).ticket_number == opened.number


def test_people_of_a_ticket_merged_twice_leave_with_it(two, bo, lin):
    first, second = two
    carol = make_contact("Carol", organisation=bo.organisation)
    third = make_ticket("Third", requester=carol, body="delta")
    merge_tickets(second.pk, [first.pk], by=lin.actor)
    merge_tickets(third.pk, [second.pk], by=lin.actor)
    assert set(Participant.objects.filter(ticket=third).values_list("contact__name", flat=True)) == {
        "Carol", "Ada Byron", "Bo Lindqvist",
    }  # fmt: skip
    unmerge_ticket(first.pk, by=lin.actor)
    for left, names in ((third, {"Carol", "Ada Byron"}), (second, {"Ada Byron"}), (first, {"Bo Lindqvist"})):
        assert set(Participant.objects.filter(ticket=left).values_list("contact__name", flat=True)) == names


def test_somebody_whom_another_merged_ticket_brought_too_stays(ada, bo, lin):
    target, *sources = (make_ticket(requester=one) for one in (ada, bo, bo))
    merge_tickets(target.pk, [one.pk for one in sources], by=lin.actor)
    for source, stays in zip(sources, (True, False), strict=True):
        unmerge_ticket(source.pk, by=lin.actor)
        assert Participant.objects.filter(ticket=target, contact=bo).exists() == stays


def test_messages_of_a_ticket_merged_twice_can_be_dealt_with(two, bo, lin, client_of):
    first, second = two
    third = make_ticket("Third", requester=bo)
    strange = make_message(first, "Believe me", visibility="unverified")
    merge_tickets(second.pk, [first.pk], by=lin.actor)
    merge_tickets(third.pk, [second.pk], by=lin.actor)
    base = f"/desk/tickets/{third.number}/messages/{strange.pk}"
    assert client_of(lin).get(f"{base}/images/").status_code == 200
    client_of(lin).post(f"{base}/accept/")
    strange.refresh_from_db()
    assert strange.visibility == "public"


def test_splitting_off_what_nobody_accepted_makes_its_writer_no_requester_we_believe(mailbox, bo, lin, client_of):
    mail = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox)
    ticket = Ticket.objects.get(number=mail.ticket_number)
    forged = {"From": "Mallory <m@evil.example>", "In_Reply_To": "<one@acme.example>"}
    take_mail(make_mail("Send me the logs", **forged), mailbox)
    strange = ticket.messages.get(visibility="unverified")
    client_of(lin).post(f"/desk/tickets/{ticket.number}/split/", {"message": [strange.pk]})
    new = Ticket.objects.latest("pk")
    assert new.pk != ticket.pk
    assert (new.requester.name, new.organisation, new.deployment) == ("Mallory", None, None)
    assert list(new.participants.values_list("contact__name", "is_verified")) == [("Mallory", False)]
    assert ticket_page(lin, new.number).recipients.to == ()


def test_a_signed_address_leads_where_the_mail_that_is_answered_now_lives(mailbox, bo, lin):
    first = take_mail(make_mail("One", Message_ID="<one@acme.example>"), mailbox)
    second = take_mail(make_mail("Two", Message_ID="<two@acme.example>", In_Reply_To="<one@acme.example>"), mailbox)
    ticket = Ticket.objects.get(number=first.ticket_number)
    ours = OutgoingMail.objects.get(pk=reply_to_ticket(ticket.pk, Reply("To two"), by=lin.actor).outgoing_id)
    moved = [ticket.messages.get(raw_mail_id=second.pk).pk, ticket.messages.get(outgoing_id=ours.pk).pk]
    new = split_ticket(ticket.pk, moved, by=lin.actor).number
    signed = {"To": plus_address(mailbox.address, ticket.thread_id, sign(*plus_parts(ticket.thread_id)))}
    where = {
        "<two@acme.example>": new, f"<{ours.rfc_id}>": new, "<one@acme.example>": ticket.number, None: ticket.number,
        "<elsewhere@other.example>": ticket.number,
    }  # fmt: skip
    for answered, number in where.items():
        mail = make_mail("Again", From="Bo <bo@acme.example>", In_Reply_To=answered, **signed)
        assert take_mail(mail, mailbox).ticket_number == number, answered
