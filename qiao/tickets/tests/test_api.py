"""Tickets by HTTP: the same services as the desk, for programs."""

from typing import get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.channels.models import OutgoingMail
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import AuditEntry
from qiao.products.testing import make_product
from qiao.staff.testing import make_person
from qiao.tickets.api import given, shown
from qiao.tickets.models import Message, Ticket
from qiao.tickets.rules import words
from qiao.tickets.rules.states import STATES
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(lin):
    return Caller(lin)


def test_a_program_lists_opens_and_answers_tickets(program, ada, mailbox):
    opened = program.post("tickets", {"subject": "Scheduler stops", "markdown": "At two.", "requester_id": ada.pk})
    assert opened.status_code == 201, opened.content
    number = opened.json()["number"]
    assert opened.headers["Location"] == f"/api/v1/tickets/{number}"
    assert Ticket.objects.get(number=number).channel == "api"

    listed = program.get("tickets?expand=organisation,requester").json()
    assert [one["number"] for one in listed["items"]] == [number]
    assert listed["items"][0]["organisation"]["name"] == "Acme"
    assert listed["next_cursor"] is None

    sent = program.post(f"tickets/{number}/reply", {"markdown": "Fixed in **4.9**."})
    assert sent.status_code == 201, sent.content
    assert OutgoingMail.objects.get().to[0]["address"] == "ada@acme.example"
    said = program.get(f"tickets/{number}/messages").json()["items"]
    assert [one["direction"] for one in said] == ["in", "out"]
    assert "<strong>4.9</strong>" in said[1]["html"]
    assert program.get(f"tickets/{number}").json()["state"] == "waiting_customer"


def test_acts_of_a_token_are_the_persons_and_the_record_names_the_token(program, lin, ada):
    number = program.post("tickets", {"subject": "A", "markdown": "B", "requester_id": ada.pk}).json()["number"]
    entry = AuditEntry.objects.get(verb="ticket.opened", object_id=Ticket.objects.get(number=number).pk)
    assert (entry.actor_kind, entry.actor_id, entry.cause) == ("person", lin.pk, f"token:{program.token.pk}")


def test_an_unknown_address_becomes_a_contact_of_its_customer(program, acme):
    given = {"subject": "A", "markdown": "B", "requester": {"email": "new@acme.example", "name": "New"}}
    ticket = Ticket.objects.get(number=program.post("tickets", given).json()["number"])
    assert (ticket.requester.name, ticket.organisation) == ("New", acme)


def test_pages_follow_each_other_without_gap_or_repeat(program, ada):
    numbers = {make_ticket(requester=ada).number for _ in range(7)}
    seen, cursor = [], ""
    while cursor is not None:
        page = program.get(f"tickets?limit=3&sort=oldest&cursor={cursor}").json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == 7
    assert set(seen) == numbers
    other = program.get("tickets?limit=3&sort=due").json()["next_cursor"]
    assert program.get(f"tickets?sort=oldest&cursor={other}").json()["code"] == "bad_cursor"
    assert program.get("tickets?cursor=nonsense").status_code == 422


@pytest.mark.parametrize(
    "path", ["tickets?expand=organisation,requester,assignee,participants,links,clocks", "tickets"]
)
def test_a_list_costs_the_same_for_three_tickets_and_for_thirty(program, acme, path):
    counts = []
    for more in (3, 27):
        for _ in range(more):
            make_ticket(organisation=acme)
        program.get(path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert program.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_knowing_who_calls_costs_one_statement(program):
    program.get("tickets/1")
    with CaptureQueriesContext(connection) as captured:
        program.get("tickets/1")
    about_the_token = [query["sql"] for query in captured.captured_queries if "api" in query["sql"]]
    assert len(about_the_token) == 1


def statements(call):
    """What one call asks of the database, without the words that begin and end transactions."""
    with CaptureQueriesContext(connection) as captured:
        assert call().status_code == 201
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(words)]


def test_opening_and_answering_ask_the_database_no_more_than_they_must(program, ada, mailbox):
    new = {"subject": "Scheduler stops", "markdown": "At two.", "requester_id": ada.pk, "product_id": make_product().pk}
    number = program.post("tickets", new).json()["number"]
    opened = statements(lambda: program.post("tickets", new))
    assert len(opened) <= 15, opened
    first = statements(lambda: program.post(f"tickets/{number}/reply", {"markdown": "We look into it."}))
    assert len(first) <= 29, first
    second = statements(lambda: program.post(f"tickets/{number}/reply", {"markdown": "Fixed."}))
    assert len(second) <= 20, second


