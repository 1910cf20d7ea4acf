"""Fetching from a real IMAP server: nothing lost, nothing twice, marked only when stored."""

import threading
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from django.utils import timezone
from imapclient import SEEN
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.channels import imap_watch
from qiao.channels.imap_watch import watch_mailboxes
from qiao.channels.models import ImapCursor, Mailbox, RawMail
from qiao.channels.services import fetching
from qiao.channels.services import imap as imap_service
from qiao.channels.services.fetching import fetch_mailbox
from qiao.channels.services.mailboxes import save_mailbox, try_connections
from qiao.channels.tasks import fetch_all
from qiao.channels.testing import make_mail, make_mailbox
from qiao.channels.views import setup as views
from qiao.kernel.access import Actor
from qiao.kernel.files import read
from qiao.kernel.i18n import in_language
from qiao.kernel.testing import run_jobs

LIN = Actor("person", 1, "Lin")


@pytest.fixture
def box(db, imap) -> Mailbox:
    return make_mailbox(
        "support@ours.example",
        incoming="imap",
        imap_host="127.0.0.1",
        imap_port=imap.port,
        imap_security="plain",
        imap_username="box",
        imap_password="secret",
    )


def subjects() -> list[str]:
    return sorted(RawMail.objects.exclude(reason="duplicate").values_list("subject", flat=True))


def flags(imap, folder="INBOX") -> dict[int, bool]:
    client = imap.client()
    client.select_folder(folder, readonly=True)
    uids = client.search(["ALL"])
    found = {uid: SEEN in facts[b"FLAGS"] for uid, facts in client.fetch(uids, ["FLAGS"]).items()} if uids else {}
    client.logout()
    return found


pytestmark = pytest.mark.django_db


def test_new_mail_is_taken_once_and_marked(imap, box, keeper):
    imap.put(make_mail("one", Subject="one"))
    assert fetch_mailbox(box.pk) == 1
    imap.put(make_mail("two", Subject="two"))
    assert fetch_mailbox(box.pk) == 1
    assert fetch_mailbox(box.pk) == 0
    run_jobs()
    assert subjects() == ["one", "two"]
    assert set(flags(imap).values()) == {True}
    raw = RawMail.objects.earliest("pk")
    assert (raw.mailbox, raw.source, raw.state) == (box, "imap", "ticketed")
    assert b"Subject: one" in read(raw.file)
    assert abs((raw.received_at - datetime.now(UTC)).total_seconds()) < 120
    box.refresh_from_db()
    assert box.last_fetch_at
    assert not box.fetch_failures


def test_the_first_time_takes_what_nobody_has_read(imap, box):
    imap.put(make_mail(Subject="old and read"), (SEEN,))
    imap.put(make_mail(Subject="unread"))
    imap.put(make_mail(Subject="read too"), (SEEN,))
    assert fetch_mailbox(box.pk) == 1
    imap.put(make_mail(Subject="later"))
    assert fetch_mailbox(box.pk) == 1
    run_jobs()
    assert subjects() == ["later", "unread"]


def test_a_date_takes_everything_since(imap, box):
    Mailbox.objects.update(imap_since=date(2020, 1, 1))
    imap.put(make_mail(Subject="old and read"), (SEEN,))
    imap.put(make_mail(Subject="unread"))
    assert fetch_mailbox(box.pk) == 2


def test_a_first_time_that_breaks_off_begins_again_without_loss(imap, box, monkeypatch):
    for number in range(3):
        imap.put(make_mail(Subject=f"unread {number}"))
    original, calls = fetching.accept_raw, []

    def break_off(*arguments, **facts):
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError("cable")
        return original(*arguments, **facts)

    monkeypatch.setattr(fetching, "accept_raw", break_off)
    with pytest.raises(ConnectionError):
        fetch_mailbox(box.pk)
    assert not ImapCursor.objects.exists()
    box.refresh_from_db()
    assert box.fetch_failures == 1
    assert "cable" in box.last_fetch_error
    fetch_mailbox(box.pk)
    run_jobs()
    assert subjects() == ["unread 0", "unread 1", "unread 2"]


