"""Moving in from Zammad: against a server that answers in the shapes of its REST API."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from qiao.channels.models import OutgoingMail
from qiao.channels.public import accept_raw
from qiao.channels.testing import make_mailbox
from qiao.customers.models import Contact, Organisation
from qiao.integrations.testing import serving
from qiao.kernel.files import read
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Clock, DeskImport, Message, Participant, Ticket
from qiao.tickets.services.importing import running

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40

STATES = [
    {"id": 1, "name": "new", "state_type_id": 1, "state_type": "new", "active": True},
    {"id": 2, "name": "open", "state_type_id": 2, "state_type": "open", "active": True},
    {"id": 3, "name": "wait for customer", "state_type_id": 3, "state_type": "pending reminder", "active": True},
    {"id": 4, "name": "closed", "state_type_id": 5, "state_type": "closed", "active": True},
]
ORGANISATIONS = [
    {"id": 2, "name": "Acme", "shared": True, "domain": "acme.example", "domain_assignment": True,
     "note": "old friends",
     "created_at": "2021-11-03T11:51:13.759Z", "updated_at": "2021-11-03T11:51:13.759Z"},
    {"id": 3, "name": "Bolt", "shared": True, "domain": "gmail.com", "domain_assignment": True, "note": ""},
]  # fmt: skip
USERS = [
    {"id": 1, "login": "-", "firstname": "-", "lastname": "", "email": "", "roles": [], "organization_id": None},
    {"id": 3, "login": "lin", "firstname": "Lin", "lastname": "Qing", "email": "LIN@qiao.example", "roles": ["Agent"]},
    {"id": 4, "login": "gone", "firstname": "Former", "lastname": "Agent", "email": "gone@qiao.example",
     "roles": ["Agent"], "active": False},
    {"id": 5, "login": "ada", "firstname": "Ada", "lastname": "Byron", "email": "ada@acme.example", "phone": "",
     "mobile": "13800138000", "roles": ["Customer"], "organization_id": 2},
]  # fmt: skip
TICKETS = [
    {"id": 7, "number": "22007", "title": "Gateway refuses tokens", "group": "Support", "group_id": 1, "state_id": 4,
     "priority": "3 high", "priority_id": 3, "customer_id": 5, "owner_id": 3, "organization_id": 2,
     "close_at": "2022-01-05T10:00:00.000Z", "created_at": "2022-01-03T08:00:00.000Z",
     "updated_at": "2022-01-05T10:00:00.000Z"},
    {"id": 8, "number": "22008", "title": "How to upgrade?", "group": "Support", "state_id": 3, "priority": "2 normal",
     "customer_id": 5, "owner_id": 1, "organization_id": 2, "created_at": "2026-11-20T08:00:00.000Z",
     "updated_at": "2026-11-20T09:00:00.000Z"},
    {"id": 9, "number": "22009", "title": "broken", "state_id": 2, "customer_id": 5},
]  # fmt: skip
ARTICLES = {
    "7": [
        {"id": 70, "ticket_id": 7, "type": "email", "sender": "Customer", "internal": False, "created_by_id": 5,
         "from": "Ada Byron <ada@acme.example>", "to": "support@harbour.example", "cc": "",
         "subject": "Gateway refuses tokens",
         "message_id": "<first@acme.example>", "content_type": "text/html", "references": None, "in_reply_to": "",
         "body": "Since the upgrade <b>401</b><script>alert(1)</script> <img src=\"cid:shot@acme\">",
         "attachments": [{"id": 701, "filename": "shot.png", "size": "48", "store_file_id": 3,
                          "preferences": {"Mime-Type": "image/png", "Content-ID": "shot@acme"}},
                         {"id": 702, "filename": "lost.log", "size": "9", "preferences": {"Mime-Type": "text/plain"}}],
         "created_at": "2022-01-03T08:00:00.000Z"},
        {"id": 71, "ticket_id": 7, "type": "email", "sender": "Agent", "internal": False, "created_by_id": 3,
         "from": "Harbour support <support@harbour.example>", "to": "ada@acme.example",
         "subject": "Re: Gateway refuses tokens",
         "message_id": "<answer.22007@harbour.example>", "in_reply_to": "<first@acme.example>",
         "content_type": "text/plain", "body": "Renew the *certificate*.\n\nLin", "attachments": [],
         "created_at": "2022-01-04T08:00:00.000Z"},
        {"id": 72, "ticket_id": 7, "type": "note", "sender": "Agent", "internal": True, "created_by_id": 4,
         "from": "Former Agent", "content_type": "text/plain", "body": "known since 4.8", "attachments": [],
         "created_at": "2022-01-05T08:00:00.000Z"},
    ],
    "8": [
        {"id": 80, "ticket_id": 8, "type": "web", "sender": "Customer", "internal": False, "created_by_id": 5,
         "from": "Ada Byron", "content_type": "text/plain", "body": "From 4.7 to 4.8?", "attachments": [],
         "created_at": "2026-11-20T08:00:00.000Z"},
    ],
}  # fmt: skip


class Zammad:
    """What the other desk answers; `breaks_at` makes it fail from a path on."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.breaks_at = ""
        self.busy = 1

    def __call__(self, path: str, query: dict[str, str], headers: dict[str, str]):
        self.asked.append(path)
        if headers.get("authorization") != "Token token=secret-token":
            return 401, {"error": "Invalid token!"}
        if self.breaks_at and path.startswith(self.breaks_at):
            return 404, {"error": "gone"}
        if self.busy and path == "/api/v1/users":
            self.busy -= 1
            return 429, {"error": "slow down"}
        return self.answer(path, query)

    def answer(self, path: str, query: dict[str, str]):
        lists = {"organizations": ORGANISATIONS, "users": USERS, "tickets": TICKETS}
        name = path.removeprefix("/api/v1/")
        if name in lists:
            size, page = int(query["per_page"]), int(query["page"])
            return 200, lists[name][(page - 1) * size : page * size]
        if name == "ticket_states":
            return 200, STATES
        if name == "tags":
            return 200, {"tags": ["gateway", "tls"] if query["o_id"] == "7" else []}
        if found := re.fullmatch(r"ticket_articles/by_ticket/(\d+)", name):
            return 200, ARTICLES.get(found[1], [])
        if name == "ticket_attachment/7/70/701":
            return 200, PICTURE
        return 404, {"error": "not found"}


