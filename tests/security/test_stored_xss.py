"""Nothing a stranger or a colleague writes becomes part of our pages: mail, Markdown, names of people and files.

Pages are fetched as a browser fetches them and read by an HTML parser; what the parser finds is held against
what our templates may contain.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

import lxml.html
import pytest

from qiao.channels.models import OutgoingMail, RawMail
from qiao.channels.public import accept_raw
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Message, MessageAttachment, Ticket
from qiao.tickets.services import Reply, add_note, reply_to_ticket
from qiao.tickets.testing import make_ticket
from tests.security.payloads import HTML, MARKDOWN, NAMES

pytestmark = pytest.mark.django_db
TOGETHER = 16

NEVER = {
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "base",
    "style",
    "portal",
    "math",
    "audio",
    "video",
}
NEVER_IN_TEXT = NEVER | {
    "script",
    "link",
    "meta",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "svg",
    "title",
    "template",
}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "background",
    "data",
    "poster",
    "cite",
    "xlink:href",
    "srcset",
    "data-src",
}
PROGRAM = re.compile(r"(javascript|vbscript|data:(?!image/(png|gif|jpe?g|webp)))", re.IGNORECASE)
TEXTS = (
    "//*[contains(concat(' ', @class, ' '), ' msg__text ')] | //article//details[@class='fold']/*[not(self::summary)]"
)
SPACE = re.compile(r"[\x00-\x20\u00a0\u200b-\u200f\u2028\u2029]")


def dangers(page: str) -> list[str]:
    """Everything in a page that is not ours or could run."""
    tree = lxml.html.document_fromstring(page)
    found = [f"{element.tag} {dict(element.attrib)}" for element in tree.iter(*NEVER)]
    found += [f"script {dict(one.attrib)}" for one in tree.iter("script") if not is_ours(one)]
    found += [f"form to {one.get('action')}" for one in tree.iter("form") if not goes_home(one.get("action", "/"))]
    found += [f"meta {dict(one.attrib)}" for one in tree.iter("meta") if one.get("http-equiv")]
    found += [f"link {dict(one.attrib)}" for one in tree.iter("link") if not one.get("href", "").startswith("/static/")]
    for element in tree.iter():
        if isinstance(element.tag, str):
            found += [
                f"{element.tag} {name}={value}" for name, value in element.attrib.items() if is_active(name, value)
            ]
    for text in tree.xpath(TEXTS):
        found += foreign_parts(text)
    return found


def foreign_parts(text: lxml.html.HtmlElement) -> list[str]:
    """What stands in the text of a message and could be taken for a part of our page."""
    found = []
    for element in text.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        names = {
            name
            for name in element.attrib
            if name.startswith(("hx-", "data-hx", "data-menu", "data-key", "is", "id", "name"))
        }
        is_icon = element.tag in {"svg", "use"} and element.get("class", "").startswith("icon")
        if (element.tag in NEVER_IN_TEXT or "-" in element.tag) and not is_icon:
            found.append(f"{element.tag} in a text")
        found += [f"{element.tag}[{name}] in a text" for name in names]
    return found


def is_ours(script: lxml.html.HtmlElement) -> bool:
    return (script.get("src", "").startswith("/static/") and not script.text) or script.get(
        "type"
    ) == "application/json"


def goes_home(address: str) -> bool:
    return address == "" or (address.startswith(("/", "?")) and not address.startswith("//"))


def is_active(name: str, value: str) -> bool:
    if name.startswith(("on", "hx-on", "data-hx-on")) or name in {"style", "srcdoc"}:
        return True
    return name in ADDRESSES and bool(PROGRAM.match(SPACE.sub("", value)))


def mail(payload: str, *, file_name: str = "x.txt", **headers: str) -> bytes:
    """A mail whose HTML, text, subject, sender's name and attachment are hostile."""
    message = EmailMessage(policy=SMTP)
    line = re.sub(r"[\x00-\x1f\x7f]", " ", payload)
    message["Subject"] = headers.get("subject", line)
    message["From"] = f'"{headers.get("name", re.sub(chr(92) * 2 + "|" + chr(34), " ", line))}" <mallory@acme.example>'
    message["To"] = "support@ours.example"
    message["Message-ID"] = make_msgid(domain="acme.example")
    message.set_content(f"Hello xssword {payload}\n")
    quoted = f"<p>Hello</p><div>{payload}</div><blockquote type=cite>On Monday we wrote:<br>{payload}</blockquote>"
    message.add_alternative(quoted, subtype="html")
    message.add_attachment(b"x", maintype="text", subtype="html", filename=file_name)
    return message.as_bytes()


def receive(data: bytes, mailbox) -> Ticket:
    raw_id = accept_raw(data, source="smtp", mailbox_id=mailbox.pk)
    run_jobs()
    raw = RawMail.objects.get(pk=raw_id)
    assert raw.state == "ticketed", (raw.state, raw.reason)
    return Ticket.objects.get(number=raw.ticket_number)


def own_pages(ticket: Ticket, paths: tuple[str, ...] = ("", "fields/", "split/")) -> list[str]:
    """Pages of this one ticket."""
    images = [f"messages/{pk}/images/" for pk in ticket.messages.values_list("pk", flat=True)]
    return [f"/desk/tickets/{ticket.number}/{path}" for path in (*paths, *images)]