def test_a_mail_stored_but_not_marked_is_not_taken_twice(imap, box, monkeypatch):
    fetch_mailbox(box.pk)
    imap.put(make_mail(Subject="one"))

    def fail(*arguments):
        raise ConnectionError("cable")

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_mark", fail)
        with pytest.raises(ConnectionError):
            fetch_mailbox(box.pk)
    fetch_mailbox(box.pk)
    assert RawMail.objects.count() == 1


def test_a_server_that_numbers_anew_gives_only_what_we_do_not_have(imap, box, keeper):
    imap.put(make_mail(Subject="one"))
    fetch_mailbox(box.pk)
    run_jobs()
    before = ImapCursor.objects.get().uidvalidity
    imap.renumber()
    imap.put(make_mail(Subject="two"))
    fetch_mailbox(box.pk)
    run_jobs()
    assert ImapCursor.objects.get().uidvalidity != before
    assert subjects() == ["one", "two"]
    assert len(keeper.received()) == 2


def test_mails_are_moved_when_stored_and_leftovers_later(imap, box, monkeypatch):
    Mailbox.objects.update(imap_after="move", imap_move_to="Done")
    client = imap.client()
    client.create_folder("Done")
    client.logout()
    imap.put(make_mail(Subject="one"))
    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_mark", lambda *arguments: None)
        fetch_mailbox(box.pk)
    assert len(flags(imap)) == 1
    fetch_mailbox(box.pk)
    assert (len(flags(imap)), len(flags(imap, "Done"))) == (0, 1)
    assert RawMail.objects.count() == 1


def test_a_mail_beyond_the_limit_is_taken_as_its_header(imap, box, keeper):
    Mailbox.objects.update(largest_mail=2000)
    imap.put(make_mail("x" * 6000, Subject="large"))
    fetch_mailbox(box.pk)
    run_jobs()
    raw = RawMail.objects.get()
    assert (raw.state, raw.is_cut, raw.subject) == ("ticketed", True, "large")
    assert raw.size > 6000 > raw.file.size


def test_trouble_is_noted_and_forgotten_when_it_is_over(imap, box):
    imap.stop()
    for _ in range(2):
        with pytest.raises(OSError):
            fetch_mailbox(box.pk)
        box.refresh_from_db()
    assert box.fetch_failures == 2
    assert box.last_fetch_error
    imap.start()
    fetch_mailbox(box.pk)
    box.refresh_from_db()
    assert box.fetch_failures == 0
    assert box.last_fetch_error == ""


def test_the_minutely_job_leaves_out_what_a_watcher_just_did(imap, box):
    imap.put(make_mail())
    fetch_all()
    run_jobs()
    assert RawMail.objects.count() == 1
    imap.put(make_mail())
    fetch_all()
    run_jobs()
    assert RawMail.objects.count() == 1
    Mailbox.objects.update(last_fetch_at=timezone.now() - timedelta(minutes=1))
    fetch_all()
    run_jobs()
    assert RawMail.objects.count() == 2


def test_a_connection_can_be_tried(imap, box, sink):
    report = try_connections(box)
    assert report.is_well
    assert report.incoming == ""
    assert report.outgoing == ""
    box.imap_password = "wrong"
    said = try_connections(box).incoming or ""
    assert said.startswith("The server refuses the sign-in: ")
    assert "b'" not in said, "what the server said, not how Python prints it"
    with in_language("zh-hans"):
        assert (try_connections(box).incoming or "").startswith("服务器拒绝登录：")
    box.imap_password, box.imap_folder = "secret", "Nowhere"
    assert try_connections(box).incoming


