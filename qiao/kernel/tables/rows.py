"""From lines of a file to rows of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qiao.kernel.tables.kinds import Field, Refused, Row, TableKind
from qiao.kernel.tables.reading import Line
from qiao.kernel.tables.values import BadValue

_UNREADABLE = "\ufffd"
"""What stands for bytes that mean nothing in the encoding of the file."""


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