@pytest.fixture
def zammad(settings):
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.1"]
    return Zammad()


def move_in(client, address: str, token: str = "secret-token") -> DeskImport:
    response = client.post("/setup/imports/desks/new/zammad/", {"address": address, "token": token})
    assert response.status_code == 302, response.content.decode()[-3000:]
    run_jobs()
    return DeskImport.objects.latest("id")


def test_everything_comes_with_its_people_files_and_times(client_of, mei, lin, zammad):
    lin.email = "lin@qiao.example"
    lin.save()
    with serving(zammad) as address:
        run = move_in(client_of(mei), address)
    assert (run.state, run.problem, run.token) == ("done", "", "")
    assert run.counts == {"organisations": 2, "people": 1, "tickets": 2, "messages": 4, "files": 1}
    acme = Organisation.objects.get(name="Acme")
    assert list(acme.domains.values_list("domain", flat=True)) == ["acme.example"]
    assert not Organisation.objects.get(name="Bolt").domains.exists()
    ticket = Ticket.objects.get(outside_number="22007")
    ada = Contact.objects.get(name="Ada Byron")
    assert (ticket.subject, ticket.state, ticket.priority) == ("Gateway refuses tokens", "closed", "high")
    assert (ticket.requester, ticket.organisation, ticket.assignee, ticket.tags) == (ada, acme, lin, ["gateway", "tls"])
    assert ticket.closed_at == ticket.solved_at == datetime(2022, 1, 5, 10, tzinfo=UTC)
    assert (ticket.created_at, ticket.message_count) == (datetime(2022, 1, 3, 8, tzinfo=UTC), 3)
    question, answer, note = Message.objects.filter(ticket=ticket).order_by("created_at")
    assert (question.direction, question.contact, question.author_address) == ("in", ada, "ada@acme.example")
    assert "<b>401</b>" in question.html
    assert "script" not in question.html
    assert (answer.direction, answer.person, answer.text) == ("out", lin, "Renew the *certificate*.\n\nLin")
    assert (note.visibility, note.author_name) == ("internal", "Former Agent")
    shot, lost = question.attachments.all()
    assert (read(shot.file), shot.is_inline) == (PICTURE, True)
    assert f"/files/{shot.file.sha256}/shot.png" in question.html
    assert (lost.file, lost.omitted_reason) == (None, "not_fetched")
    assert Participant.objects.get(ticket=ticket).contact == ada


def test_what_cannot_be_read_is_named_and_the_rest_comes(client_of, mei, zammad):
    client = client_of(mei)
    with serving(zammad) as address:
        run = move_in(client, address)
    assert [entry[:3] for entry in run.refused] == [["tickets", "9", "record_unreadable"]]
    page = client.get(f"/setup/imports/desks/{run.pk}/").content.decode()
    assert "The record cannot be read: KeyError" in page
    assert "127.0.0.1" in page


