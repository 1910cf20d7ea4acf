"""Past tickets from tables and from JSON lines."""

import io
import json
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.channels.models import MessageRef, OutgoingMail
from qiao.customers.models import Contact
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel import search
from qiao.kernel.ahead import MakerLost, made_ahead
from qiao.kernel.files import read
from qiao.kernel.models import AuditEntry, OutboxEvent, TableImport
from qiao.kernel.tables import running
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product, make_version
from qiao.staff.testing import make_team
from qiao.tickets.models import Clock, DeskImport, Message, Ticket
from qiao.tickets.ports import DeskFile, DeskKind, DeskTicket, add_desk_kind
from qiao.tickets.services.importing.jsonl import JsonlSource

pytestmark = pytest.mark.django_db

TABLE = """工单号,标题,问题描述,解决方案,邮箱,联系人,客户名称,产品,状态,优先级,处理人,标签,创建时间,关闭时间
T-1,网关拒绝令牌,升级之后返回 401,更换证书,ada@acme.example,Ada,Acme,港湾,已关闭,高,lin@qiao.example,网关;证书,2025-03-01 09:00,2025-03-02 10:00
T-2,如何升级,,,,,Acme,,处理中,中,,,2026-11-01,
T-3,日期不对,,,,,Acme,,,,,,2026-11-05,2026-11-01
T-4,没有客户,,,,,Nobody,,,,,,2026-11-05,
"""  # noqa: E501


def imported(client, text: str) -> TableImport:
    file = SimpleUploadedFile("tickets.csv", text.encode("gb18030"))
    assert client.post("/setup/imports/new/tickets/", {"file": file}).status_code == 302
    run = TableImport.objects.latest("id")
    for act in ("check", "run"):
        client.post(f"/setup/imports/{run.pk}/{act}/")
        run_jobs()
        run.refresh_from_db()
    return run


def test_past_tickets_come_from_a_table(client_of, mei, lin):
    client = client_of(mei)
    make_organisation("Acme")
    product = make_product("Harbour", name_zh="港湾")
    run = imported(client, TABLE)
    assert (run.state, run.created, run.refused) == ("done", 2, 2)
    ticket = Ticket.objects.get(outside_number="T-1")
    assert (ticket.state, ticket.priority, ticket.product, ticket.assignee) == ("closed", "high", product, lin)
    assert (ticket.requester.name, ticket.organisation.name, ticket.tags) == ("Ada", "Acme", ["网关", "证书"])
    assert [message.direction for message in Message.objects.filter(ticket=ticket).order_by("id")] == ["in", "out"]
    open_ticket = Ticket.objects.get(outside_number="T-2")
    assert set(Clock.objects.values_list("ticket", flat=True)) <= {open_ticket.pk}
    assert not OutgoingMail.objects.exists()
    hits = search.search("T-1", scope=search.Scope.everything()).hits
    assert [hit.object_id for hit in hits][:1] == [ticket.pk]
    assert AuditEntry.objects.get(object_type="tickets.ticket", object_id=ticket.pk).verb == "ticket.imported"
    assert "T-1" in client.get(f"/desk/tickets/{ticket.number}/").content.decode()
    again = imported(client, TABLE)
    assert (again.created, again.unchanged, Ticket.objects.count()) == (0, 2, 2)


def many(rows: int) -> str:
    """A table of closed tickets of one customer; the last row has no date."""
    lines = [
        f"N-{at},网关 {at},升级之后返回 {at},更换证书,p{at % 3}@acme.example,2025-03-01,2025-03-02"
        for at in range(rows)
    ]
    return "\n".join(["工单号,标题,问题描述,解决方案,邮箱,创建时间,关闭时间", *lines, "N-x,没有日期,,,,,"]) + "\n"


@pytest.fixture
def read_ahead(monkeypatch):
    """Every file is a large one, in batches of three rows; says how often another process was asked."""
    started = []

    def watched(make):
        started.append(make)
        return made_ahead(make)

    monkeypatch.setattr(running, "LARGE", 1)
    monkeypatch.setattr(running, "BATCH", 3)
    monkeypatch.setattr(running, "made_ahead", watched)
    return started


def test_a_large_table_that_another_process_reads_gives_the_same(client_of, mei, read_ahead):
    make_organisation("Acme", domains=("acme.example",))
    run = imported(client_of(mei), many(8))
    assert (run.state, run.created, run.refused, len(read_ahead)) == ("done", 8, 1, 1)
    ticket = Ticket.objects.get(outside_number="N-7")
    hits = search.search("返回 7", scope=search.Scope(sees_internal=False)).hits
    assert [hit.object_id for hit in hits][:1] == [ticket.pk]
    assert ticket.requester.name == "p1"
    assert imported(client_of(mei), many(8)).unchanged == 8


