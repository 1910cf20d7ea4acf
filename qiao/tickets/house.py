"""The installation's settings of states: their names, and which transitions are disabled."""

import time

from django.conf import settings

from qiao.kernel.i18n import Bilingual


class HouseStates:
    """Kept in the process and looked up again every few seconds: another process may have changed it."""

    def __init__(self) -> None:
        self._names: dict[str, Bilingual] = {}
        self._closed: frozenset[tuple[str, str]] = frozenset()
        self._read_at = float("-inf")
        self.is_stale = False

    def name(self, key: str) -> Bilingual | None:
        """The name of a state, if it was given one."""
        self._look()
        return self._names.get(key)

    def closed_moves(self) -> frozenset[tuple[str, str]]:
        """Moves as (source, target) that nobody here makes."""
        self._look()
        return self._closed

    def _look(self) -> None:
        fresh_for = settings.STATE_NAMES_FRESH_SECONDS
        if not self.is_stale and (fresh_for is None or time.monotonic() - self._read_at <= fresh_for):
            return
        from qiao.tickets.models import ClosedMove, StateName  # used as `choices` by the models

        self._names = dict(StateName.objects.values_list("key", "label"))
        self._closed = frozenset(ClosedMove.objects.values_list("source", "target"))
        self._read_at, self.is_stale = time.monotonic(), False


states = HouseStates()


def forget_states() -> None:
    """Look everything up again at once."""
    states.is_stale = True
