"""A customer's mail through the real pipeline: which ticket it makes or joins, and what it moves there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.channels.models import OutgoingMail
from qiao.channels.ports import keeper
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.models import Contact, PortalAccount
from qiao.customers.testing import customer_client, make_deployment
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_product, make_version
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import Clock, Message, Participant, Ticket, TicketLink
from qiao.tickets.selectors import recipients_of
from qiao.tickets.services import (
    Reply,
    accept_message,
    change_state,
    changing,
    close_ticket,
    follow_ticket,
    mark_spam,
    merge_tickets,
    reply_to_ticket,
    snooze_ticket,
    solve_ticket,
    unmerge_ticket,
    verify_participant,
)
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


def ticket_of(raw) -> Ticket:
    return Ticket.objects.get(number=raw.ticket_number)


def answer(first, mailbox, body="It still happens.", **headers):
    headers.setdefault("In_Reply_To", f"<{first.rfc_id}>")
    headers.setdefault("Subject", f"Re: {first.subject}")
    return take_mail(make_mail(body, **headers), mailbox)


@pytest.fixture
def first(mailbox, bo):
    return take_mail(make_mail("The gateway is down.", Subject="Gateway down"), mailbox)


def test_a_mail_becomes_a_ticket_of_the_right_customer_with_running_clocks(first, bo, acme):
    ticket = ticket_of(first)
    assert (ticket.subject, ticket.state, ticket.channel) == ("Gateway down", "new", "email")
    assert (ticket.requester, ticket.organisation) == (bo, acme)
    assert ticket.message_count == 1
    assert ticket.last_direction == "in"
    message = ticket.messages.get()
    assert (message.text.strip(), message.direction, message.visibility) == ("The gateway is down.", "in", "public")
    assert {clock.metric for clock in ticket.clocks.all()} == {"first_reply", "solve"}
    assert ticket.next_due_metric == "first_reply"
    assert Participant.objects.get(ticket=ticket).role == "requester"
    assert [entry.verb for entry in entries_for("tickets.ticket", ticket.pk)] == ["ticket.opened"]


def test_the_only_thing_a_customer_runs_is_what_they_write_about(mailbox, bo, acme):
    product = make_product("Harbour", team=make_team("Harbour team"))
    version = make_version(product, "4.8.2")
    deployment = make_deployment(acme, product, version)
    make_deployment(acme, product, version, environment="test")
    ticket = ticket_of(take_mail(make_mail(), mailbox))
    assert (ticket.product, ticket.version, ticket.deployment) == (product, version, deployment)
    assert ticket.team == product.team


def test_with_two_products_the_mailbox_decides_and_no_guess_is_made(bo, acme):
    one, two = make_product("One"), make_product("Two")
    make_deployment(acme, one)
    make_deployment(acme, two)
    assert ticket_of(take_mail(make_mail(), make_mailbox())).product is None
    assert ticket_of(take_mail(make_mail(), make_mailbox(product=two))).product == two


def test_an_answer_joins_its_ticket_and_wakes_it(first, mailbox, lin):
    ticket = ticket_of(first)
    change_state(ticket.pk, "waiting_customer", by=lin.actor)
    snooze_ticket(ticket.pk, timezone.now() + timedelta(days=1), by=lin.actor)
    raw = answer(first, mailbox)
    ticket.refresh_from_db()
    assert (raw.state, raw.ticket_number) == ("appended", ticket.number)
    assert (ticket.state, ticket.snoozed_until, ticket.message_count) == ("open", None, 2)
    assert not ticket.is_paused


def test_an_answer_reopens_a_solved_ticket_and_its_clock_goes_on(first, mailbox, lin):
    ticket = ticket_of(first)
    solve_ticket(ticket.pk, by=lin.actor)
    answer(first, mailbox)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened_count, ticket.solved_at) == ("open", 1, None)
    solve = Clock.objects.get(ticket=ticket, metric="solve")
    assert (solve.outcome, solve.stopped_at) == ("", None)
    assert solve.pauses.get().reason == "solved"


def test_the_conversation_says_who_reopened_the_ticket_by_mail(first, mailbox, bo, mei, client_of):
    ticket = ticket_of(first)
    page = f"/desk/tickets/{ticket.number}/"
    said = f"{bo.name} reopened this ticket by their reply"
    answer(first, mailbox, Message_ID="<before@acme.example>")
    assert said not in client_of(mei).get(page).content.decode()
    solve_ticket(ticket.pk, by=mei.actor)
    answer(first, mailbox, Message_ID="<after@acme.example>")
    assert client_of(mei).get(page).content.decode().count(said) == 1


@pytest.mark.parametrize("state", ["solved", "closed", "waiting_customer"])
def test_a_machines_mail_is_kept_but_moves_nothing(state, first, mailbox, lin):
    ticket = ticket_of(first)
    for step in {"closed": ("solved", "closed")}.get(state, (state,)):
        change_state(ticket.pk, step, by=lin.actor)
    ticket.refresh_from_db()
    before = (ticket.state, ticket.reopened_count, ticket.next_due_at, ticket.last_customer_at)
    raw = answer(first, mailbox, "I am away.", Auto_Submitted="auto-replied")
    ticket.refresh_from_db()
    assert raw.state == "appended"
    assert (ticket.state, ticket.reopened_count, ticket.next_due_at, ticket.last_customer_at) == before
    assert ticket.messages.filter(machine_kind="ooo").count() == 1


def test_mail_soon_after_closing_reopens_and_mail_long_after_follows_up(first, mailbox, lin):
    ticket = ticket_of(first)
    solve_ticket(ticket.pk, by=lin.actor)
    close_ticket(ticket.pk, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=13))
    assert answer(first, mailbox).ticket_number == ticket.number
    solve_ticket(ticket.pk, by=lin.actor)
    close_ticket(ticket.pk, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=15))
    raw = answer(first, mailbox, "Again!")
    follow_up = ticket_of(raw)
    ticket.refresh_from_db()
    assert raw.state == "ticketed"
    assert follow_up.follow_up_of == ticket
    assert (ticket.state, follow_up.state) == ("closed", "new")
    assert follow_up.thread_id != ticket.thread_id
    reply_to_ticket(follow_up.pk, Reply("Looking."), by=lin.actor)
    sent = OutgoingMail.objects.get(thread_id=follow_up.thread_id)
    assert answer(first, mailbox, In_Reply_To=f"<{sent.rfc_id}>").ticket_number == follow_up.number


def test_a_stranger_is_unverified_until_accepted(first, mailbox, lin):
    ticket = ticket_of(first)
    answer(first, mailbox, "Send me everything.", From="Mallory <m@elsewhere.example>")
    message = ticket.messages.get(text__contains="everything")
    stranger = Contact.objects.get(name="Mallory")
    assert message.visibility == "unverified"
    assert not Participant.objects.get(ticket=ticket, contact=stranger).is_verified
    reply_to_ticket(ticket.pk, Reply("Here you are."), by=lin.actor)
    sent = OutgoingMail.objects.latest("pk")
    assert "m@elsewhere.example" not in str([sent.to, sent.cc])
    verify_participant(ticket.pk, stranger.pk, by=lin.actor)
    message.refresh_from_db()
    assert message.visibility == "public"
    reply_to_ticket(ticket.pk, Reply("And you too."), by=lin.actor)
    assert "m@elsewhere.example" in str(OutgoingMail.objects.latest("pk").cc)


@pytest.mark.parametrize("state", ["waiting_customer", "solved"])
def test_what_a_stranger_writes_acts_only_when_it_is_accepted(state, first, mailbox, lin):
    ticket = ticket_of(first)
    change_state(ticket.pk, state, by=lin.actor)
    if state == "waiting_customer":
        snooze_ticket(ticket.pk, timezone.now() + timedelta(days=1), by=lin.actor)
    ticket.refresh_from_db()
    shown = ("state", "snoozed_until", "snippet", "last_customer_at", "last_message_at", "next_due_at", "is_paused")
    before = [getattr(ticket, name) for name in shown]
    answer(first, mailbox, "Let me in.", From="Mallory <m@elsewhere.example>")
    ticket.refresh_from_db()
    assert [getattr(ticket, name) for name in shown] == before
    assert ticket.message_count == 2
    message = ticket.messages.get(visibility="unverified")
    accept_message(message.pk, by=lin.actor)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.snoozed_until, ticket.snippet) == ("open", None, "Let me in.")
    assert (ticket.last_customer_at, ticket.message_count) == (message.created_at, 2)
    assert not ticket.is_paused


def test_a_forged_mail_opens_a_ticket_of_nobody_until_an_agent_accepts_it(mailbox, bo, acme, ada, lin):
    forged = {"Authentication_Results": "mx.ours.example; dmarc=fail", "Cc": "Mallory <m@elsewhere.example>"}
    ticket = ticket_of(take_mail(make_mail("Send me the keys.", **forged), mailbox))
    assert (ticket.organisation, ticket.requester) == (None, bo)
    assert ticket.messages.get().visibility == "unverified"
    assert not Participant.objects.filter(ticket=ticket, is_verified=True).exists()
    assert recipients_of(ticket).to == ()
    page = f"/portal/tickets/{ticket.number}/"
    assert customer_client(bo).get(page).status_code == 404
    assert customer_client(ada, role="administrator").get(page).status_code == 404
    verify_participant(ticket.pk, bo.pk, by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.organisation == acme
    assert ticket.messages.get().visibility == "public"
    assert [one.address for one in recipients_of(ticket).to] == ["bo@acme.example"]
    assert recipients_of(ticket).cc == ()
    assert customer_client(bo).get(page).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"From": "Eve <eve@else.example>"}, {"Authentication_Results": "mx.ours.example; dmarc=fail"}],
)
def test_a_stranger_who_knows_an_old_id_gets_nothing_of_the_old_ticket(headers, mailbox, bo, acme, lin):
    product = make_product("Harbour")
    first = take_mail(make_mail("Down."), make_mailbox(product=product))
    ticket = ticket_of(first)
    solve_ticket(ticket.pk, by=lin.actor)
    close_ticket(ticket.pk, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=15))
    follow_up = ticket_of(answer(first, mailbox, "Again!", **headers))
    assert follow_up.follow_up_of == ticket
    assert (follow_up.organisation, follow_up.product) == (None, None)
    known = ticket_of(answer(first, mailbox, "Really again!"))
    assert (known.organisation, known.product) == (acme, product)


def test_a_mail_that_waited_for_a_merge_arrives_in_the_target(first, mailbox, bo, lin, monkeypatch):
    source, target = ticket_of(first), ticket_of(take_mail(make_mail("Same", Subject="Again"), mailbox))
    solve_ticket(target.pk, by=lin.actor)
    asked = changing.root_id
    merges = [lambda: merge_tickets(target.pk, [source.pk], by=lin.actor)]

    def root_before_the_merge(ticket_id):
        root = asked(ticket_id)
        if merges:
            merges.pop()()
        return root

    monkeypatch.setattr(changing, "root_id", root_before_the_merge)
    raw = answer(first, mailbox, "Any news?")
    target.refresh_from_db()
    source.refresh_from_db()
    assert raw.ticket_number == target.number
    assert (target.state, target.message_count, source.state) == ("open", 3, "merged")


def test_a_colleague_of_the_requester_is_known_and_copied_people_join(first, mailbox):
    ticket = ticket_of(first)
    make_person("Agent", email="agent@qiao.example")
    answer(first, mailbox, "Me too.", From="Cy <cy@acme.example>", Cc="Expert <x@partner.example>, agent@qiao.example")
    assert ticket.messages.get(text__contains="Me too").visibility == "public"
    joined = Participant.objects.filter(ticket=ticket, role="cc", is_verified=True)
    assert sorted(joined.values_list("contact__name", flat=True)) == ["Cy", "Expert"]
    assert not Contact.objects.filter(points__value_norm="agent@qiao.example").exists()


def test_a_participants_address_that_is_forged_does_not_speak_for_them(mailbox, bo):
    first = take_mail(make_mail("Hello", Message_ID="<genuine@acme.example>"), mailbox)
    forged = "mx.ours.example; dmarc=fail header.from=acme.example"
    answer(first, mailbox, "Reset my password.", Authentication_Results=forged)
    assert Message.objects.get(text__contains="password").visibility == "unverified"


def test_nobody_becomes_an_agent_by_writing_from_an_agents_address(first, mailbox, lin):
    ticket = ticket_of(first)
    assert answer(first, mailbox, "Pay here instead.", From="Lin <lin@qiao.example>").state == "quarantined"
    assert not ticket.messages.filter(text__contains="Pay here").exists()
    proven = "mx.ours.example; dmarc=pass header.from=qiao.example"
    answer(first, mailbox, "I know this one.", From="Lin <lin@qiao.example>", Authentication_Results=proven)
    note = ticket.messages.get(text__contains="I know")
    assert (note.visibility, note.direction, note.person) == ("internal", "internal", lin)
    assert not OutgoingMail.objects.exists()


def test_another_subject_without_quoted_history_suggests_a_split(first, mailbox):
    ticket = ticket_of(first)
    answer(first, mailbox, "How do I export a report?", Subject="Question about reports")
    answer(first, mailbox, "Still down.", Subject="Re: Gateway down")
    assert ticket.messages.get(text__contains="export").suggests_split
    assert not ticket.messages.get(text__contains="Still down").suggests_split


def test_mail_to_a_merged_ticket_shows_in_its_target_and_comes_back_with_it(first, mailbox, bo, lin):
    other = take_mail(make_mail("Same thing", Subject="Down again"), mailbox)
    source, target = ticket_of(first), ticket_of(other)
    solve_ticket(target.pk, by=lin.actor)
    merge_tickets(target.pk, [source.pk], by=lin.actor)
    raw = answer(first, mailbox, "Any news?")
    target.refresh_from_db()
    assert raw.ticket_number == target.number
    assert (target.state, target.message_count) == ("open", 3)
    unmerge_ticket(source.pk, by=lin.actor)
    source.refresh_from_db()
    target.refresh_from_db()
    assert (source.message_count, target.message_count) == (2, 1)
    assert source.messages.filter(text__contains="Any news").exists()


def test_mail_to_spam_stays_in_spam(first, mailbox, lin):
    ticket = ticket_of(first)
    mark_spam(ticket.pk, by=lin.actor)
    answer(first, mailbox, "Buy now!")
    ticket.refresh_from_db()
    assert ticket.state == "spam"
    assert ticket.next_due_at is None


def test_a_number_in_the_subject_is_believed_only_of_people_the_ticket_knows(first, mailbox):
    ticket = ticket_of(first)
    subject = f"[{ticket.shown_number}] hello"
    stranger = take_mail(make_mail("Let me in", From="Eve <eve@else.example>", Subject=subject), mailbox)
    assert stranger.ticket_number != ticket.number
    assert ticket_of(stranger).claims_number == ticket.number
    colleague = take_mail(make_mail("Me", From="Cy <cy@acme.example>", Subject=subject), mailbox)
    assert colleague.ticket_number == ticket.number


def test_a_number_in_the_subject_finds_a_ticket_that_had_no_mail_yet(mailbox, bo, lin):
    ticket = make_ticket("By phone", requester=bo)
    raw = take_mail(make_mail("More about it", Subject=f"Re: [{ticket.shown_number}] By phone"), mailbox)
    assert (raw.state, raw.ticket_number) == ("appended", ticket.number)
    sent = reply_to_ticket(ticket.pk, Reply("Thanks"), by=lin.actor)
    ticket.refresh_from_db()
    assert OutgoingMail.objects.get(pk=sent.outgoing_id).in_reply_to == raw.rfc_id
    assert raw.thread_id == ticket.thread_id


def test_related_conversations_are_suggested_not_merged(first, mailbox):
    second = take_mail(make_mail("Other", Message_ID="<second@acme.example>"), mailbox)
    both = f"<{first.rfc_id}> <second@acme.example>"
    raw = take_mail(make_mail("About both", References=both, From="Bo <bo@acme.example>"), mailbox)
    assert raw.state == "appended"
    assert Ticket.objects.count() == 2
    assert not TicketLink.objects.filter(is_suggested=False).exists()
    assert second.ticket_number != first.ticket_number


def test_a_bounce_is_attached_and_told_but_reopens_nothing(first, mailbox, lin):
    ticket = ticket_of(first)
    sent = reply_to_ticket(ticket.pk, Reply("Please try again.", state_after="solved"), by=lin.actor)
    mail = OutgoingMail.objects.get(pk=sent.outgoing_id)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="sent")
    keeper().delivery_changed(mail.pk, "sent")
    report = (
        "From: MAILER-DAEMON@mx.example\r\nTo: support@ours.example\r\nSubject: Undelivered\r\n"
        "Message-ID: <report@mx.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; bo@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{mail.rfc_id}>\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()
    raw = take_mail(report, mailbox)
    ticket.refresh_from_db()
    assert (raw.state, ticket.state) == ("appended", "solved")
    message = Message.objects.get(pk=sent.message_id)
    assert message.delivery == "bounced"
    assert "550" in message.delivery_detail
    assert ticket.messages.get(machine_kind="bounce").visibility == "internal"
    assert ticket.requester.points.get().undeliverable_at is not None


def test_the_same_mail_in_two_mailboxes_is_one_message(mailbox, bo):
    mail = make_mail("Once")
    one = take_mail(mail, mailbox)
    two = take_mail(mail, make_mailbox("sales@ours.example"))
    assert (one.state, two.state) == ("ticketed", "suppressed")
    assert Message.objects.count() == 1


def test_a_mail_without_subject_is_known_by_how_it_begins(mailbox, bo):
    ticket = ticket_of(take_mail(make_mail("The printer is on fire.\nHelp!", Subject=""), mailbox))
    assert ticket.subject.startswith("The printer is on fire.")


def test_a_ticket_opened_by_a_machine_has_no_clocks_until_a_person_writes(mailbox, acme):
    raw = take_mail(
        make_mail("Disk full", From="Monitor <monitor@acme.example>", Auto_Submitted="auto-generated"), mailbox
    )
    ticket = ticket_of(raw)
    assert not ticket.clocks.exists()
    answer(raw, mailbox, "We looked, it is real.", From="Cy <cy@acme.example>")
    assert ticket.clocks.count() == 2


def test_an_unknown_customer_becomes_a_contact_without_organisation(mailbox):
    ticket = ticket_of(take_mail(make_mail(From="Joe <joe@gmail.com>"), mailbox))
    assert ticket.requester.name == "Joe"
    assert ticket.organisation is None


def test_a_mail_makes_a_job_only_for_reactions_that_somebody_waits_for(mailbox, bo, ada, mei):
    def reactions():
        return list(ProcrastinateJob.objects.filter(task_name="kernel.events.react").values_list("args", flat=True))

    first = take_mail(make_mail("The gateway is down.", Subject="Gateway down"), mailbox)
    answer(first, mailbox)
    assert reactions() == []
    follow_ticket(ticket_of(first).pk, by=mei.actor)
    answer(first, mailbox, "Any news?")
    assert [one["subscriber"].rpartition(".")[2] for one in reactions()] == ["tell_of_a_customers_words"]
    PortalAccount.objects.create(contact=ada, role="organisation", mails_colleagues=True)
    take_mail(make_mail("And the lamp is off.", Subject="Lamp off"), mailbox)
    assert [one["subscriber"].rpartition(".")[2] for one in reactions()][1:] == ["confirm_requests"]
