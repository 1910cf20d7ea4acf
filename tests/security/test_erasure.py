"""Somebody asks to be forgotten: afterwards no row and no file tells of them, except where the report says so."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote_plus, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from qiao.channels import public as channels
from qiao.channels.models import Mailbox, OutgoingMail, RawMail
from qiao.customers import public
from qiao.customers.models import Contact, ContactPoint, DataRequest, Note
from qiao.customers.models.exports import Export
from qiao.customers.models.portal import PortalAccount, PortalSession, SignInCode
from qiao.customers.ports import data_keepers
from qiao.customers.services import change_contact, create_contact, merge_contacts
from qiao.customers.services.contacts import PointDraft
from qiao.customers.services.privacy import UnderLegalHold, place_hold
from qiao.customers.services.remarks import add_note
from qiao.customers.testing import make_contract
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import verify_chain
from qiao.kernel.models import (
    ApiToken,
    ExternalKey,
    IdempotentAnswer,
    ImportBatch,
    JobError,
    StoredFile,
    TableImport,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookMessage,
)
from qiao.kernel.search import Scope, search
from qiao.kernel.testing import run_jobs
from qiao.staff.models import Notification
from qiao.tickets.models import DeskImport, Draft, Message, SavedView, Ticket
from qiao.tickets.models.portal import FormAnswers, PendingRequest, PortalDraft, PublicAnswer
from qiao.tickets.services import Reply, reply_to_ticket, save_draft
from qiao.tickets.services import add_note as add_ticket_note

pytestmark = pytest.mark.django_db
NAME = "Zenobia Quillfeather"
ADDRESS = "zenobia@acme.example"
SECOND = "z.quill@private.example"
PHONE = "+44 20 7946 0991"
WORDS = (
    NAME,
    ADDRESS,
    SECOND,
    "7946 0991",
    "442079460991",
    "Quillfeather, Zenobia",
    quote_plus(NAME),
    quote_plus(ADDRESS),
)
SEALED = {"kernel_auditentry"}
EVERYWHERE = {
    "channels_outgoingmail", "channels_rawmail", "channels_thread", "customers_contact", "customers_contactpoint",
    "customers_contract", "customers_export", "customers_note", "customers_portalsession", "kernel_auditentry",
    "kernel_externalkey", "kernel_idempotentanswer", "kernel_importbatch", "kernel_joberror", "kernel_searchdocument",
    "kernel_tableimport", "kernel_webhookattempt", "kernel_webhookmessage", "staff_notification",
    "tickets_deskimport", "tickets_draft", "tickets_formanswers", "tickets_message", "tickets_pendingrequest",
    "tickets_portaldraft", "tickets_publicanswer", "tickets_savedview", "tickets_ticket",
}  # fmt: skip
MAIL = f"""From: "{NAME}" <{ADDRESS}>
To: help@qiao.example
Subject: Printer on fire, says {NAME}
Message-ID: <zen-1@acme.example>
Date: Sun, 22 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

It burns. Call me: {PHONE}
--
{NAME}
{ADDRESS}
--b
Content-Type: text/plain; name="signature.txt"
Content-Disposition: attachment; filename="signature.txt"

{NAME}, head of printing
--b
Content-Type: image/png; name="fire.png"
Content-Disposition: attachment; filename="fire.png"
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def story(acme, bo, lin):
    """Zenobia writes, is answered, noted down, merged, named by others."""
    Mailbox.objects.create(name="Help", address="help@qiao.example")
    contact = create_contact(
        {"name": NAME, "organisation": acme, "job_title": "Head"},
        points=[PointDraft("email", ADDRESS), PointDraft("phone", PHONE)], by=lin.actor,
    )  # fmt: skip
    twin = public.contact_for_address(SECOND, NAME, by=Actor.system())
    merge_contacts(contact.pk, [twin.id], by=lin.actor)
    channels.accept_raw(MAIL, source="smtp", envelope_from=ADDRESS, envelope_to=["help@qiao.example"])
    run_jobs()
    ticket = Ticket.objects.get()
    assert ticket.requester == contact
    reply_to_ticket(ticket.pk, Reply(markdown=f"Dear {NAME}, we are coming."), by=lin.actor)
    add_ticket_note(ticket.pk, f"{NAME} sounds upset; reach her at {PHONE}.", by=lin.actor)
    save_draft(ticket.pk, kind="reply", markdown=f"Hello {NAME}", by=lin.actor)
    add_note(contact, f"{NAME} likes tea", by=lin.actor)
    add_note(acme, f"Ask {NAME} first, or write to {ADDRESS}", by=lin.actor)
    change_contact(bo.pk, {"notes": f"Works for {NAME}"}, by=lin.actor)
    make_contract(acme, terms=f"Signed by {NAME}")
    PortalDraft.objects.create(contact=contact, place="new", data={"text": f"I, {NAME}"})
    FormAnswers.objects.create(ticket=ticket, answers={"caller": f"{NAME} {PHONE}"})
    SignInCode.objects.create(contact=contact, browser_hash="b", expires_at=timezone.now())
    _beside(contact, ticket, lin)
    table = files.store(f"name,mail\n{NAME},{ADDRESS}\n".encode("gb18030"), name="people.csv")
    TableImport.objects.create(kind="contacts", file=table, file_name=f"{NAME}.csv", state="done", actor_kind="person")
    return contact


