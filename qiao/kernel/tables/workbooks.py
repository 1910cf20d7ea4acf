"""Reading Excel workbooks row by row, in the memory of one row and of the texts that cells share.

openpyxl reads the same ten times slower: it makes an object of each cell. Its knowledge of formats and of Excel's
calendar is used here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from posixpath import join, normpath
from typing import IO, Any, BinaryIO

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

MOST_UNPACKED = 2 * 1024**3  # bytes of XML inside
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CHUNK = 1 << 20


class NotAWorkbook(Exception):
    """The file is none, is broken, or would fill the memory."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells; `path` is its place in the archive."""

    title: str
    path: str
    is_visible: bool


class Book:
    """An open workbook: its sheets in order, and their rows."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        root = self._read("xl/workbook.xml")
        properties = root.find("{*}workbookPr")
        is_mac = properties is not None and properties.get("date1904") in {"1", "true"}
        self._epoch = CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900
        targets = self._targets()
        self.sheets = [
            Sheet(one.get("name", ""), path, one.get("state", "visible") == "visible")
            for one in root.iterfind("{*}sheets/{*}sheet")
            if (path := targets.get(one.get(_RELATION) or one.get(_STRICT_RELATION) or ""))
        ]

    def sheet(self, title: str) -> Sheet:
        """A sheet by its name, else the first. Raises NotAWorkbook when there is none."""
        if not self.sheets:
            raise NotAWorkbook
        return next((one for one in self.sheets if one.title == title), self.sheets[0])

    def rows(self, sheet: Sheet, most_columns: int) -> Iterator[tuple[int, list[str]]]:
        """Rows with their numbers, as the texts of their cells. Rows that nobody wrote into are not in the file.

        Raises NotAWorkbook at the row that cannot be read.
        """
        with _reading():
            cells = _Cells(self._shared(), self._formats(), self._epoch, most_columns)
        number = 0
        with _reading(), self._archive.open(sheet.path) as file:
            for row in _elements(file, "{*}row"):
                number = int(row.get("r") or number + 1)
                yield number, cells.texts(row)

    def count_rows(self, sheet: Sheet) -> int:
        """About how many rows a sheet has, without reading them."""
        with self._archive.open(sheet.path) as file:
            return sum(len(_ROW.findall(chunk)) for chunk in iter(lambda: file.read(_CHUNK), b""))

    def _targets(self) -> dict[str, str]:
        """The worksheets by the names under which the list of sheets knows them; charts are left out."""
        relations = self._read("xl/_rels/workbook.xml.rels")
        return {
            one.get("Id", ""): normpath(join("xl", one.get("Target", "").removeprefix("/xl/")))
            for one in relations
            if one.get("Type", "").endswith("/worksheet")
        }

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        with self._archive.open("xl/sharedStrings.xml") as file:
            return [_rich_text(one) for one in _elements(file, "{*}si")]

    def _formats(self) -> dict[str, str]:
        """Index of a style → what numbers in it are: `moment` or `duration`; others are not in it."""
        if "xl/styles.xml" not in self._archive.namelist():
            return {}
        root = self._read("xl/styles.xml")
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
        found = {}
        for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            key = style.get("numFmtId", "0")
            form = own.get(key) or BUILTIN_FORMATS.get(int(key), "General")
            if is_date_format(form):
                found[str(at)] = "duration" if is_timedelta_format(form) else "moment"
        return found

    def _read(self, path: str) -> etree._Element:
        with self._archive.open(path) as file:
            return etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


@contextmanager
def open_workbook(file: BinaryIO) -> Iterator[Book]:
    """Open a workbook. Raises NotAWorkbook."""
    file.seek(0)
    with _reading():
        archive = zipfile.ZipFile(file)
    with archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise NotAWorkbook
        with _reading():
            book = Book(archive)
        yield book


@contextmanager
def _reading() -> Iterator[None]:
    """Maps all errors of a broken archive or broken XML to one."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, LookupError, ValueError, OSError, EOFError, etree.XMLSyntaxError) as error:
        raise NotAWorkbook from error


class _Cells:
    """Turns the cells of a row into texts."""

    def __init__(self, shared: Sequence[str], formats: Mapping[str, str], epoch: datetime, most: int) -> None:
        self.shared, self.formats, self.epoch, self.most = shared, formats, epoch, most

    def texts(self, row: etree._Element) -> list[str]:
        """Texts from column A to the last one that is written."""
        found: list[str] = []
        for cell in row:
            at = _column(cell.get("r", "")) if cell.get("r") else len(found)
            if at >= self.most:
                break
            found += [""] * (at - len(found))
            found.append(self._text(cell))
        return found

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return _rich_text(inline).strip() if inline is not None else ""
        value = next((part.text for part in cell if part.tag.endswith("}v")), None)
        if not value:
            return ""
        if kind == "s":
            return self.shared[int(value)]
        if kind in {"str", "e"}:
            return _unescaped(value).strip()
        if kind == "b":
            return value
        return cell_text(datetime.fromisoformat(value) if kind == "d" else self._number(value, cell.get("s", "")))

    def _number(self, value: str, style: str) -> object:
        number = float(value) if "." in value or "e" in value.lower() else int(value)
        form = self.formats.get(style)
        if form is None:
            return number
        try:
            return from_excel(number, self.epoch, timedelta=form == "duration")
        except (OverflowError, ValueError):
            return number  # a date beyond the calendar shows as the number it is


def cell_text(value: object) -> str:
    """What a cell shows: whole numbers without a point, days and moments as ISO writes them."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _elements(file: IO[bytes], tag: str) -> Iterator[Any]:
    """Elements of a kind as they end; each is forgotten when the next is asked for."""
    for _event, one in etree.iterparse(
        file, events=("end",), tag=tag, resolve_entities=False, no_network=True, huge_tree=True
    ):
        yield one
        one.clear()
        while one.getprevious() is not None:
            del one.getparent()[0]


def _rich_text(element: etree._Element) -> str:
    """The text of a cell whatever its letters look like, without the reading aids of Japanese."""
    parts = []
    for part in element:
        if part.tag.endswith("}t"):
            parts.append(part.text or "")
        elif part.tag.endswith("}r"):
            parts += [piece.text or "" for piece in part if piece.tag.endswith("}t")]
    return _unescaped("".join(parts)).strip()


def _unescaped(text: str) -> str:
    """With the characters that XML cannot hold, which Excel writes as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text).replace("\0", "")


def _column(reference: str) -> int:
    """Index of the column in a reference such as AB12, from 0."""
    index = 0
    for letter in reference:
        if not letter.isalpha():
            break
        index = index * 26 + ord(letter) - 64
    return index - 1
