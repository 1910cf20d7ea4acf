"""Writing many new rows at once by COPY: several times faster than INSERT, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault


def copy_in(objects: Sequence[Model]) -> None:
    """Store new objects of one model, and give them their keys.

    Columns with a default of the database that no object sets are left to it. Constraints hold as always.
    """
    if not objects:
        return
    meta = objects[0]._meta
    _give_keys(objects)
    fields = [field for field in meta.concrete_fields if not field.generated and _is_set(field, objects[0])]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for one in objects:
            copy.write_row([_value(field, one) for field in fields])
    for one in objects:
        # what bulk_create does too: from now on these are rows
        one._state.adding, one._state.db = False, connection.alias  # noqa: SLF001


def _give_keys(objects: Sequence[Model]) -> None:
    key = objects[0]._meta.pk
    assert key is not None
    statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(statement, [objects[0]._meta.db_table, key.column, len(objects)])
        for one, (number,) in zip(objects, cursor.fetchall(), strict=True):
            one.pk = number


def _is_set(field: "Field[Any, Any]", one: Model) -> bool:
    return not isinstance(getattr(one, field.attname), DatabaseDefault)


def _value(field: "Field[Any, Any]", one: Model) -> object:
    return field.get_db_prep_save(field.pre_save(one, add=True), connection)
