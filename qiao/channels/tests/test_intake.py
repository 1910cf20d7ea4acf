"""From bytes to an outcome: each mail once, with a reason a person can read."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from qiao.channels.models import RawMail
from qiao.channels.public import take_from_pipe
from qiao.channels.reasons import REASONS
from qiao.channels.services import processing, turn
from qiao.channels.services.intake import ServerPlace, accept_raw
from qiao.channels.services.processing import MOST_ATTEMPTS, claim_waiting, process_mail, process_waiting
from qiao.channels.services.quarantine import discard_mail, release_mail, replay_mail
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import Refusal
from qiao.kernel.files import read
from qiao.kernel.models import OutboxEvent, StoredFile
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db
LIN = Actor("person", 1, "Lin")


def test_a_new_mail_becomes_a_ticket_and_keeps_its_bytes(mailbox, keeper):
    data = make_mail("Our sync fails\nsince Monday")
    raw = take_mail(data, mailbox, envelope_from="bo@acme.example", envelope_to=["support@ours.example"])
    assert (raw.state, raw.reason) == ("ticketed", "new")
    assert read(raw.file) == data
    assert raw.ticket_number
    assert raw.thread_id
    mail = keeper.mails[raw.pk]
    assert mail.requester.address == "bo@acme.example"
    assert mail.text.strip() == "Our sync fails\nsince Monday"
    assert mail.language == "en"
    assert (mail.mailbox_id, mail.others) == (mailbox.pk, ())


def test_the_job_takes_all_that_wait(mailbox, keeper):
    for _ in range(23):
        accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    run_jobs()
    assert RawMail.objects.filter(state="ticketed").count() == 23
    assert len(keeper.received()) == 23


def test_other_people_are_named_without_ourselves(mailbox, keeper):
    make_mailbox("sales@ours.example", aliases=["info@ours.example"])
    data = make_mail(
        To="Support+x <SUPPORT+x@ours.example>, Cy <cy@acme.example>",
        Cc="info@ours.example, bo@acme.example, Cy <CY@acme.example>",
    )
    assert [entry.address for entry in keeper.mails[take_mail(data, mailbox).pk].others] == ["cy@acme.example"]


def test_reply_to_counts_only_where_the_mailbox_says_so(mailbox, keeper):
    data = make_mail(Reply_To="Cy <cy@acme.example>")
    assert keeper.mails[take_mail(data, mailbox).pk].requester.address == "bo@acme.example"
    mailbox.requester_from_reply_to = True
    mailbox.save()
    mail = keeper.mails[take_mail(make_mail(Reply_To="Cy <cy@acme.example>"), mailbox).pk]
    assert (mail.requester.address, mail.sender.address) == ("cy@acme.example", "bo@acme.example")


def test_the_same_mail_in_two_mailboxes_is_one_message(mailbox, keeper):
    other = make_mailbox()
    data = make_mail("twice")
    first = take_mail(data, mailbox)
    second = take_mail(b"Received: from elsewhere\r\n" + data.replace(b"\r\n", b"\n"), other)
    assert (second.state, second.reason) == ("suppressed", "duplicate")
    assert second.duplicate_of == first
    assert second.thread_id == first.thread_id
    assert len(keeper.received()) == 1


def test_an_id_used_for_two_different_mails_loses_neither(mailbox, keeper):
    first = take_mail(make_mail("one", Message_ID="<same@x>"), mailbox)
    second = take_mail(make_mail("two", Message_ID="<same@x>"), mailbox)
    third = take_mail(make_mail("two", Message_ID="<same@x>", Subject=second.subject), mailbox)
    assert (first.state, second.state) == ("ticketed", "ticketed")
    assert second.has_generated_id
    assert not first.has_generated_id
    assert third.reason in {"duplicate", "new"}
    assert len({row["raw"] for row in keeper.received()}) == len(keeper.received())


def test_a_mail_without_an_id_gets_one_from_its_bytes(mailbox, keeper):
    data = make_mail("no id", Message_ID="")
    assert take_mail(data, mailbox).rfc_id.endswith("@generated.invalid")
    assert take_mail(data, mailbox).reason == "duplicate"


def test_the_same_place_on_a_server_is_taken_once(mailbox):
    place = ServerPlace("INBOX", 7, 12)
    first = accept_raw(make_mail(), mailbox=mailbox, source="imap", place=place)
    assert accept_raw(make_mail(), mailbox=mailbox, source="imap", place=place) == first
    assert RawMail.objects.count() == 1


def test_a_failure_is_tried_again_and_then_set_aside_with_its_reason(mailbox, keeper, monkeypatch):
    def fail(mail, verdict):
        raise RuntimeError("no room")

    monkeypatch.setattr(keeper, "receive", fail)
    raw = accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert claim_waiting() == [raw.pk]
        process_mail(raw.pk)
        raw.refresh_from_db()
        assert raw.attempts == attempt
        RawMail.objects.filter(pk=raw.pk).update(next_attempt_at=timezone.now())
    assert (raw.state, raw.reason, raw.detail) == ("quarantined", "unprocessable", "RuntimeError: no room")
    assert OutboxEvent.objects.get(name="MailQuarantined").payload["reason"] == "unprocessable"
    monkeypatch.undo()
    replay_mail(raw.pk, by=LIN)
    run_jobs()
    raw.refresh_from_db()
    assert raw.state == "ticketed"


def test_a_mail_that_kills_the_process_runs_out_of_attempts_and_takes_no_other_with_it(mailbox):
    killer = accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    other = accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    for _death in range(MOST_ATTEMPTS + 1):
        assert killer.pk in claim_waiting()  # and then the process dies
        RawMail.objects.filter(pk=killer.pk).update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    process_mail(killer.pk)
    RawMail.objects.update(next_attempt_at=timezone.now())
    process_waiting()
    killer.refresh_from_db()
    other.refresh_from_db()
    assert (killer.state, killer.reason) == ("quarantined", "unprocessable")
    assert OutboxEvent.objects.get(name="MailQuarantined").payload["raw_id"] == killer.pk
    assert other.state == "ticketed"


def test_a_pause_keeps_a_failed_mail_from_being_tried_at_once(mailbox):
    raw = accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    assert claim_waiting() == [raw.pk]
    assert claim_waiting() == []


def test_an_oversized_mail_becomes_a_ticket_of_its_header(mailbox, keeper):
    mailbox.largest_mail = 2000
    mailbox.save()
    raw = take_mail(make_mail("x" * 5000), mailbox)
    assert (raw.state, raw.is_cut) == ("ticketed", True)
    assert raw.size > 5000 > raw.file.size
    (row,) = keeper.mails[raw.pk].attachments
    assert (row.omitted_reason, row.file_id) == ("mail_too_large", None)


def test_files_are_stored_and_inline_images_point_to_them(mailbox, keeper):
    body = (
        '--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>See <img src="cid:pic@x"> <img src="http://t.example/p.png">'
        "<script>alert(1)</script></p>\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Transfer-Encoding: base64\r\n"
        'Content-Disposition: inline; filename="../a.png"\r\n\r\niVBORw0KGgo=\r\n--b--'
    )
    raw = take_mail(make_mail(body, Content_Type='multipart/related; boundary="b"'), mailbox)
    mail = keeper.mails[raw.pk]
    (file,) = mail.attachments
    assert file.is_inline
    assert "/" not in file.name
    sha256 = StoredFile.objects.get(pk=file.file_id).sha256
    assert f'src="/files/{sha256}/' in mail.html
    assert "script" not in mail.html
    assert "http://t.example" not in mail.html.replace('data-src="http://t.example', "")
    assert mail.remote_images == 1


def test_a_pipe_finds_the_mailbox_by_the_recipients(mailbox):
    other = make_mailbox("sales@ours.example")
    found = RawMail.objects.get(pk=take_from_pipe(make_mail(To="x@y.example, Sales <SALES@ours.example>")))
    assert found.mailbox == other
    assert RawMail.objects.get(pk=take_from_pipe(make_mail(), "support@ours.example")).mailbox == mailbox
    with pytest.raises(Refusal):
        take_from_pipe(make_mail(), "nobody@ours.example")


def test_quarantine_can_be_released_or_thrown_away_and_it_is_recorded(mailbox, keeper):
    listed = {"List_Id": "<news.acme.example>", "List_Unsubscribe": "<mailto:x@acme.example>"}
    first, second = take_mail(make_mail(**listed), mailbox), take_mail(make_mail(**listed), mailbox)
    assert (first.state, first.reason) == ("quarantined", "list")
    release_mail(first.pk, by=LIN)
    run_jobs()
    first.refresh_from_db()
    assert first.state == "ticketed"
    assert keeper.mails[first.pk].was_released
    with pytest.raises(Refusal):
        replay_mail(first.pk, by=LIN)
    discard_mail(second.pk, by=LIN)
    second.refresh_from_db()
    assert (second.state, second.reason, second.detail[:4]) == ("suppressed", "discarded", "list")
    assert [entry.verb for entry in entries_for("channels.rawmail", first.pk)] == ["mail.released"]
    assert [entry.verb for entry in entries_for("channels.rawmail", second.pk)] == ["mail.discarded"]


def test_every_reason_has_a_sentence(mailbox):
    outcomes = [take_mail(make_mail(), mailbox), take_mail(make_mail("", Subject=""), mailbox)]
    assert {raw.reason for raw in outcomes} == {"new", "blank"} <= set(REASONS)


def test_the_watching_job_takes_mail_that_comes_meanwhile_and_ends_when_none_does(mailbox, keeper, monkeypatch):
    clock, pauses = [0.0], []

    def pause(seconds: float) -> None:
        if len(pauses) < 3:
            accept_raw(make_mail(), mailbox=mailbox, source="smtp", tell_worker=lambda: None)
        pauses.append(clock[0])
        clock[0] += processing.WATCH_SECONDS * 0.75

    monkeypatch.setattr(processing, "_turn", turn.Turn())
    for module in (processing, turn):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=pause))
    accept_raw(make_mail(), mailbox=mailbox, source="smtp", tell_worker=processing.watch_waiting.defer)
    assert run_jobs() == 1
    assert RawMail.objects.filter(state="ticketed").count() == 4  # the first, and one in each of three pauses
    assert not RawMail.objects.filter(state="waiting").exists()
    assert clock[0] - pauses[2] >= processing.WATCH_SECONDS


def test_a_job_with_too_much_to_do_hands_on_to_the_next(mailbox, keeper, monkeypatch):
    clock, done = [0.0], processing.process_mail

    def slow(raw_id: int) -> None:
        done(raw_id)
        clock[0] += processing.LONGEST_JOB

    monkeypatch.setattr(processing, "_turn", turn.Turn())
    monkeypatch.setattr(processing, "process_mail", slow)
    monkeypatch.setattr(processing, "FRESH_AT_A_TIME", 1)
    for module in (processing, turn):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    for _ in range(3):
        accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    assert run_jobs() == 4
    assert RawMail.objects.filter(state="ticketed").count() == 3


def test_mails_tried_before_come_one_by_one_and_fresh_ones_no_more_than_asked_for(mailbox, monkeypatch):
    monkeypatch.setattr(processing, "FRESH_AT_A_TIME", 2)
    rows = [accept_raw(make_mail(), mailbox=mailbox, source="smtp") for _ in range(12)]
    RawMail.objects.filter(pk__in=[row.pk for row in rows[6:]]).update(attempts=1)
    assert [len(processing.claim_waiting()) for _ in range(9)] == [2, 2, 2, *[1] * 6]
    assert processing.claim_waiting() == []
