"""The backend."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Self

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper
from django.db.transaction import TransactionManagementError
from psycopg import Cursor, Error, Pipeline
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap
from psycopg.errors import PipelineAborted
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


class OrdinaryCursor(base.Cursor):
    """Django's cursor, also in a pipeline: whoever asks how many rows have changed waits for the answer."""

    @property
    def rowcount(self) -> int:
        """Rows found or changed."""
        self._fetch_pipeline()  # type: ignore[attr-defined] # psycopg's, which the stubs leave out
        return int(super().rowcount)  # type: ignore[misc]


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


class Sent:
    """What was sent through an open pipeline, and who wants to know how many rows each statement changed."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self._checks: list[tuple[CursorWrapper, Callable[[int], None]]] = []

    def add(self, cursor: CursorWrapper, check: Callable[[int], None]) -> None:
        """One more statement that is under way."""
        self._checks.append((cursor, check))

    def check(self) -> None:
        """Tell them, once the server has answered everything."""
        checks, self._checks = self._checks, []
        for cursor, check in checks:
            with cursor:
                check(cursor.rowcount)

    def forget(self) -> None:
        """Both sides meet after an error, for until then the server takes nothing; what was sent counts no more."""
        self._checks = []
        with suppress(Error):
            self.pipeline.sync()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that also prepares statements."""

    ops_class = DatabaseOperations

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._sent: Sent | None = None
        """None when there is no pipeline."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with our way of reading moments."""
        params = super().get_connection_params()
        params["cursor_factory"] = OrdinaryCursor
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

    @contextmanager
    def pipelined(self) -> Iterator[None]:
        """See `qiao.kernel.database.pipelined`."""
        if self._sent is not None:
            yield
            return
        if not self.in_atomic_block:
            raise TransactionManagementError("A pipeline outside a transaction could be carried out in part.")
        self.ensure_connection()
        try:
            with self.wrap_database_errors, _first_error(), self.connection.pipeline() as pipeline:
                self._sent = sent = Sent(pipeline)
                yield
        finally:
            self._sent = None
        sent.check()

    def carry_out(self, text: str, values: Sequence[Any] | dict[str, Any], check: Callable[[int], None]) -> None:
        """See `qiao.kernel.database.carry_out`."""
        cursor = self.prepared_cursor()
        cursor.execute(text, values)
        if self._sent is not None:
            self._sent.add(cursor, check)
            return
        with cursor:
            check(cursor.rowcount)

    # what was sent before a savepoint stays when that goes, and an error inside shows inside

    def _savepoint(self, sid: str) -> None:
        self._settle()
        super()._savepoint(sid)  # type: ignore[misc] # missing in the stubs

    def _savepoint_commit(self, sid: str) -> None:
        self._settle()
        super()._savepoint_commit(sid)  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        if self._sent is not None:
            self._sent.forget()
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _settle(self) -> None:
        if self._sent is not None:
            with self.wrap_database_errors, _first_error():
                self._sent.pipeline.sync()
            self._sent.check()


@contextmanager
def _first_error() -> Iterator[None]:
    """The error itself, where psycopg only says of what came after it that it was not carried out."""
    try:
        yield
    except PipelineAborted as aborted:
        raise (aborted.__context__ or aborted) from None
