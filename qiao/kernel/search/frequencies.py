"""How common a word is, from the statistics PostgreSQL keeps for its own planner."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from qiao.kernel.search.documents import TABLE
from qiao.kernel.search.query import Word

_FRESH_SECONDS = 300.0
COMMON = 0.04  # a word in more than this share of all rows is left out when rarer ones are there


@dataclass(frozen=True)
class Frequencies:
    """Share of rows (0 to 1) in which each frequent lexeme stands; `rows` is the size of the table.

    `ages` are the moments that cut the rows into equal parts, oldest first.
    """

    rows: float
    shares: dict[str, float]
    ages: Sequence[datetime]
    read_at: float

    def share_of(self, word: Word) -> float:
        """Share of rows with this word; 0 for one too rare to be listed."""
        return max((self.shares.get(lexeme, 0.0) for lexeme in word.lexemes), default=0.0)

    def start_of_newest(self, share: float) -> datetime | None:
        """The moment since which this share of the rows (at least) was written; None when it is nearly all."""
        place = int((len(self.ages) - 1) * (1 - share))
        return self.ages[place] if place > 0 else None


_known: dict[str, Frequencies] = {}


def frequencies() -> Frequencies:
    """The planner's figures, at most five minutes old. Empty until the table was analysed once."""
    name = str(connection.settings_dict["NAME"])
    known = _known.get(name)
    if known is None or time.monotonic() - known.read_at > _FRESH_SECONDS:
        known = _known[name] = _read()
    return known


def forget() -> None:
    """Read the figures again at the next search."""
    _known.clear()


def _read() -> Frequencies:
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = %s::regclass", [TABLE])
        (rows,) = cursor.fetchone()
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'tsv'",
            [TABLE],
        )
        found = cursor.fetchone()
        cursor.execute(
            "SELECT histogram_bounds::text::timestamptz[] FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'at'",
            [TABLE],
        )
        ages = cursor.fetchone()
    words, shares = (found[0] or [], found[1] or []) if found else ([], [])
    known = dict(zip(words, shares, strict=False))
    return Frequencies(rows, known, ages[0] or [] if ages else [], time.monotonic())
