"""Whatever breaks, and however many work at once: every mail has its effect exactly once."""

import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from qiao.channels.models import MessageRef, OutgoingMail, RawMail, Thread
from qiao.channels.rules.mail import Address
from qiao.channels.services import delivering, receiving
from qiao.channels.services.delivering import deliver, deliver_due
from qiao.channels.services.intake import accept_raw
from qiao.channels.services.processing import claim_waiting, process_mail, process_waiting
from qiao.channels.services.sending import Draft, send_mail
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.testing import run_jobs

LIN = Actor("person", 1, "Lin")


class Boom(Exception):
    """What breaks."""


STEPS = ["read_mail", "lock_ids", "find_thread", "incoming_mail", "remember_ids", "confirm_receipt"]


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_step_that_breaks_leaves_nothing_behind_and_the_next_try_does_it_all(step, moment, keeper, monkeypatch, sink):
    mailbox = make_mailbox("support@ours.example", sends_ack=True)
    raw = accept_raw(make_mail(Message_ID="<a@x>"), mailbox=mailbox, source="smtp")
    original = getattr(receiving, step)

    def broken(*arguments, **options):
        if moment == "after":
            original(*arguments, **options)
        raise Boom

    with monkeypatch.context() as patch:
        patch.setattr(receiving, step, broken)
        process_mail(raw.pk)
    raw.refresh_from_db()
    assert (raw.state, raw.detail) == ("waiting", "Boom: ")
    assert (Thread.objects.count(), MessageRef.objects.count(), OutgoingMail.objects.count()) == (0, 0, 0)
    assert keeper.received() == []
    RawMail.objects.update(next_attempt_at=timezone.now())
    process_waiting()
    assert len(keeper.received()) == 1
    assert (Thread.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_lost_database_connection_costs_no_attempt_and_no_mail(keeper, monkeypatch):
    raw = accept_raw(make_mail(), mailbox=make_mailbox(), source="smtp")
    original = keeper.receive

    def cut(mail, verdict):
        original(mail, verdict)
        connection.connection.close()
        return Thread.objects.count()

    with monkeypatch.context() as patch:
        patch.setattr(keeper, "receive", cut)
        with pytest.raises(OperationalError):
            process_mail(raw.pk)
    connection.close()
    raw.refresh_from_db()
    assert raw.state == "waiting"
    assert keeper.received() == []
    process_mail(raw.pk)
    assert len(keeper.received()) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_take_every_mail_once_and_keep_conversations_together(keeper):
    mailbox, other = make_mailbox(), make_mailbox()
    for number in range(12):
        root = make_mail(Message_ID=f"<root{number}@x>", From=f"p{number}@acme.example")
        answer = make_mail(
            Message_ID=f"<answer{number}@x>", References=f"<root{number}@x>", From=f"q{number}@acme.example"
        )
        late = make_mail(References=f"<root{number}@x> <answer{number}@x>", From=f"r{number}@acme.example")
        for data in (late, answer, root):
            accept_raw(data, mailbox=mailbox, source="smtp")
        accept_raw(root, mailbox=other, source="smtp")
    _together([_process_all] * 4)
    assert not RawMail.objects.filter(state="waiting").exists()
    assert RawMail.objects.filter(reason="duplicate").count() == 12
    assert len(keeper.received()) == 36
    assert Thread.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_senders_of_the_same_mail_send_it_once(keeper, sink):
    mailbox = make_mailbox("support@ours.example")
    thread_id = take_mail(make_mail(), mailbox).thread_id
    draft = Draft(to=[Address("", "bo@acme.example")], language="en", markdown="hi")
    mail = send_mail(thread_id, draft, by=LIN, hold_seconds=0)
    _together([lambda: deliver(outgoing_id=mail.pk)] * 4)
    assert len(sink.mails) == 1


@pytest.fixture
def mail(keeper, sink):
    thread_id = take_mail(make_mail(), make_mailbox("support@ours.example")).thread_id
    draft = Draft(to=[Address("", "bo@acme.example")], language="en", markdown="hi")
    return send_mail(thread_id, draft, by=LIN, hold_seconds=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", ["250 OK", "554 no"])
def test_what_the_server_said_stands_even_if_nobody_can_be_told_of_it(answer, mail, keeper, sink, monkeypatch):
    sink.answers = [] if answer == "250 OK" else [answer]
    with monkeypatch.context() as patch:
        patch.setattr(keeper, "delivery_changed", _fail)
        for _attempt in range(3):
            with pytest.raises(Boom):
                deliver(outgoing_id=mail.pk)
    mail.refresh_from_db()
    state = "sent" if answer == "250 OK" else "failed"
    assert (mail.state, mail.attempts, mail.is_told) == (state, 1, False)
    assert keeper.states_of(mail.pk) == []
    deliver_due()
    run_jobs()
    assert keeper.states_of(mail.pk) == [state]
    deliver_due()
    run_jobs()
    assert keeper.states_of(mail.pk) == [state]
    assert len(sink.mails) == (1 if state == "sent" else 0)


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_outcome_could_not_be_written_is_sent_again_with_the_same_id(mail, sink, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_settle", _fail)
        with pytest.raises(Boom):
            deliver(outgoing_id=mail.pk)
    mail.refresh_from_db()
    assert mail.state == "sending"
    deliver(outgoing_id=mail.pk)
    mail.refresh_from_db()
    assert mail.state == "sent"
    ids = [line for sent in sink.mails for line in sent.content.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert ids == [f"Message-ID: <{mail.rfc_id}>".encode()] * 2


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_ends_the_process_each_time_is_given_up(mail, keeper, sink, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_attempt", _fail)
        for _attempt in range(delivering.MOST_ATTEMPTS):
            with pytest.raises(Boom):
                deliver(outgoing_id=mail.pk)
    deliver(outgoing_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", delivering.MOST_ATTEMPTS)
    assert mail.last_error
    assert keeper.states_of(mail.pk) == ["failed"]
    assert sink.mails == []


def _fail(*_arguments):
    raise Boom


@pytest.mark.django_db
def test_an_acceptance_that_is_rolled_back_leaves_no_row_and_no_job(mailbox):
    with pytest.raises(Boom), transaction.atomic():
        accept_raw(make_mail(), mailbox=mailbox, source="smtp")
        raise Boom
    assert RawMail.objects.count() == 0


def _process_all() -> None:
    while claimed := claim_waiting():
        for raw_id in claimed:
            process_mail(raw_id)


def _together(functions) -> None:
    trouble: list[BaseException] = []

    def run(function) -> None:
        try:
            function()
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert trouble == []
