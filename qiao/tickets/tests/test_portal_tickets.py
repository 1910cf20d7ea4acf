"""The portal: what a customer sees of tickets, and what they can do with them. Nobody sees another customer's."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qiao.customers.models import PortalAccount
from qiao.customers.testing import customer_client, make_contact, make_deployment, make_organisation
from qiao.kernel.files import store
from qiao.products.testing import make_product
from qiao.tickets.models import Message, MessageAttachment, Participant, Ticket
from qiao.tickets.services import merge_tickets
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def eve_of_other(db):
    """A customer of another organisation."""
    return make_contact("Eve", email="eve@other.example", organisation=make_organisation("Other"))


def sees(client: Client, ticket: Ticket) -> bool:
    return client.get(f"/portal/tickets/{ticket.number}/").status_code == 200


def routes_of(ticket: Ticket, sha256: str = "0" * 64) -> list[tuple[str, str]]:
    base = f"/portal/tickets/{ticket.number}/"
    posts = [("post", f"{base}{act}/") for act in ("reply", "confirm", "reopen", "nudge")]
    return [("get", base), ("get", f"{base}files/{sha256}/dump.txt"), *posts]


def test_no_route_of_a_ticket_opens_for_another_customer_or_a_visitor(ada, eve_of_other):
    ticket = make_ticket("Secret plans", body="top secret words", requester=ada)
    stored = store(b"thread dump", name="dump.txt")
    MessageAttachment.objects.create(
        message=ticket.messages.get(), file=stored, name="dump.txt", content_type="text/plain", size=stored.size
    )
    before = Ticket.objects.values().get(pk=ticket.pk)
    eve, visitor = customer_client(eve_of_other, role="administrator"), Client()
    for method, route in routes_of(ticket, stored.sha256):
        answer = getattr(eve, method)(route, {"text": "let me in"})
        assert answer.status_code == 404, route
        assert b"secret" not in answer.content, route
        assert getattr(visitor, method)(route, {"text": "x"}).url.startswith("/portal/sign-in/"), route
    assert b"Secret" not in eve.get("/portal/tickets/?whose=all&q=secret").content
    assert Ticket.objects.values().get(pk=ticket.pk) == before
    ours = customer_client(ada)
    assert b"".join(ours.get(routes_of(ticket, stored.sha256)[1][1])) == b"thread dump"


def test_a_role_says_whether_colleagues_requests_are_seen(ada, bo):
    ticket = make_ticket("Of Ada", requester=ada)
    colleague = customer_client(bo)
    assert not sees(colleague, ticket)
    PortalAccount.objects.filter(contact=bo).update(role="organisation")
    assert sees(colleague, ticket)
    assert b"Of Ada" in colleague.get("/portal/tickets/?whose=all").content
    assert b"Of Ada" not in colleague.get("/portal/tickets/").content
    PortalAccount.objects.filter(contact=bo).update(role="own")
    assert b"Of Ada" not in colleague.get("/portal/tickets/?whose=all").content


def test_whoever_takes_part_sees_the_ticket_but_not_a_stranger_waiting_to_be_accepted(ada, bo):
    ticket = make_ticket(requester=ada)
    Participant.objects.create(ticket=ticket, contact=bo, is_verified=False)
    colleague = customer_client(bo)
    assert not sees(colleague, ticket)
    Participant.objects.filter(contact=bo).update(is_verified=True)
    assert sees(colleague, ticket)


def test_whoever_changed_the_employer_leaves_the_tickets_behind(ada):
    ticket = make_ticket(requester=ada)
    client = customer_client(ada)
    assert sees(client, ticket)
    ada.organisation = make_organisation("Competitor")
    ada.save()
    assert not sees(client, ticket)


def test_a_merged_contacts_tickets_are_those_of_whom_they_were_merged_into(ada, acme):
    twin = make_contact("A. Byron", email="a.byron@acme.example", organisation=acme)
    ticket = make_ticket(requester=twin)
    client = customer_client(ada)
    assert not sees(client, ticket)
    type(ada).objects.filter(pk=twin.pk).update(merged_into=ada, merged_at=timezone.now())
    assert sees(client, ticket)


def test_only_public_messages_are_shown(ada):
    ticket = make_ticket(body="the question", requester=ada)
    make_message(ticket, "a note among us", direction="internal")
    make_message(ticket, "words of a stranger", visibility="unverified")
    make_message(ticket, "held answer", direction="out", delivery="held")
    make_message(ticket, "answer for tomorrow", direction="out", delivery="scheduled")
    make_message(ticket, "out of office", machine_kind="auto_reply")
    make_message(ticket, "the sent answer", direction="out", delivery="sent")
    page = customer_client(ada).get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert "the question" in page
    assert "the sent answer" in page
    for hidden in ("a note among us", "words of a stranger", "held answer", "answer for tomorrow", "out of office"):
        assert hidden not in page


def test_files_of_hidden_messages_are_not_served(ada):
    ticket = make_ticket(requester=ada)
    note = make_message(ticket, "see file", direction="internal")
    stored = store(b"internal plan", name="plan.txt")
    MessageAttachment.objects.create(message=note, file=stored, name="plan.txt", content_type="text/plain", size=1)
    answer = customer_client(ada).get(f"/portal/tickets/{ticket.number}/files/{stored.sha256}/plan.txt")
    assert answer.status_code == 404


def test_of_a_merged_ticket_only_the_own_organisations_words_are_shown(ada, bo, mei, eve_of_other):
    target = make_ticket("First", body="words of Ada", requester=ada)
    ours = make_ticket("Second", body="words of Bo", requester=bo)
    merge_tickets(target.pk, [ours.pk], by=mei.actor)
    theirs = make_ticket("Third", body="words of Eve", requester=eve_of_other)
    Ticket.objects.filter(pk=theirs.pk).update(state="merged", merged_into=target)
    page = customer_client(ada).get(f"/portal/tickets/{target.number}/").content.decode()
    assert "words of Ada" in page
    assert "words of Bo" in page
    assert "words of Eve" not in page
    moved = customer_client(bo, role="organisation").get(f"/portal/tickets/{ours.number}/")
    assert moved.url == f"/portal/tickets/{target.number}/"
    stays = customer_client(eve_of_other).get(f"/portal/tickets/{theirs.number}/")
    assert stays.status_code == 200
    assert b"words of Ada" not in stays.content


def test_spam_is_nobodys(ada):
    ticket = make_ticket(requester=ada)
    Ticket.objects.filter(pk=ticket.pk).update(state="spam", state_before="new")
    assert not sees(customer_client(ada), ticket)


def test_an_answer_wakes_the_ticket_and_keeps_its_files_and_its_text_as_it_is(ada):
    ticket = make_ticket(requester=ada)
    Ticket.objects.filter(pk=ticket.pk).update(state="waiting_customer")
    client = customer_client(ada)
    upload = client.post("/portal/upload/", {"file": io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20)}).json()
    text = "# not a heading\n<script>alert(1)</script> *stars*"
    answer = client.post(f"/portal/tickets/{ticket.number}/reply/", {"text": text, "attachment": upload["id"]})
    assert answer.url == f"/portal/tickets/{ticket.number}/"
    ticket.refresh_from_db()
    message = ticket.messages.latest("pk")
    assert (ticket.state, message.direction, message.visibility, message.contact) == ("open", "in", "public", ada)
    assert message.text == text
    assert message.attachments.count() == 1
    page = client.get(answer.url).content.decode()
    assert "# not a heading" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_file_sent_by_somebody_else_cannot_be_named_in_a_form(ada, bo):
    upload = customer_client(bo).post("/portal/upload/", {"file": io.BytesIO(b"of Bo")}).json()
    ticket = make_ticket(requester=ada)
    client = customer_client(ada)
    client.post(f"/portal/tickets/{ticket.number}/reply/", {"text": "mine", "attachment": upload["id"]})
    assert not ticket.messages.latest("pk").attachments.exists()


def test_a_file_that_came_with_the_form_is_kept_without_scripts(ada):
    ticket = make_ticket(requester=ada)
    file = io.BytesIO(b"log line")
    file.name = "server.log"
    customer_client(ada).post(f"/portal/tickets/{ticket.number}/reply/", {"text": "see log", "files": file})
    assert ticket.messages.latest("pk").attachments.get().name == "server.log"


def test_an_empty_answer_is_told_at_its_field(ada):
    ticket = make_ticket(requester=ada)
    answer = customer_client(ada).post(f"/portal/tickets/{ticket.number}/reply/", {"text": "  "})
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert ticket.messages.count() == 1


def test_confirming_closes_and_within_the_window_it_opens_again(ada):
    ticket = make_ticket(requester=ada)
    client = customer_client(ada)
    client.post(f"/portal/tickets/{ticket.number}/confirm/")
    ticket.refresh_from_db()
    assert ticket.state == "closed"
    assert ticket.solved_at
    client.post(f"/portal/tickets/{ticket.number}/reopen/")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened_count) == ("open", 1)


def test_the_conversation_says_who_reopened_the_ticket_on_the_portal(ada, mei, client_of):
    ticket = make_ticket(requester=ada)
    client, page = customer_client(ada), f"/desk/tickets/{ticket.number}/"
    client.post(f"/portal/tickets/{ticket.number}/confirm/")
    client.post(f"/portal/tickets/{ticket.number}/reply/", {"text": "It came back."})
    assert f"{ada.name} reopened this ticket by their reply" in client_of(mei).get(page).content.decode()


def test_after_the_window_an_answer_becomes_a_new_request_that_follows(ada):
    ticket = make_ticket("Old one", requester=ada)
    client = customer_client(ada)
    client.post(f"/portal/tickets/{ticket.number}/confirm/")
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=15))
    client.post(f"/portal/tickets/{ticket.number}/reopen/")
    ticket.refresh_from_db()
    assert ticket.state == "closed"
    assert b"/reopen/" not in client.get(f"/portal/tickets/{ticket.number}/").content
    answer = client.post(f"/portal/tickets/{ticket.number}/reply/", {"text": "it is back"})
    follow_up = Ticket.objects.get(follow_up_of=ticket)
    assert answer.url == f"/portal/tickets/{follow_up.number}/"
    assert (follow_up.requester, follow_up.organisation_id) == (ada, ada.organisation_id)


def test_a_nudge_counts_once_a_day_and_not_while_we_wait_for_the_customer(ada):
    ticket = make_ticket(requester=ada)
    client = customer_client(ada)
    for _time in range(3):
        client.post(f"/portal/tickets/{ticket.number}/nudge/")
    ticket.refresh_from_db()
    assert ticket.nudge_count == 1
    assert b"/nudge/" not in client.get(f"/portal/tickets/{ticket.number}/").content
    other = make_ticket(requester=ada)
    Ticket.objects.filter(pk=other.pk).update(state="waiting_customer")
    client.post(f"/portal/tickets/{other.number}/nudge/")
    other.refresh_from_db()
    assert other.nudge_count == 0


def test_a_request_is_made_with_the_version_of_the_deployment(ada, acme):
    product = make_product("Harbour")
    version = product.versions.create(name="4.8.2", sort_key="1")
    deployment = make_deployment(acme, product, version)
    client = customer_client(ada)
    form = client.get("/portal/new/")
    assert f'<option value="{version.pk}" selected>4.8.2' in form.content.decode()
    sent = client.post(
        "/portal/new/",
        {"place": f"d{deployment.pk}", "version": version.pk, "subject": "Queue grows", "text": "Since midnight"},
    )
    ticket = Ticket.objects.get(subject="Queue grows")
    assert sent.url == f"/portal/tickets/{ticket.number}/"
    assert (ticket.product, ticket.version, ticket.deployment) == (product, version, deployment)
    assert (ticket.requester, ticket.organisation, ticket.channel) == (ada, acme, "form")
    assert Message.objects.get(ticket=ticket).text == "Since midnight"


def test_a_place_of_another_customer_is_not_a_choice(ada, eve_of_other):
    product = make_product()
    theirs = make_deployment(eve_of_other.organisation, product)
    make_deployment(ada.organisation, product)
    sent = customer_client(ada).post("/portal/new/", {"place": f"d{theirs.pk}", "subject": "Mine?", "text": "x"})
    assert sent.status_code == 422
    assert not Ticket.objects.exists()


def test_what_is_being_written_is_kept_until_it_is_sent(ada, acme):
    make_deployment(acme, make_product())
    client = customer_client(ada)
    assert client.post("/portal/draft/", {"draft_place": "new", "subject": "Half a", "text": ""}).status_code == 204
    assert 'value="Half a"' in client.get("/portal/new/").content.decode()
    ticket = make_ticket(requester=ada)
    client.post("/portal/draft/", {"draft_place": f"ticket:{ticket.number}", "text": "half an answer"})
    assert b"half an answer" in client.get(f"/portal/tickets/{ticket.number}/").content
    client.post(f"/portal/tickets/{ticket.number}/reply/", {"text": "whole answer"})
    assert b"half an answer" not in client.get(f"/portal/tickets/{ticket.number}/").content
    stranger = make_contact("S", organisation=make_organisation())
    refused = customer_client(stranger).post("/portal/draft/", {"draft_place": f"ticket:{ticket.number}", "text": "x"})
    assert refused.status_code == 404


@pytest.mark.parametrize("page", ["/portal/", "/portal/tickets/", "/portal/tickets/?whose=all"])
def test_lists_ask_the_database_as_often_for_30_as_for_3(ada, page, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = customer_client(ada, role="organisation")
    asked = []
    for count in (3, 27):
        for _number in range(count):
            make_ticket(requester=ada)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_ticket_asks_the_database_as_often_for_30_messages_as_for_3(ada):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, ticket, asked = customer_client(ada), make_ticket(requester=ada), []
    for count in (2, 27):
        for number in range(count):
            make_message(
                ticket,
                f"message {number}",
                direction="out" if number % 2 else "in",
                delivery="sent" if number % 2 else "",
            )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/portal/tickets/{ticket.number}/").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_pages_of_a_long_list_follow_each_other_without_gaps(ada):
    tickets = [make_ticket(f"Number {place:02}", requester=ada) for place in range(35)]
    client = customer_client(ada)
    first = client.get("/portal/tickets/")
    second = client.get(f"/portal/tickets/{first.context['next']}")
    shown = [row["ticket"].pk for page in (first, second) for row in page.context["rows"]]
    assert sorted(shown) == sorted(ticket.pk for ticket in tickets)
    assert len(shown) == len(set(shown))


def test_words_find_ones_own_tickets_and_nobody_elses(ada, eve_of_other):
    make_ticket("Pump stands still", body="cavitation in pump seven", requester=ada)
    make_ticket("Pump of Eve", body="cavitation elsewhere", requester=eve_of_other)
    page = customer_client(ada).get("/portal/tickets/?q=cavitation").content.decode()
    assert "Pump stands still" in page
    assert "Pump of Eve" not in page


def test_notes_are_not_found(ada):
    ticket = make_ticket("Plain", requester=ada)
    make_message(ticket, "customer is impossible", direction="internal")
    assert b"Plain" not in customer_client(ada).get("/portal/tickets/?q=impossible").content


def test_all_colleagues_can_be_reached_page_by_page(ada, acme):
    for number in range(60):
        make_contact(f"Colleague {number:02}", organisation=acme)
    browser = customer_client(ada, role="administrator")
    first = browser.get("/portal/people/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    second = browser.get(f"/portal/people/{following}").content.decode()
    assert 'rel="next"' not in second
    assert {f"Colleague {number:02}" for number in range(60)} <= set(
        re.findall(r"<b>(Colleague \d\d)</b>", first + second)
    )


def test_a_long_conversation_can_be_read_to_its_beginning(ada, monkeypatch):
    monkeypatch.setattr("qiao.tickets.selectors.portal.MOST_MESSAGES", 3)
    ticket = make_ticket(requester=ada, body="The beginning")
    for number in range(4):
        make_message(ticket, f"Word {number}")
    browser, address = customer_client(ada), f"/portal/tickets/{ticket.number}/"
    last = browser.get(address).content.decode()
    assert ("The beginning" in last, "Word 0" in last, "Word 1" in last) == (False, False, True)
    before = browser.get(address + re.search(r'rel="prev" href="([^"]+)"', last)[1]).content.decode()
    assert ("The beginning" in before, "Word 0" in before, "Word 1" in before) == (True, True, False)
    assert 'rel="prev"' not in before