def test_saved_views_are_arranged_as_on_the_desk(lin):
    program = Caller(make_person(roles=["lead"]))
    first, second = (
        program.post("saved-views", {"name": name, "query": "state=open"}).json()["id"] for name in ("A", "B")
    )
    program.patch(f"saved-views/{first}", {"name": "Mine", "is_shared": True})
    assert [view["name"] for view in Caller(lin).get("saved-views").json()["items"]] == ["Mine"]
    assert Caller(lin).patch(f"saved-views/{first}", {"name": "Lin's"}).status_code == 403
    assert program.post(f"saved-views/{second}/move", {"step": -1}).json()["view_order"] == [second, first]
    assert program.delete(f"saved-views/{first}").status_code == 204
    assert program.post(f"saved-views/{first}/restore").status_code == 200
    desk = program.patch("me/desk", {"start_view": f"saved-{first}", "columns": ["number", "subject"]}).json()
    assert (desk["start_view"], desk["columns"]) == (f"saved-{first}", ["number", "subject"])
    assert program.patch("me/desk", {"start_view": "saved-999999"}).status_code == 404
    assert program.get("me/desk").json() == desk


def test_only_the_fields_asked_for(program, ada):
    number = make_ticket(requester=ada).number
    narrow = program.get("tickets?fields=number,state")
    assert narrow.json()["items"] == [{"number": number, "state": "new"}]
    assert narrow.headers["Content-Type"] == "application/vnd.qiao.partial+json"
    assert program.get(f"tickets/{number}?fields=subject").json().keys() == {"subject"}
    assert program.get("tickets?fields=secret").json()["errors"][0]["field"] == "fields"


def test_a_filter_with_a_slip_of_the_pen_is_refused(program):
    refused = program.get("tickets?stat=open")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "stat"


def test_a_change_of_a_revision_that_is_gone_is_refused(program, ada):
    number = make_ticket(requester=ada).number
    tag = program.get(f"tickets/{number}").headers["ETag"]
    changed = program.patch(f"tickets/{number}", {"priority": "high"}, If_Match=tag)
    assert (changed.status_code, changed.json()["priority"]) == (200, "high")
    late = program.patch(f"tickets/{number}", {"priority": "low"}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    assert Ticket.objects.get(number=number).priority == "high"
    now = program.get(f"tickets/{number}").headers["ETag"]
    assert now == changed.headers["ETag"] != tag
    assert program.get(f"tickets/{number}", If_None_Match=now).status_code == 304


def test_the_same_key_opens_one_ticket(program, ada):
    given = {"subject": "A", "markdown": "B", "requester_id": ada.pk}
    first = program.post("tickets", given, Idempotency_Key="k1")
    again = program.post("tickets", given, Idempotency_Key="k1")
    assert (again.status_code, again.json(), again.headers["Location"]) == (
        201,
        first.json(),
        first.headers["Location"],
    )
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Ticket.objects.count() == 1
    other = program.post("tickets", {**given, "subject": "C"}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_a_refused_request_does_not_use_up_its_key(program, ada, mailbox):
    number = make_ticket(requester=ada).number
    assert program.post(f"tickets/{number}/reply", {"markdown": " "}, Idempotency_Key="k").status_code == 422
    assert program.post(f"tickets/{number}/reply", {"markdown": "Now"}, Idempotency_Key="k").status_code == 201
    assert Message.objects.filter(direction="out").count() == 1


def test_refusals_speak_the_callers_language(program, lin, mei):
    missing = program.get("tickets/999999")
    assert missing.status_code == 404
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert missing.headers["Content-Language"] == "zh-hans"  # Lin's own
    english = program.get("tickets/999999", Accept_Language="en-GB")
    assert english.json()["title"] == "This does not exist, or you may not see it."
    assert english.json()["title"] != missing.json()["title"]


def test_wrong_values_are_named(program):
    refused = program.post("tickets", {"subject": "", "markdown": 3, "colour": "red"}, Accept_Language="en").json()
    assert {error["field"]: error["rule"] for error in refused["errors"]} == {
        "subject": "string_too_short", "markdown": "string_type", "colour": "extra_forbidden",
    }  # fmt: skip


@pytest.mark.parametrize("body", ["{", '{"subject": NaN}', '{"subject": "\\ud800"}', '{"subject": "\\u0000"}', b"\xff"])
def test_what_is_no_text_is_refused(program, body):
    assert program.post("tickets", body).status_code == 400


def test_rows_that_do_not_exist_are_named(program, ada):
    given = {"subject": "A", "markdown": "B", "organisation_id": 10**9, "version_id": 77, "requester_id": ada.pk}
    refused = program.post("tickets", given)
    assert {error["field"] for error in refused.json()["errors"]} == {"organisation_id", "version_id"}


def test_every_queue_that_is_listed_can_be_asked_for(program, ada, lin):
    make_ticket(requester=ada, assignee=lin)
    views = [one["view"] for one in program.get("views").json()["items"]]
    assert "unread" in views
    answers = {view: program.get(f"tickets?view={view}").status_code for view in views}
    assert set(answers.values()) == {200}, answers
    assert len(program.get("tickets?view=unread").json()["items"]) == 1


def test_words_of_the_api_are_those_of_the_rules():
    assert get_args(shown.State) == tuple(STATES)
    assert (get_args(shown.Kind), get_args(shown.Priority)) == (words.KINDS, words.PRIORITIES)
    assert (get_args(shown.Severity), get_args(shown.Channel)) == (("", *words.SEVERITIES), words.CHANNELS)
    assert set(get_args(given.BulkGiven.model_fields["act"].annotation)) == set(words.BULK_ARGUMENTS)
