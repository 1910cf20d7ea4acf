"""Mail by HTTP: mailboxes whose secrets never come back, the mail log, deciding and pushing, wording."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.channels.api.mail_schemas import OutgoingState, RawState, TemplateKind
from qiao.channels.models import Mailbox, MailTemplate, OutgoingMail, RawMail, outgoing, raw_mail
from qiao.channels.public import send
from qiao.channels.rules.mail import Address
from qiao.channels.services.mailboxes import SECRET_FIELDS
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team

pytestmark = pytest.mark.django_db
LISTED = {"List_Id": "<news.acme.example>"}
FETCHED = {
    "name": "Help", "address": "Help@Ours.example", "aliases": ["info@ours.example"], "incoming": "imap",
    "imap_host": "imap.ours.example", "imap_username": "help", "imap_password": "pa55-of-tests",
}  # fmt: skip


@pytest.fixture
def program(mei):
    return Caller(mei)


@pytest.fixture
def quarantined(mailbox) -> RawMail:
    return take_mail(make_mail("Newsletter", Subject="News", **LISTED), mailbox)


def fields_of(answer) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {error["field"] for error in answer.json()["errors"]}


def test_a_mailbox_is_set_up_and_its_secrets_never_come_back(program):
    made = program.post("mailboxes", FETCHED)
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["address"], shown["stored_secrets"], shown["imap_port"]) == (
        "help@ours.example", ["imap_password"], 993,
    )  # fmt: skip
    box = Mailbox.objects.get()
    assert (box.imap_password, box.language) == ("pa55-of-tests", "en")
    read = program.get(f"mailboxes/{box.pk}")
    assert not set(SECRET_FIELDS) & set(read.json())
    assert "pa55-of-tests" not in read.content.decode() + made.content.decode()
    assert "pa55-of-tests" not in str([entry.data for entry in entries_for("channels.mailbox", box.pk)])


def test_a_change_leaves_the_rest_and_stored_secrets_as_they_are(program):
    number = program.post("mailboxes", FETCHED).json()["id"]
    tag = program.get(f"mailboxes/{number}").headers["ETag"]
    changed = program.patch(f"mailboxes/{number}", {"name": "Renamed", "is_catch_all": True}, If_Match=tag)
    assert changed.status_code == 200, changed.content
    box = Mailbox.objects.get()
    assert (box.name, box.is_catch_all, box.imap_password, box.aliases) == (
        "Renamed", True, "pa55-of-tests", ["info@ours.example"],
    )  # fmt: skip
    assert entries_for("channels.mailbox", number).last().data == {"fields": ["is_catch_all", "name"]}
    late = program.patch(f"mailboxes/{number}", {"name": "Late"}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    assert program.patch(f"mailboxes/{number}", {"imap_password": "another"}).headers["ETag"] != changed.headers["ETag"]
    assert Mailbox.objects.get().imap_password == "another"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "nobody"}, "address"), ({"address": None}, "address"), ({"name": ""}, "name"),
        ({"aliases": ["support@ours.example"]}, "aliases"), ({"imap_host": ""}, "imap_host"),
        ({"imap_password": ""}, "imap_password"), ({"imap_sign_in": "oauth2"}, "oauth_token_url"),
        ({"product_id": 999_999}, "product_id"), ({"team_id": 999_999}, "team_id"),
        ({"imap_port": 70_000}, "imap_port"), ({"smime_certificate": "none"}, "smime_key"),
        ({"pgp_key": "none"}, "pgp_key"), ({"imap_pasword": "x"}, "imap_pasword"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_of_its_field(program, mailbox, changes, field):
    answer = program.post("mailboxes", FETCHED | changes)
    assert field in {name.rpartition(".")[2] for name in fields_of(answer)}
    assert Mailbox.objects.count() == 1


def test_the_setup_page_refuses_a_port_there_is_not(client_of, mei, mailbox):
    answer = client_of(mei).post(f"/setup/mailboxes/{mailbox.pk}/", {"smtp_port": "70000"})
    assert "smtp_port" in answer.context["form"].errors


def test_one_key_sets_up_one_mailbox(program):
    first = program.post("mailboxes", FETCHED, Idempotency_Key="k")
    again = program.post("mailboxes", FETCHED, Idempotency_Key="k")
    assert (first.json(), again.headers["Idempotent-Replayed"]) == (again.json(), "true")
    assert Mailbox.objects.count() == 1


def test_mailboxes_are_paged_by_name_with_their_numbers(program, mailbox, quarantined):
    make_mailbox(name="Aside")
    first = program.get("mailboxes?limit=1").json()
    assert [one["name"] for one in first["items"]] == ["Aside"]
    (second,) = program.get(f"mailboxes?limit=1&cursor={first['next_cursor']}").json()["items"]
    assert (second["id"], second["quarantined"], second["is_well"]) == (mailbox.pk, 1, True)
    Mailbox.objects.update(fetch_failures=3, last_fetch_error="no route")
    health = program.get(f"mailboxes/{mailbox.pk}/health").json()
    assert (health["is_well"], health["fetch_failures"], health["last_fetch_error"]) == (False, 3, "no route")


def test_a_connection_is_tried(program, mailbox, sink):
    report = program.post(f"mailboxes/{mailbox.pk}/try").json()
    assert (report["incoming"], report["outgoing"], report["is_well"]) == (None, "", True)
    Mailbox.objects.update(smtp_host="127.0.0.1", smtp_port=1, smtp_security="plain")
    report = program.post(f"mailboxes/{mailbox.pk}/try").json()
    assert report["outgoing"] == "The server cannot be reached: Connection refused"
    assert not report["is_well"]


def test_only_the_proposed_mail_server_is_trusted(program, mailbox):
    Mailbox.objects.update(authserv_id="")
    assert program.get(f"mailboxes/{mailbox.pk}/mail-server").json() == {"trusted": "", "proposed": None}
    for sender in ("bo@acme.example", "cy@harbour.example", "di@acme.example"):
        take_mail(make_mail(From=f"X <{sender}>", Authentication_Results="mx.ours.example; dmarc=pass"), mailbox)
    proposed = program.get(f"mailboxes/{mailbox.pk}/mail-server").json()["proposed"]
    assert proposed == {"name": "mx.ours.example", "mails": 3, "of": 3, "domains": 2}
    wrong = program.put(f"mailboxes/{mailbox.pk}/mail-server", {"name": "mx.evil.example"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "server_not_proposed")
    assert program.put(f"mailboxes/{mailbox.pk}/mail-server", {"name": "mx.ours.example"}).json()["proposed"] is None
    assert Mailbox.objects.get().authserv_id == "mx.ours.example"


def test_the_log_is_filtered_and_paged(program, mailbox, quarantined):
    others = [take_mail(make_mail(), mailbox) for _ in range(3)]
    elsewhere = take_mail(make_mail(From="Cy <cy@harbour.example>"), make_mailbox())
    first = program.get("incoming-mails?limit=4").json()
    assert [one["id"] for one in first["items"]] == [elsewhere.pk, *(raw.pk for raw in reversed(others))]
    rest = program.get(f"incoming-mails?limit=4&cursor={first['next_cursor']}").json()
    assert ([one["id"] for one in rest["items"]], rest["next_cursor"]) == ([quarantined.pk], None)
    for query, expected in (
        ("state=quarantined", {quarantined.pk}), ("sender=CY@harbour.example", {elsewhere.pk}),
        (f"mailbox={elsewhere.mailbox_id}", {elsewhere.pk}), ("sender=nobody@x.example", set()),
    ):  # fmt: skip
        assert {one["id"] for one in program.get(f"incoming-mails?{query}").json()["items"]} == expected, query
    assert fields_of(program.get("incoming-mails?state=lost")) == {"state"}
    assert fields_of(program.get("incoming-mails?statee=quarantined")) == {"statee"}


def test_one_mail_is_read_with_its_reason_and_fetched_as_it_came(program, mailbox):
    raw = take_mail(
        make_mail("Read me", Subject="News", Authentication_Results="mx.ours.example; dmarc=fail", **LISTED), mailbox
    )
    shown = program.get(f"incoming-mails/{raw.pk}").json()
    assert (shown["state"], shown["reason"], shown["reason_text"]) == (
        "quarantined", "list", "Mailing list or newsletter",
    )  # fmt: skip
    assert (shown["text"].strip(), shown["checks"]["dmarc"], shown["is_decidable"]) == ("Read me", "fail", True)
    assert {"name": "List-Id", "value": "<news.acme.example>"} in shown["headers"]
    original = program.get(f"incoming-mails/{raw.pk}/original")
    assert (original.headers["Content-Type"], original.headers["Content-Disposition"]) == (
        "application/octet-stream", f'attachment; filename="mail-{raw.pk}.eml"',
    )  # fmt: skip
    assert original.content.startswith(b"From: Bo Lindqvist")


def test_a_mail_of_wild_bytes_is_shown(program, mailbox):
    raw = take_mail(
        b"Subject: \xff\xed\xa0\x80 =?utf-8?b?7aCA?=\r\nX-\xff: \xed\xa0\x80\r\n\r\n\xff\xed\xa0\x80\x00", mailbox
    )
    assert program.get(f"incoming-mails/{raw.pk}").status_code == 200
    assert program.get("incoming-mails").status_code == 200


def test_what_a_rule_stopped_is_released_replayed_or_discarded(program, mailbox, quarantined):
    again = program.post(f"incoming-mails/{quarantined.pk}/replay")
    assert again.json()["state"] == "waiting"
    early = program.post(f"incoming-mails/{quarantined.pk}/release")
    assert (early.status_code, early.json()["code"]) == (409, "mail_still_waiting")
    run_jobs()
    assert program.get(f"incoming-mails/{quarantined.pk}").json()["state"] == "quarantined"
    assert program.post(f"incoming-mails/{quarantined.pk}/discard").json()["reason"] == "discarded"
    program.post(f"incoming-mails/{quarantined.pk}/release")
    run_jobs()
    taken = program.get(f"incoming-mails/{quarantined.pk}").json()
    assert (taken["state"], taken["is_decidable"]) == ("ticketed", False)
    assert taken["ticket"] is not None
    late = program.post(f"incoming-mails/{quarantined.pk}/discard")
    assert (late.status_code, late.json()["code"]) == (409, "mail_already_taken")
    verbs = [entry.verb for entry in entries_for("channels.rawmail", quarantined.pk)]
    assert sorted(verbs) == ["mail.discarded", "mail.released", "mail.replayed"]


def test_outgoing_mail_is_listed_stopped_hastened_and_retried(program, mailbox, sink):
    thread_id = take_mail(make_mail(), mailbox).thread_id
    options = {"to": [Address("Bo", "bo@acme.example")], "by": Actor.system("test"), "language": "en", "markdown": "hi"}
    stopped, hastened = (send(thread_id, hold_seconds=60, **options) for _ in range(2))
    sink.answers = ["554 no"]
    failed = send(thread_id, hold_seconds=0, **options)
    run_jobs()
    (shown,) = program.get("outgoing-mails?state=failed").json()["items"]
    assert (shown["id"], shown["to"]) == (failed, [{"name": "Bo", "address": "bo@acme.example"}])
    assert "554" in shown["last_error"] + str(shown["refused"])
    assert len(program.get(f"outgoing-mails?recipient=bo@acme.example&mailbox={mailbox.pk}").json()["items"]) == 3
    assert program.get("outgoing-mails?recipient=cy@acme.example").json()["items"] == []
    assert program.post(f"outgoing-mails/{stopped}/cancel").json()["state"] == "cancelled"
    assert program.post(f"outgoing-mails/{hastened}/send-now").json()["state"] == "queued"
    assert program.post(f"outgoing-mails/{failed}/retry").json()["state"] == "queued"
    run_jobs()
    states = dict(OutgoingMail.objects.values_list("pk", "state"))
    assert states == {stopped: "cancelled", hastened: "sent", failed: "sent"}
    late = program.post(f"outgoing-mails/{hastened}/cancel")
    assert (late.status_code, late.json()["code"]) == (409, "mail_already_sent")
    assert program.get(f"outgoing-mails/{hastened}").json()["sent_at"]


def test_wording_is_read_replaced_and_given_back(program):
    product = make_product()
    built_in = program.get("mail-templates/ack/en").json()
    assert (built_in["source"], built_in["updated_at"]) == ("built_in", None)
    assert "ticket.number" in built_in["variables"]
    given = {"subject": "[{{ticket.number}}]", "body": "We have it."}
    assert program.put("mail-templates/ack/en", given).json()["source"] == "own"
    of_product = program.get(f"mail-templates/ack/en?product_id={product.pk}").json()
    assert (of_product["source"], of_product["body"]) == ("all_products", "We have it.")
    program.put(f"mail-templates/ack/en?product_id={product.pk}", given | {"body": "Ours."})
    program.put(f"mail-templates/ack/en?product_id={product.pk}", given | {"body": "Ours again."})
    listed = program.get("mail-templates").json()["items"]
    assert [(one["product_id"], one["body"]) for one in listed] == [(None, "We have it."), (product.pk, "Ours again.")]
    assert [one["product_id"] for one in program.get(f"mail-templates?product={product.pk}").json()["items"]] == [
        product.pk
    ]
    assert program.get("mail-templates?kind=reply").json()["items"] == []
    assert program.delete(f"mail-templates/ack/en?product_id={product.pk}").json()["source"] == "all_products"
    assert program.delete("mail-templates/ack/en").json() == built_in
    assert program.delete("mail-templates/ack/en").json() == built_in
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [({"subject": "{{nonsense}}"}, "subject"), ({"body": "no place"}, "body"), ({"subject": "x" * 301}, "subject")],
)
def test_wording_that_cannot_be_filled_is_refused(program, given, field):
    answer = program.put("mail-templates/reply/en", {"subject": "Re", "body": "{{body}}"} | given)
    assert field in {name.rpartition(".")[2] for name in fields_of(answer)}
    assert not MailTemplate.objects.exists()


def test_wording_that_was_changed_since_is_not_overwritten(program):
    tag = program.get("mail-templates/ack/en").headers["ETag"]
    first = program.put("mail-templates/ack/en", {"subject": "x", "body": "first"}, If_Match=tag)
    assert first.status_code == 200, first.content
    for late in (
        program.put("mail-templates/ack/en", {"subject": "x", "body": "second"}, If_Match=tag),
        program.delete("mail-templates/ack/en", If_Match=tag),
    ):
        assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    assert MailTemplate.objects.get().body == "first"
    program.delete("mail-templates/ack/en", If_Match=first.headers["ETag"])
    assert not MailTemplate.objects.exists()


def test_who_only_looks_changes_nothing(mailbox, quarantined):
    caller = Caller(make_person("Audit", roles=("auditor",)))
    assert caller.get(f"incoming-mails/{quarantined.pk}").status_code == 200
    assert caller.get("mail-templates/ack/en").status_code == 200
    for answer in (
        caller.get(f"mailboxes/{mailbox.pk}"), caller.patch(f"mailboxes/{mailbox.pk}", {"name": "x"}),
        caller.post(f"incoming-mails/{quarantined.pk}/release"),
        caller.put("mail-templates/ack/en", {"subject": "x", "body": "x"}),
    ):  # fmt: skip
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    quarantined.refresh_from_db()
    assert (quarantined.state, MailTemplate.objects.count()) == ("quarantined", 0)


@pytest.mark.parametrize("wall", ["product", "team"])
def test_mail_outside_the_scope_does_not_exist(wall, mailbox, quarantined):
    person, own, other = make_person("Ops", roles=("operations",)), make_product(), make_product()
    person.products.add(own)
    sent = send(
        take_mail(make_mail(), mailbox).thread_id, to=[Address("", "bo@acme.example")], by=Actor.system("test"),
        language="en", markdown="hi", hold_seconds=60,
    )  # fmt: skip
    walls = {"product": {"product": other}, "team": {"team": make_team("Security", is_restricted=True)}}
    for name, value in walls[wall].items():
        setattr(mailbox, name, value)
    mailbox.save()
    caller = Caller(person)
    for path in ("mailboxes", "incoming-mails", "outgoing-mails"):
        assert caller.get(path).json()["items"] == [], path
    box, mail, out = f"mailboxes/{mailbox.pk}", f"incoming-mails/{quarantined.pk}", f"outgoing-mails/{sent}"
    wording = f"mail-templates/ack/en?product_id={other.pk}"
    for method, path, data in (
        ("GET", box, None), ("PATCH", box, {"name": "x"}), ("GET", f"{box}/health", None), ("POST", f"{box}/try", None),
        ("GET", f"{box}/mail-server", None), ("PUT", f"{box}/mail-server", {"name": "x"}), ("GET", mail, None),
        ("GET", f"{mail}/original", None), ("POST", f"{mail}/release", None), ("POST", f"{mail}/replay", None),
        ("POST", f"{mail}/discard", None), ("GET", out, None), ("POST", f"{out}/cancel", None), ("GET", wording, None),
        ("POST", f"{out}/send-now", None), ("POST", f"{out}/retry", None), ("DELETE", wording, None),
        ("PUT", wording, {"subject": "x", "body": "x"}),
    ):  # fmt: skip
        assert caller.call(method, path, data).status_code == 404, path
    assert OutgoingMail.objects.get().state == "held"
    assert RawMail.objects.get(pk=quarantined.pk).state == "quarantined"


def test_wordings_of_other_products_are_not_listed(program):
    own, other = make_product(), make_product()
    for product in (own, other):
        program.put(f"mail-templates/ack/en?product_id={product.pk}", {"subject": "x", "body": "x"})
    person = make_person("Ops", roles=("operations",))
    person.products.add(own)
    assert [one["product_id"] for one in Caller(person).get("mail-templates").json()["items"]] == [own.pk]


@pytest.mark.parametrize("path", ["mailboxes", "incoming-mails", "outgoing-mails", "mail-templates"])
def test_as_many_statements_for_thirty_rows_as_for_three(path, program):
    def fill(number: int) -> None:
        for _ in range(number):
            box, product = make_mailbox(), make_product()
            thread_id = take_mail(make_mail(), box).thread_id
            send(
                thread_id, to=[Address("", "bo@acme.example")], by=Actor.system("test"), language="en", markdown="hi",
                hold_seconds=60,
            )  # fmt: skip
            MailTemplate.objects.create(kind="ack", language="en", product=product, subject="x", body="x")

    def count(expected: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(program.get(f"{path}?limit=100").json()["items"]) == expected
        return len(queries)

    fill(3)
    count(3)
    few = count(3)
    fill(27)
    assert count(30) == few


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (RawState, raw_mail.RawState.values), (OutgoingState, outgoing.OutgoingState.values),
        (TemplateKind, outgoing.TemplateKind.values),
    ],
)  # fmt: skip
def test_the_words_of_the_api_are_those_of_the_tables(listed, known):
    assert set(listed.__args__) == set(known)
