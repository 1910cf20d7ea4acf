"""Originals are deleted when their mailbox says so, and never otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.errors import OriginalForgotten
from qiao.channels.models import RawMail
from qiao.channels.rules.keeping import months_before
from qiao.channels.services.intake import accept_raw
from qiao.channels.services.keeping import STUB
from qiao.channels.services.quarantine import replay_mail
from qiao.channels.tasks import forget_originals
from qiao.channels.testing import make_mail, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.files import FileMissing, open_file, read
from qiao.kernel.models import StoredFile
from qiao.kernel.testing import run_jobs


@pytest.fixture
def forget(db):
    def run():
        forget_originals.defer()
        run_jobs()

    return run


def aged(raw, **age):
    RawMail.objects.filter(pk=raw.pk).update(received_at=timezone.now() - timedelta(**age))
    return raw


def test_by_default_everything_is_kept(mailbox, forget):
    raw = aged(take_mail(make_mail("Keep me"), mailbox), days=10_000)
    forget()
    raw.refresh_from_db()
    assert b"Keep me" in read(raw.file)
    assert raw.forgotten_at is None


def test_old_originals_go_and_the_rest_stays(mailbox, keeper, forget):
    mailbox.keep_months = 6
    mailbox.save()
    old, young = take_mail(make_mail("An old secret"), mailbox), take_mail(make_mail("Young"), mailbox)
    file = old.file
    aged(old, days=200), aged(young, days=100)
    forget()
    old.refresh_from_db()
    assert read(old.file) == STUB
    assert old.forgotten_at
    assert (old.state, old.reason, bool(old.ticket_number)) == ("ticketed", "new", True), "the mail log stays"
    assert b"Young" in read(RawMail.objects.get(pk=young.pk).file)
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    with pytest.raises(FileMissing):
        open_file(file)
    (entry,) = entries_for("channels.mailbox", mailbox.pk).filter(verb="mailbox.originals_deleted")
    assert (entry.data["count"], entry.actor_name) == (1, "retention")
    forget()
    assert entries_for("channels.mailbox", mailbox.pk).filter(verb="mailbox.originals_deleted").count() == 1


def test_a_legal_hold_keeps_everything(mailbox, forget):
    mailbox.keep_months, mailbox.is_on_hold = 1, True
    mailbox.save()
    raw = aged(take_mail(make_mail("Evidence"), mailbox), days=400)
    forget()
    raw.refresh_from_db()
    assert b"Evidence" in read(raw.file)


def test_mail_that_waits_is_not_touched(mailbox, forget):
    mailbox.keep_months = 1
    mailbox.save()
    raw = aged(accept_raw(make_mail("Late"), mailbox=mailbox, source="smtp"), days=400)
    RawMail.objects.filter(pk=raw.pk).update(next_attempt_at=timezone.now() + timedelta(days=1))
    forget()
    raw.refresh_from_db()
    assert (raw.state, raw.forgotten_at) == ("waiting", None)


def test_bytes_that_something_else_needs_stay(mailbox, forget):
    mailbox.keep_months = 1
    mailbox.save()
    data = make_mail("Twice")
    old, again = take_mail(data, mailbox), take_mail(data, mailbox)
    aged(old, days=400)
    forget()
    again.refresh_from_db()
    assert read(again.file) == data


def test_what_is_deleted_cannot_be_processed_again(mailbox, forget):
    mailbox.keep_months = 1
    mailbox.save()
    raw = aged(take_mail(make_mail(List_Id="<news.acme.example>"), mailbox), days=400)
    forget()
    with pytest.raises(OriginalForgotten):
        replay_mail(raw.pk, by=Actor.system("test"))


def test_months_end_where_the_calendar_does():
    assert months_before(datetime(2026, 3, 31, 8, tzinfo=UTC), 1) == datetime(2026, 2, 28, 8, tzinfo=UTC)
    assert months_before(datetime(2028, 3, 31, tzinfo=UTC), 1) == datetime(2028, 2, 29, tzinfo=UTC)
    assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 13) == datetime(2024, 12, 15, tzinfo=UTC)


@given(now=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)), months=st.integers(0, 240))
def test_so_many_months_are_so_many_months(now, months):
    then = months_before(now, months)
    assert (now.year - then.year) * 12 + now.month - then.month == months
    assert then.day <= now.day
    assert then.time() == now.time()
