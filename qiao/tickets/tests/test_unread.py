"""What is new to each person: bold rows, counts, a queue of news, and marking as unread."""

import pytest

from qiao.staff.testing import make_team
from qiao.tickets.models import Seen
from qiao.tickets.selectors import TicketFilters, queue_page, queue_row, rail
from qiao.tickets.services import add_note, follow_ticket, merge_tickets, solve_ticket
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "thread"}


@pytest.fixture
def ticket(ada, lin):
    return make_ticket("The gateway drops sessions", requester=ada, assignee=lin)


def unread(person, ticket) -> int:
    row = queue_row(person, ticket.pk)
    assert row is not None
    return row.unread


def test_a_customers_question_is_news_to_everybody_until_they_have_looked(ticket, lin, mei, client_of) -> None:
    assert (unread(lin, ticket), unread(mei, ticket)) == (1, 1)
    client_of(lin).get(f"/desk/tickets/{ticket.number}/")
    assert (unread(lin, ticket), unread(mei, ticket)) == (0, 1)


def test_only_what_others_wrote_since_one_looked_counts(ticket, lin, mei, client_of) -> None:
    client_of(lin).get(f"/desk/tickets/{ticket.number}/")
    make_message(ticket, "And now the second gateway, too.")
    add_note(ticket.pk, "I take the logs.", by=mei.actor)
    add_note(ticket.pk, "Thank you.", by=lin.actor)
    assert unread(lin, ticket) == 2


def test_news_in_a_merged_ticket_is_news_of_the_one_it_went_into(ticket, lin, mei, ada, client_of) -> None:
    other = make_ticket("The same", requester=ada)
    merge_tickets(ticket.pk, [other.pk], by=mei.actor)
    client_of(lin).get(f"/desk/tickets/{ticket.number}/")
    assert unread(lin, ticket) == 0
    other.refresh_from_db()
    make_message(other, "Written into the old thread.")
    assert unread(lin, ticket) == 1


def test_what_a_colleague_has_dealt_with_is_no_news_to_who_never_opened_it(ticket, mei) -> None:
    make_message(ticket, "It works again.", direction="out")
    assert unread(mei, ticket) == 0
    make_message(ticket, "No, it does not.")
    assert unread(mei, ticket) == 1
    solve_ticket(ticket.pk, by=mei.actor)
    assert unread(mei, ticket) == 0


def test_the_queue_of_news_holds_my_own_and_followed_tickets(ticket, lin, mei, ada, client_of) -> None:
    followed, strange = make_ticket("followed", requester=ada), make_ticket("strange", requester=ada)
    follow_ticket(followed.pk, by=lin.actor)
    shown = queue_page(lin, TicketFilters(view="unread"))
    assert {row.number for row in shown.rows} == {ticket.number, followed.number}
    assert next(item.count for item in rail(lin).personal if item.view == "unread") == 2
    client_of(lin).get(f"/desk/tickets/{followed.number}/")
    assert [row.number for row in queue_page(lin, TicketFilters(view="unread")).rows] == [ticket.number]
    assert strange.number not in {row.number for row in queue_page(lin, TicketFilters(view="unread")).rows}


def test_marking_as_unread_leads_back_to_the_queue_and_holds_for_that_person_alone(ticket, lin, mei, client_of) -> None:
    for person in (lin, mei):
        client_of(person).get(f"/desk/tickets/{ticket.number}/")
    answer = client_of(lin).post(f"/desk/tickets/{ticket.number}/unread/?view=all")
    assert answer.headers["Location"] == "/desk/?view=all"
    assert (unread(lin, ticket), unread(mei, ticket)) == (1, 0)
    answer = client_of(lin).post(f"/desk/tickets/{ticket.number}/unread/?view=all", headers=HTMX)
    assert answer.headers["HX-Location"] == "/desk/?view=all"


def test_rows_show_it_in_list_and_table(ticket, lin, client_of) -> None:
    browser = client_of(lin)
    for address, mark in (("/desk/?view=all", "ticket-row--unread"), ("/desk/tickets/?view=all", "is-unread")):
        assert mark in browser.get(address).content.decode()
    browser.get(f"/desk/tickets/{ticket.number}/")
    for address, mark in (("/desk/?view=all", "ticket-row--unread"), ("/desk/tickets/?view=all", "is-unread")):
        assert mark not in browser.get(address).content.decode()
    make_message(ticket, "one")
    make_message(ticket, "two")
    markup = browser.get(f"/desk/tickets/{ticket.number}/row/?view=all").content.decode()
    assert "ticket-row--unread" in markup
    assert '<span class="count count--news">2</span>' in markup


def test_what_arrives_under_ones_eyes_is_seen(ticket, lin, client_of) -> None:
    browser = client_of(lin)
    browser.get(f"/desk/tickets/{ticket.number}/")
    seen = Seen.objects.get(person=lin).message_id
    message = make_message(ticket, "more")
    browser.get(f"/desk/tickets/{ticket.number}/fresh/?after={seen}&seen=0", headers=HTMX)
    assert Seen.objects.get(person=lin).message_id == message.pk
    assert unread(lin, ticket) == 0


def test_a_row_and_marking_are_not_for_eve_and_not_for_hidden_tickets(ticket, lin, eve, client_of) -> None:
    row, mark = f"/desk/tickets/{ticket.number}/row/", f"/desk/tickets/{ticket.number}/unread/"
    assert client_of(eve).get(row).status_code == client_of(eve).post(mark).status_code == 403
    ticket.team = make_team("Secret", is_restricted=True)
    ticket.save()
    assert client_of(lin).get(row).status_code == client_of(lin).post(mark).status_code == 404


def test_news_in_a_ticket_merged_twice_is_news_of_the_last(ticket, lin, mei, ada, client_of) -> None:
    inner, middle = make_ticket("inner", requester=ada), make_ticket("middle", requester=ada)
    merge_tickets(middle.pk, [inner.pk], by=mei.actor)
    merge_tickets(ticket.pk, [middle.pk], by=mei.actor)
    client_of(lin).get(f"/desk/tickets/{ticket.number}/")
    inner.refresh_from_db()
    make_message(inner, "Written into the oldest thread.")
    assert unread(lin, ticket) == 1
    numbers = {row.number for row in queue_page(lin, TicketFilters(view="unread")).rows}
    assert numbers == {ticket.number}


def test_of_very_many_the_latest_open_ones_are_looked_at(ticket, lin, mei, ada, monkeypatch) -> None:
    monkeypatch.setattr("qiao.tickets.selectors.unread.MOST_TICKETS", 2)
    latest = [make_ticket(requester=ada, assignee=lin) for _ in range(2)]
    over = make_ticket(requester=ada)
    follow_ticket(over.pk, by=lin.actor)
    solve_ticket(over.pk, by=mei.actor)
    add_note(over.pk, "For the record.", by=mei.actor)
    found = queue_page(lin, TicketFilters(view="unread")).rows
    assert {row.id for row in found} == {one.pk for one in latest}