def _beside(contact, ticket, lin):
    """Zenobia in what is kept beside conversations: machinery, the portal, what moved in, views."""
    account = PortalAccount.objects.create(contact=contact)
    PortalSession.objects.create(
        account=account, token_hash="s", method="code", user_agent=NAME, expires_at=timezone.now()
    )
    upload = files.store(f"log of {NAME}".encode(), name="zen.log")
    PendingRequest.objects.create(
        address=ADDRESS, form={"subject": f"Hi, {NAME}"}, files=[[upload.pk, "zen.log", ""]], token_hash="p",
        expires_at=timezone.now(),
    )  # fmt: skip
    PendingRequest.objects.create(
        address="other@x.example", form={"text": f"ask {ADDRESS}"}, token_hash="q", expires_at=timezone.now()
    )
    endpoint = WebhookEndpoint.objects.create(name="bot", url="https://bot.example/", types=["ticket.created"])
    message = WebhookMessage.objects.create(key="m1", type="ticket.created", payload={"requester": {"name": NAME}})
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, message=message)
    WebhookAttempt.objects.create(delivery=delivery, status=200, answer=f"thanks {NAME}")
    token = ApiToken.objects.create(kind="personal", person=lin, name="t", prefix="x", token_hash="h")
    IdempotentAnswer.objects.create(
        token=token, key="k", request_hash="r", body=json.dumps({"email": ADDRESS, "by": NAME})
    )
    JobError.objects.create(job_id=1, error=f"550 no such user <{ADDRESS}>")
    Notification.objects.create(
        person=lin, kind="reply", who=NAME, subject=ticket.subject, address="/", object_type="tickets.ticket",
        object_id=ticket.pk,
    )  # fmt: skip
    SavedView.objects.create(name=f"Of {NAME}", query=urlencode({"q": NAME, "from": ADDRESS}), owner=lin)
    PublicAnswer.objects.create(title={"en": "Fire"}, body={"en": f"Ask {ADDRESS}"})
    lines = files.store(json.dumps({"type": "person", "emails": [ADDRESS]}).encode(), name="people.jsonl")
    DeskImport.objects.create(
        kind="jsonl", system="jsonl:file", file=lines, file_name=f"{NAME}.jsonl", state="done", actor_kind="person",
        refused=[["customers.contact", "p1", "address_taken", {"name": NAME}]],
    )  # fmt: skip
    ExternalKey.objects.create(system="jsonl:file", object_type="customers.contact", key=ADDRESS, object_id=contact.pk)
    run = TableImport.objects.create(
        kind="contacts", file=lines, file_name="b.csv", state="done", actor_kind="person", mapping=[], headers=[]
    )
    ImportBatch.objects.create(run=run, first=2, refused=[[2, 1, "address_taken", {"value": ADDRESS, "name": NAME}]])
    Export.objects.create(
        source="contacts", query=urlencode({"q": NAME}), format="csv", name=f"{NAME}.csv", state="done", person=lin
    )


