"""Mail that must not become a ticket, or not pass as somebody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from qiao.channels.models import RawMail
from qiao.channels.public import send
from qiao.channels.rules.mail import Address
from qiao.channels.services.threads import sign_message_id
from qiao.channels.testing import make_mail, take_mail
from qiao.customers.models import ContactPoint
from qiao.kernel.access import Actor
from qiao.kernel.models import OutboxEvent
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db
LIN = Actor("person", 1, "Lin")


def outcome(raw: RawMail) -> tuple[str, str]:
    return raw.state, raw.reason


def test_absence_notices_are_kept_with_their_ticket_or_suppressed(mailbox, keeper):
    first = take_mail(make_mail(Message_ID="<a@acme.example>"), mailbox)
    notice = {"Auto_Submitted": "auto-replied", "Subject": "Automatic reply: away"}
    assert outcome(take_mail(make_mail(**notice), mailbox)) == ("suppressed", "auto_vacation")
    answer = take_mail(make_mail(In_Reply_To="<a@acme.example>", **notice), mailbox)
    assert (answer.state, answer.thread_id, answer.machine_kind) == ("appended", first.thread_id, "ooo")
    assert keeper.mails[answer.pk].is_machine


def test_newsletters_are_set_aside_unless_the_mailbox_takes_them(mailbox):
    headers = {"List_Id": "<news.acme.example>"}
    assert outcome(take_mail(make_mail(**headers), mailbox)) == ("quarantined", "list")
    assert OutboxEvent.objects.get(name="MailQuarantined").payload["reason"] == "list"
    mailbox.takes_list_mail = True
    mailbox.save()
    assert take_mail(make_mail(**headers), mailbox).state == "ticketed"


def test_reports_of_systems_become_tickets_marked_as_machine_mail(mailbox, keeper):
    raw = take_mail(make_mail(From="alerts@acme.example", Auto_Submitted="auto-generated"), mailbox)
    assert raw.state == "ticketed"
    assert keeper.mails[raw.pk].machine.kind == "system"


def test_a_null_envelope_sender_is_a_machine(mailbox, keeper):
    raw = take_mail(make_mail(), mailbox, envelope_from="")
    assert keeper.mails[raw.pk].machine.kind == "system"


def test_our_own_mail_ends_here(mailbox):
    assert take_mail(make_mail(From=mailbox.address), mailbox).reason == "own_mail"
    assert take_mail(make_mail(From="Support+x@ours.example"), mailbox).reason == "own_mail"
    assert take_mail(make_mail(X_Qiao_Loop=settings.MAIL_DOMAIN), mailbox).reason == "own_mail"
    own = sign_message_id(1, 2, "ours.example")
    assert outcome(take_mail(make_mail(Message_ID=f"<{own}>"), mailbox)) == ("suppressed", "own_mail")


def test_an_empty_mail_and_one_without_sender_are_set_aside(mailbox):
    assert outcome(take_mail(make_mail("", Subject=""), mailbox)) == ("quarantined", "blank")
    assert outcome(take_mail(make_mail(From=""), mailbox)) == ("quarantined", "no_sender")


def test_a_broken_from_falls_back_on_the_envelope(mailbox, keeper):
    raw = take_mail(make_mail(From="Bo Lindqvist"), mailbox, envelope_from="bo@acme.example")
    mail = keeper.mails[raw.pk]
    assert (mail.requester.address, mail.is_address_valid) == ("bo@acme.example", False)


def test_forged_mail_is_shown_or_set_aside_as_the_mailbox_says(mailbox, keeper):
    forged = {"Authentication_Results": "mx.ours.example; dmarc=fail (p=reject) header.from=acme.example"}
    raw = take_mail(make_mail(**forged), mailbox)
    assert keeper.mails[raw.pk].authentication.dmarc == "fail"
    mailbox.dmarc_policy = "quarantine"
    mailbox.save()
    assert outcome(take_mail(make_mail(**forged), mailbox)) == ("quarantined", "failed_authentication")
    other_server = {"Authentication_Results": "mx.elsewhere.example; dmarc=fail"}
    assert take_mail(make_mail(**other_server), mailbox).state == "ticketed"


def test_nobody_writes_as_a_colleague_without_proof(mailbox, keeper, lin):
    sender = {"From": f"Lin <{lin.email.upper()}>"}
    assert outcome(take_mail(make_mail(**sender), mailbox)) == ("quarantined", "agent_unverified")
    failed = make_mail(**sender, Authentication_Results="mx.ours.example; dmarc=none")
    assert take_mail(failed, mailbox).reason == "agent_unverified"
    proven = take_mail(make_mail(**sender, Authentication_Results="mx.ours.example; dmarc=pass"), mailbox)
    assert keeper.mails[proven.pk].staff_person_id == lin.pk


@pytest.mark.parametrize("envelope", ['"x dmarc=pass"@evil.example', '"x; dmarc=pass"@evil.example'])
def test_an_envelope_sender_that_looks_like_a_result_proves_nothing(envelope, mailbox, lin):
    header = f"mx.ours.example; spf=pass smtp.mailfrom={envelope}; dmarc=fail header.from=qiao.example"
    mail = make_mail(From=f"Lin <{lin.email}>", Authentication_Results=header)
    assert outcome(take_mail(mail, mailbox, envelope_from=envelope)) == ("quarantined", "agent_unverified")


def test_a_customer_is_never_taken_for_a_colleague(mailbox, keeper):
    raw = take_mail(make_mail(Authentication_Results="mx.ours.example; dmarc=pass"), mailbox)
    assert keeper.mails[raw.pk].staff_person_id is None


def test_too_many_mails_of_one_sender_are_set_aside_until_it_is_quiet_again(mailbox):
    mailbox.most_per_sender = 3
    mailbox.save()
    states = [take_mail(make_mail(), mailbox).state for _ in range(5)]
    assert states == ["ticketed"] * 3 + ["quarantined"] * 2
    assert RawMail.objects.filter(reason="loop").count() == 2
    assert take_mail(make_mail(From="cy@acme.example"), mailbox).state == "ticketed"
    RawMail.objects.update(received_at=timezone.now() - timedelta(minutes=11))
    assert take_mail(make_mail(), mailbox).state == "ticketed"


def test_two_machines_in_one_conversation_are_stopped(mailbox):
    mailbox.most_per_thread = 2
    mailbox.save()
    take_mail(make_mail(Message_ID="<a@acme.example>"), mailbox)
    answers = [
        take_mail(make_mail(In_Reply_To="<a@acme.example>", From=f"m{n}@acme.example"), mailbox) for n in range(3)
    ]
    assert [answer.state for answer in answers] == ["appended", "quarantined", "quarantined"]


def report(recipient: str, original: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    body = (
        f"--r\n\nYour mail to {recipient} could not be delivered.\n"
        f"--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.acme.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} unknown\n\n"
        f"--r\nContent-Type: message/rfc822-headers\n\nMessage-ID: <{original}>\nTo: {recipient}\n\n--r--"
    )
    kind = 'multipart/report; report-type=delivery-status; boundary="r"'
    return make_mail(body, From="MAILER-DAEMON@mx.acme.example", Content_Type=kind, Subject="Undelivered Mail")


@pytest.fixture
def sent(mailbox, keeper, sink, bo):
    thread_id = take_mail(make_mail(), mailbox).thread_id
    outgoing_id = send(
        thread_id, to=[Address("Bo", "bo@acme.example")], by=LIN, language="en", markdown="hi", hold_seconds=0
    )
    run_jobs()
    from qiao.channels.models import OutgoingMail

    return OutgoingMail.objects.get(pk=outgoing_id)


def test_a_permanent_bounce_marks_mail_and_address(sent, mailbox, keeper):
    raw = take_mail(report("bo@acme.example", sent.rfc_id), mailbox, envelope_from="")
    sent.refresh_from_db()
    assert outcome(raw) == ("appended", "bounce")
    assert raw.thread_id == sent.thread_id
    assert sent.state == "bounced"
    assert keeper.states_of(sent.pk)[-1] == "bounced"
    assert ContactPoint.objects.get(value_norm="bo@acme.example").undeliverable_at


def test_a_delay_marks_neither(sent, mailbox):
    raw = take_mail(report("bo@acme.example", sent.rfc_id, action="delayed", status="4.4.1"), mailbox)
    sent.refresh_from_db()
    assert (raw.state, sent.state) == ("appended", "sent")
    assert not ContactPoint.objects.get(value_norm="bo@acme.example").undeliverable_at


def test_a_report_about_somebody_we_never_wrote_to_condemns_nobody(sent, mailbox):
    take_mail(report("ada@acme.example", sent.rfc_id), mailbox)
    assert not ContactPoint.objects.filter(undeliverable_at__isnull=False).exists()


def test_a_report_about_a_mail_that_is_not_ours_is_suppressed(sent, mailbox):
    raw = take_mail(report("bo@acme.example", "whatever@acme.example"), mailbox)
    assert outcome(raw) == ("suppressed", "backscatter")


def test_a_report_without_the_original_is_found_by_the_envelope_sender(sent, mailbox, sink):
    raw = take_mail(
        make_mail("Delivery to bo@acme.example failed: 550 5.1.1 user unknown", From="MAILER-DAEMON@mx.acme.example",
                  Subject="Undelivered Mail Returned to Sender", Content_Type="multipart/report"),
        mailbox, envelope_from="", envelope_to=[sink.mails[0].mail_from],
    )  # fmt: skip
    assert raw.thread_id == sent.thread_id
    assert raw.state == "appended"
