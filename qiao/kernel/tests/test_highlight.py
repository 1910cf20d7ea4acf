"""Excerpts show the words looked for, and nothing else is marked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.text.highlight import excerpt, highlight, marked


def marks(text, *terms):
    return [piece for piece, hit in highlight(text, terms) if hit]


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("数据库连接失败", ["连接"], ["连接"]),
        ("數據庫連接失敗", ["数据库"], ["數據庫"]),
        ("连接数据库的时候", ["数据库连接"], ["连接", "数据库"]),
        ("The sync job failed", ["failing"], ["failed"]),
        ("The sync job failed", ["syn"], ["sync"]),
        ("asynchronous", ["sync"], []),
        ("ＦＡＩＬ Café ﬁle", ["fail", "cafe", "file"], ["ＦＡＩＬ", "Café", "ﬁle"]),
        ("ERR-4032, err_4032, ERR4032", ["err4032"], ["ERR-4032", "err_4032", "ERR4032"]),
        ("write to ada@acme.example", ["ada@acme.example"], ["ada@acme.example"]),
        ("since v5.4.1", ["5.4.1"], ["v5.4.1"]),
        ("since 5.4.1, not 5.4.12", ["v5.4.1"], ["5.4.1"]),
        ("nothing", [""], []),
        ("a.b*c", ["(", "*", "[b", "?c"], ["b", "c"]),
    ],
)
def test_terms_are_found_as_search_finds_them(text, terms, found):
    assert marks(text, *terms) == found


def test_an_excerpt_shows_where_most_terms_stand():
    text = "同步 " + "无关 " * 100 + "昨晚同步任务失败，请重启" + " 无关" * 100
    pieces = excerpt(text, ["同步", "失败"], width=60)
    assert [piece for piece, hit in pieces if hit] == ["同步", "失败"]
    assert pieces[0] == pieces[-1] == ("…", False)


def test_an_excerpt_is_as_wide_as_asked_in_columns():
    assert excerpt("一" * 300, [], width=20) == [("一" * 10, False), ("…", False)]
    assert excerpt("a" * 300, [], width=20) == [("a" * 20, False), ("…", False)]
    assert excerpt(" short\n text ", [], width=20) == [("short text", False)]


def test_marks_are_safe_html():
    assert marked(highlight("<b>失败</b> & more", ["失败", "more"])) == (
        "&lt;b&gt;<mark>失败</mark>&lt;/b&gt; &amp; <mark>more</mark>"
    )


@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=4), st.integers(10, 100))
def test_nothing_is_lost_or_invented(text, terms, width):
    assert "".join(piece for piece, _ in highlight(text, terms)) == text
    shown = "".join(piece for piece, hit in excerpt(text, terms, width=width) if (piece, hit) != ("…", False))
    assert shown in " ".join(text.split())


def test_a_long_text_full_of_terms_takes_no_time():
    began = time.process_time()
    excerpt("数据库连接失败 sync failed " * 4000, ["连接失败", "sync"])
    assert time.process_time() - began < 0.5
