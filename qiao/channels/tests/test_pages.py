"""Setup pages: Lin may not, Mei may; filters, decisions, secrets, wording."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from qiao.channels.models import Mailbox, MailTemplate, OutgoingMail, RawMail
from qiao.channels.public import send
from qiao.channels.rules.mail import Address
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team

pytestmark = pytest.mark.django_db
LISTED = {"List_Id": "<news.acme.example>"}


@pytest.fixture
def desk(client_of, mei):
    return client_of(mei)


@pytest.fixture
def quarantined(mailbox):
    return take_mail(make_mail("Newsletter <b>text</b>", Subject="News <script>", **LISTED), mailbox)


def addresses(raw, mailbox) -> list[str]:
    return [
        reverse("channels:mailboxes"), reverse("channels:mailbox_new"), reverse("channels:mailbox", args=[mailbox.pk]),
        reverse("channels:incoming"), reverse("channels:outgoing"), reverse("channels:mail", args=[raw.pk]),
        reverse("channels:raw", args=[raw.pk]), reverse("channels:templates"),
        reverse("channels:template", args=["ack", "en", 0]),
    ]  # fmt: skip


def test_who_may_sees_every_page_in_both_languages_and_others_none(desk, client_of, eve, lin, quarantined, mailbox):
    for address in addresses(quarantined, mailbox):
        for language in ("en", "zh-hans"):
            answer = desk.get(address, headers={"Accept-Language": language})
            assert answer.status_code == 200, address
        assert client_of(eve).get(address).status_code == 403
        assert client_of(lin).get(address).status_code == 403


def test_states_filter_the_log_and_pages_follow_each_other(desk, mailbox, quarantined):
    for _ in range(3):
        take_mail(make_mail(), mailbox)
    page = desk.get(reverse("channels:incoming"), {"state": "quarantined"})
    assert [raw.pk for raw, _reason in page.context["rows"]] == [quarantined.pk]
    assert len(desk.get(reverse("channels:incoming"), {"q": "BO@acme.example"}).context["rows"]) == 4
    assert (
        desk.get(reverse("channels:incoming"), {"state": "nonsense", "mailbox": "x", "after": "y"}).status_code == 200
    )


def test_the_log_asks_as_often_for_many_mails_as_for_few(desk, mailbox):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("channels:incoming")).status_code == 200
        return len(queries)

    for _ in range(3):
        take_mail(make_mail(), mailbox)
    count()  # the first request of a session writes it down
    few = count()
    for _ in range(27):
        take_mail(make_mail(), make_mailbox())
    assert count() == few


def test_content_of_a_mail_is_shown_as_text(desk, quarantined):
    page = desk.get(reverse("channels:mail", args=[quarantined.pk])).content.decode()
    assert "<script>" not in page.split("<main")[1].split("</main>")[0]
    assert "News &lt;script&gt;" in page
    assert "Newsletter &lt;b&gt;" in page


@pytest.mark.parametrize(("result", "badge"), [("pass", "passed"), ("fail", "failed"), ("none", "no result")])
def test_the_result_of_dmarc_is_shown(result, badge, desk, mailbox):
    raw = take_mail(make_mail(Authentication_Results=f"mx.ours.example; dmarc={result}"), mailbox)
    assert badge in desk.get(reverse("channels:mail", args=[raw.pk])).content.decode()


def test_the_original_is_a_download(desk, quarantined):
    answer = desk.get(reverse("channels:raw", args=[quarantined.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"List-Id" in answer.content


def test_quarantine_is_released_and_thrown_away_by_button(desk, mailbox, quarantined, keeper):
    decide = reverse("channels:decide", args=[quarantined.pk])
    assert desk.get(decide).status_code == 405
    assert desk.post(decide, {"act": "nonsense"}).status_code == 400
    desk.post(decide, {"act": "release"})
    run_jobs()
    quarantined.refresh_from_db()
    assert quarantined.state == "ticketed"
    other = take_mail(make_mail(**LISTED), mailbox)
    desk.post(reverse("channels:decide", args=[other.pk]), {"act": "discard"})
    other.refresh_from_db()
    assert other.reason == "discarded"
    page = desk.get(reverse("channels:mail", args=[other.pk])).content.decode()
    assert "threw it away" in page


def test_who_only_looks_cannot_decide(client_of, quarantined):
    auditor = make_person("Audit", roles=("auditor",))
    client = client_of(auditor)
    assert client.get(reverse("channels:mail", args=[quarantined.pk])).status_code == 200
    assert client.post(reverse("channels:decide", args=[quarantined.pk]), {"act": "release"}).status_code == 403
    assert RawMail.objects.get().state == "quarantined"


def test_who_is_limited_to_a_product_sees_only_its_mail(client_of, mailbox, quarantined):
    person = make_person("Ops", roles=("operations",))
    person.products.add(make_product("Own"))
    client = client_of(person)
    mailbox.product = make_product("Other")
    mailbox.save()
    assert client.get(reverse("channels:mail", args=[quarantined.pk])).status_code == 404
    assert client.get(reverse("channels:raw", args=[quarantined.pk])).status_code == 404
    assert client.get(reverse("channels:mailbox", args=[mailbox.pk])).status_code == 404
    assert client.get(reverse("channels:incoming")).context["rows"] == []
    assert client.post(reverse("channels:decide", args=[quarantined.pk]), {"act": "release"}).status_code == 404


def test_who_is_limited_to_a_product_words_only_its_mail(client_of) -> None:
    own, other = make_product("Own"), make_product("Other")
    person = make_person("Ops", roles=("operations",))
    person.products.add(own)
    client = client_of(person)
    shown = client.get(reverse("channels:templates")).context["rows"]
    assert {row["product"] for row in shown} == {None, own}
    wording = {"subject": "Re: {{ticket.subject}}", "body": "We have it."}
    answers = [client.post(reverse("channels:template", args=["ack", "en", one.pk]), wording) for one in (own, other)]
    assert [answer.status_code for answer in answers] == [302, 404]
    assert MailTemplate.objects.get().product == own


def test_mail_of_a_restricted_team_is_seen_by_its_members_and_those_who_see_all(client_of, mei, mailbox, quarantined):
    mailbox.team = make_team("Security", is_restricted=True)
    mailbox.save()
    outside, inside = make_person("Ops", roles=("operations",)), make_person("Sec", roles=("operations",))
    inside.teams.add(mailbox.team)

    def seen_by(person) -> list[int]:
        client = client_of(person)
        places = [("mail", quarantined.pk), ("raw", quarantined.pk), ("mailbox", mailbox.pk)]
        return [client.get(reverse(f"channels:{name}", args=[pk])).status_code for name, pk in places]

    assert seen_by(outside) == [404, 404, 404]
    assert seen_by(inside) == seen_by(mei) == [200, 200, 200]
    assert client_of(outside).get(reverse("channels:incoming")).context["rows"] == []


def settings_of(**changes) -> dict[str, str]:
    return {
        "name": "Support", "address": "Help@Ours.example",
        "aliases": "info@ours.example, a@ours.example", "language": "en",
        "is_active": "on", "incoming": "imap", "imap_host": "imap.ours.example", "imap_port": "993",
        "imap_security": "tls", "imap_username": "help", "imap_sign_in": "password", "imap_password": "pa55-of-tests",
        "imap_folder": "INBOX", "imap_after": "seen", "smtp_port": "587", "smtp_security": "starttls",
        "dmarc_policy": "show", "most_per_sender": "60", "most_per_thread": "30", "largest_mail": "50000000",
        "keep_months": "0", **changes,
    }  # fmt: skip


def test_a_mailbox_is_set_up_and_its_secrets_never_come_back(desk):
    desk.post(reverse("channels:mailbox_new"), settings_of())
    box = Mailbox.objects.get()
    assert (box.address, box.aliases) == ("help@ours.example", ["info@ours.example", "a@ours.example"])
    assert box.imap_password == "pa55-of-tests"
    address = reverse("channels:mailbox", args=[box.pk])
    assert "pa55-of-tests" not in desk.get(address).content.decode()
    before = box.settings_stamp
    desk.post(address, settings_of(imap_password="", name="Renamed"))
    box.refresh_from_db()
    assert (box.name, box.imap_password) == ("Renamed", "pa55-of-tests")
    assert box.settings_stamp > before
    for entry in entries_for("channels.mailbox", box.pk):
        assert "pa55-of-tests" not in str(entry.data)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "nobody"}, "address"),
        ({"address": "a+b@ours.example"}, "address"),
        ({"aliases": "support@ours.example"}, "aliases"),
        ({"imap_host": ""}, "imap_host"),
        ({"imap_password": ""}, "imap_password"),
        ({"imap_after": "move"}, "imap_move_to"),
        ({"imap_sign_in": "oauth2"}, "oauth_token_url"),
    ],
)
def test_what_cannot_work_is_said_beside_its_field(desk, mailbox, changes, field):
    answer = desk.post(reverse("channels:mailbox_new"), settings_of(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Mailbox.objects.count() == 1


def test_every_setting_of_a_mailbox_stands_in_one_section(desk, mailbox):
    page = desk.get(reverse("channels:mailbox", args=[mailbox.pk]))
    shown = re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"', page.content.decode())
    fields = page.context["form"].fields.keys() - {"forget_pgp_key"}
    assert sorted(name for name in shown if name in fields) == sorted(fields)
    ways = re.findall(r'href="#(part-\d+)"', page.content.decode())
    assert re.findall(r'id="(part-\d+)"', page.content.decode()) == ways
    assert len(ways) == len(page.context["form"].sections())


def test_a_connection_is_tried_by_button(desk, mailbox, sink):
    address = reverse("channels:mailbox_try", args=[mailbox.pk])
    assert "callout--ok" in desk.post(address).content.decode()
    part = desk.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "callout--ok" in part
    assert "<html" not in part


def test_health_tells_what_fails(desk, mailbox, quarantined):
    Mailbox.objects.update(
        fetch_failures=3, last_fetch_error="no route", last_fetch_error_at=timezone.now(), incoming="imap"
    )
    assert "fetching fails" in desk.get(reverse("channels:mailboxes")).content.decode()
    assert "no route" in desk.get(reverse("channels:mailbox", args=[mailbox.pk])).content.decode()


def test_outgoing_mail_can_be_stopped_and_retried(desk, mailbox, sink):
    thread_id = take_mail(make_mail(), mailbox).thread_id
    options = {
        "to": [Address("", "bo@acme.example")],
        "by": Actor("person", 1, "Lin"),
        "language": "en",
        "markdown": "hi",
    }
    held = send(thread_id, hold_seconds=60, **options)
    sink.answers = ["554 no"]
    failed = send(thread_id, hold_seconds=0, **options)
    run_jobs()
    assert desk.get(reverse("channels:outgoing"), {"state": "failed"}).context["page"].rows[0].pk == failed
    assert len(desk.get(reverse("channels:outgoing"), {"q": "bo@acme.example"}).context["page"].rows) == 2
    desk.post(reverse("channels:push", args=[held]), {"act": "cancel"})
    desk.post(reverse("channels:push", args=[failed]), {"act": "retry"})
    run_jobs()
    assert dict(OutgoingMail.objects.values_list("pk", "state")) == {held: "cancelled", failed: "sent"}


def test_wording_is_replaced_and_given_back(desk):
    address = reverse("channels:template", args=["reply", "en", 0])
    assert desk.post(address, {"subject": "{{nonsense}}", "body": "{{body}}"}).status_code == 422
    assert desk.post(address, {"subject": "x", "body": "no place"}).status_code == 422
    assert desk.post(address, {"subject": "[{{ticket.number}}]", "body": "{{body}}"}).status_code == 302
    assert MailTemplate.objects.get().subject == "[{{ticket.number}}]"
    desk.post(address, {"drop": "1"})
    assert not MailTemplate.objects.exists()
    assert desk.get(reverse("channels:template", args=["nonsense", "en", 0])).status_code == 404
