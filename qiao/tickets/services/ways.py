"""Which transitions between states are enabled: a selection among those the rules define."""

from collections.abc import Collection

from django.db import transaction

from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.tickets.house import forget_states
from qiao.tickets.labels import STATE_LABELS
from qiao.tickets.models import ClosedMove
from qiao.tickets.refusals import NoWayToSolved
from qiao.tickets.rules.states import OPTIONAL_MOVES, Move, states_without_end


@transaction.atomic
def choose_moves(used: Collection[Move], *, by: Actor) -> None:
    """Enable these optional transitions and disable the others; automatic ones are not affected.

    Raises NotFound for a move there is not, NoWayToSolved when a ticket could be stuck.
    """
    if set(used) - set(OPTIONAL_MOVES):
        raise NotFound
    wanted = [move for move in OPTIONAL_MOVES if move not in used]
    if stuck := states_without_end(wanted):
        raise NoWayToSolved(states=", ".join(str(STATE_LABELS[key]) for key in stuck))
    closed = {(row.source, row.target): row for row in ClosedMove.objects.select_for_update(no_key=True)}
    for move, row in closed.items():
        if move not in wanted:
            audit.record(by, "state.move_opened", row, data={"source": row.source, "target": row.target})
            row.delete()
    for source, target in wanted:
        if (source, target) not in closed:
            made = ClosedMove.objects.create(source=source, target=target)
            audit.record(by, "state.move_closed", made, data={"source": source, "target": target})
    forget_states()
    transaction.on_commit(forget_states)
