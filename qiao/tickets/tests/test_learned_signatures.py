"""A sender's usual last lines, through the real pipeline: folded on the page, kept with the message."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.channels.ports import keeper
from qiao.channels.testing import make_mail, take_mail
from qiao.staff.testing import make_person
from qiao.tickets.models import Message

pytestmark = pytest.mark.django_db

SIGNATURE = "Bo Lindqvist\nAcme Shipping AB\n+46 8 123 45"
LINES = SIGNATURE.split("\n")


def message_of(raw) -> Message:
    return Message.objects.get(raw_mail_id=raw.pk)


def write(mailbox, words: str, **headers: str) -> Message:
    return message_of(take_mail(make_mail(f"{words}\n\n{SIGNATURE}", **headers), mailbox))


def write_html(mailbox, words: str) -> Message:
    body = f"<p>{words}</p><div>{'<br>'.join(LINES)}</div>"
    return message_of(take_mail(make_mail(body, Content_Type="text/html; charset=utf-8"), mailbox))


def test_the_third_mail_is_cut_and_the_fourth_learns_from_what_was_folded(mailbox, bo):
    texts = [write(mailbox, words) for words in ("It fails.", "Any news?")]
    assert all(SIGNATURE in one.text and one.signature == "" for one in texts)
    for words in ("It works.", "Thanks a lot.", "It fails again.", "Still.", "Hello?"):
        one = write(mailbox, words)
        assert (one.text, one.signature) == (words, SIGNATURE)


def test_the_page_folds_it_and_holds_every_line(client, mailbox, bo):
    client.force_login(make_person(language="en"))
    for words in ("It fails.", "Any news?"):
        write(mailbox, words)
    raw = take_mail(make_mail(f"It works.\n\n{SIGNATURE}"), mailbox)
    page = client.get(f"/desk/tickets/{raw.ticket_number}/").content.decode()
    body, _, folded = page.partition('class="msg__text"')[2].partition("<summary>Signature</summary>")
    assert "It works." in body
    assert LINES[1] not in body
    assert all(line in folded for line in LINES)


def test_html_is_cut_where_the_text_is(mailbox, bo):
    for words in ("It fails.", "Any news?"):
        write_html(mailbox, words)
    one = write_html(mailbox, "It works.")
    assert (one.text, one.signature) == ("It works.", SIGNATURE)
    assert "It works." in one.html
    assert not any(line in one.html for line in LINES)
    assert all(line in one.quoted_html for line in LINES)


def test_another_persons_mails_teach_nothing(mailbox, bo):
    for words in ("It fails.", "Any news?"):
        write(mailbox, words, From="Ada <ada@elsewhere.example>")
    assert write(mailbox, "It works.").signature == ""


def test_a_machines_mail_is_neither_cut_nor_learned_from(mailbox, bo):
    first = take_mail(make_mail("It fails."), mailbox)
    answer = {"In_Reply_To": f"<{first.rfc_id}>"}
    for words in ("I am away.", "I am still away."):
        assert write(mailbox, words, Auto_Submitted="auto-replied", **answer).machine_kind == "ooo"
    assert [write(mailbox, words).signature for words in ("It works.", "It works well.")] == ["", ""]
    assert write(mailbox, "I am away.", Auto_Submitted="auto-replied", **answer).signature == ""


def test_earlier_mails_are_read_in_one_statement(mailbox, bo):
    for number in range(6):
        write(mailbox, f"It fails {number}.")
    with CaptureQueriesContext(connection) as queries:
        texts = keeper().recent_texts("BO@acme.example")
    assert len(queries) == 1
    assert [text.split("\n")[0] for text in texts] == [f"It fails {number}." for number in (5, 4, 3, 2, 1)]
