"""Reading tables as people have them: encodings, delimiters, titles above the headers, workbooks."""

import csv
import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from qiao.kernel.tables.encodings import detect_encoding, modern
from qiao.kernel.tables.reading import (
    EmptyTable,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    data_lines,
    detect_layout,
    read_headers,
)
from qiao.kernel.tables.values import BadValue, day_of, moment_of, money_of, yes_or_no
from qiao.kernel.tables.workbooks import cell_text

CHINESE = "客户编号,客户名称,等级\nC1,北京示例科技有限公司,战略\nC2,上海港口集团,重点\n"


def rows_of(content: bytes, name: str = "x.csv"):
    file = io.BytesIO(content)
    layout = detect_layout(file, name)
    headers = read_headers(file, layout, name)
    with data_lines(file, layout, name) as lines:
        return layout, headers, [line.cells for line in lines]


@pytest.mark.parametrize(
    ("codec", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
     ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_chinese_is_read_in_every_usual_encoding(codec, found):
    layout, headers, rows = rows_of(CHINESE.encode(codec))
    assert layout.encoding == found
    assert headers == ["客户编号", "客户名称", "等级"]
    assert rows[0] == ["C1", "北京示例科技有限公司", "战略"]


def test_a_western_file_is_not_taken_for_chinese():
    assert detect_encoding(io.BytesIO("Name;Ort\nMüller;Köln\nGröße;Zürich\n".encode("cp1252"))) == "cp1252"


def test_a_strange_character_far_down_is_seen():
    content = ("name\n" + "plain\n" * 300_000).encode() + "北京示例科技\n".encode("gb18030")
    assert detect_encoding(io.BytesIO(content)) == "gb18030"


def test_gb18030_has_the_characters_of_2022():
    assert modern(bytes.fromhex("fe59").decode("gb18030")) == "\u9fb4"
    assert modern(bytes.fromhex("a6d9").decode("gb18030")) == "\ufe10"
    assert modern("𠮷".encode("gb18030").decode("gb18030")) == "𠮷"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["name", "city, town", "no"], ["Acme", "Köln", "7"])) + "\n"
    layout, headers, rows = rows_of(text.replace("city, town", "city").encode())
    assert (layout.delimiter, headers, rows) == (delimiter, ["name", "city", "no"], [["Acme", "Köln", "7"]])


def test_titles_above_the_headers_are_skipped():
    layout, headers, rows = rows_of("客户清单,,\n,,\n编号,名称,城市\n1,甲公司,北京\n\n2,乙公司,上海\n".encode())
    assert layout.header_row == 3
    assert headers == ["编号", "名称", "城市"]
    assert rows == [["1", "甲公司", "北京"], ["2", "乙公司", "上海"]]


def test_a_table_without_headers_has_letters():
    layout, headers, rows = rows_of(b"Ada,ada@acme.example,+44 20 7946 0000\nBo,bo@acme.example,+44 20 7946 0001\n")
    assert (layout.header_row, headers, len(rows)) == (0, ["A", "B", "C"], 2)


def test_rows_are_counted_as_excel_counts_them():
    file = io.BytesIO(b'name,notes\nAcme,"two\nlines"\n\nBolt,x\n')
    layout = detect_layout(file, "x.csv")
    with data_lines(file, layout, "x.csv") as lines:
        assert [(line.number, line.cells[0]) for line in lines] == [(2, "Acme"), (4, "Bolt")]


def test_a_workbook_gives_the_same_rows():
    book = Workbook()
    book.active.append(["电话", "日期", "金额", "空"])
    book.active.append([13800138000, datetime.datetime(2026, 3, 31), 12.5, None])
    file = io.BytesIO()
    book.save(file)
    layout, headers, rows = rows_of(file.getvalue(), "x.xlsx")
    assert layout.format == "xlsx"
    assert headers == ["电话", "日期", "金额", "空"]
    assert rows == [["13800138000", "2026-03-31", "12.5"]]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", EmptyTable), (b"name,city\n", EmptyTable), (b"\xd0\xcf\x11\xe0\xa1\xb1", OldWorkbook),
     (b"PK\x03\x04broken", NotATable), (b",".join([b"a"] * 201) + b"\n" + b",".join([b"b"] * 201), TooManyColumns)],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(content, refusal):
    with pytest.raises(refusal) as caught:
        rows_of(content)
    assert "x.csv" in caught.value.message


@given(st.binary(max_size=3000))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(content):
    try:
        _, headers, rows = rows_of(content)
    except (NotATable, OldWorkbook, EmptyTable, TooManyColumns):
        return
    assert headers
    assert all("\0" not in cell for row in rows for cell in row)


@given(st.lists(st.tuples(*[st.text(alphabet="abc,;\"'\n 北京", max_size=8)] * 2), min_size=1, max_size=9))
@settings(max_examples=80)
def test_what_excel_writes_is_what_is_read(pairs):
    table = [[f"k{at}", *pair] for at, pair in enumerate(pairs)]
    text = io.StringIO()
    csv.writer(text).writerows([["one", "two", "three"], *table])
    _, headers, rows = rows_of(text.getvalue().encode("utf-8-sig"))
    assert headers == ["one", "two", "three"]
    assert rows == [[cell.strip() for cell in row] for row in table]


@pytest.mark.parametrize(
    "text", ["2026-03-31", "2026/3/31", "2026.03.31", "20260331", "2026年3月31日", "31.03.2026", "31/03/2026",
             "3/31/2026", "2026-03-31 14:05"],
)  # fmt: skip
def test_days_are_read_in_usual_forms(text):
    assert day_of(text).isoformat() == "2026-03-31"


@pytest.mark.parametrize(
    ("text", "code"), [("03/04/2026", "ambiguous_day"), ("soon", "not_a_day"), ("2026-02-30", "not_a_day")]
)
def test_a_day_with_two_meanings_is_not_guessed(text, code):
    with pytest.raises(BadValue) as caught:
        day_of(text)
    assert caught.value.code == code


def test_moments_amounts_and_yes():
    assert moment_of("2026-03-31T14:05:00+08:00").isoformat() == "2026-03-31T06:05:00+00:00"
    assert str(money_of("¥12,500.5")) == "12500.50"
    assert str(money_of("1.234,50".replace(".", ""))) == "1234.50"
    assert yes_or_no("是")
    assert not yes_or_no("No")
    assert cell_text(3.0) == "3"
    with pytest.raises(BadValue):
        yes_or_no("maybe")
