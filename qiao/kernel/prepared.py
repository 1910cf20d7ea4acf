"""Queries whose SQL is made once a process, and planned once a connection.

Django takes longer to write a statement than PostgreSQL to answer it, and so does PostgreSQL to plan one that joins
many tables. For the few look-ups that every request or every mail makes. The statement must not depend on the values:

    living = prepared(lambda secret: ApiToken.objects.select_related("person").filter(token_hash=secret))
    token = living.first(hashed(secret))
"""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable, ValuesIterable, ValuesListIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from qiao.kernel.database import prepared_cursor

if TYPE_CHECKING:
    from django.db.backends.postgresql.operations import DatabaseOperations

Row = TypeVar("Row")
Rows = QuerySet[Any, Row]
Found = Sequence[Sequence[Any]]
"""What the driver gives: values of columns, row by row."""
Converters = list[tuple[int, list[Callable[..., Any]], Any]]
"""Place of a column, what turns its value into that of a field, the column."""
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
    """`places` says which value stands at each `%s` of the text; `width`: columns that belong to the rows."""

    text: str
    places: tuple[int, ...]
    width: int
    using: str
    is_locking: bool
    converters: Converters
    build: Callable[[Found], list[Row]]

    def read(self, found: Found) -> list[Row]:
        """The rows that Django would have made."""
        connection = connections[self.using] if self.converters else None
        rows = [list(row[: self.width]) for row in found]
        for place, functions, column in self.converters:
            for row in rows:
                for function in functions:
                    row[place] = function(row[place], column, connection)
        return self.build(rows)


class Prepared(Generic[Row]):
    """A query that is asked with other values each time."""

    def __init__(self, query: Callable[..., Rows[Row]]) -> None:
        self._query = query
        self._statement: _Statement[Row] | None = None

    def all(self, *values: Any) -> list[Row]:
        """Its rows. Values go to the database as they are: no field converts them.

        Raises TransactionManagementError when a locking query is asked outside a transaction.
        """
        statement = self._statement = self._statement or _made(self._query)
        if statement.is_locking and connections[statement.using].get_autocommit():
            raise TransactionManagementError("A locking query needs a transaction: its locks would be gone at once.")
        with prepared_cursor(statement.using) as cursor:
            cursor.execute(statement.text, [values[place] for place in statement.places])
            found = cursor.fetchall()
        return statement.read(found)

    def first(self, *values: Any) -> Row | None:
        """Its first row; the query itself should ask for no more."""
        return next(iter(self.all(*values)), None)


def _made(query: Callable[..., Rows[Row]]) -> _Statement[Row]:
    """What Django works out for a query, worked out once: the text, and how answers become rows."""
    marks = [_Mark(place) for place in range(len(inspect.signature(query).parameters))]
    rows = query(*marks)
    compiler: Any = rows.query.get_compiler(using=rows.db)
    text, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
    return _Statement(
        text=_with_constants(compiler, text, parameters),
        places=tuple(one.place for one in parameters if isinstance(one, _Mark)),
        width=compiler.col_count,
        using=rows.db,
        is_locking=rows.query.select_for_update,
        converters=[(place, *found) for place, found in compiler.get_converters(columns).items()],
        build=_builder(rows, compiler),
    )


def _builder(rows: Any, compiler: Any) -> Callable[[Found], list[Any]]:
    """As the iterables of Django's query sets do, for the kinds of rows that are asked for."""
    kind = rows._iterable_class  # noqa: SLF001
    if kind is ValuesListIterable:
        return lambda found: [tuple(row) for row in found]
    if kind is ValuesIterable:
        return lambda found: [dict(zip(rows.query.selected, row, strict=True)) for row in found]
    if kind is not ModelIterable or rows._prefetch_related_lookups:  # noqa: SLF001
        raise TypeError("A prepared query gives rows of a model, tuples or dictionaries.")
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(fields[0], fields[-1] + 1)
    names = [column.target.attname for column, _sql, _alias in compiler.select[own]]
    joined = get_related_populators(compiler.klass_info, compiler.select, rows.db)  # type: ignore[call-arg] # of a later Django
    annotated = list(compiler.annotation_col_map.items())

    def build(row: Sequence[Any]) -> Any:
        made = model.from_db(rows.db, names, row[own])
        for one in joined:
            one.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return lambda found: [build(row) for row in found]


def _with_constants(compiler: SQLCompiler, text: str, parameters: Iterable[Any]) -> str:
    """The text with what never changes written out: a plan for any value must still fit a partial index."""
    remaining, operations = iter(parameters), cast("DatabaseOperations", compiler.connection.ops)

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%" or isinstance(value := next(remaining), _Mark):
            return place[0]
        with compiler.connection.wrap_database_errors:
            return str(operations.compose_sql("%s", [value])).replace("%", "%%")

    return _PLACES.sub(written, text)


def prepared(query: Callable[..., Rows[Row]]) -> Prepared[Row]:
    """The query of a function from values to rows; it is written when first asked."""
    return Prepared(query)
