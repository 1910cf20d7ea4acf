"""Which state may follow which is the house's choice, as far as no ticket can get stuck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.kernel.models import AuditEntry
from qiao.tickets.models import ClosedMove
from qiao.tickets.refusals import MoveNotPossible, NoWayToSolved
from qiao.tickets.rules.states import OPEN_STATES, OPTIONAL_MOVES, moves_from, states_without_end
from qiao.tickets.selectors.page import moves_by_reply
from qiao.tickets.services import change_state, choose_moves
from qiao.tickets.testing import make_ticket

SKIPPED = ("open", "waiting_rnd")
USED = [move for move in OPTIONAL_MOVES if move != SKIPPED]


@given(st.sets(st.sampled_from(OPTIONAL_MOVES)))
def test_a_state_has_no_end_exactly_when_no_path_leads_to_solved(closed):
    def leads_to_solved(state: str, seen: frozenset[str] = frozenset()) -> bool:
        if state == "solved":
            return True
        ahead = [one for one in moves_from(state, closed) if one not in seen]
        return any(leads_to_solved(one, seen | {state}) for one in ahead)

    assert set(states_without_end(closed)) == {state for state in OPEN_STATES if not leads_to_solved(state)}


def test_with_every_move_open_nothing_is_without_end():
    assert states_without_end(()) == ()
    assert ("new", "open") not in OPTIONAL_MOVES


@pytest.mark.django_db
def test_a_closed_way_is_neither_offered_nor_taken(ada, lin, mei, client_of) -> None:
    ticket = make_ticket("Gateway down", requester=ada, assignee=lin)
    change_state(ticket.pk, "open", by=lin.actor)
    ticket.refresh_from_db()
    choose_moves(USED, by=mei.actor)
    page = client_of(lin).get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert 'name="state" value="waiting_rnd"' not in page
    assert "waiting_rnd" not in moves_by_reply(ticket)
    for who in (lin.actor, Actor("api", 1, "CRM")):
        with pytest.raises(MoveNotPossible):
            change_state(ticket.pk, "waiting_rnd", by=who)
    change_state(ticket.pk, "scheduled", by=lin.actor)
    change_state(ticket.pk, "waiting_rnd", by=lin.actor)


@pytest.mark.django_db
def test_customers_reopen_and_time_closes_whatever_the_house_does_without(ada, lin, mei) -> None:
    ticket = make_ticket("Gateway down", requester=ada, assignee=lin)
    change_state(ticket.pk, "solved", by=lin.actor)
    choose_moves([move for move in OPTIONAL_MOVES if move[0] != "solved"], by=mei.actor)
    with pytest.raises(MoveNotPossible):
        change_state(ticket.pk, "open", by=lin.actor)
    change_state(ticket.pk, "closed", by=Actor.system("clockwork"))
    change_state(ticket.pk, "open", by=Actor.contact(ada.pk, ada.name))


@pytest.mark.django_db
def test_no_choice_may_leave_a_state_without_end(mei) -> None:
    with pytest.raises(NoWayToSolved):
        choose_moves([move for move in OPTIONAL_MOVES if move[1] != "solved"], by=mei.actor)
    with pytest.raises(NotFound):
        choose_moves([("merged", "open")], by=mei.actor)
    assert not ClosedMove.objects.exists()


@pytest.mark.django_db
def test_the_page_saves_the_ways_and_opens_them_all_again(mei, lin, client_of) -> None:
    browser = client_of(mei)
    ticked = [f"{source}>{target}" for source, target in USED]
    assert browser.post("/setup/states/moves/", {"move": ticked}).status_code == 302
    assert [(row.source, row.target) for row in ClosedMove.objects.all()] == [SKIPPED]
    page = browser.get("/setup/states/").content.decode()
    assert 'value="open&gt;waiting_rnd" aria-label="In progress to Waiting for R&amp;D">' in page
    assert 'value="open&gt;scheduled" aria-label="In progress to Scheduled" checked>' in page
    browser.post("/setup/states/moves/", {"usual": "1"})
    assert not ClosedMove.objects.exists()
    verbs = AuditEntry.objects.filter(verb__startswith="state.move").values_list("verb", flat=True)
    assert sorted(verbs) == ["state.move_closed", "state.move_opened"]
    assert client_of(lin).post("/setup/states/moves/", {"usual": "1"}).status_code == 403
