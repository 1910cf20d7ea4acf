"""Forms as data: typed and conditional questions, checked by the server; and mails that customers asked for."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.models import OutgoingMail
from qiao.channels.testing import make_mailbox
from qiao.customers.models import PortalAccount
from qiao.customers.testing import customer_client, make_deployment
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product, make_version
from qiao.tickets.models import CustomField, FormAnswers, PublicAnswer, RequestField, RequestType, Ticket
from qiao.tickets.rules.request_forms import Condition, FormField, read_form, wrong_conditions
from qiao.tickets.services import solve_ticket
from qiao.tickets.testing import make_ticket


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


# ---- rules ----

URGENT = Condition("impact", "is", "down")
FIELDS = [
    FormField("impact", "choice", ("down", "slow"), is_required=True),
    FormField("since", "date", shown_if=URGENT, required_if=URGENT),
    FormField("has_dump", "checkbox"),
    FormField("dump", "file", shown_if=Condition("has_dump", "filled"), is_required=True),
    FormField("why", "text", required_if=Condition("since", "filled")),
]


def test_a_hidden_question_holds_nothing_and_is_not_missed():
    filled = read_form(FIELDS, {"impact": "slow", "since": "2026-01-01", "dump": "3"})
    assert filled.problems == {}
    assert filled.shown == {"impact", "has_dump", "why"}
    assert "since" not in filled.values


def test_what_depends_on_a_hidden_question_sees_it_empty():
    filled = read_form(FIELDS, {"impact": "slow", "since": "2026-01-01"})
    assert "why" not in filled.problems
    assert read_form(FIELDS, {"impact": "down", "since": "2026-01-01"}).problems == {"why": "missing"}


@pytest.mark.parametrize(
    ("given_values", "problems"),
    [
        ({}, {"impact": "missing"}),
        ({"impact": "other"}, {"impact": "not_a_choice"}),
        ({"impact": "down"}, {"since": "missing"}),
        ({"impact": "down", "since": "tomorrow"}, {"since": "not_a_date"}),
        ({"impact": "slow", "has_dump": "on"}, {"dump": "missing"}),
        ({"impact": "slow", "has_dump": "on", "dump": 1}, {}),
    ],
)
def test_what_is_wrong_is_told_by_field(given_values, problems):
    assert read_form(FIELDS, given_values).problems == problems


def test_zero_is_an_answer():
    assert not read_form([FormField("n", "number", is_required=True)], {"n": "0"}).problems


@pytest.mark.parametrize(
    ("test", "value", "found", "holds"),
    [
        ("is", "a", "a", True), ("is_not", "a", "b", True), ("one_of", "a, b", "b", True),
        ("one_of", "a, b", "c", False),
        ("filled", "", "x", True), ("filled", "", None, False), ("empty", "", False, True), ("is", "yes", True, True),
    ],
)  # fmt: skip
def test_conditions(test, value, found, holds):
    assert Condition("f", test, value).holds({"f": found}) is holds


def test_a_condition_may_not_look_ahead():
    assert wrong_conditions([FormField("a", "text", shown_if=Condition("b", "filled")), FormField("b", "text")]) == (
        "a",
    )
    assert wrong_conditions(FIELDS) == ()


@given(st.dictionaries(st.sampled_from([field.key for field in FIELDS]), st.text(max_size=12)))
def test_values_are_only_ever_of_shown_fields_and_valid(sent):
    filled = read_form(FIELDS, {key: value for key, value in sent.items() if key != "dump"})
    assert set(filled.values) <= filled.shown
    assert filled.values.get("impact") in {None, "down", "slow"}
    if not filled.problems and filled.values.get("impact") == "down":
        assert filled.values["since"]


# ---- on the portal ----


@pytest.fixture
def outage(db):
    kind = RequestType.objects.create(name="Outage", kind="incident", priority="urgent")
    choices = [{"key": "down", "en": "Nothing works", "zh-hans": "x"}, {"key": "slow", "en": "Slow", "zh-hans": "y"}]
    RequestField.objects.create(
        request_type=kind, key="impact", label="Impact", kind="choice", choices=choices, is_required=True
    )
    RequestField.objects.create(
        request_type=kind, key="since", label="Since when", kind="date", position=1,
        shown_if={"field": "impact", "test": "is", "value": "down"},
        required_if={"field": "impact", "test": "is", "value": "down"},
    )  # fmt: skip
    RequestField.objects.create(request_type=kind, key="log", label="Log file", kind="file", position=2)
    return kind


@pytest.mark.django_db
def test_a_version_is_called_filled_in_only_where_we_know_it(client, acme, ada):
    product = make_product()
    version = make_version(product)
    ours, hint = customer_client(ada), "Filled in from our records"
    deployment = make_deployment(acme, product)
    assert 'name="version"' in client.get("/portal/ask/").content.decode()
    for page in (client.get("/portal/ask/"), ours.get("/portal/new/")):
        assert hint not in page.content.decode()
    deployment.version = version
    deployment.save()
    assert hint in ours.get("/portal/new/").content.decode()


def send(client, deployment, **more):
    form = {"place": f"d{deployment.pk}", "subject": "Down", "text": "All of it", **more}
    return client.post("/portal/new/", form)


def test_a_form_is_checked_by_the_server_whatever_the_browser_shows(ada, acme, outage):
    deployment = make_deployment(acme, make_product())
    CustomField.objects.create(key="impact", label="Impact", kind="choice", choices=[{"key": "down", "en": "d"}])
    client = customer_client(ada)
    page = client.get("/portal/new/").content.decode()
    assert 'data-shown-if="impact is down"' in page
    refused = send(client, deployment, type=outage.pk, q_impact="down")
    assert refused.status_code == 422
    assert b"All of it" in refused.content
    assert not Ticket.objects.exists()
    file = io.BytesIO(b"log")
    file.name = "a.log"
    sent = send(client, deployment, type=outage.pk, q_impact="down", q_since="2026-11-20", q_log=file)
    ticket = Ticket.objects.get()
    assert sent.url == f"/portal/tickets/{ticket.number}/"
    assert (ticket.kind, ticket.priority, ticket.fields) == ("incident", "urgent", {"impact": "down"})
    message = ticket.messages.get()
    assert "Impact: Nothing works" in message.text
    assert "Since when: 2026-11-20" in message.text
    assert message.attachments.get().name == "a.log"
    assert FormAnswers.objects.get().answers["values"] == {"impact": "down", "since": "2026-11-20", "log": 1}


def test_several_kinds_are_offered_and_only_those_of_ones_products(ada, acme, outage):
    product, other = make_product(), make_product()
    make_deployment(acme, product)
    RequestType.objects.create(name="Question for us", kind="question")
    hidden = RequestType.objects.create(name="Only elsewhere")
    hidden.products.add(other)
    page = customer_client(ada).get("/portal/new/").content
    assert b"Outage" in page
    assert b"Question for us" in page
    assert b"Only elsewhere" not in page


@pytest.mark.django_db
def test_answers_for_everybody_are_suggested_and_nothing_else(ada, bo, client_of, mei):
    make_ticket("Certificate expired on gateway", body="certificate gateway renew secret of Bo", requester=bo)
    desk = client_of(mei)
    form = {
        "title_en": "Renew the certificate of the gateway",
        "title_zh": "",
        "body_en": "Open *Setup*",
        "body_zh": "",
    }
    desk.post("/setup/public-answers/new/", {**form, "is_active": "on"})
    client = customer_client(ada)
    found = client.get("/portal/answers/?q=how+to+renew+a+gateway+certificate").content.decode()
    assert "Renew the certificate" in found
    assert "<em>Setup</em>" in found
    assert "secret of Bo" not in found
    assert "Renew" not in client.get("/portal/answers/?q=printer+is+on+fire").content.decode()
    PublicAnswer.objects.update(is_active=False)
    assert "Renew" not in client.get("/portal/answers/?q=how+to+renew+a+gateway+certificate").content.decode()


@pytest.mark.django_db
def test_a_form_is_arranged_in_setup(client_of, mei, lin):
    desk = client_of(mei)
    kind = {"name_en": "Access", "name_zh": "", "description_en": "", "description_zh": "", "icon": "key",
            "kind": "request", "priority": "normal", "is_active": "on", "position": "0"}  # fmt: skip
    assert desk.post("/setup/requests/new/", kind).status_code == 302
    made = RequestType.objects.get()
    question = {"key": "who", "label_en": "For whom", "label_zh": "", "hint_en": "", "hint_zh": "", "kind": "text",
                "position": "1", "shown_field": "", "required_field": ""}  # fmt: skip
    assert desk.post(f"/setup/requests/{made.pk}/questions/new/", question).status_code == 302
    ahead = {**question, "key": "first", "position": "0", "shown_field": "who", "shown_test": "filled"}
    assert desk.post(f"/setup/requests/{made.pk}/questions/new/", ahead).status_code == 422
    assert [row.key for row in made.fields.all()] == ["who"]
    after = {**ahead, "position": "2"}
    assert desk.post(f"/setup/requests/{made.pk}/questions/new/", after).status_code == 302
    assert desk.get(f"/setup/requests/{made.pk}/").status_code == 200
    first = made.fields.get(key="who")
    desk.post(f"/setup/requests/{made.pk}/questions/{first.pk}/", {**question, "delete": "1"})
    assert client_of(lin).get("/setup/requests/").status_code == 403


# ---- mails that were asked for ----


@pytest.mark.django_db
def test_customers_are_mailed_what_they_asked_for_and_no_more(ada, bo, acme, mei):
    make_mailbox("support@ours.example", name="Support")
    deployment = make_deployment(acme, make_product())
    ours, colleague = customer_client(ada), customer_client(bo, role="organisation")
    PortalAccount.objects.filter(contact=bo).update(mails_colleagues=True)
    send(ours, deployment)
    run_jobs()
    mails = OutgoingMail.objects.order_by("pk")
    assert sorted(mail.to[0]["address"] for mail in mails) == ["ada@acme.example", "bo@acme.example"]
    ticket = Ticket.objects.get()
    assert all(f"/portal/tickets/{ticket.number}/" in mail.text for mail in mails)
    solve_ticket(ticket.pk, by=mei.actor)
    run_jobs()
    assert OutgoingMail.objects.count() == 2
    PortalAccount.objects.filter(contact=ada).update(mails_changes=True, mails_receipts=False)
    ours.post(f"/portal/tickets/{ticket.number}/reopen/")
    run_jobs()
    assert OutgoingMail.objects.count() == 2
    solve_ticket(ticket.pk, by=mei.actor)
    run_jobs()
    assert OutgoingMail.objects.count() == 3
    PortalAccount.objects.filter(contact=bo).update(role="own")
    send(ours, deployment)
    run_jobs()
    assert OutgoingMail.objects.count() == 3
    assert colleague.get("/portal/").status_code == 200
