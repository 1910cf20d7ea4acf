"""Django's PostgreSQL, with statements that the server keeps (`ENGINE` of the settings).

PostgreSQL takes longer to plan a statement that joins ten tables than to answer it. `prepared_cursor` has the server
parse and plan a text once for each connection; for statements that are asked again and again with other values.
"""

from typing import TYPE_CHECKING, cast

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from qiao.kernel.database.base import DatabaseWrapper


def prepared_cursor(using: str = DEFAULT_DB_ALIAS) -> "CursorWrapper":
    """A cursor for texts that stay the same: values are bound by the server, never written into the statement."""
    return cast("DatabaseWrapper", connections[using]).prepared_cursor()
