"""No line breaks get into mails we send; every page forbids what could turn a text into a program."""

import re
from email import message_from_bytes, policy

import pytest
from django.test import Client

from qiao.channels.models import OutgoingMail
from qiao.channels.rules.composing import to_bytes
from qiao.channels.services.composing import compose
from qiao.channels.testing import make_mail, take_mail
from qiao.kernel.files import store
from qiao.staff.testing import PASSWORD
from qiao.tickets.services import NewFile, Reply, reply_to_ticket
from qiao.tickets.testing import make_ticket
from tests.security.test_access_matrix import ROUTES

BREAKS = ("\r\n", "\n", "\r", "\r\n\r\n", "\u2028", "\x0b", "\x85", "%0d%0a", "=?utf-8?q?=0D=0A?=", "\\r\\n")
HEADER = "Bcc: mallory@evil.example"
EXPECTED = {
    "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type",
    "content-transfer-encoding", "content-language", "reply-to", "sender", "auto-submitted", "x-auto-response-suppress",
    "precedence", "x-loop", "x-qiao-loop", "x-qiao-ticket", "list-id", "feedback-id", "x-mailer", "user-agent",
}  # fmt: skip


def outgoing_bytes() -> list[bytes]:
    """Every mail in the book as it would go over the wire."""
    return [to_bytes(compose(mail)) for mail in OutgoingMail.objects.order_by("pk")]


def assert_no_foreign_header(data: bytes) -> None:
    head = data.partition(b"\r\n\r\n")[0]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    message = message_from_bytes(data, policy=policy.default)
    names = [name.lower() for name in message.keys()]  # noqa: SIM118 - a message gives its values otherwise
    assert set(names) <= EXPECTED, set(names) - EXPECTED
    assert len(names) == len(set(names)), names
    recipients = [one.addr_spec for name in ("to", "cc") if message[name] for one in message[name].addresses]
    assert not [one for one in recipients if "evil.example" in one]


@pytest.fixture
def desk(client_of, mei):
    return client_of(mei)


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_a_subject_cannot_carry_a_header(line_break, mailbox, ada, desk):
    ticket = make_ticket(f"Pump{line_break}{HEADER}", requester=ada)
    desk.post(f"/desk/tickets/{ticket.number}/reply/", {"markdown": "Hello"})
    sent = outgoing_bytes()
    assert sent
    for data in sent:
        assert_no_foreign_header(data)


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_facts_edited_at_the_desk_cannot_carry_a_header(line_break, mailbox, ada, desk):
    ticket = make_ticket("Pump", requester=ada)
    facts = {"subject": f"Pump{line_break}{HEADER}", "kind": "question", "priority": "normal", "language": "en"}
    desk.post(f"/desk/tickets/{ticket.number}/fields/", facts)
    desk.post(f"/desk/tickets/{ticket.number}/reply/", {"markdown": "Hello"})
    for data in outgoing_bytes():
        assert_no_foreign_header(data)


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
@pytest.mark.parametrize("field", ["to", "cc"])
def test_a_recipient_cannot_carry_a_header(field, line_break, mailbox, ada, desk):
    ticket = make_ticket("Pump", requester=ada)
    target = f"ada@acme.example{line_break}{HEADER}"
    given = {"markdown": "Hello", "to": "ada@acme.example", field: target}
    desk.post(f"/desk/tickets/{ticket.number}/reply/", given)
    for data in outgoing_bytes():
        assert_no_foreign_header(data)


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_names_of_people_and_mailboxes_cannot_carry_a_header(line_break, mailbox, ada, acme, desk, mei):
    for row, field in ((ada, "name"), (mei, "name"), (mailbox, "sender_name"), (mailbox, "name")):
        setattr(row, field, f"Ada{line_break}{HEADER}"[:60])
        row.save(update_fields=[field])
    ticket = make_ticket("Pump", requester=ada)
    desk.post(f"/desk/tickets/{ticket.number}/reply/", {"markdown": "Hello"})
    sent = outgoing_bytes()
    assert sent
    for data in sent:
        assert_no_foreign_header(data)