def test_access_tokens_are_renewed_and_kept_sealed(box, monkeypatch):
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.content.decode())
        return httpx.Response(200, json={"access_token": "fresh", "expires_in": 3600, "refresh_token": "next"})

    monkeypatch.setattr(imap_service, "http_client", lambda: httpx.Client(transport=httpx.MockTransport(answer)))
    box.oauth_token_url, box.oauth_refresh_token = "https://login.example/token", "first"
    box.oauth_client_id = "id"
    box.save()
    assert imap_service.access_token(box) == "fresh"
    assert imap_service.access_token(Mailbox.objects.get(pk=box.pk)) == "fresh"
    assert asked == ["grant_type=refresh_token&refresh_token=first&client_id=id"]
    assert Mailbox.objects.get(pk=box.pk).oauth_refresh_token == "next"
    save_mailbox(box, [], by=LIN)
    imap_service.access_token(Mailbox.objects.get(pk=box.pk))
    assert len(asked) == 2


def test_a_refused_token_is_trouble_with_the_mailbox(box, monkeypatch):
    transport = httpx.MockTransport(lambda request: httpx.Response(400, json={"error": "invalid_grant"}))
    monkeypatch.setattr(imap_service, "http_client", lambda: httpx.Client(transport=transport))
    Mailbox.objects.update(imap_sign_in="oauth2", oauth_token_url="https://login.example/token")
    with pytest.raises(ConnectionError):
        fetch_mailbox(box.pk)
    box.refresh_from_db()
    assert "400" in box.last_fetch_error


@pytest.mark.django_db(transaction=True)
def test_a_watcher_has_new_mail_within_seconds(imap, box):
    stop = threading.Event()
    watcher = threading.Thread(target=watch_mailboxes, args=(stop,))
    watcher.start()
    pause = threading.Event()
    try:
        _until(lambda: ImapCursor.objects.exists(), pause)
        imap.put(make_mail(Subject="pushed"))
        _until(lambda: RawMail.objects.exists(), pause)
    finally:
        stop.set()
        watcher.join(20)
    assert not watcher.is_alive()
    assert RawMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_quiet_mailbox_that_is_watched_counts_as_looked_at(imap, box, monkeypatch):
    monkeypatch.setattr(imap_watch, "LOOK_AGAIN", 0.2)
    monkeypatch.setattr(imap_watch, "ROUNDS_OF_IDLE", 1)
    stop = threading.Event()
    watcher = threading.Thread(target=watch_mailboxes, args=(stop,))
    watcher.start()
    pause = threading.Event()
    long_ago = timezone.now() - timedelta(minutes=5)
    try:
        _until(lambda: ImapCursor.objects.exists(), pause)
        for _renewal in range(2):
            Mailbox.objects.update(last_fetch_at=long_ago)
            _until(lambda: Mailbox.objects.get().last_fetch_at != long_ago, pause)
        fetch_all()
        assert not ProcrastinateJob.objects.filter(task_name__endswith="fetch_one").exists()
    finally:
        stop.set()
        watcher.join(20)


def test_saving_the_form_leaves_alone_what_the_worker_wrote_meanwhile(box, client_of, mei, monkeypatch):
    box.imap_sign_in, box.oauth_refresh_token, box.oauth_client_id = "oauth2", "first", "id"
    box.oauth_token_url = "https://login.example/token"
    box.save()
    original = views.save_mailbox

    def save_after_the_worker(*arguments, **options):
        Mailbox.objects.filter(pk=box.pk).update(
            oauth_refresh_token="rotated", fetch_failures=3, last_fetch_error="451"
        )
        return original(*arguments, **options)

    monkeypatch.setattr(views, "save_mailbox", save_after_the_worker)
    client = client_of(mei)
    page = client.get(f"/setup/mailboxes/{box.pk}/")
    fields = {name: field.value() for name, field in ((one.name, one) for one in page.context["form"])}
    data = {name: value for name, value in fields.items() if value is not None and value is not False} | {
        "name": "New name"
    }
    answer = client.post(f"/setup/mailboxes/{box.pk}/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    box.refresh_from_db()
    assert (box.name, box.oauth_refresh_token) == ("New name", "rotated")
    assert (box.fetch_failures, box.last_fetch_error) == (3, "451")


def _until(is_true, pause: threading.Event) -> None:
    for _ in range(150):
        if is_true():
            return
        pause.wait(0.1)
    raise AssertionError("nothing came")
