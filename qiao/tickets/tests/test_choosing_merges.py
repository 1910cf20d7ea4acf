"""Choosing what to merge: the same customer's tickets first, by number, words or customer, and what it would do."""

import pytest

from qiao.customers.testing import make_contact, make_organisation
from qiao.tickets.selectors import merge_candidates, merge_preview
from qiao.tickets.services import merge_tickets
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return make_organisation("Canglan Ports")


@pytest.fixture
def ann():
    return make_contact("Ann", organisation=make_organisation("Nordhaven"))


@pytest.fixture
def ticket(harbour):
    return make_ticket("Night jobs are stuck", requester=make_contact("Su Mu", organisation=harbour))


def test_without_words_the_open_tickets_of_the_same_customer_are_proposed(ticket, harbour, lin, client_of) -> None:
    other = make_ticket("Queue is full", requester=make_contact("Bo Lind", organisation=harbour))
    make_ticket("Somebody else")
    assert [one.number for one in merge_candidates(lin, ticket, "")] == [other.number]
    page = client_of(lin).get(f"/desk/tickets/{ticket.number}/merge/").content.decode()
    assert f'name="other" value="{other.number}"' in page


def test_number_words_and_customer_find_and_theirs_come_first(ticket, harbour, ann, lin, client_of) -> None:
    theirs = make_ticket("Gateway restarts", requester=make_contact("Bo Lind", organisation=harbour))
    foreign = make_ticket("Gateway restarts", requester=ann)
    assert [one.number for one in merge_candidates(lin, ticket, "gateway restarts")] == [theirs.number, foreign.number]
    assert [one.number for one in merge_candidates(lin, ticket, f"Q-{foreign.number}")] == [foreign.number]
    assert [one.number for one in merge_candidates(lin, ticket, "nordhaven")] == [foreign.number]
    answer = client_of(lin).get(f"/desk/tickets/{ticket.number}/suggest/merges/?q=canglan").json()
    detail = f"Q-{theirs.number} · \u5f85\u53d7\u7406 · Canglan Ports"
    assert answer == [{"value": str(theirs.number), "label": "Gateway restarts", "detail": detail}]


def test_the_preview_says_what_merging_does(ticket, harbour, lin, client_of) -> None:
    bo = make_contact("Bo Lind", organisation=harbour)
    other = make_ticket("Queue is full", requester=bo)
    shown = merge_preview(lin, ticket.pk, [other.pk])
    assert (shown.target.number, shown.messages, shown.joining) == (ticket.number, 2, ("Bo Lind",))
    assert shown.running == (other.number,)
    assert shown.problem is None
    merge_tickets(ticket.pk, [other.pk], by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.message_count == shown.messages
    assert ticket.participants.filter(contact=bo).exists()
    assert "Bo Lind" in client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()


def test_the_preview_refuses_what_merging_refuses_and_shows_nothing_unseen(ticket, ann, lin, client_of) -> None:
    foreign = make_ticket("Gateway restarts", requester=ann)
    address = f"/desk/tickets/{ticket.number}/merge/preview/"
    browser = client_of(lin)
    assert 'role="alert"' in browser.get(address, {"other": foreign.number}).content.decode()
    assert browser.get(address).content == b""
    assert browser.get(address, {"other": 999_999}).status_code == 404
    into = browser.get(address, {"other": foreign.number, "direction": "into"}).content.decode()
    assert 'role="alert"' in into
