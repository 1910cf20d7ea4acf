"""Showing a file before it is imported: its columns with examples, and its first rows as they would be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from qiao.kernel.files import open_file
from qiao.kernel.models import TableImport
from qiao.kernel.tables.columns import is_problem_header
from qiao.kernel.tables.kinds import Field, kind_of
from qiao.kernel.tables.problems import sentence_for
from qiao.kernel.tables.reading import Layout, Line, column_letter
from qiao.kernel.tables.running import sample_lines
from qiao.kernel.tables.values import BadValue

EXAMPLES = 3
PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """A column of the file: `letter` as Excel names it, a few values, and the field it has now."""

    letter: str
    header: str
    examples: tuple[str, ...]
    field: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A value as it will be stored, or what is wrong with it."""

    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows under the names of the chosen fields."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[PreviewCell, ...]], ...]


def column_cards(run: TableImport) -> list[ColumnCard]:
    """All columns, in the order of the file."""
    lines = _samples(run)
    cards = []
    for at, header in enumerate(run.headers):
        values = dict.fromkeys(line.cells[at] for line in lines if at < len(line.cells) and line.cells[at])
        examples = tuple(value[:60] for value in list(values)[:EXAMPLES])
        cards.append(ColumnCard(column_letter(at), header, examples, run.mapping[at], is_problem_header(header)))
    return cards


def preview_rows(run: TableImport, mapping: Sequence[str]) -> Preview:
    """The first rows, read with these columns."""
    kind = kind_of(run.kind)
    chosen = [(at, field) for at, key in enumerate(mapping) if key and (field := kind.field(key))]
    rows = [
        (line.number, tuple(_cell(field, line.cells[at] if at < len(line.cells) else "") for at, field in chosen))
        for line in _samples(run)[:PREVIEWED]
    ]
    return Preview(tuple(str(field.label) for _, field in chosen), tuple(rows))


def _samples(run: TableImport) -> list[Line]:
    with open_file(run.file) as source:
        return sample_lines(source, Layout(**run.layout), run.file_name)


def _cell(field: Field, text: str) -> PreviewCell:
    if not text:
        return PreviewCell("", "")
    try:
        return PreviewCell(_shown(field, field.read(text)), "")
    except BadValue as bad:
        return PreviewCell(
            text[:60], sentence_for(bad.code, {"value": text[:60], "allowed": field.allowed} | bad.details)
        )


def _shown(field: Field, value: Any) -> str:
    if field.choices:
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(part[1] if isinstance(part, tuple) else str(part) for part in value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return str(value)[:80]
