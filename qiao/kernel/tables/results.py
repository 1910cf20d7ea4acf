"""The result of an import for people: messages for refused rows, and the same rows as a file to correct."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from qiao.kernel.files import open_file
from qiao.kernel.models import TableImport
from qiao.kernel.tables.columns import PROBLEM_HEADER, is_problem_header
from qiao.kernel.tables.kinds import TableKind, kind_of
from qiao.kernel.tables.problems import sentence_for
from qiao.kernel.tables.reading import Layout, Line, raw_lines

SHOWN = 100


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One thing that is wrong: where, and a sentence that names the value and what is allowed."""

    row: int
    column: str
    field: str
    sentence: str

    @property
    def text(self) -> str:
        """The sentence with the name of the column before it."""
        return f"{self.column}: {self.sentence}" if self.column else self.sentence


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How often the same kind of problem occurs in the same column."""

    column: str
    example: str
    count: int


def refused_cells(run: TableImport, *, most: int = SHOWN) -> list[RefusedCell]:
    """The first problems, in the order of the file and in the active language."""
    kind = kind_of(run.kind)
    found: list[RefusedCell] = []
    for entry in _entries(run):
        if len(found) == most:
            break
        found.append(_cell(run, kind, entry))
    return found


def problem_counts(run: TableImport, *, most: int = 8) -> list[ProblemCount]:
    """Problems by kind and column, the most frequent first."""
    kind = kind_of(run.kind)
    counts: Counter[tuple[int | None, str]] = Counter()
    examples: dict[tuple[int | None, str], list[Any]] = {}
    for entry in _entries(run):
        place = (entry[1], entry[2])
        counts[place] += 1
        examples.setdefault(place, entry)
    return [
        ProblemCount((cell := _cell(run, kind, examples[place])).column, cell.sentence, count)
        for place, count in counts.most_common(most)
    ]


def refused_file(run: TableImport) -> tuple[IO[bytes], str, str]:
    """The refused rows as they were, with a column of what is wrong: (file, name, content type)."""
    kind, layout = kind_of(run.kind), Layout(**run.layout)
    problems: dict[int, list[str]] = {}
    for entry in _entries(run):
        problems.setdefault(entry[0], []).append(_cell(run, kind, entry).text)
    stem = run.file_name.rpartition(".")[0] or run.file_name
    target = tempfile.SpooledTemporaryFile(8 << 20)  # noqa: SIM115 (the answer closes it)
    with open_file(run.file) as source, raw_lines(source, layout, run.file_name) as lines:
        rows = _rows_to_mend(lines, layout, problems)
        if layout.format == "xlsx":
            _write_workbook(target, rows)
            name, content_type = f"{stem}-refused.xlsx", _XLSX
        else:
            _write_csv(target, rows, layout)
            name, content_type = f"{stem}-refused.csv", "text/csv"
    target.seek(0)
    return target, name, content_type


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows_to_mend(lines: Iterator[Line], layout: Layout, problems: dict[int, list[str]]) -> Iterator[list[str]]:
    place: int | None = None
    width = 0
    for line in lines:
        if line.number == layout.header_row:
            place = next((at for at, title in enumerate(line.cells) if is_problem_header(title)), None)
            width = len(line.cells)
            yield _with(line.cells, place, width, str(PROBLEM_HEADER))
        elif line.number in problems:
            yield _with(line.cells, place, width or len(line.cells), " ".join(problems[line.number]))


def _with(cells: list[str], place: int | None, width: int, text: str) -> list[str]:
    padded = cells + [""] * (width - len(cells))
    if place is None:
        return [*padded, text]
    return [*padded[:place], text, *padded[place + 1 :]]


def _write_csv(target: IO[bytes], rows: Iterator[list[str]], layout: Layout) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=layout.delimiter).writerows(rows)
    content = text.getvalue()
    # UTF-16 and UTF-8 with a mark, so that Excel takes them for what they are
    encoding = "utf-16" if layout.encoding.startswith("utf-16") else layout.encoding
    try:
        target.write(content.encode(encoding))
    except UnicodeEncodeError:
        target.write(content.encode("utf-8-sig"))


def _write_workbook(target: IO[bytes], rows: Iterator[list[str]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in cells:
            cell.data_type = "s"  # text stays text, also when it begins with an equals sign
        sheet.append(cells)
    book.save(target)


def _entries(run: TableImport) -> Iterator[list[Any]]:
    is_check = run.state in {TableImport.State.CHECKING, TableImport.State.CHECKED}
    batches = run.batches.filter(is_check=is_check).exclude(refused=[]).order_by("first")
    return chain.from_iterable(batches.values_list("refused", flat=True).iterator())


def _cell(run: TableImport, kind: TableKind, entry: list[Any]) -> RefusedCell:
    row, at, code, details = entry
    field = kind.field(run.mapping[at]) if at is not None and at < len(run.mapping) else None
    column = run.headers[at] if at is not None and at < len(run.headers) else ""
    filled = {"allowed": field.allowed if field else ""} | details
    return RefusedCell(row, column, str(field.label) if field else "", sentence_for(code, filled))
