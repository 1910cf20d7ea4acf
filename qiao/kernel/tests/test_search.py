"""What was written is found again, by those who may read it, and by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qiao.kernel.models import OutboxEvent, SearchDocument
from qiao.kernel.search import (
    CursorWrong,
    Document,
    Filters,
    NotIndexed,
    Scope,
    append,
    count,
    engine,
    explain,
    frequencies,
    index,
    index_many,
    move,
    plan,
    remove,
    search,
)
from qiao.kernel.tests.search_corpus import QUESTIONS, TEXTS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KIND = "tickets.ticket"
STAFF = Scope(sees_internal=True)
CUSTOMER = Scope(sees_internal=False)


def write(number, body, *, title="", visibility="public", at=NOW, **details):
    index(KIND, number, title=title, body=body, visibility=visibility, at=at, **details)


def found(query, scope=STAFF, **options):
    return [hit.object_id for hit in search(query, scope=scope, **options).hits]


def all_pages(query, scope=STAFF, limit=7, filters=None):
    result = search(query, scope=scope, limit=limit, filters=filters)
    numbers = [hit.object_id for hit in result.hits]
    while result.cursor:
        result = search(query, scope=scope, limit=limit, filters=filters, cursor=result.cursor)
        numbers += [hit.object_id for hit in result.hits]
    return numbers


@pytest.fixture
def corpus():
    index_many(
        Document(object_type=KIND, object_id=number, title=title, body=body, numbers=[f"Q-{number}"], at=NOW)
        for number, (title, body) in TEXTS.items()
    )


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_a_question_finds_its_ticket_on_the_first_screen(corpus, question, answer):
    assert answer in found(question)[:5]


def test_most_questions_find_their_ticket_at_the_very_top(corpus):
    at_top = sum(found(question)[:1] == [answer] for question, answer in QUESTIONS)
    assert at_top / len(QUESTIONS) >= 0.85


@pytest.mark.parametrize("query", ["Q-17", "q17", "17", "#17", " Q-0017 ", "Ｑ－１７"])
def test_a_ticket_number_leads_to_the_ticket(corpus, query):
    write(99, "see Q-17 about 17 things, 17 in all")
    assert found(query)[0] == 17


def test_an_object_is_found_by_its_address():
    write(1, "hello", numbers=["ada@acme.example"])
    write(2, "ask ada@acme.example")
    write(3, "ask bob@acme.example")
    assert found("ADA@acme.example") == [1, 2]


@pytest.mark.parametrize("query", ["ERR-4032", "err_4032", "ERR4032", "err 4032"])
def test_an_error_code_is_found_however_it_is_written(query):
    write(1, "Fehler ERR-4032 beim Start")
    write(2, "err 4033")
    assert found(query)[0] == 1


@pytest.mark.parametrize("query", ["5.4.1", "v5.4.1", "5.4"])
def test_a_version_is_found_with_and_without_its_letter(query):
    write(1, "since v5.4.1")
    write(2, "since 6.4.1")
    assert found(query) == [1]


def test_traditional_and_simplified_full_width_and_accents_are_one():
    write(1, "軟體更新後伺服器無法連線，ＡＢＣ１２３")
    write(2, "le café est fermé")
    assert found("软体更新") == [1]
    assert found("abc123") == [1]
    assert found("CAFE") == [2]


def test_one_character_is_enough():
    write(1, "磁盘坏了网")
    write(2, "磁带")
    assert found("网") == [1]
    assert sorted(found("磁")) == [1, 2]


def test_a_phrase_stands_side_by_side():
    write(1, "connection reset by peer")
    write(2, "reset the connection")
    write(3, "网关连接超时")
    write(4, "连接网关超时")
    assert found('"connection reset"') == [1]
    assert found("“连接超时”") == [3]
    assert found('"网关超时"') == [4]


def test_a_phrase_is_found_across_scripts_and_in_appended_words():
    write(1, "首次 gateway 超时")
    append(KIND, 1, body="升级 helm 之后", at=NOW)
    assert found('"gateway 超时"') == [1]
    assert found('"helm之后"') == [1]


def test_an_excluded_word_counts_for_the_whole_object():
    write(1, "gateway timeout")
    append(KIND, 1, visibility="internal", body="only in staging", at=NOW)
    write(2, "gateway timeout")
    assert found("gateway -staging") == [2]
    assert sorted(found("gateway -staging", CUSTOMER)) == [1, 2]
    assert found('timeout -"gateway timeout"') == []


def test_notes_are_found_by_staff_only():
    write(1, "网关超时")
    append(KIND, 1, visibility="internal", body="怀疑是时钟漂移", at=NOW)
    assert found("时钟漂移") == [1]
    assert found("时钟漂移", CUSTOMER) == []


def test_a_ticket_is_found_once_when_both_rows_match():
    write(1, "gateway")
    append(KIND, 1, visibility="internal", body="gateway", at=NOW + timedelta(hours=1))
    result = search("gateway", scope=STAFF)
    assert [hit.object_id for hit in result.hits] == [1]
    assert result.total == 1


def test_products_teams_and_organisations_bound_what_is_found():
    write(1, "gateway", product_id=1, organisation_id=1)
    write(2, "gateway", product_id=2, organisation_id=1, team_id=9)
    write(3, "gateway", organisation_id=2)
    assert sorted(found("gateway", Scope(sees_internal=True, product_ids=[1]))) == [1, 3]
    assert sorted(found("gateway", Scope(sees_internal=True, hidden_team_ids=[9]))) == [1, 3]
    assert sorted(found("gateway", Scope(sees_internal=False, organisation_ids=[1]))) == [1, 2]
    assert found("gateway", Scope(sees_internal=False, organisation_ids=[])) == []


def test_a_moved_object_is_found_by_its_new_readers_only():
    write(1, "gateway", product_id=1)
    append(KIND, 1, visibility="internal", body="note", at=NOW)
    move(KIND, 1, product_id=2, organisation_id=None, team_id=None)
    for word in ("gateway", "note"):
        assert found(word, Scope(sees_internal=True, product_ids=[1])) == []
        assert found(word, Scope(sees_internal=True, product_ids=[2])) == [1]


def test_the_first_note_inherits_the_scope_of_its_ticket():
    write(1, "gateway", product_id=1, team_id=9)
    append(KIND, 1, visibility="internal", body="secret", at=NOW)
    assert found("secret", Scope(sees_internal=True, hidden_team_ids=[9])) == []


def test_filters_narrow_by_what_the_row_knows_and_by_a_queryset():
    event = OutboxEvent.objects.create(name="X", payload={})
    write(event.pk, "gateway", language="en", at=NOW)
    write(event.pk + 1, "gateway", language="zh-hans", at=NOW - timedelta(days=2))
    index("customers.contact", 5, body="gateway", at=NOW)
    assert found("gateway", filters=Filters(object_types=[KIND], languages=["en"])) == [event.pk]
    assert found("gateway", filters=Filters(until=NOW - timedelta(days=1))) == [event.pk + 1]
    within = {KIND: OutboxEvent.objects.filter(name="X").order_by("-published_at")}
    assert found("gateway", filters=Filters(within=within)) == [event.pk]
    assert found("gateway", filters=Filters(within={KIND: OutboxEvent.objects.none()})) == []


def test_a_removed_object_is_gone_and_an_unknown_one_cannot_grow():
    write(1, "gateway")
    remove(KIND, 1)
    assert found("gateway") == []
    with pytest.raises(NotIndexed):
        append(KIND, 1, body="more", at=NOW)


def test_appended_words_are_found_and_make_the_object_newer():
    write(1, "gateway", title="first", at=NOW)
    write(2, "gateway", title="other", at=NOW + timedelta(hours=1))
    append(KIND, 1, body="certificate", at=NOW + timedelta(hours=2))
    assert found("certificate") == [1]
    assert found("first") == [1]
    assert SearchDocument.objects.get(object_id=1).at == NOW + timedelta(hours=2)


def test_equal_hits_come_newest_first():
    for number in range(1, 6):
        write(number, "gateway", at=NOW + timedelta(hours=number))
    assert found("gateway") == [5, 4, 3, 2, 1]


def test_the_title_counts_more_than_the_text():
    write(1, "the gateway is down", title="problem", at=NOW + timedelta(hours=1))
    write(2, "the problem is there", title="gateway down")
    assert found("gateway") == [2, 1]


@pytest.mark.parametrize("query", ["", "   ", "!!!", '""', "-", "()&|:*<->", "'", "\\", "的", "\x00"])
def test_strange_queries_do_no_harm(corpus, query):
    assert search(query, scope=STAFF).total <= len(TEXTS)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "W10=",
        "bnVsbA==",
        "WzEsIDJd",
        "W0luZmluaXR5LCBudWxsXQ==",
        "WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAsIG51bGxd",
        "WzAsIFsiMjAyNi0wMS0wMVQwMDowMDowMCswMDowMCIsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDBdXQ==",
    ],
)
def test_a_made_up_cursor_is_refused(corpus, cursor):
    with pytest.raises(CursorWrong):
        search("gateway", scope=STAFF, cursor=cursor)


def many(number, *, common="gateway", rare_every=400):
    index_many(
        Document(
            object_type=KIND, object_id=at, at=NOW + timedelta(minutes=at),
            body=f"{common} certificate" if at % rare_every == 0 else common,
        )
        for at in range(1, number + 1)
    )  # fmt: skip


def test_the_total_is_exact_to_a_thousand_and_then_capped_until_asked_for():
    many(2_300)
    result = search("gateway", scope=STAFF)
    assert (result.total, result.is_capped) == (1_000, True)
    assert count("gateway", scope=STAFF) == 2_300
    assert count("gateway", scope=STAFF, filters=Filters(until=NOW + timedelta(minutes=101))) == 100
    exact = search("gateway", scope=STAFF, filters=Filters(until=NOW + timedelta(minutes=901)))
    assert (exact.total, exact.is_capped) == (900, False)


def test_every_hit_is_reached_once_beyond_the_ranked_ones():
    many(2_300)
    for number in range(50, 60):
        append(KIND, number, visibility="internal", body="gateway", at=NOW)
    numbers = all_pages("gateway", limit=100)
    assert sorted(numbers) == list(range(1, 2_301))
    pages = [hit for page in range(1, 25) for hit in found("gateway", page=page, limit=100)]
    assert sorted(pages) == list(range(1, 2_301))


def test_an_old_text_with_all_words_is_not_lost_behind_new_ones_with_one():
    many(2_300, rare_every=10_000)
    write(1, "gateway refuses certificate", at=NOW - timedelta(days=300))
    many_more = [
        Document(object_type=KIND, object_id=5_000 + at, body="refuses", at=NOW + timedelta(days=9)) for at in range(50)
    ]
    index_many(many_more)
    assert found("gateway refuses certificate")[0] == 1


def test_a_word_that_stands_nearly_everywhere_is_left_out_beside_a_rarer_one():
    many(2_300, rare_every=80)
    analyse()
    result = search("gateway certificate", scope=STAFF)
    assert result.dropped == ("gateway",)
    assert result.total == 28
    assert search("gateway", scope=STAFF).dropped == ()


def test_common_words_come_back_when_the_rare_ones_find_little():
    many(2_300, rare_every=10_000)
    analyse()
    result = search("gateway zebra", scope=STAFF)
    assert result.is_capped
    assert result.dropped == ()


def test_rare_words_go_by_the_index_and_common_ones_by_the_newest_rows():
    many(6_000, rare_every=2_000)
    analyse()
    assert "search_words" in explain("certificate", scope=STAFF)
    common = explain("gateway", scope=STAFF)
    assert "search_newest" in common
    assert "search_words" not in common


def analyse():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kernel_searchdocument")
    frequencies.forget()


@pytest.fixture(autouse=True)
def _fresh_statistics():
    frequencies.forget()
    yield
    frequencies.forget()


WORDS = st.lists(
    st.one_of(
        st.text("网关升级连接超时许可证校验失败", min_size=1, max_size=6),
        st.text("abcdefgé", min_size=1, max_size=9),
        st.from_regex(r"[A-Z]{2,3}-[0-9]{3}", fullmatch=True),
        st.from_regex(r"v?[1-9]\.[0-9]{1,2}", fullmatch=True),
    ),
    min_size=1,
    max_size=6,
)


class TestReach(TestCase):
    """Whatever words a text has, each of them finds it, wherever it stands among the hits."""

    @settings(max_examples=40)
    @given(st.lists(WORDS, min_size=1, max_size=12), st.data())
    def test_every_text_with_a_word_is_reached_by_it(self, texts, data):
        SearchDocument.objects.all().delete()
        for number, words in enumerate(texts, start=1):
            write(number, " ".join(words), at=NOW + timedelta(minutes=number))
        word = data.draw(st.sampled_from(texts[0]))
        having = {number for number, words in enumerate(texts, start=1) if word in words}
        numbers = all_pages(word, limit=3)
        assert having <= set(numbers)
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("way", ["walked", "looked up", "looked up among the newest"])
def test_every_way_to_find_a_word_finds_the_same_rows(way, monkeypatch):
    many(1_200, rare_every=10)
    analyse()
    few_are_ranked(monkeypatch, 31)
    monkeypatch.setattr(plan, "WALKED_SHARE", 0.0 if way == "walked" else 0.9)
    monkeypatch.setattr(plan, "LOOKED_UP_ROWS", 0 if way.endswith("newest") else 12_000)
    assert ("at >= '" in explain("certificate", scope=STAFF)) is way.endswith("newest")
    assert search("certificate", scope=STAFF).is_capped
    assert sorted(all_pages("certificate", limit=25)) == list(range(10, 1_201, 10))


def test_a_word_of_old_rows_only_is_found_though_the_newest_were_looked_at_first(monkeypatch):
    index_many(
        Document(
            object_type=KIND, object_id=at, body="zebra" if at < 200 else "gateway", at=NOW + timedelta(minutes=at)
        )
        for at in range(4_000)
    )
    analyse()
    few_are_ranked(monkeypatch, 41)
    monkeypatch.setattr(plan, "LOOKED_UP_ROWS", 0)
    assert "at >= '" in explain("zebra", scope=STAFF)
    assert sorted(all_pages("zebra", limit=25)) == list(range(200))


@pytest.mark.parametrize("together", [True, False])
def test_rows_with_all_words_are_fetched_only_when_the_newest_do_not_hold_enough(together, monkeypatch):
    for number in range(80):
        words = ("gateway timeout", "gateway timeout") if together or number < 3 else ("gateway", "timeout")
        write(number, words[number % 2], at=NOW + timedelta(hours=number))
    analyse()
    few_are_ranked(monkeypatch, 31)
    monkeypatch.setattr(plan, "ALL_WORDS_ROWS", 5)
    monkeypatch.setattr(plan, "COMMON_ROWS", 0)
    looked = search("gateway timeout", scope=STAFF)
    assert ("never executed" in explain("gateway timeout", scope=STAFF)) is together
    monkeypatch.setattr(plan, "COMMON_ROWS", 10_000)
    assert "never executed" not in explain("gateway timeout", scope=STAFF)
    assert search("gateway timeout", scope=STAFF) == looked
    assert together or {hit.object_id for hit in looked.hits[:3]} == {0, 1, 2}


def few_are_ranked(monkeypatch, rows):
    monkeypatch.setattr(plan, "RANKED_ROWS", rows)
    monkeypatch.setattr(engine, "RANKED_ROWS", rows)
