"""Queries whose SQL is made once a process: Django takes longer to write a statement than PostgreSQL to answer it.

For the few look-ups that every request or every mail makes. The statement must not depend on the values:

    living = prepared(lambda secret: ApiToken.objects.select_related("person").filter(token_hash=secret))
    token = living.first(hashed(secret))
"""

import inspect
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")
Rows = QuerySet[Any, Row]


class _Mark(Expression):
    """Stands in a statement where a value will stand."""

    def __init__(self, place: int) -> None:
        super().__init__(output_field=Field())
        self.place = place

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement(Generic[Row]):
    rows: Rows[Row]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


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
        parameters = tuple(values[one.place] if isinstance(one, _Mark) else one for one in statement.parameters)
        compiler.as_sql = lambda *_arguments, **_options: (statement.sql, parameters)
        rows: Any = statement.rows.all()
        rows.query.get_compiler = lambda *_arguments, **_options: compiler
        return list(rows)

    def first(self, *values: Any) -> Row | None:
        """Its first row; the query itself should ask for no more."""
        return next(iter(self.all(*values)), None)

    def _made(self) -> _Statement[Row]:
        marks = [_Mark(place) for place in range(len(inspect.signature(self._query).parameters))]
        rows = self._query(*marks)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, parameters = compiler.as_sql()
        return _Statement(rows, compiler, sql, tuple(parameters))


def prepared(query: Callable[..., Rows[Row]]) -> Prepared[Row]:
    """The query of a function from values to rows; it is written when first asked."""
    return Prepared(query)
