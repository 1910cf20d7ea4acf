"""Logos that come with every mail are not listed as if somebody had attached them, and can still be opened."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.channels.testing import make_mail, take_mail
from qiao.customers.testing import customer_client
from qiao.staff.testing import make_person
from qiao.tickets.api.showing import messages_for_showing, show_messages
from qiao.tickets.models import Message, MessageAttachment, Ticket
from qiao.tickets.services.decorations import LARGEST
from qiao.tickets.services.mail_messages import store_files

pytestmark = pytest.mark.django_db

LOGO = b"\x89PNG\r\n\x1a\nlogo"


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def mail_with(*pictures: bytes, cid: str = "logo", html: str = "", **headers: str) -> bytes:
    """A mail whose body may show its pictures by Content-ID (`cid` and a number); without one they are attached."""
    parts = [f"Content-Type: text/html; charset=utf-8\n\n{html or '<p>The gateway is down.</p>'}"]
    for number, picture in enumerate(pictures):
        named = f"Content-ID: <{cid}{number}>\n" if cid else ""
        parts.append(
            f'Content-Type: image/png; name="image00{number}.png"\n{named}'
            f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(picture).decode()}"
        )
    body = "".join(f"--b\n{part}\n" for part in parts) + "--b--"
    return make_mail(body, Content_Type='multipart/related; boundary="b"', **headers)


def decorations_of(raw) -> list[bool]:
    rows = MessageAttachment.objects.filter(message__raw_mail_id=raw.pk).order_by("id")
    return list(rows.values_list("is_decoration", flat=True))


def test_the_fourth_mail_with_the_same_logo_hides_it_and_only_it(mailbox, bo):
    seen = [decorations_of(take_mail(mail_with(LOGO), mailbox)) for _ in range(3)]
    assert seen == [[False], [False], [False]]
    assert decorations_of(take_mail(mail_with(LOGO, b"\x89PNG new"), mailbox)) == [True, False]


def test_one_mail_that_holds_a_picture_three_times_is_one_mail(mailbox, bo):
    take_mail(mail_with(LOGO, LOGO, LOGO), mailbox)
    assert decorations_of(take_mail(mail_with(LOGO), mailbox)) == [False]


@pytest.mark.parametrize(
    ("picture", "cid"), [(LOGO + bytes(LARGEST), "shot"), (LOGO, "")], ids=["large", "attached as a file"]
)
def test_large_pictures_and_attached_ones_stay_listed(picture, cid, mailbox, bo):
    for _ in range(4):
        last = take_mail(mail_with(picture, cid=cid), mailbox)
    assert decorations_of(last) == [False]


def test_hidden_pictures_are_one_click_away(client, mailbox, bo):
    client.force_login(make_person(language="en"))
    for _ in range(4):
        raw = take_mail(mail_with(LOGO), mailbox)
    row = MessageAttachment.objects.select_related("file").get(message__raw_mail_id=raw.pk)
    page = client.get(f"/desk/tickets/{raw.ticket_number}/").content.decode()
    listed, _, folded = page.partition("1 small picture<")
    assert 'class="shot"' not in listed
    assert folded.count(row.file.sha256) == 1
    assert b"".join(client.get(f"/files/{row.file.sha256}/image000.png")) == LOGO


def test_a_first_mail_lists_its_picture(client, mailbox, bo):
    client.force_login(make_person(language="en"))
    raw = take_mail(mail_with(LOGO), mailbox)
    page = client.get(f"/desk/tickets/{raw.ticket_number}/").content.decode()
    assert 'class="shot"' in page
    assert "small picture" not in page


def test_an_erased_logo_leaves_a_page_that_opens(client, mailbox, bo):
    client.force_login(make_person(language="en"))
    for _ in range(4):
        raw = take_mail(mail_with(LOGO), mailbox)
    MessageAttachment.objects.filter(message__raw_mail_id=raw.pk).update(file=None, omitted_reason="erased")
    answer = client.get(f"/desk/tickets/{raw.ticket_number}/")
    assert answer.status_code == 200
    assert "small picture" not in answer.content.decode()


def test_customers_and_programs_are_not_shown_them_as_files_either(mailbox, bo):
    for _ in range(4):
        raw = take_mail(mail_with(LOGO), mailbox)
    ticket = Ticket.objects.get(number=raw.ticket_number)
    message = ticket.messages.get(raw_mail_id=raw.pk)
    message.attachments.update(is_inline=False)
    page = customer_client(ticket.requester).get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert "image000.png" not in page
    (shown,) = show_messages(messages_for_showing(Message.objects.filter(pk=message.pk)))
    assert [file.is_decoration for file in shown.attachments] == [True]


def test_one_statement_for_all_pictures_of_a_mail(mailbox, bo, monkeypatch):
    counts = []

    def counted(message, mail):
        with CaptureQueriesContext(connection) as queries:
            store_files(message, mail)
        counts.append(len(queries))

    monkeypatch.setattr("qiao.tickets.services.receiving.store_files", counted)
    take_mail(mail_with(LOGO), mailbox)
    take_mail(mail_with(*(LOGO + bytes([number]) for number in range(30))), mailbox)
    assert counts[0] == counts[1] == 2
    assert Ticket.objects.count() == 2