def test_nothing_is_sent_and_only_open_tickets_get_clocks(client_of, mei, zammad, django_capture_on_commit_callbacks):
    with serving(zammad) as address:
        move_in(client_of(mei), address)
    assert not OutgoingMail.objects.exists()
    waiting = Ticket.objects.get(outside_number="22008")
    assert waiting.state == "waiting_customer"
    assert set(Clock.objects.values_list("ticket", flat=True)) == {waiting.pk}
    assert min(Clock.objects.values_list("started_at", flat=True)).year >= 2026


def test_a_second_run_brings_only_news(client_of, mei, zammad, monkeypatch):
    client = client_of(mei)
    with serving(zammad) as address:
        move_in(client, address)
        before = Ticket.objects.count(), Message.objects.count(), Contact.objects.count(), Organisation.objects.count()
        again = move_in(client, address)
        assert again.counts == {"known": 2}
        assert before == (
            Ticket.objects.count(), Message.objects.count(), Contact.objects.count(), Organisation.objects.count()
        )  # fmt: skip
        later = {"id": 81, "ticket_id": 8, "type": "note", "sender": "Agent", "internal": True, "created_by_id": 3,
                 "from": "Lin", "content_type": "text/plain", "body": "called her",
                 "created_at": "2026-11-21T08:00:00.000Z"}  # fmt: skip
        monkeypatch.setitem(ARTICLES, "8", [*ARTICLES["8"], later])
        third = move_in(client, address)
    assert (third.counts["changed"], third.counts["messages"]) == (1, 1)
    assert Message.objects.filter(ticket__outside_number="22008").count() == 2


def test_it_goes_on_behind_the_last_page_after_a_failure(client_of, mei, zammad):
    client = client_of(mei)
    zammad.breaks_at = "/api/v1/tickets"
    with serving(zammad) as address:
        run = move_in(client, address)
        assert run.state == "failed"
        assert "/api/v1/tickets answered 404" in run.problem
        assert run.cursor == {"stage": "users", "page": 1}
        zammad.breaks_at, zammad.asked = "", []
        client.post(f"/setup/imports/desks/{run.pk}/go-on/")
        run_jobs()
    run.refresh_from_db()
    assert (run.state, run.counts["tickets"]) == ("done", 2)
    assert "/api/v1/organizations" not in zammad.asked


def test_a_killed_worker_loses_and_doubles_nothing(client_of, mei, zammad, monkeypatch):
    client, write = client_of(mei), running.write_past_tickets

    def die(*args, **more):
        write(*args, **more)
        raise KeyboardInterrupt

    with serving(zammad) as address:
        client.post("/setup/imports/desks/new/zammad/", {"address": address, "token": "secret-token"})
        run = DeskImport.objects.get()
        monkeypatch.setattr(running, "write_past_tickets", die)
        with pytest.raises(KeyboardInterrupt):
            running.continue_desk_import(import_id=run.pk)
        assert not Ticket.objects.exists()
        monkeypatch.setattr(running, "write_past_tickets", write)
        running.continue_desk_import(import_id=run.pk)
    run.refresh_from_db()
    assert (run.state, Ticket.objects.count(), Message.objects.count()) == ("done", 2, 4)


def test_a_wrong_token_is_said_so(client_of, mei, zammad):
    with serving(zammad) as address:
        run = move_in(client_of(mei), address, token="wrong")
    assert run.state == "failed"
    assert "refuses the token" in run.problem


def test_our_own_network_is_not_asked(client_of, mei, zammad, settings, monkeypatch):
    monkeypatch.setattr("qiao.integrations.requests.time.sleep", lambda seconds: None)
    settings.HTTP_ALLOWED_HOSTS = []
    with serving(zammad) as address:
        run = move_in(client_of(mei), address)
    assert (run.state, zammad.asked) == ("failed", [])


def test_an_answer_to_an_old_mail_finds_its_ticket(client_of, mei, zammad):
    make_mailbox("support@harbour.example")
    with serving(zammad) as address:
        move_in(client_of(mei), address)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "ada@acme.example",
        "support@harbour.example",
        "Re: Gateway refuses tokens",
    )
    mail["Message-ID"], mail["In-Reply-To"] = "<late@acme.example>", "<answer.22007@harbour.example>"
    mail.set_content("It is back.")
    accept_raw(mail.as_bytes(), envelope_to=["support@harbour.example"])
    run_jobs()
    old = Ticket.objects.get(outside_number="22007")
    late = Message.objects.get(text__contains="It is back.")
    assert late.ticket == old or late.ticket.follow_up_of == old


def test_the_old_number_finds_the_ticket(client_of, mei, zammad):
    client = client_of(mei)
    with serving(zammad) as address:
        move_in(client, address)
    ticket = Ticket.objects.get(outside_number="22007")
    page = client.get("/desk/search/?q=22007").content.decode()
    assert f"/desk/tickets/{ticket.number}/" in page
    assert "22007" in client.get(f"/desk/tickets/{ticket.number}/").content.decode()
