"""A mail that hangs or kills its reader harms nobody else."""

import os
import signal

import pytest

from qiao.channels.models import RawMail
from qiao.channels.rules import parse_mail
from qiao.channels.services import reading
from qiao.channels.services.reading import Reader, ReaderDied, read_mail, stop_readers
from qiao.channels.testing import make_mail, take_mail
from qiao.kernel.models import OutboxEvent


@pytest.fixture(autouse=True)
def fresh():
    stop_readers()
    yield
    stop_readers()


@pytest.fixture
def stuck(monkeypatch):
    """The next reader stops in the middle of its work, as one does in an endless loop."""
    original, frozen = Reader.__init__, []

    def begin(self):
        original(self)
        if not frozen:
            os.kill(self.process.pid, signal.SIGSTOP)
            frozen.append(self.process)

    monkeypatch.setattr(Reader, "__init__", begin)
    monkeypatch.setenv("QIAO_MAIL_SECONDS", "5")
    return frozen


def test_what_is_read_elsewhere_is_what_is_read_here():
    data = make_mail("Sch\u00f6ne Gr\u00fc\u00dfe", Subject="Hello", Cc="Cy <cy@acme.example>")
    assert read_mail(data) == parse_mail(data)
    assert read_mail(b"") == parse_mail(b"")


def test_a_large_mail_comes_through_whole():
    data = make_mail("x" * 76 + "\n" + "line\n" * 2_000_000)
    assert len(data) > 10_000_000
    assert read_mail(data).text == parse_mail(data).text


def test_one_process_serves_many_mails():
    first = read_mail(make_mail())
    process = reading._idle.queue[0].process
    for _ in range(20):
        assert read_mail(make_mail()).from_ == first.from_
    assert reading._idle.qsize() == 1
    assert reading._idle.queue[0].process is process


@pytest.mark.django_db
def test_a_mail_that_takes_too_long_is_set_aside_and_others_go_on(mailbox, keeper, stuck):
    slow = take_mail(make_mail("Evil"), mailbox)
    assert (slow.state, slow.reason, slow.detail) == ("quarantined", "too_slow", "stopped after 5 s")
    assert OutboxEvent.objects.get(name="MailQuarantined").payload["reason"] == "too_slow"
    assert stuck[0].poll() == -signal.SIGKILL, "the stuck process is not left behind"
    assert take_mail(make_mail("Good"), mailbox).state == "ticketed"
    assert RawMail.objects.filter(state="waiting").count() == 0


@pytest.mark.django_db
def test_the_mail_log_shows_the_header_of_a_mail_that_cannot_be_read(mailbox, client_of, mei, stuck):
    slow = take_mail(make_mail("Evil", Subject="Endless"), mailbox)
    stuck.clear()
    stop_readers()
    page = client_of(mei).get(f"/setup/mail/{slow.pk}/").content.decode()
    assert "Endless" in page
    assert "Took too long to read" in page


def test_a_reader_that_was_killed_is_replaced():
    read_mail(make_mail())
    victim = reading._idle.queue[0].process
    victim.kill()
    victim.wait()
    assert read_mail(make_mail("Hello")).text.strip() == "Hello"


def test_dying_in_the_middle_is_said():
    reader = Reader()
    os.kill(reader.process.pid, signal.SIGSTOP)
    reader.process.kill()
    with pytest.raises(ReaderDied):
        reader.read(make_mail(), seconds=20)
    reader.stop()
