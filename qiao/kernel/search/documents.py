"""Writing what can be found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from qiao.kernel.database import carry_out, prepared_cursor
from qiao.kernel.models import SearchDocument
from qiao.kernel.search.analysis import Vector, Words, vector, words_of

TABLE = "kernel_searchdocument"
PUBLIC, INTERNAL = SearchDocument.Visibility.PUBLIC.value, SearchDocument.Visibility.INTERNAL.value
_COLUMNS = (
    "object_type", "object_id", "visibility", "title", "numbers",
    "product_id", "organisation_id", "team_id", "language", "at", "tsv",
)  # fmt: skip
_TYPES = ("text", "int8", "text", "text", "text", "int8", "int8", "int8", "text", "timestamptz", "tsvector")
# beyond this many different words places are given up: PostgreSQL takes 1 MB per row
_MOST_PLACED_WORDS = 15_000
_MOST_WORDS = 40_000


class VectorDumper(Dumper):
    """Sends a vector as it is."""

    format = Format.BINARY
    oid = psycopg.adapters.types["tsvector"].oid

    def dump(self, obj: Buffer) -> Buffer:
        """Nothing is left to be done."""
        return obj


psycopg.adapters.register_dumper(Vector, VectorDumper)


class NotIndexed(LookupError):
    """Words were appended to an object that is not indexed."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One object as one audience may read it; `numbers` are its own numbers and addresses, found exactly.

    `words` are those of title and body, where somebody has found them already.
    """

    object_type: str
    object_id: int
    at: datetime
    visibility: str = PUBLIC
    title: str = ""
    body: str = ""
    numbers: Sequence[str] = ()
    product_id: int | None = None
    organisation_id: int | None = None
    team_id: int | None = None
    language: str = ""
    words: Words | None = None

    def row(self) -> tuple[Any, ...]:
        """The values of the table's columns, in the order of _COLUMNS."""
        words = self.words or words_of(self.body, title=self.title)
        return (
            self.object_type, self.object_id, self.visibility, self.title, " ".join(self.numbers),
            self.product_id, self.organisation_id, self.team_id, self.language, self.at,
            vector(words, numbers=self.numbers),
        )  # fmt: skip


def index(object_type: str, object_id: int, *, at: datetime, **details: Any) -> None:
    """Write one row in full, replacing what was there. `details` are the fields of `Document`."""
    index_many([Document(object_type=object_type, object_id=object_id, at=at, **details)])


def index_many(documents: Iterable[Document]) -> None:
    """Write many rows in full."""
    with prepared_cursor() as cursor:
        for document in documents:
            cursor.execute(_WRITE, document.row())


def index_new(documents: Iterable[Document]) -> None:
    """Write rows of objects that have none: PostgreSQL stores one while the words of the next are found.

    They go in binary form, so that nothing has to be read out of a text again.
    """
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(_COPY) as copy:
        copy.set_types(_TYPES)
        for document in documents:
            copy.write_row(document.row())


def append(
    object_type: str,
    object_id: int,
    *,
    body: str,
    at: datetime,
    visibility: str = PUBLIC,
    numbers: Sequence[str] = (),
) -> None:
    """Add the words of a new message without reading the old ones.

    The first internal words make the internal row, with the scope of the public one. Raises NotIndexed
    when the object has no row at all.
    """
    new = vector(words_of(body), numbers=numbers)

    def check(written: int) -> None:
        if written == 0:
            raise NotIndexed(f"{object_type} {object_id}")

    values = {
        "type": object_type, "id": object_id, "visibility": visibility, "tsv": new, "at": at,
        "placed": _MOST_PLACED_WORDS, "most": _MOST_WORDS,
    }  # fmt: skip
    carry_out(_APPEND, values, check)


def move(
    object_type: str,
    object_id: int,
    *,
    product_id: int | None,
    organisation_id: int | None,
    team_id: int | None,
) -> None:
    """Change who may find an object; its words stay as they are."""
    SearchDocument.objects.filter(object_type=object_type, object_id=object_id).update(
        product_id=product_id, organisation_id=organisation_id, team_id=team_id
    )


def remove(object_type: str, object_id: int) -> None:
    """Make an object unfindable."""
    SearchDocument.objects.filter(object_type=object_type, object_id=object_id).delete()


_COPY = f"COPY {TABLE} ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT BINARY)"
_WRITE = f"""
INSERT INTO {TABLE} ({", ".join(_COLUMNS)}) VALUES ({", ".join(["%s"] * (len(_COLUMNS) - 1))}, %s::tsvector)
ON CONFLICT (object_type, object_id, visibility)
DO UPDATE SET {", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS[3:])}
"""
_APPEND = f"""
INSERT INTO {TABLE} AS d ({", ".join(_COLUMNS)})
SELECT object_type, object_id, %(visibility)s::varchar, '', '', product_id, organisation_id, team_id, language,
       %(at)s, %(tsv)s::tsvector
FROM {TABLE} WHERE object_type = %(type)s AND object_id = %(id)s
ORDER BY visibility = %(visibility)s::varchar DESC LIMIT 1
ON CONFLICT (object_type, object_id, visibility) DO UPDATE SET
  at = greatest(d.at, EXCLUDED.at),
  tsv = CASE WHEN length(d.tsv) < %(placed)s THEN d.tsv || EXCLUDED.tsv
             WHEN length(d.tsv) < %(most)s THEN strip(d.tsv) || strip(EXCLUDED.tsv)
             ELSE d.tsv END
"""