@pytest.mark.django_db
def test_a_customers_subject_comes_back_without_its_hidden_header(mailbox, acme, desk):
    """The encoded word holds a line break, which a careless reader of headers would unfold."""
    subject = "=?utf-8?b?" + "UHVtcA0KQmNjOiBtYWxsb3J5QGV2aWwuZXhhbXBsZQ==" + "?="
    raw = take_mail(
        make_mail(Subject=subject, From='"=?utf-8?q?A=0D=0ABcc=3A_x=40evil=2Eexample?=" <ada@acme.example>'), mailbox
    )
    desk.post(f"/desk/tickets/{raw.ticket_number}/reply/", {"markdown": "Hello"})
    sent = outgoing_bytes()
    assert sent
    for data in sent:
        assert_no_foreign_header(data)


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_a_files_name_cannot_carry_a_header(line_break, mailbox, ada, lin):
    ticket = make_ticket("Pump", requester=ada)
    stored = store(b"x", name="x.txt", content_type="text/plain")
    name = f"a{line_break}{HEADER}{line_break}{line_break}<script>.txt"
    reply_to_ticket(ticket.pk, Reply("Hello", attachments=(NewFile(stored.pk, name),)), by=lin.actor)
    data = outgoing_bytes()[-1]
    assert_no_foreign_header(data)
    parts = list(message_from_bytes(data, policy=policy.default).iter_attachments())
    assert len(parts) == 1
    assert set(map(str.lower, parts[0].keys())) <= {
        "content-type", "content-disposition", "content-transfer-encoding", "mime-version", "content-id"
    }  # fmt: skip
    assert not re.search(r"[\r\n\x00/\\<>]", parts[0].get_filename() or "")


# --- headers of our pages ---


def policy_of(response) -> dict[str, str]:
    rules = (rule.strip().partition(" ") for rule in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in rules}


@pytest.mark.django_db
def test_every_answer_forbids_foreign_code(mei):
    """Also answers that refuse, redirect or do not exist."""
    client = Client(raise_request_exception=False)
    client.force_login(mei)
    for address in sorted({address for address, _ in ROUTES} | {"/accounts/login/", "/nowhere/", "/"}):
        for response in (Client().get(address), client.get(address), client.post(address)):
            assert not weaknesses(response), address
            assert response.status_code < 500, address


def weaknesses(response) -> list[str]:
    rules, headers = policy_of(response), response.headers
    sandboxed = "sandbox" in rules
    wanted = {"default-src": "'none'"} if sandboxed else {
        "default-src": "'self'", "script-src": "'self'", "style-src": "'self'", "form-action": "'self'",
        "object-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
    found = [name for name, value in wanted.items() if rules.get(name) != value]
    found += [name for name, value in rules.items() if "unsafe" in value and not (sandboxed and name == "style-src")]
    found += ["nosniff"] if headers.get("X-Content-Type-Options") != "nosniff" else []
    found += ["frames"] if headers.get("X-Frame-Options") != "DENY" else []
    return found + ([] if headers.get("Referrer-Policy") in {"same-origin", "no-referrer"} else ["referrer"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/desk/", "/desk/tickets/", "/desk/customers/", "/setup/people/", "/me/"]
)
def test_pages_hold_no_inline_code_or_style(path, client_of, mei):
    client = Client() if "login" in path else client_of(mei)
    page = client.get(path).content.decode()
    assert page.startswith("<!doctype html>")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    for tag in re.findall(r"<script[^>]*>", page):
        assert "src=" in tag or "application/json" in tag


@pytest.mark.django_db
def test_cookies_are_kept_from_scripts_and_other_sites(lin):
    client = Client()
    client.post("/accounts/login/", {"login": lin.email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_house(target, lin):
    response = Client().post("/accounts/login/", {"login": lin.email, "password": PASSWORD, "next": target})
    assert response.status_code == 302
    assert response.headers["Location"] == "/desk/"
