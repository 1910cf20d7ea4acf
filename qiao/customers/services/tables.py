"""Writing rows into a file as they come: CSV in several encodings, or an Excel workbook."""

import csv
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, Protocol

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from qiao.customers.models import Export
from qiao.customers.ports import Cell
from qiao.kernel.tables.writing import harmless

MOST_ROWS_OF_A_SHEET = 1_048_576
LONGEST_CELL = 32_767

_ENCODINGS = {
    Export.Format.CSV: ("utf-8", b""),
    Export.Format.CSV_BOM: ("utf-8", b"\xef\xbb\xbf"),
    Export.Format.CSV_GB: ("gb18030", b""),
}


class TableWriter(Protocol):
    """Takes rows one by one; nothing is complete before `close`."""

    def row(self, cells: Sequence[Cell]) -> None:
        """Append a row."""

    def close(self) -> None:
        """Write what is left."""


class CsvWriter:
    """CSV as RFC 4180 has it. What an encoding cannot say becomes a question mark."""

    def __init__(self, target: BinaryIO, encoding: str, mark: bytes) -> None:
        target.write(mark)
        self._target, self._encoding = target, encoding
        self._csv = csv.writer(self)

    def row(self, cells: Sequence[Cell]) -> None:
        self._csv.writerow([_shown(cell) for cell in cells])

    def close(self) -> None:
        """Every row is written already."""

    def write(self, line: str) -> int:
        """What the csv module gives a line to."""
        return self._target.write(line.encode(self._encoding, errors="replace"))


class WorkbookWriter:
    """An Excel workbook; rows beyond the limit of a sheet continue in the next one, with the same header."""

    def __init__(self, target: BinaryIO, title: str) -> None:
        self._target, self._title = target, "".join(letter for letter in title if letter not in "[]:*?/\\")[:28]
        self._book = Workbook(write_only=True)
        self._sheets, self._rows = 0, MOST_ROWS_OF_A_SHEET
        self._head: list[object] = []

    def row(self, cells: Sequence[Cell]) -> None:
        values = [_in_workbook(cell) for cell in cells]
        self._head = self._head or values
        if self._rows >= MOST_ROWS_OF_A_SHEET:
            self._sheets += 1
            self._rows = 0
            self._sheet = self._book.create_sheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
            if values is not self._head:
                self._append(self._head)
        self._append(values)

    def close(self) -> None:
        self._book.save(self._target)

    def _append(self, values: list[object]) -> None:
        self._sheet.append(values)
        self._rows += 1


def writer_for(format_: str, target: BinaryIO, title: str) -> TableWriter:
    """The writer of a format."""
    if format_ == Export.Format.XLSX:
        return WorkbookWriter(target, title)
    return CsvWriter(target, *_ENCODINGS[Export.Format(format_)])


def _shown(cell: Cell) -> object:
    if isinstance(cell, str):
        return harmless(cell.replace("\0", ""))
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    return "" if cell is None else int(cell) if isinstance(cell, bool) else cell


def _in_workbook(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None)  # a workbook knows no zones
    shown = _shown(cell)
    return ILLEGAL_CHARACTERS_RE.sub("", shown)[:LONGEST_CELL] if isinstance(shown, str) else shown
