"""Deadlines in working time: the vectors for China 2026, pauses, and what must always hold."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.time import DayRule, WorkCalendar
from qiao.kernel.time.hours import parse_hours
from qiao.tickets.rules.deadlines import Stretch, counted_seconds, due_at, due_bucket, outcome_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = 3600
OFF = ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23", "2026-10-01", "2026-10-02",
       "2026-10-05", "2026-10-06", "2026-10-07"]  # fmt: skip
ON = ["2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"]
DAYS = {
    **{datetime.fromisoformat(day).date(): DayRule("closed") for day in OFF},
    **{datetime.fromisoformat(day).date(): DayRule("open") for day in ON},
}
WORKDAY = parse_hours([["09:00", "18:00"]])
CHINA = WorkCalendar(SHANGHAI, [WORKDAY] * 5 + [(), ()], DAYS)
moments = st.datetimes(datetime(2026, 1, 5), datetime(2026, 11, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-13 17:30", 4, "2026-02-14 12:30"),
        ("2026-02-13 17:30", 16, "2026-02-24 15:30"),
        ("2026-09-20 10:00", 8, "2026-09-20 18:00"),
        ("2026-09-30 17:00", 2, "2026-10-08 10:00"),
    ],
)
def test_deadlines_cross_holidays_and_make_up_days(start, hours, due):
    assert due_at(CHINA, at(start), hours * HOUR, []) == at(due)


def test_a_pause_moves_the_deadline_by_working_time_only():
    paused = [Stretch(at("2026-03-05 16:00"), at("2026-03-06 10:00"))]  # Thursday afternoon to Friday morning: 3 h
    assert due_at(CHINA, at("2026-03-05 15:00"), 8 * HOUR, []) == at("2026-03-06 14:00")
    assert due_at(CHINA, at("2026-03-05 15:00"), 8 * HOUR, paused) == at("2026-03-06 17:00")


def test_a_weekend_long_pause_moves_nothing():
    paused = [Stretch(at("2026-03-06 18:00"), at("2026-03-09 09:00"))]
    assert due_at(CHINA, at("2026-03-06 17:00"), 2 * HOUR, paused) == at("2026-03-09 10:00")


def test_an_open_pause_has_no_deadline():
    assert due_at(CHINA, at("2026-03-05 15:00"), HOUR, [Stretch(at("2026-03-05 15:30"))]) is None


def test_a_pause_after_the_promise_was_broken_changes_nothing():
    paused = [Stretch(at("2026-03-05 12:00"), at("2026-03-05 13:00"))]
    assert due_at(CHINA, at("2026-03-05 09:00"), HOUR, paused) == at("2026-03-05 10:00")


def test_overlapping_pauses_do_not_count_twice():
    paused = [
        Stretch(at("2026-03-05 10:00"), at("2026-03-05 12:00")),
        Stretch(at("2026-03-05 11:00"), at("2026-03-05 13:00")),
    ]
    assert counted_seconds(CHINA, at("2026-03-05 09:00"), paused, at("2026-03-05 14:00")) == 2 * HOUR


def test_on_the_dot_is_met_and_a_second_later_is_not():
    start = at("2026-03-05 09:00")
    assert outcome_of(CHINA, start, HOUR, [], at("2026-03-05 10:00")) == "met"
    assert outcome_of(CHINA, start, HOUR, [], at("2026-03-05 10:00:01")) == "breached"


@given(moments, st.integers(60, 80 * HOUR), st.lists(st.tuples(moments, st.integers(0, 30 * 86_400)), max_size=4))
def test_at_the_deadline_exactly_the_target_was_counted(start, target, drawn):
    pauses = [Stretch(since, since + timedelta(seconds=length)) for since, length in drawn]
    due = due_at(CHINA, start, target, pauses)
    assert counted_seconds(CHINA, start, pauses, due) == pytest.approx(target, abs=0.001)


@given(moments, st.integers(60, 80 * HOUR), moments, st.integers(0, 86_400 * 10))
def test_a_pause_never_brings_a_deadline_forward(start, target, since, length):
    since = max(start, since)
    paused = [Stretch(since, since + timedelta(seconds=length))]
    without = due_at(CHINA, start, target, [])
    assert due_at(CHINA, start, target, paused) >= without


def test_how_pressing_a_deadline_is():
    now, midnight = at("2026-03-05 15:00"), at("2026-03-06 00:00")
    due = {"overdue": now, "soon": now + timedelta(hours=2), "today": now + timedelta(hours=5), "later": midnight}
    assert {name: due_bucket(when, False, now, midnight) for name, when in due.items()} == {name: name for name in due}
    assert due_bucket(None, True, now, midnight) == "paused"
    assert due_bucket(None, False, now, midnight) == "none"
