"""States of tickets: what they are called here, and which transitions people make."""

from django.http.response import HttpResponseBase
from django.utils.translation import override

from qiao.kernel.api.answers import Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.texts import both
from qiao.kernel.i18n import CHINESE, ENGLISH, Bilingual
from qiao.tickets import selectors, services
from qiao.tickets.api import shown as words
from qiao.tickets.api.setup_schemas import MovesGiven, MoveShown, StateNamesGiven, StateShown
from qiao.tickets.labels import STATE_LABELS, usual_state_name
from qiao.tickets.rules.states import OPTIONAL_MOVES, STATES, find_transition

states = Operations("states")


@states.get("/states", "ticket.view", Listing[StateShown], screens=["tickets:states"])
def list_states(request: ApiRequest) -> HttpResponseBase:
    """List the states of tickets with what they are called here."""
    own = selectors.state_names()
    items = [_state(key, own.get(key, Bilingual())) for key in STATES]
    return answer(request, Listing[StateShown](items=items, next_cursor=None))


@states.patch("/states/{state}", "setup.manage", StateShown, screens=["tickets:states"])
def name_state(request: ApiRequest, state: words.State, data: StateNamesGiven) -> HttpResponseBase:
    """Name a state; what it means does not change."""
    services.name_states({state: data.names.value}, by=request.actor)
    return answer(request, _state(state, selectors.state_names().get(state, Bilingual())))


@states.get("/state-moves", "ticket.view", Listing[MoveShown], screens=["tickets:states"])
def list_state_moves(request: ApiRequest) -> HttpResponseBase:
    """List the transitions people make by hand, and which of them are closed here."""
    return _moves(request)


@states.put("/state-moves", "setup.manage", Listing[MoveShown], screens=["tickets:state-moves"])
def choose_state_moves(request: ApiRequest, data: MovesGiven) -> HttpResponseBase:
    """Close some transitions and open all others."""
    closed = {(one.source, one.target) for one in data.closed}
    if not closed <= set(OPTIONAL_MOVES):
        raise Invalid.of("unfit", "closed")
    services.choose_moves([move for move in OPTIONAL_MOVES if move not in closed], by=request.actor)
    return _moves(request)


def _moves(request: ApiRequest) -> HttpResponseBase:
    closed = selectors.closed_moves()
    items = [
        MoveShown.model_validate({
            "source": source, "target": target, "is_optional": (source, target) in OPTIONAL_MOVES,
            "is_used": (source, target) not in closed,
        })
        for source in STATES for target in STATES if find_transition(source, target)
    ]  # fmt: skip
    return answer(request, Listing[MoveShown](items=items, next_cursor=None))


def _state(key: str, own: Bilingual) -> StateShown:
    return StateShown.model_validate({
        "state": key, "category": STATES[key].category, "name": str(STATE_LABELS[key]), "names": both(own),
        "usual_names": both(Bilingual(_usual(key, ENGLISH), _usual(key, CHINESE))),
    })  # fmt: skip


def _usual(key: str, language: str) -> str:
    with override(language):
        return usual_state_name(key)