def test_an_import_whose_reading_process_was_killed_goes_on_behind_the_last_batch(
    client_of, mei, read_ahead, monkeypatch
):
    client = client_of(mei)
    client.post("/setup/imports/new/tickets/", {"file": SimpleUploadedFile("t.csv", many(8).encode())})
    run = TableImport.objects.get()
    client.post(f"/setup/imports/{run.pk}/check/")
    run_jobs()
    watched = running.made_ahead

    @contextmanager
    def killed(make):
        with watched(make) as parts:
            yield chain(islice(parts, 2), _lost())

    def _lost():
        raise MakerLost
        yield

    monkeypatch.setattr(running, "made_ahead", killed)
    client.post(f"/setup/imports/{run.pk}/run/")
    with pytest.raises(MakerLost):
        running.work_on_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, Ticket.objects.count()) == ("running", 6, 6)
    monkeypatch.setattr(running, "made_ahead", watched)
    running.work_on_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.created, run.refused, Ticket.objects.count()) == ("done", 8, 1, 8)


def test_a_known_contact_is_left_as_it_is(client_of, mei):
    acme = make_organisation("Acme")
    contact = make_contact("王伟", email="ada@acme.example")
    imported(client_of(mei), TABLE)
    contact.refresh_from_db()
    assert (contact.name, contact.organisation) == ("王伟", None)
    assert Ticket.objects.get(outside_number="T-1").requester == contact
    assert Ticket.objects.get(outside_number="T-1").organisation == acme


def test_an_imported_table_of_tickets_can_be_undone_until_somebody_takes_one_up(client_of, mei):
    client = client_of(mei)
    make_organisation("Acme")
    run = imported(client, TABLE)
    kept = Ticket.objects.get(outside_number="T-2")
    client.post(f"/desk/tickets/{kept.number}/note/", {"markdown": "mine now"})
    client.post(f"/setup/imports/{run.pk}/undo/")
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.removed, run.kept) == ("undone", 1, 1)
    assert list(Ticket.objects.all()) == [kept]


LINES = [
    {"type": "organisation", "key": "o1", "name": "Acme", "domains": ["acme.example"]},
    {"type": "person", "key": "p1", "name": "Ada", "emails": ["ada@acme.example"], "organisation": "o1"},
    {"type": "ticket", "key": "t1", "number": "OLD-1", "subject": "Token", "created_at": "2025-01-01T08:00:00Z",
     "state": "closed", "closed_at": "2025-01-03T08:00:00Z", "requester": "p1", "organisation": "o1", "tags": ["tls"],
     "messages": [
         {"key": "m1", "direction": "in", "at": "2025-01-01T08:00:00Z", "author": "p1", "text": "401 <b>",
          "message_id": "<one@acme.example>",
          "files": [{"path": "files/a.log", "name": "a.log"}, {"path": "files/none"}]},
         {"key": "m2", "direction": "in", "at": "2025-01-02T08:00:00Z", "author_address": "bo@acme.example",
          "author_name": "Bo", "html": "<p>me too</p>", "references": ["<one@acme.example>"]},
     ]},
    {"type": "ticket", "key": "t2", "subject": "no date"},
    {"type": "ticket", "key": "t3", "subject": "x", "created_at": "2025-01-01", "state": "gone"},
]  # fmt: skip


def archive() -> SimpleUploadedFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr(
            "export/tickets.jsonl", "\n".join(json.dumps(line) for line in LINES if line["type"] == "ticket")
        )
        packed.writestr("export/organisations.jsonl", json.dumps(LINES[0]))
        packed.writestr("export/people.jsonl", json.dumps(LINES[1]) + "\nnot json\n")
        packed.writestr("files/a.log", b"log line")
    return SimpleUploadedFile("export.zip", content.getvalue())


