"""States of a ticket, and which change leads from one to another. States and transitions are data."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Category = Literal["new", "open", "waiting", "solved", "closed", "merged", "spam"]


@dataclass(frozen=True, slots=True)
class State:
    """A state. `pauses` names the clocks that stand still in it."""

    key: str
    category: Category
    pauses: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something, we or they."""
        return self.category in {"new", "open", "waiting"}


LONGEST_STATE_NAME = 40
_SOLVE = frozenset({"solve"})
STATES: dict[str, State] = {
    state.key: state
    for state in (
        State("new", "new"),
        State("open", "open"),
        State("waiting_customer", "waiting", _SOLVE),
        State("waiting_rnd", "waiting"),  # R&D is us: the customer's time goes on
        State("waiting_third_party", "waiting", _SOLVE),
        State("waiting_release", "waiting", _SOLVE),
        State("scheduled", "waiting", _SOLVE),
        State("solved", "solved"),
        State("closed", "closed"),
        State("merged", "merged"),
        State("spam", "spam"),
    )
}
OPEN_STATES = tuple(key for key, state in STATES.items() if state.is_open)
WAITING_STATES = tuple(key for key, state in STATES.items() if state.category == "waiting")


class Guard(StrEnum):
    """A condition on a change of state; its sentence is in `qiao.tickets.refusals`."""

    BY_A_PERSON = "by_a_person"
    FIELDS_FILLED = "fields_filled"
    WITHIN_FOLLOW_UP_DAYS = "within_follow_up_days"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted change. `act` is the service that makes it: `change` is the general one."""

    source: str
    target: str
    act: str = "change"
    guards: frozenset[Guard] = frozenset()


def _all(sources: Iterable[str], targets: Iterable[str], act: str, *guards: Guard) -> tuple[Transition, ...]:
    chosen = frozenset(guards)
    goals = tuple(targets)
    return tuple(Transition(a, b, act, chosen) for a in sources for b in goals if a != b)


TRANSITIONS: tuple[Transition, ...] = (
    *_all(OPEN_STATES, ("open", *WAITING_STATES), "change", Guard.BY_A_PERSON),
    *_all(OPEN_STATES, ("solved",), "change", Guard.BY_A_PERSON, Guard.FIELDS_FILLED),
    *_all(("solved",), ("closed",), "change"),
    *_all(("solved",), ("open",), "change", Guard.BY_A_PERSON),
    *_all(("closed",), ("open",), "change", Guard.BY_A_PERSON, Guard.WITHIN_FOLLOW_UP_DAYS),
    *_all((*OPEN_STATES, "solved", "closed"), ("merged",), "merge", Guard.BY_A_PERSON),
    *_all((*OPEN_STATES, "solved"), ("spam",), "spam", Guard.BY_A_PERSON),
    *_all(("merged",), (*OPEN_STATES, "solved", "closed"), "unmerge", Guard.BY_A_PERSON),
    *_all(("spam",), (*OPEN_STATES, "solved"), "unspam", Guard.BY_A_PERSON),
)
Move = tuple[str, str]
# a ticket somebody takes or answers is in progress: this transition cannot be disabled
_ALWAYS_OPEN: frozenset[Move] = frozenset({("new", "open")})
OPTIONAL_MOVES: tuple[Move, ...] = tuple(
    (one.source, one.target) for one in TRANSITIONS
    if one.act == "change" and (one.source, one.target) not in _ALWAYS_OPEN
)  # fmt: skip
"""Moves people make by hand and that can be disabled."""
_BY_PAIR = {(transition.source, transition.target): transition for transition in TRANSITIONS}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard looks at. `days_since_closed` is 0 unless the ticket is closed."""

    is_by_person: bool = True
    missing_fields: tuple[str, ...] = ()
    days_since_closed: float = 0
    follow_up_days: int = 14


def find_transition(source: str, target: str, act: str = "change") -> Transition | None:
    """The transition that `act` may make from one state to the other."""
    transition = _BY_PAIR.get((source, target))
    return transition if transition and transition.act == act else None


def broken_guards(transition: Transition, facts: Facts) -> tuple[Guard, ...]:
    """The guards that forbid this transition now, in a fixed order."""
    broken = {
        Guard.BY_A_PERSON: not facts.is_by_person,
        Guard.FIELDS_FILLED: bool(facts.missing_fields),
        Guard.WITHIN_FOLLOW_UP_DAYS: facts.days_since_closed > facts.follow_up_days,
    }
    return tuple(guard for guard in Guard if guard in transition.guards and broken[guard])


def moves_from(source: str, closed: Collection[Move] = ()) -> tuple[str, ...]:
    """States that the general act `change` may lead to, in the order of `STATES`; `closed`: moves not made here."""
    return tuple(key for key in STATES if find_transition(source, key) and (source, key) not in closed)


def states_without_end(closed: Collection[Move]) -> tuple[str, ...]:
    """Open states from which no way leads to solved any more."""
    reached = {"solved"}
    while more := {key for key in OPEN_STATES if key not in reached and reached & set(moves_from(key, closed))}:
        reached |= more
    return tuple(key for key in OPEN_STATES if key not in reached)


class CustomerWrote(StrEnum):
    """What a mail from the customer's side does to the ticket it belongs to."""

    NOTHING = "nothing"
    WAKE = "wake"
    REOPEN = "reopen"
    FOLLOW_UP = "follow_up"


def effect_of_customer_mail(
    state: str, *, is_machine: bool, days_since_closed: float, follow_up_days: int
) -> CustomerWrote:
    """A person's mail wakes a waiting ticket, reopens a solved one, and after the closing period opens a new one.

    Machines change nothing, whatever the state: an automatic answer that reopened a ticket would loop.
    """
    category = STATES[state].category
    if is_machine or category in {"new", "open", "spam", "merged"}:
        return CustomerWrote.NOTHING
    if category == "waiting":
        return CustomerWrote.WAKE
    if category == "closed" and days_since_closed > follow_up_days:
        return CustomerWrote.FOLLOW_UP
    return CustomerWrote.REOPEN
