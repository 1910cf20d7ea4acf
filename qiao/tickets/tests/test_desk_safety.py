"""Hostile names, subjects, texts and files are shown as text wherever the desk shows them."""

import pytest
from django.template import Context, Template

from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel import files
from qiao.tickets import services
from qiao.tickets.models import MessageAttachment
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'


@pytest.fixture
def ticket(lin):
    contact = make_contact(
        HOSTILE[:110], email="h@evil.example", organisation=make_organisation(HOSTILE, short_name=HOSTILE[:60])
    )
    ticket = make_ticket(HOSTILE, body=HOSTILE, requester=contact, assignee=lin, tags=(HOSTILE[:60],))
    message = make_message(ticket, "see", author_name=HOSTILE, subject=HOSTILE, trust={"dmarc": HOSTILE})
    stored = files.store(b"<script>alert(3)</script>", name="x.html", content_type="text/html")
    MessageAttachment.objects.create(message=message, file=stored, name=HOSTILE, content_type="text/html", size=25)
    MessageAttachment.objects.create(message=message, name=HOSTILE, content_type="", omitted_reason=HOSTILE[:60])
    services.add_note(ticket.pk, f"{HOSTILE} [x](javascript:alert(4)) ![y](javascript:alert(5))", by=lin.actor)
    return ticket


@pytest.mark.parametrize(
    "address",
    [
        "/desk/?view=all", "/desk/tickets/{}/?view=all", "/desk/tickets/?view=all", "/desk/search/?q=alert",
        "/desk/palette?q=alert", "/desk/tickets/{}/merge/", "/desk/tickets/{}/split/", "/desk/tickets/{}/fields/",
        "/desk/tickets/{}/tags/", "/desk/tickets/{}/history/", "/desk/search/?q=%22%3E%3Cscript%3E",
        "/desk/tickets/?q=%3Cscript%3E",
        "/desk/tickets/?view=%22%3E%3Cscript%3E&tag=%22%3E%3Cscript%3E", "/desk/tickets/{}/?view=%22%3E%3Cscript%3E",
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_nothing_hostile_becomes_markup(address, headers, ticket, lin, client_of) -> None:
    markup = client_of(lin).get(address.format(ticket.number), headers=headers).content.decode()
    assert "<img src=x" not in markup
    assert "<script>alert" not in markup
    assert '"><script>' not in markup
    assert 'href="javascript:' not in markup
    assert "49" not in markup.split("7*7")[0][-5:]


def test_an_html_attachment_never_runs_here(ticket, lin, client_of) -> None:
    attachment = MessageAttachment.objects.exclude(file=None).get()
    answer = client_of(lin).get(f"/files/{attachment.file.sha256}/x.html")
    assert answer.status_code == 200
    answer.close()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_suggestions_are_json_and_not_markup(ticket, lin, client_of) -> None:
    answer = client_of(lin).get("/desk/suggest/contacts/?q=alert")
    assert answer.headers["Content-Type"] == "application/json"


def test_a_redirect_never_leaves_the_house(ticket, lin, client_of) -> None:
    answer = client_of(lin).post(f"/desk/tickets/{ticket.number}/take/?next=https://evil.example&view=//evil.example")
    assert answer.headers["Location"].startswith("/desk/tickets/")
    form = {"ticket": [ticket.pk], "act": "priority", "value": "low", "back": "\r\nX-Evil: 1"}
    bulk = client_of(lin).post("/desk/tickets/bulk/", form)
    assert bulk.headers["Location"].startswith("/desk/tickets/")
    assert "X-Evil" not in bulk.headers


@pytest.mark.parametrize("address", ["/desk/tickets/?tag=%00", "/desk/search/?q=%00", "/desk/suggest/tags/?q=%00"])
def test_a_nul_in_an_address_is_refused_or_ignored_but_breaks_nothing(address, lin, client_of) -> None:
    assert client_of(lin).get(address).status_code in {200, 400}


def test_a_nul_in_a_form_is_refused_with_a_sentence(ada, lin, client_of) -> None:
    ticket = make_ticket("Gateway down", requester=ada)
    browser = client_of(lin)
    answer = browser.post(f"/desk/tickets/{ticket.number}/note/", {"markdown": "a\0b"}, follow=True)
    assert answer.status_code in {200, 400, 422}
    assert not ticket.messages.filter(direction="internal").exists()


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("opens 'tickets:move' 7", 'href="{0}" hx-get="{0}" hx-target="#dialogs"'),
        ("posts 'tickets:move' 7", 'method="post" action="{0}" hx-post="{0}" hx-target="#thread" hx-swap="outerHTML"'),
        ("sends 'tickets:move' 7", 'formaction="{0}" hx-post="{0}"'),
    ],
)
def test_the_address_of_an_act_keeps_the_queue_and_nothing_else(tag, written):
    template = Template(f"{{% load desk %}}{{% {tag} %}}")
    address = "/desk/tickets/7/move/?view=all&amp;q="
    assert template.render(Context({"query": "view=all&q="})) == written.format(address)
    assert "<" not in template.render(Context({"query": f"view=all&q={HOSTILE}"}))
