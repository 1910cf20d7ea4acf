"""The listener, spoken to by smtplib: 250 only when the mail is safe, 4xx when it is not."""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import OperationalError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.channels import listener
from qiao.channels.listener import Bell, MailHandler, protocol
from qiao.channels.models import RawMail
from qiao.channels.services import processing
from qiao.channels.services.processing import WATCH_SECONDS
from qiao.channels.testing import make_mail, make_mailbox
from qiao.kernel.files import read
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


class Running:
    """The listener in a thread of its own."""

    def __init__(self, *, lmtp: bool) -> None:
        self.lmtp, self.port = lmtp, 0
        self.ready, self.loop = threading.Event(), asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self.ready.wait(5)

    def _run(self) -> None:
        self.handler = MailHandler(lmtp=self.lmtp)
        server = self.loop.run_until_complete(self.loop.create_server(partial(protocol, self.handler), "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        self.loop.run_until_complete(server.wait_closed())
        self.loop.run_until_complete(asyncio.sleep(0.05))
        self.handler.threads.shutdown()
        self.loop.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)


@pytest.fixture
def smtp(transactional_db) -> Iterator[Running]:
    running = Running(lmtp=False)
    yield running
    running.stop()


@pytest.fixture
def lmtp(transactional_db) -> Iterator[Running]:
    running = Running(lmtp=True)
    yield running
    running.stop()


@pytest.fixture
def support(transactional_db):
    return make_mailbox("support@ours.example")


def test_a_mail_is_stored_before_the_client_is_told(smtp, support):
    data = make_mail("line\n.dot\n" + "x" * 5000)
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("bo@acme.example", ["Support+t1.0000000000000000@ours.example"], data)
    raw = RawMail.objects.get()
    assert (raw.mailbox, raw.source, raw.state) == (support, "smtp", "waiting")
    assert (raw.envelope_from, raw.envelope_to) == ("bo@acme.example", ["Support+t1.0000000000000000@ours.example"])
    assert read(raw.file) == data


def test_a_null_sender_is_kept_as_such(smtp, support):
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("", ["support@ours.example"], make_mail())
    assert RawMail.objects.get().envelope_from == ""


def test_an_unknown_recipient_is_refused_unless_somebody_catches_all(smtp, support):
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            client.sendmail("bo@acme.example", ["nobody@ours.example"], make_mail())
        assert refusal.value.recipients["nobody@ours.example"][0] == 550
        support.is_catch_all = True
        support.save()
        client.sendmail("bo@acme.example", ["nobody@ours.example"], make_mail())
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("bo@acme.example", ["anybody@elsewhere.example"], make_mail())
    assert RawMail.objects.get().mailbox == support


def test_two_mailboxes_get_a_delivery_each(smtp, support):
    make_mailbox("sales@ours.example")
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("bo@acme.example", ["support@ours.example", "sales@ours.example"], make_mail())
    assert RawMail.objects.count() == 2


@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), OSError("disk full")])
def test_what_cannot_be_stored_stays_with_the_client(error, smtp, support, monkeypatch):
    def fail(*arguments, **facts):
        raise error

    monkeypatch.setattr(listener, "accept_raw", fail)
    with smtplib.SMTP("127.0.0.1", smtp.port) as client, pytest.raises(smtplib.SMTPDataError) as refusal:
        client.sendmail("bo@acme.example", ["support@ours.example"], make_mail())
    assert refusal.value.smtp_code == 451
    monkeypatch.setattr(listener, "mailbox_of", fail)
    with smtplib.SMTP("127.0.0.1", smtp.port) as client, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("bo@acme.example", ["support@ours.example"], make_mail())
    assert refused.value.recipients["support@ours.example"][0] == 451
    assert RawMail.objects.count() == 0


def test_a_mail_beyond_the_limit_is_refused_by_its_announced_size(support, monkeypatch, smtp):
    monkeypatch.setenv("QIAO_MAIL_LARGEST", "3000")
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("bo@acme.example", ["support@ours.example"], make_mail("x" * 5000))
        client.sendmail("bo@acme.example", ["support@ours.example"], make_mail())
    assert RawMail.objects.count() == 1


def test_octets_that_are_no_text_arrive_unchanged(smtp, support):
    data = make_mail() + "附件".encode("gb18030") + bytes(range(128, 256)) + b"\r\n"
    with smtplib.SMTP("127.0.0.1", smtp.port) as client:
        client.sendmail("bo@acme.example", ["support@ours.example"], data, mail_options=["BODY=8BITMIME"])
    assert read(RawMail.objects.get().file) == data


def test_lmtp_answers_for_every_recipient(lmtp, support):
    make_mailbox("sales@ours.example")
    with smtplib.LMTP("127.0.0.1", lmtp.port) as client:
        client.ehlo_or_helo_if_needed()
        assert client.mail("bo@acme.example")[0] == 250
        assert client.rcpt("support@ours.example")[0] == client.rcpt("sales@ours.example")[0] == 250
        assert client.data(make_mail())[0] == 250
        assert client.getreply()[0] == 250
    assert {raw.source for raw in RawMail.objects.all()} == {"lmtp"}
    assert RawMail.objects.count() == 2


def test_the_worker_is_not_told_again_while_it_watches_but_is_when_nothing_was_stored(transactional_db, monkeypatch):
    clock, bell, jobs = [100.0], Bell(), ProcrastinateJob.objects.filter(task_name__endswith="watch_waiting")
    monkeypatch.setattr(listener, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(processing, "WATCH_SECONDS", 0.0)  # the job itself does not watch here
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        bell.ring()
        raise ZeroDivisionError
    assert not jobs.exists()
    with transaction.atomic():
        bell.ring()
    assert jobs.count() == 1
    run_jobs()
    with transaction.atomic():
        bell.ring()
    assert not jobs.filter(status="todo").exists()
    clock[0] += WATCH_SECONDS / 2
    with transaction.atomic():
        bell.ring()
    assert jobs.filter(status="todo").count() == 1
