"""The backend."""

from datetime import UTC, datetime
from typing import Any, Self

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader

MOST_KEPT = 300
"""Statements on a connection, some 60 KB each. Qiao has fewer; psycopg's own 100 would be planned in turns."""


class MomentLoader(TimestamptzLoader):
    """Reads moments as Python itself does, in C; `timezone` tells Django for which connections."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """A moment in UTC. Raises DataError for years Python does not have."""
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)


class PreparedCursor(Cursor[Any]):
    """Each text it runs is prepared on the connection: parsed once, planned once or for as long as that pays."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Run a statement. `%s` stands for a value where PostgreSQL can tell its type."""
        # only now: else psycopg would count the texts of all cursors, and those of Django hold whole mails
        self.connection.prepare_threshold = 0
        try:
            return super().execute(query, params, **options)
        finally:
            self.connection.prepare_threshold = None


class DatabaseOperations(operations.DatabaseOperations):
    """For looking at statements."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """The statement with its values, also where the server bound them."""
        if isinstance(cursor, PreparedCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that also prepares statements."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with our way of reading moments."""
        params = super().get_connection_params()
        params["context"] = AdaptersMap(params["context"])
        params["context"].register_loader("timestamptz", MomentLoader)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that keeps as many statements as there are."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_KEPT
        return connection

    def prepared_cursor(self) -> CursorWrapper:
        """A cursor that prepares what it runs."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor: Any = PreparedCursor(self.connection)
        return self.make_debug_cursor(cursor) if self.queries_logged else self.make_cursor(cursor)
