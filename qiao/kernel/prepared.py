"""Queries whose SQL is made once a process, and planned once a connection.

Django takes longer to write a statement than PostgreSQL to answer it, and so does PostgreSQL to plan one that joins
many tables. For the few look-ups that every request or every mail makes. The statement must not depend on the values:

    living = prepared(lambda secret: ApiToken.objects.select_related("person").filter(token_hash=secret))
    token = living.first(hashed(secret))
"""

import inspect
import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from qiao.kernel.database import prepared_cursor

if TYPE_CHECKING:
    from django.db.backends.postgresql.operations import DatabaseOperations

Row = TypeVar("Row")
Rows = QuerySet[Any, Row]
_PLACES = re.compile("%[%s]")


class _Mark(Expression):
    """Stands in a statement where a value will stand."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=Field())
        self.place = place

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement(Generic[Row]):
    """`places` says which value stands at each `%s` of the text."""

    rows: Rows[Row]
    compiler: SQLCompiler
    text: str
    places: tuple[int, ...]


class Prepared(Generic[Row]):
    """A query that is asked with other values each time."""

    def __init__(self, query: Callable[..., Rows[Row]]) -> None:
        self._query = query
        self._statement: _Statement[Row] | None = None

    def all(self, *values: Any) -> list[Row]:
        """Its rows. Values go to the database as they are: no field converts them.

        Raises TransactionManagementError when a locking query is asked outside a transaction.
        """
        statement = self._statement = self._statement or self._made()
        compiler: Any = copy(statement.compiler)
        compiler.connection = connection = connections[statement.rows.db]
        if statement.rows.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("A locking query needs a transaction: its locks would be gone at once.")
        answer = _answer(statement, compiler, [values[place] for place in statement.places])
        compiler.execute_sql = lambda *_arguments, **_options: [answer]
        rows: Any = statement.rows.all()
        rows.query.get_compiler = lambda *_arguments, **_options: compiler
        return list(rows)

    def first(self, *values: Any) -> Row | None:
        """Its first row; the query itself should ask for no more."""
        return next(iter(self.all(*values)), None)

    def _made(self) -> _Statement[Row]:
        marks = [_Mark(place) for place in range(len(inspect.signature(self._query).parameters))]
        rows = self._query(*marks)
        compiler: Any = rows.query.get_compiler(using=rows.db)
        text, parameters = compiler.as_sql()
        places = tuple(one.place for one in parameters if isinstance(one, _Mark))
        # how values become those of fields is asked once too, not for each column of each answer
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters
        return _Statement(rows, compiler, _with_constants(compiler, text, parameters), places)


def _with_constants(compiler: SQLCompiler, text: str, parameters: Iterable[Any]) -> str:
    """The text with what never changes written out: a plan for any value must still fit a partial index."""
    remaining, operations = iter(parameters), cast("DatabaseOperations", compiler.connection.ops)

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%" or isinstance(value := next(remaining), _Mark):
            return place[0]
        with compiler.connection.wrap_database_errors:
            return str(operations.compose_sql("%s", [value])).replace("%", "%%")

    return _PLACES.sub(written, text)


def _answer(statement: _Statement[Any], compiler: SQLCompiler, values: list[Any]) -> list[tuple[Any, ...]]:
    with prepared_cursor(statement.rows.db) as cursor:
        cursor.execute(statement.text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return [row[: compiler.col_count] for row in found] if compiler.has_extra_select else found


def prepared(query: Callable[..., Rows[Row]]) -> Prepared[Row]:
    """The query of a function from values to rows; it is written when first asked."""
    return Prepared(query)
