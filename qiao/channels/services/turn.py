"""Who goes through waiting mail: one thread of a process, for more would only take turns, each with its own reader."""

import time
from threading import Lock, get_ident

STUCK_AFTER = 3.0


class Turn:
    """One thread has the turn; the others only leave word that they asked, and until when to watch.

    A thread that is busy with one mail for `STUCK_AFTER` seconds loses its turn to the next who asks.
    """

    def __init__(self) -> None:
        self._mutex = Lock()
        self._holder: int | None = None
        self._is_asked = False
        self._watched_until = 0.0
        self._seen_at = 0.0

    def ask(self, *, watch_for: float) -> bool:
        """Want a look at the mail, and again during the next seconds; True when the caller has to do it."""
        now = time.monotonic()
        with self._mutex:
            self._is_asked = True
            self._watched_until = max(self._watched_until, now + watch_for)
            if self._holder not in {None, get_ident()} and now - self._seen_at < STUCK_AFTER:
                return False
            self._holder, self._seen_at = get_ident(), now
            return True

    @property
    def is_watching(self) -> bool:
        """Whether mail that is stored from now on must be seen too."""
        return time.monotonic() < self._watched_until

    def goes_on(self) -> bool:
        """Whether to look again; when not, the turn is over, and whoever asks next gets it."""
        now = time.monotonic()
        with self._mutex:
            if self._holder != get_ident():
                return False
            self._seen_at = now
            if not (self._is_asked or self.is_watching):
                self._holder = None
                return False
            self._is_asked = False
            return True

    def note_progress(self) -> None:
        """The caller begins with another mail."""
        with self._mutex:
            if self._holder == get_ident():
                self._seen_at = time.monotonic()

    def leave(self) -> None:
        """Give the turn back, also when something broke."""
        with self._mutex:
            if self._holder == get_ident():
                self._holder = None
