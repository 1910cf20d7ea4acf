"""Moving in from Zendesk: against a server that answers in the shapes of its incremental exports."""

import base64
import re

import pytest

from qiao.customers.models import Contact, Organisation
from qiao.integrations.testing import serving
from qiao.kernel.files import read
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import DeskImport, Message, Ticket

pytestmark = pytest.mark.django_db

ORGANISATIONS = [{"id": 11, "name": "Acme", "domain_names": ["acme.example"], "notes": "", "details": "", "tags": []}]
USERS = [
    {"id": 21, "name": "Ada Byron", "email": "ada@acme.example", "role": "end-user", "organization_id": 11,
     "phone": None, "locale": "en-US"},
    {"id": 22, "name": "Lin", "email": "lin@qiao.example", "role": "agent", "organization_id": None},
]  # fmt: skip
TICKETS = [
    {"id": 31, "subject": "Gateway refuses tokens", "status": "solved", "priority": "urgent", "type": "incident",
     "requester_id": 21, "assignee_id": 22, "organization_id": 11, "tags": ["tls"],
     "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-02T08:00:00Z"},
    {"id": 32, "subject": "How?", "status": "pending", "priority": None, "type": None, "requester_id": 21,
     "created_at": "2026-11-20T08:00:00Z", "updated_at": "2026-11-20T09:00:00Z", "tags": []},
    {"id": 33, "status": "deleted", "created_at": "2025-01-01T00:00:00Z"},
]  # fmt: skip


class Zendesk:
    """What the other desk answers: exports in two pages each, comments in two pages."""

    base = ""

    def __call__(self, path: str, query: dict[str, str], headers: dict[str, str]):
        if path.startswith("/attachments/"):
            return (200, b"log line") if path.endswith("a.log") else (404, {})
        proof = base64.b64encode(b"boss@acme.example/token:secret").decode()
        if headers.get("authorization") != f"Basic {proof}":
            return 401, {"error": "Couldn't authenticate you"}
        if path == "/api/v2/incremental/organizations.json":
            return 200, {"organizations": ORGANISATIONS, "end_time": 1741000000, "end_of_stream": True}
        if path == "/api/v2/incremental/users/cursor.json":
            return 200, self.half("users", USERS, query)
        if path == "/api/v2/incremental/tickets/cursor.json":
            return 200, self.half("tickets", TICKETS, query)
        found = re.fullmatch(r"/api/v2/tickets/(\d+)/comments.json", path)
        return (200, self.comments(found[1], query)) if found else (404, {})

    def half(self, name: str, rows: list, query: dict[str, str]) -> dict:
        if query.get("cursor") == "second":
            return {name: rows[1:], "after_cursor": "third", "end_of_stream": True}
        return {name: rows[:1], "after_cursor": "second", "end_of_stream": False}

    def comments(self, ticket: str, query: dict[str, str]) -> dict:
        if ticket == "32":
            return {"comments": [comment(321, 21, "How do I upgrade?")], "meta": {"has_more": False}, "links": {}}
        if "page[after]" not in query:
            files = [{"id": 1, "file_name": "a.log", "content_url": f"{self.base}/attachments/a.log",
                      "content_type": "text/plain", "size": 8}]  # fmt: skip
            following = f"{self.base}/api/v2/tickets/31/comments.json?page[size]=100&page[after]=x"
            first = comment(311, 21, "<p>401</p>", attachments=files)
            return {"comments": [first], "meta": {"has_more": True}, "links": {"next": following}}
        later = [comment(312, 22, "<p>Renew it.</p>"), comment(313, 22, "<p>known</p>", public=False)]
        return {"comments": later, "meta": {"has_more": False}, "links": {"next": None}}


def comment(key: int, author: int, html: str, **more: object) -> dict:
    return {
        "id": key, "type": "Comment", "author_id": author, "public": True, "html_body": html, "body": html,
        "attachments": [], "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
        "created_at": f"2025-03-01T0{key % 10 + 5}:00:00Z",
    } | more  # fmt: skip


def test_tickets_come_with_comments_files_and_people(client_of, mei, lin, settings):
    lin.email = "lin@qiao.example"
    lin.save()
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.1"]
    zendesk, client = Zendesk(), client_of(mei)
    with serving(zendesk) as address:
        zendesk.base = address
        access = {"address": address, "login": "boss@acme.example", "token": "secret"}
        for _ in range(2):
            assert client.post("/setup/imports/desks/new/zendesk/", access).status_code == 302
            run_jobs()
    second, first = DeskImport.objects.order_by("-id")
    assert (first.state, first.problem) == ("done", "")
    assert first.counts == {"organisations": 1, "people": 1, "tickets": 2, "messages": 4, "files": 1}
    assert second.counts == {"known": 2}
    ticket = Ticket.objects.get(outside_number="31")
    assert (ticket.state, ticket.priority, ticket.kind, ticket.assignee) == ("solved", "urgent", "incident", lin)
    assert (ticket.organisation, ticket.requester) == (Organisation.objects.get(), Contact.objects.get())
    said = Message.objects.filter(ticket=ticket).order_by("created_at")
    assert [one.direction for one in said] == ["in", "out", "internal"]
    assert read(said[0].attachments.get().file) == b"log line"
    assert Ticket.objects.get(outside_number="32").state == "waiting_customer"
