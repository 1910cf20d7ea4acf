"""From lines of a file to rows of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from qiao.kernel.files import open_file
from qiao.kernel.models import StoredFile
from qiao.kernel.tables.kinds import Field, Refused, Row, TableKind, kind_of
from qiao.kernel.tables.reading import Layout, Line, data_lines
from qiao.kernel.tables.values import BadValue

_UNREADABLE = "\ufffd"
"""What stands for bytes that mean nothing in the encoding of the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many lines of a file, the number of the first of them, the rows they gave, and why others gave none."""

    first: int
    lines: int
    rows: list[Row]
    refused: list[Refused]

    def fresh_rows(self) -> list[Row]:
        """The rows for one look at what is there, which may add to their values."""
        return [replace(row, values=dict(row.values)) for row in self.rows]


def read_parts(
    kind: str, file: StoredFile, layout: Layout, name: str, mapping: Sequence[str], *,
    size: int, done: int, prepares: bool,
) -> Iterator[Part]:  # fmt: skip
    """A file in parts of `size` lines. Asks no database, so that any process can do it. Raises NotATable.

    A part begins behind the `done` first lines. Rows behind them are prepared for writing, if that is wanted.
    """
    reader, prepare = RowReader(kind_of(kind), mapping), kind_of(kind).prepare
    with open_file(file) as source, data_lines(source, layout, name) as lines:
        # nothing of a part is kept here, so that the last one has gone when the next is made
        yield from (_part(part, reader, None) for part in _parts(islice(lines, done), size))
        yield from (_part(part, reader, prepare if prepares else None) for part in _parts(lines, size))


def _part(lines: list[Line], reader: RowReader, prepare: Callable[[Row], object] | None) -> Part:
    rows, refused = reader.read(lines)
    if prepare is not None:
        for row in rows:
            row.prepared = prepare(row)
    return Part(lines[0].number, len(lines), rows, refused)


def _parts(lines: Iterator[Line], size: int) -> Iterator[list[Line]]:
    while part := list(islice(lines, size)):
        yield part


class RowReader:
    """Reads lines by a mapping of columns. Empty cells say nothing."""

    def __init__(self, kind: TableKind, mapping: Sequence[str]) -> None:
        self.columns: list[tuple[int, Field]] = []
        for at, key in enumerate(mapping):
            if key and (field := kind.field(key)):
                self.columns.append((at, field))
        self.first: dict[str, int] = {}
        for at, field in self.columns:
            self.first.setdefault(field.key, at)

    def read(self, lines: Iterable[Line]) -> tuple[list[Row], list[Refused]]:
        """Rows whose every cell can be used, and what is wrong with the others."""
        rows, refused = [], []
        for line in lines:
            row = self._row(line)
            if isinstance(row, Row):
                rows.append(row)
            else:
                refused += row
        return rows, refused

    def _row(self, line: Line) -> Row | list[Refused]:
        problems: list[Refused] = []
        row = Row(line.number, {}, self.first, {})
        texts: dict[str, str] = {}
        for at, field in self.columns:
            cell = line.cells[at] if at < len(line.cells) else ""
            if not cell:
                continue
            if _UNREADABLE in cell:
                problems.append(Refused(line.number, at, "not_readable", {"value": cell[:200]}))
                continue
            try:
                value = field.read(cell)
            except BadValue as bad:
                details = {"value": cell[:200]} | bad.details
                problems.append(Refused(line.number, at, bad.code, details))
                continue
            texts.setdefault(field.key, cell[:200])
            if field.repeats and field.key in row.values:
                row.values[field.key] = [*row.values[field.key], *value]
            else:
                row.values[field.key] = value
        row.texts = texts
        return problems or row
