"""Files of strangers and colleagues: nothing in them acts as a page of ours, and only those who may have them do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qiao.kernel.models import StoredFile
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import MessageAttachment
from qiao.tickets.testing import make_ticket
from tests.security.payloads import NAMES

pytestmark = pytest.mark.django_db

PAGE = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
ACTIVE = {
    "page.html": ("text/html", PAGE),
    "page.xhtml": ("application/xhtml+xml", PAGE),
    "picture.svg": ("image/svg+xml", SVG),
    "feed.xml": ("text/xml", b'<?xml-stylesheet href="javascript:alert(1)"?><x/>'),
    "program.exe": ("application/x-msdownload", b"MZ" + PAGE),
    "program.js": ("text/javascript", b"alert(1)"),
    "style.css": ("text/css", b"body{display:none}"),
    "picture.png": ("image/png", PAGE),  # a page that calls itself a picture
    "paper.pdf": ("application/pdf", SVG),
    "page.hta": ("application/hta", PAGE),
    "mail.mht": ("message/rfc822", PAGE),
    "nothing": ("", PAGE),
    "odd.html": ("text/html; charset=utf-7", PAGE),
    "two.html": ("image/png, text/html", PAGE),
    "broken": ("text/html\r\nX-Evil: 1", PAGE),
}


@pytest.fixture
def ticket(mailbox, ada):
    return make_ticket("Gateway", requester=ada)


def send_note(client, ticket, *files) -> MessageAttachment:
    address = f"/desk/tickets/{ticket.number}/note/"
    assert client.post(address, {"markdown": "See file", "files": list(files)}).status_code == 302
    return MessageAttachment.objects.filter(message__ticket=ticket).latest("pk")


def address_of(row: MessageAttachment, name: str = "") -> str:
    return f"/files/{row.file.sha256}/{name or row.name}"


@pytest.mark.parametrize("name", list(ACTIVE))
def test_what_could_act_is_only_saved(name, ticket, client_of, lin):
    content_type, data = ACTIVE[name]
    client = client_of(lin)
    row = send_note(client, ticket, SimpleUploadedFile(name, data, content_type))
    # the name in an address is anybody's to choose and changes nothing
    for asked in (row.name, "picture.png", "page.html"):
        response = client.get(address_of(row, asked))
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == data
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        rules = response.headers["Content-Security-Policy"]
        assert "sandbox" in rules
        assert "allow-" not in rules
        assert "default-src 'none'" in rules
        assert "X-Evil" not in response.headers


def test_a_real_picture_is_shown_but_still_cannot_act(ticket, client_of, lin):
    client = client_of(lin)
    row = send_note(client, ticket, SimpleUploadedFile("shot.png", PNG, "text/html"))
    response = client.get(address_of(row))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert client.get(f"{address_of(row)}?download").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_are_made_harmless(name, ticket, client_of, lin):
    client = client_of(lin)
    row = send_note(client, ticket, SimpleUploadedFile("x.txt", b"x", "text/plain"))
    kept = client.post("/desk/files/", {"file": SimpleUploadedFile(name, b"x", "text/plain")}).json()
    assert not re.search(r'[/\\\x00-\x1f<>"\u202e]', kept["name"])
    response = client.get(address_of(row, "x"), PATH_INFO=f"/files/{row.file.sha256}/{name}".encode().decode("latin-1"))
    if response.status_code == 200:
        disposition = response.headers["Content-Disposition"]
        assert not re.search(r"[\r\n<>\x00]|\.\./", disposition)
        assert "Set-Cookie" not in response.headers


def test_a_sealed_name_cannot_be_made_up(ticket, client_of, lin, mei):
    """A form may only carry files that its sender was given: not ids, not another signature."""
    row = send_note(client_of(mei), ticket, SimpleUploadedFile("secret.txt", b"secret", "text/plain"))
    for forged in (str(row.file_id), f'[{row.file_id},"x.txt","text/plain"]', "a:b:c", ""):
        client_of(lin).post(f"/desk/tickets/{ticket.number}/note/", {"markdown": "x", "attachment": forged})
    assert MessageAttachment.objects.count() == 1


def test_a_file_belongs_to_those_who_see_its_ticket(mailbox, ada, client_of, lin, mei, eve):
    ours, theirs = make_product("Ours"), make_product("Theirs")
    ticket = make_ticket("Gateway", requester=ada, product=ours)
    row = send_note(client_of(lin), ticket, SimpleUploadedFile("log.txt", b"log", "text/plain"))
    outsider = make_person("Out", email="out@qiao.example")
    outsider.products.set([theirs])
    assert client_of(lin).get(address_of(row)).status_code == 200
    assert client_of(mei).get(address_of(row)).status_code == 200
    for client in (client_of(eve), client_of(outsider), Client()):
        for method in (client.get, client.head):
            assert method(address_of(row)).status_code in {302, 404}
            assert method(address_of(row), HTTP_IF_NONE_MATCH=f'"{row.file.sha256}"').status_code in {302, 404}
            assert method(address_of(row), HTTP_RANGE="bytes=0-1").status_code in {302, 404}


def test_a_file_of_a_restricted_team_stays_there(mailbox, ada, client_of, lin):
    member = make_person("In", email="in@qiao.example")
    ticket = make_ticket("Breach", requester=ada, team=make_team("Security", member, is_restricted=True))
    row = send_note(client_of(member), ticket, SimpleUploadedFile("key.txt", b"key", "text/plain"))
    assert client_of(member).get(address_of(row)).status_code == 200
    assert client_of(lin).get(address_of(row)).status_code == 404


def test_a_file_too_large_is_refused_not_kept(ticket, client_of, lin, monkeypatch):
    monkeypatch.setattr("qiao.tickets.views.uploads.LARGEST", 10)
    response = client_of(lin).post("/desk/files/", {"file": SimpleUploadedFile("x.txt", b"x" * 11)})
    assert response.status_code == 413
    assert not StoredFile.objects.exists()
