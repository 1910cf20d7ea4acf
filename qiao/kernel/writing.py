"""Rows written by statements that are made once a process, and planned once a connection.

`insert` does what `save(force_insert=True)` does, and `update` what `save(update_fields=…)` does, for the few tables
that every message writes to: Django takes longer to write such a statement than PostgreSQL to carry it out. `put` is
an `insert` that asks nothing back. Fields hold plain values, no expressions.
"""

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, models
from django.db.models import Field, Func, Model
from django.db.models.expressions import DatabaseDefault

from qiao.kernel.database import carry_out, prepared_cursor

AnyField: TypeAlias = "Field[Any, Any]"
Value = Callable[[Model], Any]

# what these hold goes to the driver as it is
_PLAIN = frozenset({models.BooleanField, models.CharField, models.TextField})


def insert(*rows: Model) -> None:
    """Store new rows of one model in one statement. What the database fills in (keys, defaults) is read back."""
    left_out = _left_to_the_database(rows[0])
    if not left_out:
        put(*rows)
        return
    text, values, columns = _insertion(type(rows[0]), left_out, len(rows))
    with prepared_cursor() as cursor:
        cursor.execute(f"{text} RETURNING {columns}", _to_store(rows, values))
        found = cursor.fetchall()
    for row, answers in zip(rows, found, strict=True):
        for name, answer in zip(left_out, answers, strict=True):
            setattr(row, name, answer)


def put(*rows: Model) -> None:
    """Store new rows of one model that nobody looks at afterwards: nothing is read back, so a pipeline goes on."""
    text, values, _columns = _insertion(type(rows[0]), _left_to_the_database(rows[0]), len(rows))
    with prepared_cursor() as cursor:
        cursor.execute(text, _to_store(rows, values))


def _to_store(rows: Iterable[Model], values: Iterable[Value]) -> list[Any]:
    """The values of the statement; the rows count as stored from now on."""
    for row in rows:
        # as saving does: a row beside may have got its key only after it was put here
        row._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined] # noqa: SLF001
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001
    return [value(row) for row in rows for value in values]


class NextKey(Func):
    """In a query: the key of a row that is still to be written, for others that name it before."""

    template = "nextval(pg_get_serial_sequence('%(table)s', '%(key)s'))"
    output_field = models.BigIntegerField()

    def __init__(self, model: type[Model]) -> None:
        key: Any = model._meta.pk
        super().__init__(table=model._meta.db_table, key=key.column)


def update(row: Model, names: Iterable[str]) -> None:
    """Store these fields of a row. Raises DatabaseError when the row is gone."""
    text, values = _change(type(row), frozenset(names))

    def check(changed: int) -> None:
        if changed != 1:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is gone.")

    carry_out(text, [value(row) for value in values], check)


def _left_to_the_database(row: Model) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in _filled_by_the_database(type(row))
        if isinstance(value := getattr(row, field.attname), DatabaseDefault) or (value is None and field.primary_key)
    )


@cache
def _filled_by_the_database(model: type[Model]) -> tuple[AnyField, ...]:
    return tuple(field for field in model._meta.concrete_fields if field.primary_key or field.has_db_default())


@cache
def _insertion(model: type[Model], left_out: tuple[str, ...], count: int) -> tuple[str, list[Value], str]:
    """The statement, how to get each of its values from a row, the columns that were left out."""
    fields = [field for field in model._meta.concrete_fields if not field.generated and field.attname not in left_out]
    one = f"({', '.join(['%s'] * len(fields))})"
    columns = {field.attname: _column(field) for field in model._meta.concrete_fields}
    text = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(map(_column, fields))})"  # noqa: S608 - our models'
        f" VALUES {', '.join([one] * count)}"
    )
    return text, [_value_of(field, is_new=True) for field in fields], ", ".join(columns[name] for name in left_out)


@cache
def _change(model: type[Model], names: frozenset[str]) -> tuple[str, list[Value]]:
    fields = [field for field in model._meta.concrete_fields if not names.isdisjoint({field.name, field.attname})]
    if unknown := names - {name for field in fields for name in (field.name, field.attname)}:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}.")
    key: Any = model._meta.pk
    text = (
        f"UPDATE {_quoted(model._meta.db_table)} SET {', '.join(f'{_column(field)} = %s' for field in fields)}"  # noqa: S608
        f" WHERE {_column(key)} = %s"
    )
    return text, [_value_of(field, is_new=False) for field in [*fields, key]]


def _value_of(field: AnyField, *, is_new: bool) -> Value:
    """How to get a field's value from a row.

    Numbers and moments travel as texts that the server reads: a value without a type of its own makes one statement
    of those with a number and those with none.
    """
    name, kind = field.attname, field.target_field if isinstance(field, models.ForeignKey) else field
    if type(field) in _PLAIN:
        return attrgetter(name)
    if isinstance(kind, models.IntegerField):
        return lambda row: None if (value := getattr(row, name)) is None else str(int(value))
    if type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add):
        return lambda row: None if (value := getattr(row, name)) is None else value.isoformat()
    return lambda row: field.get_db_prep_save(field.pre_save(row, is_new), connection)


def _column(field: AnyField) -> str:
    return _quoted(str(field.column))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