def test_json_lines_bring_tickets_with_files_people_and_message_ids(client_of, mei):
    client = client_of(mei)
    assert client.post("/setup/imports/desks/new/jsonl/", {"file": archive()}).status_code == 302
    run_jobs()
    run = DeskImport.objects.get()
    assert (run.state, run.problem, run.done, run.total) == ("done", "", 6, 6)
    ticket = Ticket.objects.get()
    assert (ticket.outside_number, ticket.requester.name, ticket.organisation.name) == ("OLD-1", "Ada", "Acme")
    first, second = Message.objects.filter(ticket=ticket).order_by("created_at")
    assert "&lt;b&gt;" in client.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "<b>" in first.text
    assert second.contact.name == "Bo"
    assert second.contact.organisation == ticket.organisation
    log, none = first.attachments.all()
    assert (read(log.file), none.omitted_reason) == (b"log line", "not_fetched")
    assert MessageRef.objects.get(rfc_id="one@acme.example", thread=ticket.thread_id).kind == "own"
    page = client.get(f"/setup/imports/desks/{run.pk}/").content.decode()
    for words in ("“created_at” is missing", "“state” is “gone”", "no JSON"):
        assert words in page
    assert "3 records could not be imported" in page
    assert "Everything has been imported" not in page
    assert "jsonl:file" not in page + client.get("/setup/imports/desks/").content.decode()
    assert Contact.objects.count() == 2


def test_a_second_import_takes_over_what_was_decided_at_the_other_desk(client_of, mei):
    client = client_of(mei)
    asked = {"key": "m1", "direction": "in", "at": "2026-11-01T08:00:00Z", "author_address": "ada@acme.example",
             "text": "401"}  # fmt: skip
    line = {"type": "ticket", "key": "t1", "subject": "Token", "created_at": asked["at"], "messages": [asked]}

    def move_in(**facts: str) -> Ticket:
        file = SimpleUploadedFile("export.jsonl", json.dumps(line | facts).encode())
        client.post("/setup/imports/desks/new/jsonl/", {"file": file})
        run_jobs()
        assert DeskImport.objects.latest("id").state == "done"
        return Ticket.objects.get()

    def running(ticket: Ticket) -> set[str]:
        return set(ticket.clocks.filter(stopped_at=None).values_list("metric", flat=True))

    assert running(move_in(state="open")) == {"first_reply", "solve"}
    closed = move_in(state="closed", closed_at="2026-11-03T08:00:00Z")
    assert (closed.state, str(closed.solved_at), running(closed)) == ("closed", "2026-11-03 08:00:00+00:00", set())
    assert closed.closed_at == closed.solved_at
    assert closed.next_due_at is None
    assert AuditEntry.objects.latest("id").data == {"before": "open", "after": "closed"}
    assert move_in(state="closed").state == "closed"
    again = move_in(state="open")
    assert (again.state, again.solved_at, running(again)) == ("open", None, {"first_reply", "solve"})
    client.post(f"/desk/tickets/{again.number}/note/", {"markdown": "ours now"})
    assert move_in(state="closed").state == "open"
    assert not OutboxEvent.objects.filter(name__in=("DeadlineMissed", "TicketSolved", "TicketClosed")).exists()


def test_moving_in_is_for_those_who_manage_the_setup(client_of, mei, lin):
    for path in ("", "new/jsonl/", "new/zammad/"):
        assert client_of(mei).get(f"/setup/imports/desks/{path}").status_code == 200
        assert client_of(lin).get(f"/setup/imports/desks/{path}").status_code == 403


OSTICKET = """
{"type": "organisation", "key": "o1", "name": "Acme \\"East\\"", "domains": ["acme.example", "acme.cn"]}
{"type": "person", "key": "u1", "name": "Ada", "organisation": "o1", "emails": ["ada@acme.example", "ada@x.example"]}
{"type": "person", "key": "u2", "name": "王芳", "organisation": "", "emails": ["wang@port.example"]}
{"type": "person", "key": "s1", "is_staff": true, "name": "Lin Xiao", "emails": ["lin@qiao.example"]}
{"type": "ticket", "key": "1", "number": "482113", "subject": "Gateway", "created_at": "2025-03-01T09:00:00", \
"updated_at": "2025-03-02T18:00:00", "closed_at": "2025-03-02T18:00:00", "state": "closed", "requester": "u1", \
"assignee": "lin@qiao.example", "team": "Support", "messages": [{"key": "e1", "direction": "in", \
"at": "2025-03-01T09:00:00", "subject": "Gateway", "html": "<p>401 <img src=\\"cid:abc123\\"></p>", "text": "", \
"author": "u1", "author_name": "Ada", "message_id": "<x@acme.example>", "files": [{"path": "files/1", \
"name": "shot.png", "content_type": "image/png", "content_id": "abc123"}]}, {"key": "e2", "direction": "out", \
"at": "2025-03-02T17:00:00", "subject": "", "html": "", "text": "Renew it \\\\ then\\nrestart.", "author": "s1", \
"author_name": "Lin Xiao", "message_id": "", "files": []}]}
{"type": "ticket", "key": "2", "number": "482114", "subject": "#482114", "created_at": "2026-01-01T09:00:00", \
"updated_at": "2026-01-01T10:00:00", "closed_at": null, "state": "waiting_customer", "requester": "u2", \
"assignee": "", "team": "Support", "messages": []}
""".replace("\\\n", "")


