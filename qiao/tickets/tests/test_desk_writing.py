"""The composer: replies, notes, drafts, files, and a send that stops when somebody answered meanwhile."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qiao.channels.public import outgoing_cards
from qiao.tickets.models import Draft, Mention, Message, Participant, QuickReply
from qiao.tickets.services import QuickReplyDraft, save_quick_reply
from qiao.tickets.testing import make_message, make_ticket
from qiao.tickets.views import uploads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]
HTMX = {"HX-Request": "true", "HX-Target": "thread"}


@pytest.fixture
def ticket(ada, lin):
    return make_ticket("The gateway drops sessions", requester=ada, assignee=lin)


@pytest.fixture
def write(ticket, lin, client_of):
    browser = client_of(lin)

    def post(part: str, data: dict | None = None, *, status: int = 200, plain: bool = False):
        answer = browser.post(
            f"/desk/tickets/{ticket.number}/{part}/?view=all", data or {}, headers={} if plain else HTMX
        )
        assert answer.status_code == status, answer.content.decode()[:400]
        ticket.refresh_from_db()
        return answer

    return post


def last(ticket) -> Message:
    return Message.objects.filter(ticket=ticket).order_by("-id").first()


def test_a_reply_goes_out_after_ten_seconds_and_waits_for_the_customer(write, ticket) -> None:
    answer = write("reply", {"markdown": "Please **restart** it.", "state_after": "waiting_customer"})
    markup = answer.content.decode()
    assert ticket.state == "waiting_customer"
    assert last(ticket).delivery == "held"
    assert "<strong>restart</strong>" in markup
    assert "<qiao-undo" in markup


@pytest.mark.parametrize(("chosen", "written"), [("", "en"), ("zh-hans", "zh-hans"), ("en", "en")])
def test_the_writer_chooses_the_language_of_greeting_and_signature(chosen, written, write, ticket) -> None:
    write("reply", {"markdown": "Done.", "language": chosen})
    assert last(ticket).language == written
    assert outgoing_cards([last(ticket).outgoing_id])[last(ticket).outgoing_id].state == "held"


def test_a_language_there_is_not_is_refused(write, ticket) -> None:
    write("reply", {"markdown": "Done.", "language": "tlh"}, status=422)
    assert ticket.message_count == 1


def test_prepared_texts_come_in_the_chosen_language(ticket, lin, mei, client_of) -> None:
    save_quick_reply(QuickReplyDraft("Got it", {"en": "We have it.", "zh-hans": "\u6536\u5230"}), by=mei.actor)
    address = f"/desk/tickets/{ticket.number}/suggest/quick-replies/?q=got"
    for language, text in (
        ("", "We have it."),
        ("zh-hans", "\u6536\u5230"),
        ("en", "We have it."),
        ("tlh", "We have it."),
    ):
        [found] = client_of(lin).get(f"{address}&language={language}").json()
        assert found["text"] == text, language


def test_quick_replies_used_most_come_first(ticket, lin, mei, client_of) -> None:
    for name in ("Ask for logs", "Restart"):
        save_quick_reply(QuickReplyDraft(name, {"en": name}), by=mei.actor)
    browser, address = client_of(lin), f"/desk/tickets/{ticket.number}/suggest/quick-replies/?q="
    first, second = browser.get(address).json()
    assert (first["label"], second["label"]) == ("Ask for logs", "Restart")
    assert browser.post(second["used"]).status_code == 204
    assert [one["label"] for one in browser.get(address).json()] == ["Restart", "Ask for logs"]
    counts = dict(QuickReply.objects.values_list("name", "used_count"))
    assert counts == {"Ask for logs": 0, "Restart": 1}


def test_a_private_quick_reply_is_counted_for_its_owner_only(lin, mei, client_of) -> None:
    reply_id = save_quick_reply(QuickReplyDraft("Mine", {"en": "x"}, is_shared=False), by=mei.actor)
    assert client_of(lin).post(f"/desk/quick-replies/{reply_id}/used/").status_code == 404
    assert QuickReply.objects.get().used_count == 0


def test_the_composer_offers_the_customers_language_first(ticket, lin, client_of) -> None:
    page = client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert '<option value="en" selected>' in page
    assert '<option value="zh-hans">' in page


def test_a_reply_can_solve_the_ticket(write, ticket) -> None:
    write("reply", {"markdown": "Done.", "state_after": "solved"})
    assert ticket.state == "solved"


def test_a_reply_taken_back_is_a_draft_again(write, ticket) -> None:
    before = ticket.state
    write("reply", {"markdown": "Too early"})
    sent = last(ticket)
    answer = write(f"messages/{sent.pk}/undo")
    assert ">Too early</textarea>" in answer.content.decode()
    assert ticket.state == before


def test_a_reply_can_leave_at_once(write, ticket) -> None:
    write("reply", {"markdown": "Now"})
    sent = last(ticket)
    write(f"messages/{sent.pk}/send-now")
    sent.refresh_from_db()
    assert sent.delivery != "held"


def test_a_reply_can_be_planned_for_a_preset_or_a_typed_moment(write, ticket) -> None:
    soon = timezone.now() + timedelta(hours=20)
    answer = write("reply", {"markdown": "Tomorrow", "later": soon.isoformat()})
    said = json.loads(answer.headers["HX-Trigger"])["qiao:toast"]["text"]
    assert f"{timezone.localtime(soon):%Y-%m-%d %H:%M}" in said
    assert abs(last(ticket).leaves_at - soon) < timedelta(seconds=2)
    write("reply", {"markdown": "x", "later": "custom", "send_at": "2001-01-01T10:00"}, status=422)


def test_nobody_is_written_to_twice_a_new_message_stops_the_reply(write, ticket, lin) -> None:
    seen = last(ticket).pk
    make_message(ticket, "Forget it, it works again.")
    written = {"markdown": "Please send logs.", "last_seen_message_id": seen, "state_after": "solved"}
    answer = write("reply", written, status=409)
    markup = answer.content.decode()
    assert "Forget it, it works again." in markup
    assert ">Please send logs.</textarea>" in markup
    assert 'name="send_anyway"' in markup
    assert last(ticket).direction == "in"
    write("reply", {**written, "send_anyway": "1"})
    assert last(ticket).direction == "out"


def test_an_empty_reply_and_a_wrong_address_are_said_beside_what_was_written(write, ticket) -> None:
    write("reply", {"markdown": "  "}, status=422)
    answer = write("reply", {"markdown": "Hello", "to": "not an address"}, status=422)
    assert ">Hello</textarea>" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert ticket.message_count == 1


def test_without_scripts_a_refused_reply_is_a_page_that_kept_the_text(write) -> None:
    answer = write("reply", {"markdown": "Hello", "to": "nobody"}, status=422, plain=True)
    assert "<html" in answer.content.decode()
    assert ">Hello</textarea>" in answer.content.decode()


def test_recipients_can_be_changed(write, ticket, bo) -> None:
    write("reply", {"markdown": "Hello", "to": "ada@acme.example", "cc": "bo@acme.example"})
    recipients = last(ticket).recipients
    assert [one["address"] for one in recipients["cc"]] == ["bo@acme.example"]


def test_a_note_mentions_a_colleague_and_stays_inside(write, ticket, mei) -> None:
    answer = write("note", {"markdown": f"@[Mei](person:{mei.pk}) please look"})
    note = last(ticket)
    assert (note.direction, note.visibility) == ("internal", "internal")
    assert Mention.objects.filter(message=note, person=mei).exists()
    assert "msg--note" in answer.content.decode()


def test_a_draft_is_kept_shown_and_removed_when_emptied(write, ticket, lin, client_of) -> None:
    write("draft", {"kind": "reply", "markdown": "half a sent"})
    assert "half a sent" in client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()
    write("draft", {"kind": "reply", "markdown": ""}, status=204)
    assert not Draft.objects.exists()


def test_a_draft_keeps_recipients_language_and_the_text_of_the_other_kind(write, ticket, lin, client_of) -> None:
    kept = upload(client_of(lin), "dump.log", b"thread dump", "text/plain").json()
    written = {"kind": "reply", "markdown": "half a sent", "aside": "ask R&D", "to": "ada@acme.example; bo@acm"}
    write("draft", {**written, "cc": "cy@acme.example", "language": "zh-hans", "attachment": kept["id"]})
    composer = client_of(lin).get(f"/desk/tickets/{ticket.number}/").context["composer"]
    assert (composer.kind, composer.text, composer.aside) == ("reply", "half a sent", "ask R&D")
    assert (composer.to, composer.cc) == ("ada@acme.example, bo@acm", "cy@acme.example")
    assert composer.language == "zh-hans"
    assert [chip["file"].name for chip in composer.files] == ["dump.log"]
    assert dict(Draft.objects.values_list("kind", "markdown")) == {"reply": "half a sent", "note": "ask R&D"}


def test_a_draft_to_the_usual_recipients_follows_them(write, ticket, ada, bo, lin, client_of) -> None:
    write("draft", {"kind": "reply", "markdown": "half", "to": "ada@acme.example", "cc": "", "language": "en"})
    draft = Draft.objects.get()
    assert (draft.to, draft.cc, draft.language) == (None, None, "")
    Participant.objects.create(ticket=ticket, contact=bo, role="cc", is_verified=True)
    composer = client_of(lin).get(f"/desk/tickets/{ticket.number}/").context["composer"]
    assert (composer.to, composer.cc) == ("ada@acme.example", "bo@acme.example")


def test_what_was_refused_keeps_the_text_of_the_other_kind(write) -> None:
    composer = write("note", {"kind": "note", "markdown": " ", "aside": "Dear Ada"}, status=422).context["composer"]
    assert (composer.kind, composer.aside) == ("note", "Dear Ada")


def upload(client, name: str, data: bytes, kind: str = "application/octet-stream"):
    return client.post("/desk/files/", {"file": SimpleUploadedFile(name, data, content_type=kind)})


def test_a_file_dragged_in_goes_with_the_note_once(write, ticket, lin, client_of) -> None:
    kept = upload(client_of(lin), "dump.log", b"thread dump", "text/plain").json()
    assert kept["name"] == "dump.log"
    answer = write("note", {"markdown": "see file", "attachment": kept["id"]})
    attached = last(ticket).attachments.get()
    assert attached.name == "dump.log"
    address = re.search(r'href="(/files/[^"]+)"', answer.content.decode())[1]
    fetched = client_of(lin).get(address)
    assert b"".join(fetched.streaming_content) == b"thread dump"
    fetched.close()


def test_a_sealed_name_cannot_be_made_up(write, ticket) -> None:
    write("note", {"markdown": "see file", "attachment": ["1", "eyJ:forged:x"]}, status=422)
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_files_of_a_plain_form_are_attached(write, ticket) -> None:
    write("note", {"markdown": "see", "files": [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]})
    assert {one.name for one in last(ticket).attachments.all()} == {"a.txt", "b.txt"}


def test_a_file_too_large_for_mail_is_refused_in_words(lin, client_of, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    answer = upload(client_of(lin), "big.bin", b"x" * 11)
    assert answer.status_code == 413
    assert "big.bin" in answer.json()["error"]


def test_eve_may_not_upload(eve, client_of) -> None:
    assert upload(client_of(eve), "x", b"x").status_code == 403


def test_a_preview_is_rendered_and_harmless(write) -> None:
    markup = write("preview", {"text": "**bold** <script>alert(1)</script>"}).content.decode()
    assert "<strong>bold</strong>" in markup
    assert "<script" not in markup


def test_remote_images_load_only_when_asked_for(write, ticket, lin, client_of) -> None:
    message = make_message(ticket, "see")
    message.html = '<p>see</p><img class="remote-image" alt="" data-src="https://tracker.example/p.png">'
    message.remote_images = 1
    message.save()
    browser, address = client_of(lin), f"/desk/tickets/{ticket.number}/"
    assert 'src="https://tracker.example' not in browser.get(address).content.decode().replace("data-src", "")
    assert (
        'src="https://tracker.example/p.png"' in browser.get(f"{address}messages/{message.pk}/images/").content.decode()
    )


@pytest.mark.parametrize(("delivery", "word"), [("failed", "Not sent"), ("bounced", "Came back"), ("sent", "Sent")])
def test_delivery_is_shown(delivery, word, ticket, mei, client_of) -> None:
    message = make_message(ticket, "answer", direction="out", delivery=delivery, delivery_detail="550 no such user")
    browser = client_of(mei)
    assert word in browser.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert word in browser.get(f"/desk/tickets/{ticket.number}/messages/{message.pk}/delivery/").content.decode()


def test_a_reply_taken_back_meanwhile_is_no_error(ticket, mei, client_of) -> None:
    message = make_message(ticket, "answer", direction="out", delivery="held")
    address = f"/desk/tickets/{ticket.number}/messages/{message.pk}/delivery/"
    message.delete()
    answer = client_of(mei).get(address)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_planned_reply_says_when_it_leaves_and_the_exact_moment_on_hover(write, ticket, mei, client_of) -> None:
    soon = timezone.now() + timedelta(days=400)
    write("reply", {"markdown": "Next year", "later": soon.isoformat()})
    page = client_of(mei).get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert f'title="{timezone.localtime(soon):%Y-%m-%d %H:%M}"' in page
    assert f"leaves {timezone.localtime(soon):%Y-%m-%d}<" in page
