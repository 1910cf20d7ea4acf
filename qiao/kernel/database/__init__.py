"""Django's PostgreSQL, with statements that the server keeps (`ENGINE` of the settings).

PostgreSQL takes longer to plan a statement that joins ten tables than to answer it. `prepared_cursor` has the server
parse and plan a text once for each connection; for statements that are asked again and again with other values.

To wait for the server's word after each of ten small writes costs both sides more than the writes. Inside `pipelined`
statements follow each other without it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, cast

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from qiao.kernel.database.base import DatabaseWrapper


def prepared_cursor(using: str = DEFAULT_DB_ALIAS) -> "CursorWrapper":
    """A cursor for texts that stay the same: values are bound by the server, never written into the statement."""
    return _connection(using).prepared_cursor()


def pipelined(using: str = DEFAULT_DB_ALIAS) -> AbstractContextManager[None]:
    """Inside the block, part of a transaction, a statement is sent before the server has answered the one before.

    The server still carries them out one after the other. Whoever reads rows waits for everything so far; an error
    shows there or at the end, and nothing that was sent after the statement at fault has been done. Blocks can be
    nested; the outermost ends the pipeline.
    """
    return _connection(using).pipelined()


def carry_out(
    text: str, values: Sequence[Any] | dict[str, Any], check: Callable[[int], None], using: str = DEFAULT_DB_ALIAS
) -> None:
    """Run a prepared statement whose rows nobody reads; `check` is told how many it changed, in a pipeline later."""
    _connection(using).carry_out(text, values, check)


def _connection(using: str) -> "DatabaseWrapper":
    return cast("DatabaseWrapper", connections[using])