def test_what_the_recipe_for_osticket_writes_comes_in_whole(client_of, mei, lin):
    lin.email = "lin@qiao.example"
    lin.save()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("people.jsonl", OSTICKET[: OSTICKET.index('{"type": "ticket"')])
        packed.writestr("tickets.jsonl", OSTICKET[OSTICKET.index('{"type": "ticket"') :])
        packed.writestr("files/1", b"\x89PNG\r\n")
    file = SimpleUploadedFile("osticket.zip", content.getvalue())
    assert client_of(mei).post("/setup/imports/desks/new/jsonl/", {"file": file}).status_code == 302
    run_jobs()
    run = DeskImport.objects.get()
    assert (run.state, run.refused) == ("done", [])
    assert run.counts == {"organisations": 1, "people": 2, "tickets": 2, "messages": 2, "files": 1}
    closed, waiting = Ticket.objects.order_by("outside_number")
    assert (closed.state, closed.assignee, closed.organisation.name) == ("closed", lin, 'Acme "East"')
    assert (waiting.state, waiting.requester.name, waiting.closed_at) == ("waiting_customer", "王芳", None)
    asked, answered = Message.objects.filter(ticket=closed).order_by("created_at")
    picture = asked.attachments.get()
    assert (picture.is_inline, f"/files/{picture.file.sha256}/" in asked.html) == (True, True)
    assert (answered.text, answered.person) == ("Renew it \\ then\nrestart.", lin)


def test_teams_and_products_are_known_by_their_chinese_names(client_of, mei):
    team = make_team("Second line", name_zh="二线支持")
    version = make_version(make_product("Harbour", name_zh="港湾"), "V5.4.1")
    other = make_version(make_product("Helm", name_zh="舵"), "5.4.1")
    run = imported(
        client_of(mei),
        "工单号,标题,产品,版本,处理组,创建时间\n1,网关拒绝令牌,港湾,5.4.1,二线支持,2025-03-01 09:00\n",
    )
    assert (run.created, run.refused) == (1, 0), run.mapping
    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.version) == (team, version)
    assert ticket.version != other


def test_a_page_of_tickets_asks_as_often_for_thirty_as_for_three(client_of, mei):
    def statements(several: range) -> int:
        lines = [
            {"type": "ticket", "key": f"t{at}", "subject": "Token", "created_at": "2025-01-01T08:00:00Z",
             "assignee": "Mei", "messages": [{"direction": "in", "at": "2025-01-01T08:00:00Z", "text": "401",
                                              "author_address": f"p{at}@acme.example"}]}
            for at in several
        ]  # fmt: skip
        file = SimpleUploadedFile("export.jsonl", "\n".join(map(json.dumps, lines)).encode())
        client_of(mei).post("/setup/imports/desks/new/jsonl/", {"file": file})
        with CaptureQueriesContext(connection) as captured:
            run_jobs()
        return len(captured)

    make_organisation("Acme", domains=("acme.example",))
    statements(range(1))
    assert statements(range(10, 13)) == statements(range(20, 50))
    assert Ticket.objects.count() == 34


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_another_desk_is_asked_for_a_file(client_of, mei):
    client, answers = client_of(mei), []

    def stop() -> None:
        answers.append(client.post(f"/setup/imports/desks/{DeskImport.objects.get().pk}/stop/").status_code)
        connection.close()

    def slow_file() -> bytes:
        if not answers:
            stopping = threading.Thread(target=stop)
            stopping.start()
            stopping.join(10)
        return b"log line"

    class Slow(JsonlSource):
        def pages(self, cursor):
            for page in super().pages(cursor):
                ticket = next(one for one in page.records if isinstance(one, DeskTicket))
                message = replace(ticket.messages[0], files=(DeskFile("a.log", slow_file),))
                yield replace(page, records=(replace(ticket, messages=(message,)),))

    add_desk_kind(DeskKind("slow", "Slow", "", ("file",), Slow))
    client.post("/setup/imports/desks/new/slow/", {"file": archive()})
    run_jobs()
    run = DeskImport.objects.get()
    assert (answers, run.state, Ticket.objects.count()) == ([302], "stopped", 0)
    client.post(f"/setup/imports/desks/{run.pk}/go-on/")
    run_jobs()
    assert read(Message.objects.get().attachments.get().file) == b"log line"
