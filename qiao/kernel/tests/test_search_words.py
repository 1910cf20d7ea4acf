"""Words are sent as PostgreSQL keeps them: it must make of them what it makes of the same words as text."""

import re
import sys
import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qiao.kernel.database import prepared_cursor
from qiao.kernel.search.analysis import folded, lexemes, quoted, vector, words_of
from qiao.kernel.search.codes import _ANY, Code, codes_in, number_keys

TEXTS = st.lists(
    st.sampled_from(
        [*"心跳丢失数据库连接超时的 \n。，", *"aZé9", "V4.2.1", "ERR_CONN_7", "0x1f", "ada@acme.example", "getUser"]
    ),
    max_size=60,
).map("".join)
NUMBERS = st.lists(st.sampled_from(["Q-12", "0012", "#7", "o'neill@acme.example", "a\\b 1"]), max_size=3)


def as_text(body, title, numbers):
    """The same vector as people write it."""
    titled, said = lexemes(title), lexemes(body)
    end = 1 + max((place for places in lexemes(f"{title} x").values() for place in places), default=0)
    weighed = []
    for word in titled | said:
        places = [(word, place, "A") for place in titled.get(word, ())]
        places += [(word, min(end + place - 1, 16_383), "") for place in said.get(word, ())]
        weighed += places[:200]  # the first ones, as everywhere
    weighed += [(code.key, 1, "B") for code in codes_in(folded(f"{title}\n{body}"))]
    weighed += [(key, 1, "A") for key in number_keys(numbers)]
    return " ".join(f"{quoted(word)}:{place}{weight}" for word, place, weight in weighed)


class TestVectors(TestCase):
    @given(TEXTS, TEXTS, NUMBERS)
    @example("字" * 17_000 + "库表", "字", [])
    @example("word " * 17_000 + "end", "word " * 300, ["Q-1"])
    @example("", "", [])
    def test_what_is_sent_is_what_the_words_say(self, body, title, numbers):
        with prepared_cursor() as cursor:
            cursor.execute("SELECT %s::tsvector::text", [vector(words_of(body, title=title), numbers=numbers)])
            [(sent,)] = cursor.fetchall()
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsvector::text", [as_text(body, title, numbers)])
            [(written,)] = cursor.fetchall()
        assert sent == written

    @given(TEXTS)
    def test_codes_are_those_of_the_whole_text(self, text):
        text = text.lower()
        found = [(match.start(), match.end()) for match in _ANY.finditer(text) if len(match[0]) <= 80]
        assert [(code.start, code.end) for code in codes_in(text)] == found
        assert all(isinstance(code, Code) for code in codes_in(text))


def test_no_letter_keeps_an_accent():
    marks = re.compile("[\u0300-\u036f]")
    kept = [
        f"U+{point:04X}"
        for point in range(0x80, sys.maxunicode)
        if not 0xD800 <= point < 0xE000 and marks.search(unicodedata.normalize("NFD", folded(chr(point))))
    ]
    assert kept == []


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200e", "\u202a", "\u2060", "\ufeff"])
def test_signs_that_nobody_sees_part_no_word(sign):
    assert lexemes(f"time{sign}out") == lexemes("timeout")
