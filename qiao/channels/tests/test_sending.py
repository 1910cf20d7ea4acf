"""Outgoing mail against a real SMTP server: states, attempts, headers, wording."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from qiao.channels.models import AckSent, MailTemplate, OutgoingMail
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.public import Enclosure, cancel, outgoing_cards, retry, send, send_now
from qiao.channels.rules import parse_mail
from qiao.channels.rules.mail import Address
from qiao.channels.rules.tokens import read_plus_address
from qiao.channels.services import delivering
from qiao.channels.services.delivering import deliver, deliver_due
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.models import ContactPoint
from qiao.kernel.access import Actor
from qiao.kernel.errors import Refusal
from qiao.kernel.files import store
from qiao.kernel.models import OutboxEvent
from qiao.kernel.testing import run_jobs
from qiao.products.models import Product
from qiao.staff.models import Notification

pytestmark = pytest.mark.django_db
LIN = Actor("person", 1, "Lin")
BO = Address("Bo Lindqvist", "bo@acme.example")


@pytest.fixture
def thread_id(mailbox):
    raw = take_mail(make_mail("first", Message_ID="<first@acme.example>", References="<root@acme.example>"), mailbox)
    return raw.thread_id


def write(thread_id, **changes) -> int:
    options = {"to": [BO], "by": LIN, "language": "en", "markdown": "It **works** now.", "hold_seconds": 0, **changes}
    return send(thread_id, **options)


def state_of(outgoing_id: int) -> str:
    return OutgoingMail.objects.get(pk=outgoing_id).state


def only_mail(sink):
    (envelope,) = sink.mails
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_a_reply_arrives_with_everything_that_keeps_the_thread(thread_id, mailbox, sink, keeper):
    outgoing_id = write(thread_id, cc=[Address("林晴，一线", "cy@acme.example")])
    run_jobs()
    mail = only_mail(sink)
    card = outgoing_cards([outgoing_id])[outgoing_id]
    assert card.state == "sent"
    assert card.sent_at
    assert sink.mails[0].rcpt_tos == ["bo@acme.example", "cy@acme.example"]
    assert str(mail["From"]) == "Harbour Support <support@ours.example>"
    assert mail["Cc"].addresses[0].display_name == "林晴，一线"
    assert mail["Message-ID"] == f"<{card.rfc_id}>"
    assert mail["In-Reply-To"] == "<first@acme.example>"
    references = parse_mail(sink.mails[0].content).references
    assert references[0].startswith(f"q.{thread_id}.0.")
    assert references[-1] == "first@acme.example"
    token = read_plus_address(mail["Reply-To"].addresses[0].addr_spec)
    assert token
    assert token.thread_id == thread_id
    assert mail["Auto-Submitted"] is None
    assert mail["X-Qiao-Loop"]
    assert "<strong>works</strong>" in mail.get_body(("html",)).get_content()
    assert "It works now." in mail.get_body(("plain",)).get_content()
    assert keeper.states_of(outgoing_id) == ["sent"]


def test_the_answer_to_our_reply_comes_back_to_the_thread(thread_id, mailbox, sink):
    write(thread_id)
    run_jobs()
    mail = only_mail(sink)
    back = take_mail(make_mail(In_Reply_To=mail["Message-ID"]), mailbox)
    assert (back.thread_id, back.reason) == (thread_id, "own_id")
    by_address = take_mail(make_mail(), mailbox, envelope_to=[mail["Reply-To"].addresses[0].addr_spec])
    assert (by_address.thread_id, by_address.reason) == (thread_id, "token")


def test_nothing_from_a_ticket_can_add_headers_or_recipients(thread_id, sink):
    write(thread_id, to=[Address("x\r\nBcc: y@evil.example", "bo@acme.example")])
    run_jobs()
    mail = only_mail(sink)
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    assert "<b>" in mail["Subject"]
    assert sink.mails[0].rcpt_tos == ["bo@acme.example"]
    write(thread_id, subject="Hello\r\nBcc: x@evil.example")
    run_jobs()
    assert email.message_from_bytes(sink.mails[1].content, policy=email.policy.default)["Bcc"] is None


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: c@d", "a b@c.example"])
def test_an_invalid_recipient_is_refused_at_once(address, thread_id, sink):
    with pytest.raises(Refusal), transaction.atomic():
        write(thread_id, to=[Address("", address)])
    with pytest.raises(Refusal), transaction.atomic():
        write(thread_id, to=[])


def test_a_held_mail_can_be_stopped_or_hastened(thread_id, sink, keeper):
    stopped, hastened = write(thread_id, hold_seconds=10), write(thread_id, hold_seconds=10)
    run_jobs()
    assert sink.mails == []
    cancel(stopped, by=LIN)
    send_now(hastened, by=LIN)
    run_jobs(until=timezone.now() + timedelta(seconds=11))
    assert (state_of(stopped), state_of(hastened)) == ("cancelled", "sent")
    assert len(sink.mails) == 1
    with pytest.raises(Refusal):
        cancel(hastened, by=LIN)
    assert keeper.states_of(stopped) == ["cancelled"]


def test_a_scheduled_mail_leaves_at_its_moment(thread_id, sink, time_machine):
    when = timezone.now() + timedelta(hours=20)
    outgoing_id = write(thread_id, send_at=when)
    deliver(outgoing_id=outgoing_id)
    assert state_of(outgoing_id) == "held"
    time_machine.move_to(when + timedelta(seconds=1))
    run_jobs()
    assert state_of(outgoing_id) == "sent"


def test_a_temporary_refusal_is_tried_again_with_the_same_id(thread_id, sink, time_machine, keeper):
    sink.answers = ["451 later", "421 busy"]
    outgoing_id = write(thread_id)
    run_jobs()
    mail = OutgoingMail.objects.get(pk=outgoing_id)
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert "451" in mail.last_error
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    run_jobs()
    time_machine.move_to(timezone.now() + timedelta(minutes=3))
    run_jobs()
    assert state_of(outgoing_id) == "sent"
    assert only_mail(sink)["Message-ID"] == f"<{mail.rfc_id}>"
    assert keeper.states_of(outgoing_id) == ["queued", "queued", "sent"]


def test_a_permanent_refusal_fails_at_once_and_can_be_retried(thread_id, sink, keeper):
    sink.answers = ["554 no"]
    outgoing_id = write(thread_id)
    run_jobs()
    assert state_of(outgoing_id) == "failed"
    assert OutboxEvent.objects.filter(name="DeliveryFailed").exists()
    retry(outgoing_id, by=LIN)
    run_jobs()
    assert state_of(outgoing_id) == "sent"


def test_an_unknown_recipient_fails_and_marks_the_address(thread_id, sink, bo):
    sink.refused = {"bo@acme.example": "550 5.1.1 unknown user"}
    outgoing_id = write(thread_id)
    run_jobs()
    assert state_of(outgoing_id) == "failed"
    assert ContactPoint.objects.get(value_norm="bo@acme.example").undeliverable_at


def test_one_refused_recipient_does_not_keep_the_others_from_it(thread_id, sink):
    sink.refused = {"cy@acme.example": "550 5.1.1 unknown user"}
    outgoing_id = write(thread_id, cc=[Address("", "cy@acme.example")])
    run_jobs()
    card = outgoing_cards([outgoing_id])[outgoing_id]
    assert card.state == "sent"
    assert "cy@acme.example: 550" in card.refused[0]


def test_a_recipient_who_is_refused_for_now_is_tried_again_alone(thread_id, sink, time_machine, keeper):
    sink.refused = {"cy@acme.example": "451 greylisted", "di@acme.example": "550 5.1.1 unknown user"}
    outgoing_id = write(thread_id, cc=[Address("", "cy@acme.example"), Address("", "di@acme.example")])
    run_jobs()
    assert state_of(outgoing_id) == "queued"
    assert keeper.states_of(outgoing_id) == ["sent"]
    assert not OutboxEvent.objects.filter(name="DeliveryFailed").exists()
    with pytest.raises(Refusal):
        cancel(outgoing_id, by=LIN)
    del sink.refused["cy@acme.example"]
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    run_jobs()
    card = outgoing_cards([outgoing_id])[outgoing_id]
    assert card.state == "sent"
    assert [mail.rcpt_tos for mail in sink.mails] == [["bo@acme.example"], ["cy@acme.example"]]
    ids = {email.message_from_bytes(mail.content)["Message-ID"] for mail in sink.mails}
    assert ids == {f"<{card.rfc_id}>"}
    assert [refused.partition(":")[0] for refused in card.refused] == ["di@acme.example"]
    assert OutboxEvent.objects.get(name="DeliveryFailed").payload["state"] == "partial"


def test_a_recipient_who_is_refused_to_the_end_is_named(thread_id, sink, lin, mei):
    sink.refused = {"cy@acme.example": "451 try later"}
    outgoing_id = write(thread_id, cc=[Address("", "cy@acme.example")])
    OutgoingMail.objects.filter(pk=outgoing_id).update(attempts=delivering.MOST_ATTEMPTS - 1)
    run_jobs()
    card = outgoing_cards([outgoing_id])[outgoing_id]
    assert (card.state, card.refused) == ("sent", ("cy@acme.example: 451 try later",))
    assert "cy@acme.example: 451 try later" in Notification.objects.get(person=mei, kind="delivery_failed").subject


def test_no_server_is_said_and_mended_later(thread_id, sink, monkeypatch, time_machine):
    monkeypatch.delenv("QIAO_SMTP_HOST")
    outgoing_id = write(thread_id)
    run_jobs()
    mail = OutgoingMail.objects.get(pk=outgoing_id)
    assert mail.state == "queued"
    assert "QIAO_SMTP_HOST" in mail.last_error
    monkeypatch.setenv("QIAO_SMTP_HOST", "127.0.0.1")
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    run_jobs()
    assert state_of(outgoing_id) == "sent"


def test_attempts_end_after_a_day(thread_id, sink):
    total = sum((delivering.pause_after(n) for n in range(1, delivering.MOST_ATTEMPTS)), timedelta())
    assert timedelta(hours=20) < total < timedelta(hours=40)
    outgoing_id = write(thread_id)
    OutgoingMail.objects.filter(pk=outgoing_id).update(attempts=delivering.MOST_ATTEMPTS - 1)
    sink.answers = ["451 later"]
    run_jobs()
    assert state_of(outgoing_id) == "failed"


def test_a_mail_left_in_the_middle_by_a_dead_process_is_sent_again_with_its_id(thread_id, sink, time_machine):
    outgoing_id = write(thread_id)
    mail = OutgoingMail.objects.get(pk=outgoing_id)
    OutgoingMail.objects.filter(pk=outgoing_id).update(state=OutgoingState.SENDING, last_attempt_at=timezone.now())
    deliver_due()
    time_machine.move_to(timezone.now() + timedelta(minutes=4))
    deliver_due()
    run_jobs()
    assert state_of(outgoing_id) == "sent"
    assert only_mail(sink)["Message-ID"] == f"<{mail.rfc_id}>"


def test_files_and_pasted_images_travel_inside_the_mail(thread_id, sink):
    picture = store(b"\x89PNG\r\n\x1a\n" + b"0" * 20, name="a.png", content_type="image/png")
    log = store("日志\n".encode(), name="x.log", content_type="text/plain")
    write(
        thread_id,
        markdown=f"Look: ![here](/files/{picture.sha256}/a.png)",
        attachments=[Enclosure(log.pk, "../日志\r\nX: y.log")],
    )
    run_jobs()
    parsed = parse_mail(sink.mails[0].content)
    by_name = {item.filename: item for item in parsed.attachments}
    inline = by_name["a.png"]
    assert inline.inline
    assert f"cid:{inline.content_id}" in parsed.html
    assert "/files/" not in parsed.html
    (name,) = set(by_name) - {"a.png"}
    assert by_name[name].content == "日志\n".encode()
    assert name.startswith("日志") or "日志" in name
    assert not any(key == "X" for key, _value in parsed.headers)


def test_wording_follows_product_and_language(thread_id, mailbox, sink):
    MailTemplate.objects.create(
        kind="reply",
        language="zh-hans",
        subject="答复 [{{ticket.number}}]",
        body="您好！\n\n{{body}}\n\n{{agent.name}}",
    )
    write(thread_id, language="zh-CN", markdown="已修复")
    write(thread_id, language="en", markdown="Fixed")
    run_jobs()
    chinese, english = (parse_mail(envelope.content) for envelope in sink.mails)
    assert chinese.subject.startswith("答复 [Q-")
    assert chinese.text.startswith("您好！")
    assert "已修复" in chinese.text
    assert chinese.text.strip().endswith("Lin")
    assert english.subject.startswith("Re: ")
    assert "Fixed" in english.text


def test_wording_is_that_of_the_product_whose_mailbox_sends(thread_id, mailbox, sink):
    ours, other = (Product.objects.create(key=key, name={"en": key}, kind="cloud") for key in ("pumps", "valves"))
    mailbox.product = ours
    mailbox.save()
    make_mailbox("valves@ours.example", product=other)
    for product, word in ((None, "General"), (ours, "Pumps"), (other, "Valves")):
        MailTemplate.objects.create(kind="reply", language="en", product=product, subject=word, body="{{body}}")
    write(thread_id)
    MailTemplate.objects.filter(product=ours).delete()
    write(thread_id)
    mailbox.is_active = False
    mailbox.save()
    write(thread_id)
    assert [mail.subject for mail in OutgoingMail.objects.order_by("pk")] == ["Pumps", "General", "Valves"]


def test_the_plain_form_names_the_addresses_of_links(thread_id, sink):
    write(thread_id, markdown="See [the guide](https://docs.example/restart), then\n\n1. stop\n2. start")
    run_jobs()
    plain = only_mail(sink).get_body(("plain",)).get_content()
    assert "See the guide <https://docs.example/restart>, then" in plain
    assert "1. stop\n2. start" in plain.replace("\r\n", "\n")


@pytest.fixture
def confirming(mailbox):
    mailbox.sends_ack = True
    mailbox.save()
    return mailbox


def test_a_new_ticket_is_confirmed_once_and_as_machine_mail(confirming, sink):
    raw = take_mail(make_mail(Message_ID="<a@acme.example>"), confirming, envelope_from="bo@acme.example")
    take_mail(make_mail(In_Reply_To="<a@acme.example>"), confirming, envelope_from="bo@acme.example")
    run_jobs()
    mail = only_mail(sink)
    assert sink.mails[0].rcpt_tos == ["bo@acme.example"]
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "auto_reply"
    assert f"[Q-{raw.ticket_number}]" in mail["Subject"]
    assert AckSent.objects.count() == 1
    raw.refresh_from_db()
    assert raw.confirmation == "sent"
    assert take_mail(sink.mails[0].content, confirming).reason == "own_mail"


def test_a_confirmation_to_a_stranger_repeats_nothing_the_stranger_wrote(confirming, sink):
    MailTemplate.objects.create(
        kind="ack",
        language="en",
        subject="{{ticket.subject}} [{{ticket.number}}]",
        body="{{customer.name}}: {{ticket.subject}}",
    )
    take_mail(make_mail("Buy pills", Subject="Buy pills", From="Pills <bo@acme.example>"), confirming)
    proven = make_mail(Authentication_Results="mx.ours.example; dmarc=pass", From="Cy <cy@acme.example>")
    take_mail(proven, confirming)
    run_jobs()
    stranger, known = (parse_mail(envelope.content) for envelope in sink.mails)
    assert "ills" not in sink.mails[0].content.decode()
    assert "Sync" not in stranger.subject
    assert "Sync" in known.subject
    assert known.to[0].name == "Cy"


def test_confirmations_to_one_address_are_limited(confirming, sink):
    for _ in range(5):
        take_mail(make_mail(), confirming)
    run_jobs()
    assert len(sink.mails) == 2


@pytest.mark.parametrize(
    ("headers", "facts"),
    [
        ({"Auto_Submitted": "auto-generated"}, {}),
        ({"From": "no-reply@acme.example"}, {}),
        ({"Precedence": "bulk"}, {}),
        ({"Return_Path": "<>"}, {}),
        ({}, {"envelope_from": ""}),
        ({"Authentication_Results": "mx.ours.example; dmarc=fail"}, {}),
    ],
)
def test_machines_and_forged_senders_are_not_confirmed(headers, facts, confirming, sink):
    assert take_mail(make_mail(**headers), confirming, **facts).state == "ticketed"
    run_jobs()
    assert sink.mails == []


def test_an_undeliverable_address_is_not_confirmed(confirming, sink, bo):
    ContactPoint.objects.filter(value_norm="bo@acme.example").update(undeliverable_at=timezone.now())
    take_mail(make_mail(), confirming)
    run_jobs()
    assert sink.mails == []
