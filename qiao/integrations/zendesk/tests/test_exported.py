"""Moving in from the files of Zendesk's own export: one object a line, tickets with their comments."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.customers.models import Contact, Organisation
from qiao.integrations.zendesk.tests.test_zendesk import ORGANISATIONS, TICKETS, USERS, comment
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import DeskImport, Message, Ticket

pytestmark = pytest.mark.django_db

FILE = {"id": 1, "file_name": "a.log", "content_url": "https://x.zendesk.com/attachments/token/a", "size": 8}
SAID = [comment(311, 21, "<p>401</p>", attachments=[FILE]), comment(312, 22, "<p>Renew it.</p>"),
        comment(313, 22, "<p>known</p>", public=False)]  # fmt: skip
WHOLE = {
    "id": 41, "subject": "整机无法启动", "status": "pending", "priority": "high", "type": "problem", "tags": ["boot"],
    "requester": {"id": 25, "name": "王芳", "email": "wang@port.example", "organization_id": 15, "locale": "zh-CN"},
    "assignee": {"id": 26, "name": "Sam", "email": "sam@elsewhere.example"},
    "organization": {"id": 15, "name": "海港集团", "domain_names": ["port.example"]},
    "created_at": "2025-05-01T08:00:00Z", "updated_at": "2025-05-02T08:00:00Z",
    "comments": [comment(411, 25, "启动后黑屏")],
}  # fmt: skip


def lines(*rows: object) -> bytes:
    return b"\n".join(json.dumps(row).encode() if not isinstance(row, bytes) else row for row in rows) + b"\n"


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"export-2026-11-23/{name}.json", data)
    return content.getvalue()


def moved_in(client, content: bytes, name: str) -> DeskImport:
    file = SimpleUploadedFile(name, content)
    assert client.post("/setup/imports/desks/new/zendesk-files/", {"file": file}).status_code == 302
    run_jobs()
    return DeskImport.objects.latest("id")


def test_an_archive_of_three_files_comes_like_the_desk_itself(client_of, mei, lin):
    lin.email = "lin@qiao.example"
    lin.save()
    tickets = lines({**TICKETS[0], "comments": SAID}, {**TICKETS[1], "comments": []}, TICKETS[2], b"{broken", {"id": 9})
    # the names say nothing of the order in which they have to be read
    content = packed(a_tickets=tickets, b_users=lines(*USERS), c_organizations=lines(*ORGANISATIONS))
    run = moved_in(client_of(mei), content, "export.zip")
    assert (run.state, run.problem, run.done, run.total) == ("done", "", 8, 8)
    assert run.counts == {"organisations": 1, "people": 1, "tickets": 2, "messages": 3}
    assert [one[2] for one in run.refused] == ["record_unreadable"] * 2
    ticket = Ticket.objects.get(outside_number="31")
    assert (ticket.state, ticket.priority, ticket.assignee) == ("solved", "urgent", lin)
    assert (ticket.organisation, ticket.requester) == (Organisation.objects.get(), Contact.objects.get())
    said = Message.objects.filter(ticket=ticket).order_by("created_at")
    assert [one.direction for one in said] == ["in", "out", "internal"]
    named = said[0].attachments.get()
    assert (named.name, named.file, named.omitted_reason) == ("a.log", None, "not_fetched")
    again = moved_in(client_of(mei), content, "export.zip")
    assert again.counts == {"known": 2}


def test_a_file_of_tickets_alone_brings_the_people_it_holds(client_of, mei):
    run = moved_in(client_of(mei), b"[\n" + lines(WHOLE).rstrip() + b",\n]\n", "tickets.json")
    assert (run.state, run.refused) == ("done", [])
    ticket = Ticket.objects.get()
    assert (ticket.outside_number, ticket.state, ticket.kind) == ("41", "waiting_customer", "incident")
    assert (ticket.requester.name, ticket.organisation.name) == ("王芳", "海港集团")
    assert Contact.objects.get().language in {"", "zh-hans"}
    message = Message.objects.get()
    assert (message.contact, message.direction, message.text) == (Contact.objects.get(), "in", "启动后黑屏")


def test_a_file_that_is_none_says_so(client_of, mei):
    run = moved_in(client_of(mei), b"\xff\xfe\x00nothing", "x.json")
    assert (run.state, "cannot be read" in run.problem) == ("failed", True)
