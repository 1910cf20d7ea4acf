"""Loading tables fast: rows as ready text into COPY, indexes and foreign keys made afterwards."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import JSONField

ROWS_AT_ONCE = 2_000
NULL = "\\N"


def escaped(text: str) -> str:
    """A string as COPY's text format wants it."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def plain(value: Any) -> str:
    """Any value in COPY's text format."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "{" + ",".join(str(part) for part in value) + "}"
    return escaped(json.dumps(value) if isinstance(value, dict) else str(value))


def copy_rows(model: type[models.Model], given: Iterable[str], rows: Iterable[tuple[str, ...]], at: datetime) -> None:
    """COPY rows whose values, already in text form, stand in the order of `given`; the rest gets its default.

    `at` stands for "now". The table must be empty: nothing of it goes through the write-ahead log then.
    """
    names = tuple(given)
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in by_name.items() if name not in names and _needs_default(field)]
    columns = ", ".join(f'"{by_name[name].column}"' for name in names)
    columns += "".join(f', "{field.column}"' for field in rest)
    end = "".join(f"\t{plain(_default(field, at))}" for field in rest) + "\n"
    table, source = model._meta.db_table, iter(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        if table != "kernel_auditentry":  # which refuses it
            cursor.execute(f"TRUNCATE {table}")
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            while batch := list(islice(source, ROWS_AT_ONCE)):
                copy.write("".join(["\t".join(row) + end for row in batch]))


def _needs_default(field: "models.Field[Any, Any]") -> bool:
    is_filled = field.primary_key or field.has_db_default() or getattr(field, "generated", False)
    return not is_filled and not field.null


def _default(field: "models.Field[Any, Any]", at: datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return at
    value = field.get_default()
    return dict(value) if isinstance(field, JSONField) else value


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Take away indexes and keys of these tables, and all foreign keys from or to them; make them anew at the end."""
    with connection.cursor() as cursor:
        cursor.execute(_CONSTRAINTS, [tables, tables])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _definition, _rank in reversed(constraints):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for table, name, definition, rank in constraints:
            if rank < 2:
                cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition, rank in constraints:
            if rank == 2:
                cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid),
       CASE contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 ELSE 2 END AS rank
FROM pg_constraint
WHERE contype IN ('p', 'u', 'f')
  AND (conrelid = ANY(%s::regclass[]) OR contype = 'f' AND confrelid = ANY(%s::regclass[]))
ORDER BY rank, oid
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
