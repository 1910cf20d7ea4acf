"""Workbooks: the same texts as openpyxl's values, whatever wrote them; what is broken or a trap is refused."""

import datetime
import io
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from qiao.kernel.tables.reading import (
    EmptyTable,
    NotATable,
    about_how_many,
    data_lines,
    detect_layout,
    raw_lines,
    read_headers,
)
from qiao.kernel.tables.workbooks import cell_text

FIRST, LAST = datetime.datetime(1950, 1, 1), datetime.datetime(2100, 1, 1)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).map(lambda one: round(one, 4)),
    st.datetimes(FIRST, LAST).map(lambda one: one.replace(microsecond=0)), st.dates(FIRST.date(), LAST.date()),
    st.text(alphabet="abc北京 <&>'\"=\n1", max_size=12),
)  # fmt: skip
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def saved(book: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    return file


def rows_of(file: io.BytesIO) -> list[list[str]]:
    layout = detect_layout(file, "x.xlsx")
    with raw_lines(file, layout, "x.xlsx") as lines:
        return [line.cells for line in lines]


def with_parts(file: io.BytesIO, parts: dict[str, str]) -> io.BytesIO:
    """The same archive with some of its parts replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for name in {*source.namelist(), *parts}:
            target.writestr(name, parts.get(name, b"") or source.read(name))
    return changed


def with_sheet(rows: str, **parts: str) -> io.BytesIO:
    book = Workbook()
    book.active.append(["x"])
    return with_parts(saved(book), {"xl/worksheets/sheet1.xml": SHEET.format(rows), **parts})


def shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.strip() if isinstance(value, str) else cell_text(value)


@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=6), st.booleans())
@settings(max_examples=120)
def test_every_cell_reads_as_openpyxl_reads_it(table, is_stream):
    book = Workbook(write_only=is_stream)
    sheet = book.create_sheet() if is_stream else book.active
    for row in table:
        # a formula has no value before a spreadsheet has been at it
        sheet.append([value if not str(value).startswith("=") else "text" for value in ["first", *row]])
    file = saved(book)
    expected = [[shown(cell) for cell in row] for row in load_workbook(file, data_only=True).active.values]
    found = rows_of(file)
    width = len(expected[0])
    assert [row + [""] * (width - len(row)) for row in found] == expected


def test_days_of_the_mac_calendar_and_hours_beyond_a_day():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["day", "moment", "hours", "price"])
    sheet.append(
        [
            datetime.date(2026, 3, 31),
            datetime.datetime(2026, 3, 31, 14, 5),
            datetime.timedelta(hours=30),
            Decimal("12.50"),
        ]
    )
    assert rows_of(saved(book))[1] == ["2026-03-31", "2026-03-31 14:05:00", "1 day, 6:00:00", "12.5"]


def test_rich_text_reading_aids_and_escaped_letters():
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Qi</t></r><r><rPr><b/></rPr>'
        "<t>ao</t></r><rPh sb='0' eb='1'><t>kana</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>"
    )
    file = with_sheet('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t> in </t></is></c></row>')
    assert rows_of(with_parts(file, {"xl/sharedStrings.xml": shared})) == [["Qiao", "a\r\nb", "in"]]


def test_gaps_are_kept_and_rows_have_the_numbers_excel_shows():
    file = with_sheet(
        '<row r="2"><c r="B2"><v>1</v></c><c r="D2" t="b"><v>1</v></c></row>'
        '<row r="7"><c r="A7" t="str"><v>z</v></c></row>'
    )
    layout = detect_layout(file, "x.xlsx")
    with raw_lines(file, layout, "x.xlsx") as lines:
        assert [(line.number, line.cells) for line in lines] == [(2, ["", "1", "", "1"]), (7, ["z"])]


def test_the_first_sheet_in_sight_with_something_in_it_is_read():
    book = Workbook()
    book.active.title = "empty"
    hidden = book.create_sheet("hidden")
    hidden.append(["no"])
    hidden.sheet_state = "hidden"
    book.create_sheet("people").append(["name"])
    book["people"].append(["Ada"])
    file = saved(book)
    layout = detect_layout(file, "x.xlsx")
    assert (layout.sheet, read_headers(file, layout, "x.xlsx")) == ("people", ["name"])
    with pytest.raises(EmptyTable):
        detect_layout(saved(Workbook()), "x.xlsx")


@pytest.mark.parametrize(
    "rows",
    ['<row><c><v>1</v></c>', '<row><c t="s"><v>7</v></c></row>', "<row><c><v>many</v></c></row>",
     '<row r="x"><c><v>1</v></c></row>'],
)  # fmt: skip
def test_a_broken_sheet_is_refused_by_name(rows):
    with pytest.raises(NotATable) as caught:
        rows_of(with_sheet(rows))
    assert "x.xlsx" in caught.value.message


def test_entities_are_not_filled_in():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    sheet = bomb + SHEET.format('<row><c t="str"><v>&b;</v></c><c t="str"><v>&f;</v></c><c t="str"><v>ok</v></c></row>')
    (row,) = rows_of(with_sheet("", **{"xl/worksheets/sheet1.xml": sheet}))
    assert row == ["", "", "ok"]


def test_an_archive_that_unpacks_into_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("qiao.kernel.tables.workbooks.MOST_UNPACKED", 2_000)
    with pytest.raises(NotATable):
        rows_of(with_sheet("<row><c><v>1</v></c></row>"))


def test_a_long_sheet_is_read_in_the_memory_of_a_few_rows():
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for at in range(20_000):
        sheet.append([at, at * 2, at * 3, 1.5])
    file = saved(book)
    layout = detect_layout(file, "x.xlsx")
    assert about_how_many(file, layout, "x.xlsx") == 20_000 - layout.header_row
    tracemalloc.start()
    with data_lines(file, layout, "x.xlsx") as lines:
        assert sum(1 for _ in lines) == 20_000 - layout.header_row
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * 2**20
