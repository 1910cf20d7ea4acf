"""Mentions, variables, tags, values of fields, signatures, languages, undo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.tickets.rules.custom_fields import Field, FieldValueWrong, missing_to_solve, stored_value, tidy_tags
from qiao.tickets.rules.undo import WRITES, fields_to_restore
from qiao.tickets.rules.writing import (
    fill_variables,
    language_of,
    mentioned_people,
    other_subject,
    show_mentions,
    snippet_of,
    split_signature,
    unknown_variables,
)


def test_people_are_mentioned_once_each_in_order():
    text = "@[Zhou](person:7) and @[Lin](person:3), again @[Zhou](person:7); not @Mei or [Eve](person:9)"
    assert mentioned_people(text) == (7, 3)
    assert show_mentions("ask @[Lin *x*](person:3)") == r"ask **@Lin \*x\***"


def test_variables_are_filled_as_plain_text_and_unknown_ones_stay():
    filled = fill_variables("Hi {{ contact.name }}, {{who}}", {"contact.name": "[x](javascript:1)"})
    assert filled == r"Hi \[x\](javascript:1), {{who}}"
    assert unknown_variables("{{contact.name}} {{ who }} {{agent.phone}}") == ("who", "agent.phone")


@given(st.text())
def test_filling_never_fails_and_a_text_without_variables_stays(text):
    assert fill_variables(text, {}) == text


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        ("text", " a b ", "a b"), ("number", "3", 3), ("number", "2.5", 2.5), ("date", "2026-02-28", "2026-02-28"),
        ("yes_no", "on", True), ("yes_no", False, False), ("choice", "b", "b"), ("url", "https://x.example", "https://x.example"),
        ("text", "  ", None), ("number", None, None),
    ],
)  # fmt: skip
def test_values_are_stored_in_their_kind(kind, given, stored):
    assert stored_value(Field("f", kind, ("a", "b")), given) == stored


@pytest.mark.parametrize(
    ("kind", "given", "problem"),
    [
        ("number", "three", "not_a_number"), ("number", "nan", "not_a_number"), ("number", "1e999", "not_a_number"),
        ("date", "2026-02-30", "not_a_date"), ("yes_no", "maybe", "not_yes_or_no"), ("choice", "c", "not_a_choice"),
        ("url", "javascript:alert(1)", "not_a_link"), ("url", "http://[", "not_a_link"),
        ("text", "x" * 2001, "too_long"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_say_why(kind, given, problem):
    with pytest.raises(FieldValueWrong) as wrong:
        stored_value(Field("f", kind, ("a", "b")), given)
    assert wrong.value.problem == problem


def test_required_fields_are_asked_only_of_their_products():
    fields = [
        Field("a", "text", product_ids=(1,), is_required_to_solve=True),
        Field("b", "text"),
        Field("c", "text", is_required_to_solve=True),
    ]
    assert missing_to_solve(fields, {"c": False}, 1) == ("a",)
    assert missing_to_solve(fields, {}, 2) == ("c",)


def test_tags_are_tidy():
    assert tidy_tags(["#Upgrade ", "upgrade", "a,b", "", "  ", "x" * 90]) == ["Upgrade", "a b", "x" * 90]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello there", "en"),
        ("\u4f60\u597d\uff0c\u7f51\u5173", "zh-hans"),
        ("12345", ""),
        ("gateway \u62a5\u9519 ERR timeout", "zh-hans"),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


def test_a_signature_is_what_stands_below_its_mark():
    assert split_signature("Please help.\n-- \nBo\nAcme") == ("Please help.", "Bo\nAcme")
    assert split_signature("a\n-- \n" + "x\n" * 20)[1] == ""
    assert split_signature("-- \nonly") == ("-- \nonly", "")


@given(st.text(max_size=400))
def test_a_snippet_is_one_short_line(text):
    snippet = snippet_of(text)
    assert len(snippet) <= 160
    assert "\n" not in snippet


def test_undo_restores_only_what_nobody_changed_since():
    before, after = {"team_id": 1, "assignee_id": 2}, {"team_id": 3, "assignee_id": None}
    assert fields_to_restore(before, after, after) == before
    assert fields_to_restore(before, after, {"team_id": 3, "assignee_id": 9}) == {"team_id": 1}
    assert fields_to_restore(before, before, before) == {}


def test_a_state_that_moved_on_is_left_alone_with_all_that_belongs_to_it():
    before = dict.fromkeys(WRITES["state"]) | {"state": "open", "reopened_count": 0}
    after = {**before, "state": "solved", "solved_at": "2026-01-01T00:00:00+00:00"}
    assert fields_to_restore(before, after, {**after, "state": "closed"}) == {}


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Re: Scheduler stops", ""), ("RE: Fw: [Q-12] scheduler  stops", ""), ("回复：Scheduler stops", ""),
        ("Scheduler stops", ""), ("Re: Licence renewal", "Re: Licence renewal"), ("", ""),
    ],
)  # fmt: skip
def test_a_subject_is_shown_only_when_it_is_another(subject, shown) -> None:
    assert other_subject(subject, "Scheduler stops") == shown