def tables_with(word):
    """{table: rows} of every table in which a row, written out in full, holds the word."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS one WHERE strpos(lower(one::text), lower(%s)) > 0', [word]
            )
            number = cursor.fetchone()[0]
            if number:
                found[table] = number
    return found


def stored_with(word):
    """Files of the store in whose bytes the word stands."""
    folder = Path(settings.FILES_ROOT)
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    mine = [path for path in folder.rglob("*") if path.is_file() and path.name in known]
    return [path.name for path in mine if word.lower().encode() in path.read_bytes().lower()]


def act(browser, request, name, **fields):
    answer = browser.post(reverse("customers:data_request_act", args=[request.pk, name]), fields)
    run_jobs()
    request.refresh_from_db()
    return answer


def filed(browser, contact, kind):
    form = {"kind": kind, "law": "gdpr", "received_on": "2026-01-31", "asked": f"I am {NAME}", "words": "Zen Q."}
    browser.post(reverse("customers:data_request_new", args=[contact.pk]), form)
    request = DataRequest.objects.latest("pk")
    assert str(request.due_on) == "2026-02-28"
    act(browser, request, "verify")
    act(browser, request, "take-up", text=f"Called {PHONE}")
    return request


def test_after_erasure_nothing_tells_of_the_person_except_what_the_report_names(story, mei, acme, client_of):
    assert all(tables_with(word) for word in (NAME, ADDRESS, SECOND))
    told = tables_with(NAME) | tables_with(ADDRESS)
    assert set(told) >= EVERYWHERE
    before = [stored.sha256 for stored in StoredFile.objects.all()]
    assert stored_with(ADDRESS)
    browser = client_of(mei)
    request = filed(browser, story, "erasure")
    act(browser, request, "preview")
    preview = request.report["findings"]
    assert request.state == "in_progress"
    assert tables_with(ADDRESS)["customers_contactpoint"] == 1  # looking changes nothing
    act(browser, request, "erase")
    assert request.state == "done"
    assert request.report["findings"] == preview

    named = {one["code"]: (one["fate"], one["number"]) for one in request.report["findings"]}
    assert named["customers.contracts"] == ("kept", 1)
    assert named["customers.audit"][0] == "kept"
    assert named["tickets.files"] == ("erased", 1)
    assert named["customers.imports"] == ("erased", 2)
    assert named["tickets.imports"] == ("erased", 1)
    assert named["tickets.sealed_files"] == ("unread", 1)
    for word in WORDS:
        stays = set(tables_with(word))
        assert stays <= SEALED | {"customers_contract"}, (word, stays)
        assert stored_with(word) == [], word
    assert {one["table"] for one in request.report["left"] if not one["is_sealed"]} == {"customers_contract"}
    gone = [sha256 for sha256 in before if not StoredFile.objects.filter(sha256=sha256).exists()]
    assert gone
    assert not any((Path(settings.FILES_ROOT) / one[:2] / one[2:4] / one).exists() for one in gone)
    assert verify_chain().is_intact

    page = browser.get(reverse("customers:data_request", args=[request.pk])).content.decode()
    assert NAME not in page
    assert "Audit record" in page


def test_mail_that_has_not_left_goes_to_the_others_only(story, lin, mei, bo, client_of):
    ticket, later = Ticket.objects.get(), timezone.now() + timedelta(days=1)
    alone = reply_to_ticket(ticket.pk, Reply("For you", cc=(), send_at=later), by=lin.actor)
    both = reply_to_ticket(ticket.pk, Reply("For both", cc=("bo@acme.example",), send_at=later), by=lin.actor)
    waiting = OutgoingMail.objects.filter(state__in=OutgoingMail.UNSENT).count()
    browser = client_of(mei)
    request = filed(browser, story, "erasure")
    act(browser, request, "preview")
    act(browser, request, "erase")
    assert request.state == "done"
    assert {"code": "channels.stopped", "fate": "erased", "number": waiting} in request.report["findings"]
    state = dict(Message.objects.values_list("pk", "delivery"))
    assert (state[alone.message_id], state[both.message_id]) == ("cancelled", "scheduled")
    sent = {mail.pk: (mail.state, mail.recipient_addresses) for mail in OutgoingMail.objects.all()}
    assert sent[alone.outgoing_id][0] == "cancelled"
    assert sent[both.outgoing_id] == ("held", ["bo@acme.example"])


def test_what_the_conversation_was_about_stays(story, lin, mei, client_of):
    browser = client_of(mei)
    request = filed(browser, story, "erasure")
    act(browser, request, "preview")
    act(browser, request, "erase")
    ticket = Ticket.objects.get()
    token = Contact.objects.get(pk=story.pk).name
    assert token.startswith("[erased ")
    first = Message.objects.filter(direction="in").get()
    assert (first.author_name, first.author_address) == (token, "")
    assert "It burns." in first.text
    assert ticket.subject == f"Printer on fire, says {token}"
    assert Draft.objects.get().markdown == f"Hello {token}"
    assert Note.objects.get().body == f"Ask {token} first, or write to {token}"
    assert OutgoingMail.objects.exclude(state="cancelled").filter(to__contains=[{"address": ADDRESS}]).count() == 0
    assert RawMail.objects.get().sender == token
    assert not ContactPoint.objects.filter(contact__in=[story.pk]).exists()
    assert [hit.object_id for hit in search("burns", scope=Scope.everything()).hits] == [ticket.pk]
    assert list(search("Quillfeather", scope=Scope.everything()).hits) == []
    assert client_of(lin).get(reverse("tickets:ticket", args=[ticket.number])).status_code == 200
    stranger = public.contact_for_address(ADDRESS, NAME, by=Actor.system())
    assert stranger.id != story.pk


def test_a_legal_hold_stands_against_erasing_but_not_against_a_copy(story, mei, acme, client_of):
    browser = client_of(mei)
    request = filed(browser, story, "erasure")
    act(browser, request, "preview")
    place_hold(organisation_id=acme.pk, reason="Lawsuit 7/26", by=mei.actor)
    assert "Lawsuit 7/26" in browser.get(reverse("customers:data_request", args=[request.pk])).content.decode()
    act(browser, request, "erase")
    assert request.state == "in_progress"
    assert Contact.objects.get(pk=story.pk).name == NAME
    from qiao.customers.services.privacy import start_erasure

    with pytest.raises(UnderLegalHold):
        start_erasure(request.pk, by=mei.actor)


def test_a_copy_holds_what_is_theirs_and_nothing_of_ours(story, mei, lin, client_of):
    browser = client_of(mei)
    request = filed(browser, story, "export")
    act(browser, request, "copy")
    address = browser.get(reverse("customers:data_request", args=[request.pk])).context["file_url"]
    answer = browser.get(address)
    data = b"".join(answer.streaming_content)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        assert archive.read(next(name for name in names if name.endswith(".eml"))) == MAIL
        assert any(name.endswith("signature.txt") for name in names)
    assert told["customers.contact"][0]["name"] == NAME
    assert {row["value"] for row in told["customers.points"]} == {ADDRESS, SECOND, PHONE}
    assert [row["direction"] for row in told["tickets.messages"]] == ["in", "out"]
    assert NAME in page
    assert "sounds upset" not in page
    assert "sounds upset" not in data.decode("latin-1")
    assert client_of(lin).get(address).status_code == 404
    act(browser, request, "hand-over")
    assert request.state == "done"


def test_only_those_who_may_decide_and_only_in_order(story, lin, mei, eve, client_of):
    agent = client_of(lin)
    agent.post(
        reverse("customers:data_request_new", args=[story.pk]),
        {"kind": "erasure", "law": "pipl", "received_on": "2026-03-01"},
    )
    request = DataRequest.objects.get()
    assert str(request.due_on) == "2026-03-16"
    for name in ("verify", "preview", "erase"):
        assert agent.post(reverse("customers:data_request_act", args=[request.pk, name])).status_code == 403
        assert client_of(eve).post(reverse("customers:data_request_act", args=[request.pk, name])).status_code == 403
    boss = client_of(mei)
    for name in ("take-up", "preview", "erase", "copy", "hand-over"):
        act(boss, request, name, text="x")
        assert request.state == "received"
    act(boss, request, "refuse", text="")
    assert request.state == "received"
    act(boss, request, "refuse", text="Not the person")
    assert (request.state, request.refusal) == ("refused", "Not the person")


@pytest.mark.parametrize(("kind", "name"), [("erasure", "preview"), ("export", "copy")])
def test_work_that_fails_says_so_and_can_be_done_again(kind, name, story, mei, client_of, monkeypatch):
    class Broken:
        labels: ClassVar[dict[str, str]] = {}

        def copy(self, _copy):
            raise OSError("disk full")

        erase = copy

    browser = client_of(mei)
    request = filed(browser, story, kind)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="disk full"):
        for place in ("copying", "erasing"):
            broken.setattr(f"qiao.customers.services.privacy.{place}.data_keepers", lambda: [Broken()])
        act(browser, request, name)
    page = reverse("customers:data_request", args=[request.pk])
    shown = browser.get(page).content.decode()
    assert "It stopped with an error (OSError)" in shown
    assert reverse("customers:data_request_act", args=[request.pk, name]) in shown
    act(browser, request, name)
    assert request.error == ""
    assert "It stopped with an error" not in browser.get(page).content.decode()


def test_every_domain_that_holds_persons_has_a_keeper():
    assert len(data_keepers()) >= 3
    codes = [code for keeper in data_keepers() for code in keeper.labels]
    assert len(codes) == len(set(codes))


def test_a_file_that_somebody_still_needs_is_not_destroyed(acme, mei):
    from qiao.customers.models import KeptFile

    stored = files.store(b"shared", name="a.txt")
    KeptFile.objects.create(organisation=acme, file=stored, name="a.txt", content_type="text/plain", size=6)
    assert not files.forget(stored)
    assert files.read(stored) == b"shared"
    KeptFile.objects.all().delete()
    assert files.forget(stored)
    run_jobs()
    with pytest.raises(files.FileMissing):
        files.read(stored)
