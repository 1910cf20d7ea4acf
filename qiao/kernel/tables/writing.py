"""Writing tables that spreadsheets open without harm."""

import csv
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the system's own charset
_RUN_AS_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # also in full width


class _Line:
    """What the csv module writes to; `writerow` then gives the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A CSV file line by line: byte order mark, names of the columns, rows."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def harmless(value: object) -> object:
    """A cell no spreadsheet runs as a formula, also after it was saved and opened again: text gets an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN_AS_FORMULA) else value
