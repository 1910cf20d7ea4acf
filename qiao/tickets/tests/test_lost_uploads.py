"""A message never leaves without a file that was named: whoever sends hears which one is missing, and loses nothing."""

import io
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qiao.customers.testing import customer_client
from qiao.kernel.api.testing import Caller
from qiao.kernel.files import read
from qiao.kernel.files.forgetting import collect_orphans
from qiao.kernel.models import StoredFile
from qiao.tickets.models import Message, PendingRequest, Ticket
from qiao.tickets.testing import make_ticket
from qiao.tickets.views.uploads import MOST_FILES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]
HTMX = {"HX-Request": "true", "HX-Target": "thread"}


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def ticket(ada, lin):
    return make_ticket("The gateway drops sessions", requester=ada, assignee=lin)


def kept(browser, address="/desk/files/", name="dump.log", data=b"thread dump"):
    return browser.post(address, {"file": SimpleUploadedFile(name, data)}).json()["id"]


def too_old(browser, monkeypatch, **about):
    """An upload of fifteen days ago, which somebody else has kept alive."""
    now = signing.time.time()
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: now - 15 * 24 * 3600)
        return kept(browser, **about)


def destroyed(browser, **about):
    """An upload nobody sent for two weeks."""
    reference = kept(browser, **about)
    StoredFile.objects.update(wanted_at=timezone.now() - timedelta(days=15))
    collect_orphans()
    return reference


def test_an_upload_can_be_sent_for_as_long_as_its_reference_holds(ticket, lin, client_of, time_machine):
    browser, now = client_of(lin), timezone.now()
    reference = kept(browser)
    time_machine.move_to(now + timedelta(days=13, hours=23))
    collect_orphans()
    browser.force_login(lin)
    form = {"markdown": "See the file", "attachment": reference}
    assert browser.post(f"/desk/tickets/{ticket.number}/note/", form, headers=HTMX).status_code == 200
    assert read(Message.objects.latest("id").attachments.get().file) == b"thread dump"


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_an_agent_hears_which_file_is_missing_and_keeps_the_rest(kind, ticket, lin, client_of, monkeypatch):
    browser = client_of(lin)
    old, gone = too_old(browser, monkeypatch, name="old.log"), destroyed(browser, name="gone.log", data=b"gone")
    fresh = kept(browser, name="fresh.log", data=b"fresh")
    form = {"markdown": "See the files", "attachment": [old, gone, "made:up:x", fresh]}
    answer = browser.post(f"/desk/tickets/{ticket.number}/{kind}/", form, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("old.log", "gone.log", "made:up:x", "See the files", "fresh.log"):
        assert words in page
    assert Message.objects.filter(ticket=ticket).count() == 1
    browser.post(f"/desk/tickets/{ticket.number}/{kind}/", {"markdown": "Now", "attachment": fresh}, headers=HTMX)
    assert Message.objects.latest("id").attachments.get().name == "fresh.log"


def test_a_draft_keeps_its_files_for_as_long_as_it_is_kept(ticket, lin, client_of):
    browser = client_of(lin)
    browser.post(f"/desk/tickets/{ticket.number}/draft/", {"markdown": "See", "attachment": kept(browser)})
    StoredFile.objects.update(wanted_at=timezone.now() - timedelta(days=15))
    collect_orphans()
    assert StoredFile.objects.count() == 1


def test_files_beyond_the_limit_are_named(ticket, lin, client_of):
    browser = client_of(lin)
    several = [SimpleUploadedFile(f"{number}.log", b"%d" % number) for number in range(MOST_FILES + 1)]
    answer = browser.post(f"/desk/tickets/{ticket.number}/note/", {"markdown": "See", "files": several}, headers=HTMX)
    assert answer.status_code == 422
    assert f"{MOST_FILES}.log" in answer.content.decode()
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_a_new_ticket_waits_for_its_files(ada, lin, client_of):
    form = {"subject": "Stops", "markdown": "At two", "requester": ada.pk, "kind": "question", "priority": "normal",
            "said_by": "customer", "attachment": "made:up:x"}  # fmt: skip
    answer = client_of(lin).post("/desk/tickets/new/", form)
    assert (answer.status_code, Ticket.objects.count()) == (422, 0)
    assert "made:up:x" in answer.content.decode()


def test_a_program_hears_which_file_is_missing(ticket, lin):
    program = Caller(lin)
    for path, more in (
        (f"tickets/{ticket.number}/reply", {}), (f"tickets/{ticket.number}/notes", {}), ("tickets", {"subject": "x"}),
    ):  # fmt: skip
        answer = program.post(path, {"markdown": "See", "attachments": ["made:up:x"], **more})
        assert answer.status_code == 422, answer.content
        assert "made:up:x" in answer.json()["title"]
    assert (Message.objects.count(), Ticket.objects.count()) == (1, 1)


def test_a_customer_hears_which_file_is_missing_and_keeps_the_text(ticket, ada):
    browser = customer_client(ada)
    gone = destroyed(browser, address="/portal/upload/", name="shot.png")
    answer = browser.post(f"/portal/tickets/{ticket.number}/reply/", {"text": "Still broken", "attachment": gone})
    page = answer.content.decode()
    assert (answer.status_code, Message.objects.count()) == (422, 1)
    assert "shot.png" in page
    assert "Still broken" in page


def test_a_stranger_hears_of_files_beyond_the_limit(client, mailbox, monkeypatch):
    from qiao.products.testing import make_product
    from qiao.tickets.views import portal_asking

    monkeypatch.setattr(portal_asking, "is_proven", lambda *_: True)
    form = {"email": "z@stranger.example", "subject": "Login", "text": "401", "place": f"p{make_product().pk}"}
    several = [io.BytesIO(b"%d" % number) for number in range(4)]
    for number, one in enumerate(several):
        one.name = f"{number}.log"
    answer = client.post("/portal/ask/", form | {"files": several})
    assert (answer.status_code, PendingRequest.objects.count()) == (422, 0)
    assert "3.log" in answer.content.decode()
