"""States and transitions as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.tickets.rules.states import (
    OPEN_STATES,
    STATES,
    TRANSITIONS,
    CustomerWrote,
    Facts,
    Guard,
    broken_guards,
    effect_of_customer_mail,
    find_transition,
    moves_from,
)

states = st.sampled_from(sorted(STATES))


def test_every_pair_of_states_has_at_most_one_transition():
    pairs = [(one.source, one.target) for one in TRANSITIONS]
    assert len(pairs) == len(set(pairs))
    assert {one.source for one in TRANSITIONS} | {one.target for one in TRANSITIONS} == set(STATES)


def test_every_state_can_be_left_and_every_open_one_leads_to_solved():
    for state in STATES:
        assert any(one.source == state for one in TRANSITIONS), state
    for state in OPEN_STATES:
        assert "solved" in moves_from(state)


@given(states)
def test_merged_and_spam_are_reached_and_left_only_by_their_own_acts(state):
    assert not {"merged", "spam"} & set(moves_from(state))
    if state in {"merged", "spam"}:
        assert moves_from(state) == ()


def test_only_a_solved_ticket_closes():
    assert [state for state in STATES if "closed" in moves_from(state)] == ["solved"]


@given(states, states)
def test_a_machine_fires_no_transition_but_closing(source, target):
    transition = find_transition(source, target)
    if transition and (source, target) != ("solved", "closed"):
        assert Guard.BY_A_PERSON in broken_guards(transition, Facts(is_by_person=False))


def test_guards_name_what_is_missing():
    solve = find_transition("open", "solved")
    assert broken_guards(solve, Facts()) == ()
    assert broken_guards(solve, Facts(missing_fields=("cause",))) == (Guard.FIELDS_FILLED,)
    reopen = find_transition("closed", "open")
    assert broken_guards(reopen, Facts(days_since_closed=14, follow_up_days=14)) == ()
    assert broken_guards(reopen, Facts(days_since_closed=14.1, follow_up_days=14)) == (Guard.WITHIN_FOLLOW_UP_DAYS,)


@given(states, st.floats(0, 100), st.integers(0, 50))
def test_a_machines_mail_never_does_anything(state, days, limit):
    effect = effect_of_customer_mail(state, is_machine=True, days_since_closed=days, follow_up_days=limit)
    assert effect is CustomerWrote.NOTHING


@pytest.mark.parametrize(
    ("state", "days", "effect"),
    [
        ("new", 0, "nothing"), ("open", 0, "nothing"), ("waiting_rnd", 0, "wake"), ("scheduled", 0, "wake"),
        ("solved", 0, "reopen"), ("closed", 14, "reopen"), ("closed", 14.5, "follow_up"), ("spam", 0, "nothing"),
    ],
)  # fmt: skip
def test_what_a_persons_mail_does(state, days, effect):
    assert effect_of_customer_mail(state, is_machine=False, days_since_closed=days, follow_up_days=14) == effect
