"""Reading tables: CSV in the encodings people have, and XLSX, row by row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from qiao.kernel.errors import Refusal
from qiao.kernel.tables.encodings import detect_encoding, modern
from qiao.kernel.tables.workbooks import Book, NotAWorkbook, Sheet, open_workbook

MOST_COLUMNS = 200
_DELIMITERS = ",\t;|"
_SNIFFED = 50
_LONGEST_CELL = 200_000
_DATUM = re.compile(r"\S+@\S+\.\S+|\+?\d[\d\s.,:/-]{4,}")


class NotATable(Refusal):
    """The file cannot be read as rows and columns."""

    text = _("“%(name)s” cannot be read as a table. Save it as CSV or as an Excel workbook (.xlsx) and try again.")
    status = 422


class OldWorkbook(Refusal):
    """The format of Excel before 2007."""

    text = _("“%(name)s” is a workbook of Excel 97–2003. Open it and save it as .xlsx or as CSV.")
    status = 422


class TooManyColumns(Refusal):
    """Nobody can say what so many columns are; leaving some away would lose them in silence."""

    text = _("“%(name)s” has more than %(most)s columns. Delete those that are not needed and try again.")
    status = 422


class EmptyTable(Refusal):
    """Nothing to import."""

    text = _("“%(name)s” has no rows below its headers.")
    status = 422


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: `format` csv or xlsx; `header_row` is its number as Excel shows it, 0 for none."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1

    def as_json(self) -> dict[str, Any]:
        """For storing."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `number` as Excel shows it. Cells are text, without space around them."""

    number: int
    cells: list[str]


def detect_layout(file: BinaryIO, name: str, *, encoding: str = "") -> Layout:
    """Find out how a file is written. Raises NotATable, OldWorkbook."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook(name=name)
    if head.startswith(b"PK\x03\x04"):
        layout = Layout("xlsx", sheet=_first_sheet(file, name))
    else:
        encoding = encoding or detect_encoding(file)
        layout = Layout("csv", encoding, _delimiter(file, encoding, name))
    with raw_lines(file, layout, name) as rows:
        return Layout(layout.format, layout.encoding, layout.delimiter, layout.sheet, _header_row(rows))


def read_headers(file: BinaryIO, layout: Layout, name: str) -> list[str]:
    """Headers, one for each column; columns without one are called by their letter. Raises EmptyTable."""
    with raw_lines(file, layout, name) as rows:
        first = list(islice((row for row in rows if row.number >= layout.header_row and any(row.cells)), 30))
    if not first or (layout.header_row and len(first) < 2):
        raise EmptyTable(name=name)
    width = min(MOST_COLUMNS, max(len(row.cells) for row in first))
    titles = first[0].cells if layout.header_row else []
    return [(titles[at] if at < len(titles) else "") or column_letter(at) for at in range(width)]


@contextmanager
def data_lines(file: BinaryIO, layout: Layout, name: str) -> Iterator[Iterator[Line]]:
    """All rows below the headers; empty ones are left out."""
    with raw_lines(file, layout, name) as rows:
        yield (row for row in rows if row.number > layout.header_row and any(row.cells))


def about_how_many(file: BinaryIO, layout: Layout, name: str) -> int:
    """How many rows stand below the headers; those of a workbook are counted without being read, empty ones too."""
    if layout.format == "xlsx":
        with _workbook(file, name) as book:
            return max(0, book.count_rows(book.sheet(layout.sheet)) - layout.header_row)
    with data_lines(file, layout, name) as lines:
        return sum(1 for _ in lines)


@contextmanager
def raw_lines(file: BinaryIO, layout: Layout, name: str) -> Iterator[Iterator[Line]]:
    """All rows from the top of the file. Raises NotATable or TooManyColumns at the row that cannot be read."""
    file.seek(0)
    if layout.format == "xlsx":
        with _workbook(file, name) as book:
            yield _narrow(_sheet_lines(book, book.sheet(layout.sheet)), name)
        return
    text = io.TextIOWrapper(file, layout.encoding, errors="replace", newline="")
    try:
        yield _narrow(_text_lines(text, layout, name), name)
    finally:
        text.detach()


def _narrow(lines: Iterable[Line], name: str) -> Iterator[Line]:
    for line in lines:
        if any(line.cells[MOST_COLUMNS:]):
            raise TooManyColumns(name=name, most=MOST_COLUMNS)
        yield Line(line.number, line.cells[:MOST_COLUMNS])


def column_letter(index: int) -> str:
    """A, B, … Z, AA for columns from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text_lines(text: Iterable[str], layout: Layout, name: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    is_old = layout.encoding == "gb18030"
    reader = csv.reader((modern(line) for line in text) if is_old else text, delimiter=layout.delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if number == 1 and len(row) <= 2 and row and row[0].lower().startswith("sep="):
                continue  # Excel's own note about the delimiter
            yield Line(number, [cell.replace("\0", "").strip() for cell in row])
    except (csv.Error, UnicodeError):  # UTF-16 without its mark is no text, whatever stands for what cannot be read
        raise NotATable(name=name) from None


def _sheet_lines(book: Book, sheet: Sheet) -> Iterator[Line]:
    return (Line(number, cells) for number, cells in book.rows(sheet, MOST_COLUMNS + 1))


@contextmanager
def _workbook(file: BinaryIO, name: str) -> Iterator[Book]:
    try:
        with open_workbook(file) as book:
            yield book
    except NotAWorkbook:
        raise NotATable(name=name) from None


def _first_sheet(file: BinaryIO, name: str) -> str:
    """The first visible sheet that is not empty."""
    with _workbook(file, name) as book:
        for sheet in book.sheets:
            if sheet.is_visible and any(any(line.cells) for line in islice(_sheet_lines(book, sheet), 9)):
                return sheet.title
        raise EmptyTable(name=name)


def _delimiter(file: BinaryIO, encoding: str, name: str) -> str:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        head = list(islice(text, _SNIFFED))
    except UnicodeError:
        raise NotATable(name=name) from None
    finally:
        text.detach()
    if not any(line.strip() for line in head):
        raise EmptyTable(name=name)
    if named := re.match(r"(?i)sep=(.)\s*$", head[0]):
        return named.group(1)
    return max(_DELIMITERS, key=lambda one: _evenness(head, one))


def _evenness(head: list[str], delimiter: str) -> tuple[float, int]:
    """How many rows have the usual number of columns, more than one; then how many columns."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        widths = Counter(len(row) for row in csv.reader(head, delimiter=delimiter) if row)
    except csv.Error:
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]))
    return (rows / sum(widths.values()) if width > 1 else 0.0), width


def _header_row(rows: Iterator[Line]) -> int:
    """The first row that is as wide as the table and names things; 0 when the first such row is data already."""
    first = [row for row in islice(rows, _SNIFFED) if any(row.cells)]
    if not first:
        return 1
    usual = Counter(_filled(row) for row in first).most_common(1)[0][0]
    for row in first:
        if _filled(row) >= max(1, round(usual * 0.6)):
            is_data = any(_DATUM.fullmatch(cell) for cell in row.cells if cell)
            return 0 if is_data else row.number
    return first[0].number


def _filled(row: Line) -> int:
    return sum(bool(cell) for cell in row.cells)