def shared_pages(ticket: Ticket) -> list[str]:
    """Pages that show something of this ticket among others."""
    found = ["/desk/?view=all", "/desk/tickets/?view=all", "/desk/search/?q=xssword", "/desk/palette?q=x"]
    found += ["/desk/customers/"]
    found += [f"/desk/tickets/{ticket.number}/{path}" for path in ("aside/", "history/", "merge/", "tags/")]
    found += [f"/desk/contacts/{ticket.requester_id}/"] if ticket.requester_id else []
    return found + ([f"/desk/customers/{ticket.organisation_id}/"] if ticket.organisation_id else [])


def assert_harmless(client, addresses: list[str]) -> None:
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if page := response.content.decode().strip():
            assert not dangers(page), address


@pytest.fixture
def desk(client_of, mei):
    return client_of(mei)


def test_the_judge_of_pages_sees_attacks():
    """A corpus proves nothing when the judge is blind: the raw payloads must be found dangerous."""
    harmless = [payload for payload in HTML if not dangers(f"<div class='msg__text'><p>{payload}</p></div>")]
    assert len(harmless) < len(HTML) * 0.25, harmless


@pytest.mark.parametrize("start", range(0, len(HTML), TOGETHER))
def test_html_mail_stays_a_text(start, mailbox, acme, desk):
    for payload in HTML[start : start + TOGETHER]:
        ticket = receive(mail(payload), mailbox)
        assert ticket.organisation == acme
        assert_harmless(desk, own_pages(ticket, ("",)))
    assert_harmless(desk, own_pages(ticket) + shared_pages(ticket))


def test_the_harmless_part_of_a_hostile_mail_is_still_read(mailbox, acme, desk):
    text = "<b>Pump 7</b> fails<script>alert(1)</script>, see <a href='https://acme.example/log'>log</a>"
    ticket = receive(mail(text), mailbox)
    page = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "<b>Pump 7</b>" in page or "<strong>Pump 7</strong>" in page
    assert 'href="https://acme.example/log"' in page


def test_markdown_stays_a_text(mailbox, ada, desk, lin):
    for payload in MARKDOWN:
        ticket = make_ticket("Gateway", requester=ada)
        add_note(ticket.pk, payload, by=lin.actor)
        reply_to_ticket(ticket.pk, Reply(payload), by=lin.actor)
        assert Message.objects.filter(ticket=ticket, direction__in=("internal", "out")).count() == 2
        assert_harmless(desk, [f"/desk/tickets/{ticket.number}/"])
        preview = desk.post(f"/desk/tickets/{ticket.number}/preview/", {"text": payload}).content.decode()
        assert not dangers(f"<div class='msg__text'>{preview}</div>"), payload


def test_our_answers_carry_no_attack_to_the_customer(mailbox, ada, lin):
    ticket = make_ticket("Gateway", requester=ada)
    for payload in MARKDOWN:
        reply_to_ticket(ticket.pk, Reply(payload), by=lin.actor)
        tree = lxml.html.document_fromstring(OutgoingMail.objects.latest("pk").html)
        assert not list(tree.iter("script", *(NEVER - {"style"}))), payload
        for element in tree.iter():
            attributes = dict(element.attrib) if isinstance(element.tag, str) else {}
            attributes.pop("style", None)  # our own template is styled in place, as mails are
            assert not [name for name, value in attributes.items() if is_active(name, value)], payload


def test_names_of_files_are_only_names(mailbox, acme, desk):
    for name in NAMES:
        ticket = receive(mail("x", file_name=re.sub(r"[\r\n\x00]", " ", name), subject="File"), mailbox)
        row = MessageAttachment.objects.get(message__ticket=ticket)
        assert not re.search(r'[/\\\x00-\x1f<>"\u202e]', row.name)
        assert len(row.name) <= 120
        assert_harmless(desk, own_pages(ticket, ("",)))


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_in_raw_headers_are_only_names(name, mailbox, acme, desk):
    """CR, LF and NUL, percent-encoded as RFC 2231 allows; an encoder would have removed them."""
    encoded = "".join(f"%{byte:02X}" for byte in name.encode())
    data = (
        "From: Ada <ada@acme.example>\r\nTo: support@ours.example\r\nSubject: xssword\r\n"
        "Message-ID: <a@acme.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n'
        f"Content-Type: text/plain\r\nContent-Disposition: attachment; filename*=utf-8''{encoded}\r\n\r\nx\r\n--b--\r\n"
    )
    ticket = receive(data.encode(), mailbox)
    row = MessageAttachment.objects.get(message__ticket=ticket)
    assert not re.search(r'[/\\\x00-\x1f<>"\u202e]', row.name)
    assert_harmless(desk, own_pages(ticket, ("",)))


@pytest.mark.parametrize("payload", HTML[::10])
def test_what_the_desk_writes_about_customers_is_text(payload, acme, ada, desk, mailbox):
    ticket = make_ticket(payload[:400], requester=ada, tags=("xss",))
    acme.name = ada.name = payload.replace("\x00", "")[:200]
    acme.notes = payload.replace("\x00", "")
    acme.save()
    ada.save()
    assert_harmless(desk, own_pages(ticket) + shared_pages(ticket))
