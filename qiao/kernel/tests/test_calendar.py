"""Working time: China's calendar, clock changes, and properties against a minute-by-minute oracle."""

import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.kernel.time import (
    CalendarInputError,
    DayRule,
    NoWorkingTime,
    OutOfCalendar,
    WorkCalendar,
    run_calendar_cases,
)

NINE_TO_SIX = [["09:00", "18:00"]]
OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), NINE_TO_SIX)
SHANGHAI = "Asia/Shanghai"
HOUR = 3600


def closed(first, last):
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    days = []
    while day <= end:
        days.append({"date": day.isoformat(), "kind": "closed"})
        day += timedelta(days=1)
    return days


CHINA_2026 = [
    *closed("2026-02-15", "2026-02-23"),
    *closed("2026-09-25", "2026-09-27"),
    *closed("2026-10-01", "2026-10-07"),
    *({"date": day, "kind": "open"} for day in ("2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10")),
]


def answer(case, *, tz=SHANGHAI, weekly=OFFICE_WEEK, days=()):
    document = {"tz": tz, "weekly": weekly, "days": list(days), "cases": [case]}
    return run_calendar_cases(document)["results"][0]


def add(start, hours, **calendar):
    return answer({"op": "add", "start": start, "seconds": hours * HOUR}, **calendar)


def between(start, end, **calendar):
    return answer({"op": "between", "start": start, "end": end}, **calendar)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-13T17:30", 4, "2026-02-14T12:30:00+08:00"),
        ("2026-02-13T17:30", 16, "2026-02-24T15:30:00+08:00"),
        ("2026-09-20T10:00", 8, "2026-09-20T18:00:00+08:00"),
        ("2026-09-30T17:00", 2, "2026-10-08T10:00:00+08:00"),
    ],
)
def test_make_up_days_count_and_holidays_do_not(start, hours, due):
    assert add(start, hours, days=CHINA_2026) == due
    assert between(start, due, days=CHINA_2026) == hours * HOUR


def test_a_make_up_saturday_is_a_working_day():
    assert answer({"op": "is_working", "at": "2026-10-10T10:00"}, days=CHINA_2026) is True
    assert answer({"op": "is_working", "at": "2026-10-17T10:00"}, days=CHINA_2026) is False


@pytest.mark.parametrize(
    "start",
    ["2026-02-13T17:30", "2026-02-13T09:30Z", "2026-02-13T04:30:00-05:00", "2026-02-13T17:30:00.000+08:00"],
)
def test_a_start_may_be_naive_utc_or_with_offset(start):
    assert add(start, 0.5) == "2026-02-13T18:00:00+08:00"


def test_the_lunch_break_is_not_worked():
    week = {"mon": [["13:30", "18:00"], ["09:00", "12:00"]]}
    assert add("2026-11-23T11:30", 1, weekly=week) == "2026-11-23T14:00:00+08:00"
    assert between("2026-11-23T00:00", "2026-11-24T00:00", weekly=week) == 7.5 * HOUR


def test_a_night_shift_runs_over_midnight():
    week = {"mon": [["22:00", "24:00"]], "tue": [["00:00", "06:00"]]}
    assert add("2026-11-23T23:00", 2, weekly=week) == "2026-11-24T01:00:00+08:00"
    assert add("2026-11-23T12:00", 2, weekly=week) == "2026-11-24T00:00:00+08:00"
    calendar = WorkCalendar(ZoneInfo(SHANGHAI), [[(79200, 86400)], [(0, 21600)], *[[]] * 5])
    begin = datetime(2026, 11, 23, tzinfo=ZoneInfo(SHANGHAI))
    assert list(calendar.segments(begin, begin + timedelta(days=3))) == [
        (datetime(2026, 11, 23, 14, tzinfo=UTC), datetime(2026, 11, 23, 22, tzinfo=UTC))
    ]


ALWAYS = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
NIGHT = {day: [["00:00", "06:00"]] for day in ALWAYS}


@pytest.mark.parametrize(
    ("tz", "weekly", "day", "hours"),
    [
        ("America/New_York", ALWAYS, "2026-03-08", 23),
        ("America/New_York", ALWAYS, "2026-11-01", 25),
        ("America/New_York", NIGHT, "2026-03-08", 5),
        ("America/New_York", NIGHT, "2026-11-01", 7),
        ("Australia/Lord_Howe", ALWAYS, "2026-04-05", 24.5),
        ("America/Sao_Paulo", ALWAYS, "2018-11-04", 23),  # its midnight did not exist
        ("Pacific/Apia", ALWAYS, "2011-12-30", 0),  # skipped
        ("Asia/Shanghai", ALWAYS, "1986-05-04", 23),
    ],
)
def test_a_day_is_as_long_as_its_clock_makes_it(tz, weekly, day, hours):
    following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    assert between(f"{day}T00:00", f"{following}T00:00", tz=tz, weekly=weekly) == hours * HOUR


@pytest.mark.parametrize(("weekday", "minutes"), [("sat", 24 * 60 + 59), ("sun", 24 * 60 + 1)])
def test_a_clock_set_back_over_midnight_shows_the_end_of_the_day_before_again(weekday, minutes):
    st_johns = {"tz": "America/St_Johns", "weekly": {weekday: ALWAYS[weekday]}}
    assert between("2010-11-06T00:00", "2010-11-08T12:00", **st_johns) == minutes * 60
    end = add("2010-11-06T00:00", minutes / 60, **st_johns)
    assert between("2010-11-06T00:00", end, **st_johns) == minutes * 60


def test_an_hour_shown_twice_is_worked_twice_and_a_skipped_one_not_at_all():
    week = {"sun": [["01:30", "02:30"]]}
    new_york = {"tz": "America/New_York", "weekly": week}
    assert between("2026-11-01T00:00", "2026-11-02T00:00", **new_york) == 1.5 * HOUR
    assert add("2026-11-01T00:00", 0.75, **new_york) == "2026-11-01T01:45:00-05:00"
    assert between("2026-03-08T00:00", "2026-03-09T00:00", **new_york) == 0.5 * HOUR
    assert add("2026-03-08T00:00", 0.5, **new_york) == "2026-03-08T03:00:00-04:00"


def test_the_same_wall_clock_target_over_a_clock_change_is_real_time():
    office = {"tz": "Europe/Berlin", "weekly": OFFICE_WEEK}
    assert add("2026-03-27T17:00", 2, **office) == "2026-03-30T10:00:00+02:00"
    assert add("2026-03-28T12:00+01:00", 9, **office) == "2026-03-30T18:00:00+02:00"


def test_zero_and_negative_amounts():
    assert add("2026-11-21T10:00", 0) == "2026-11-21T10:00:00+08:00"
    assert add("2026-11-23T10:00", -2) == "2026-11-20T17:00:00+08:00"
    assert add("2026-11-23T18:00", -9) == "2026-11-23T09:00:00+08:00"
    assert between("2026-11-23T10:00", "2026-11-20T17:00") == -2 * HOUR


def test_ten_years_take_less_than_fifty_milliseconds():
    calendar = WorkCalendar(ZoneInfo("America/New_York"), [[(32400, 64800)]] * 5 + [[], []])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    began = time.process_time()
    worked = calendar.between(start, start + timedelta(days=3653))
    assert calendar.between(start, calendar.add(start, worked)) == worked
    assert time.process_time() - began < 0.05


def test_a_calendar_without_working_time_says_so():
    assert add("2026-11-23T10:00", 1, weekly={}) == {"error": "this calendar has no working time at all"}
    assert between("2026-11-23T10:00", "2027-11-23T10:00", weekly={}) == 0
    one_day = [{"date": "2026-11-28", "kind": "open", "intervals": [["09:00", "12:00"]]}]
    assert add("2026-11-23T10:00", 3, weekly={}, days=one_day) == "2026-11-28T12:00:00+08:00"
    assert "too few open days" in add("2026-11-23T10:00", 4, weekly={}, days=one_day)["error"]
    assert "too few open days" in add("2026-11-30T10:00", -4, weekly={}, days=one_day)["error"]


def test_only_the_bad_case_of_a_document_fails():
    cases = [
        {"op": "between", "start": "2026-11-23T10:00", "end": "2026-11-23T11:00"},
        {"op": "between", "start": "yesterday", "end": "2026-11-23T11:00"},
        {"op": "add", "start": "2026-11-23T10:00", "seconds": "many"},
        {"op": "multiply"},
        "nonsense",
        {"op": "add", "start": "2026-11-23T10:00", "seconds": 1e15},
    ]
    results = run_calendar_cases({"tz": SHANGHAI, "weekly": OFFICE_WEEK, "cases": cases})["results"]
    assert results[0] == HOUR
    assert [set(result) for result in results[1:]] == [{"error"}] * 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tz": "Mars/Base"}, "no time zone"),
        ({"tz": None}, "name of a time zone"),
        ({"weekly": {"someday": []}}, "not a weekday"),
        ({"weekly": {"mon": [["22:00", "06:00"]]}}, "22:00-24:00"),
        ({"weekly": {"mon": [["09:00", "25:00"]]}}, "between 00:00 and 24:00"),
        ({"weekly": {"mon": [["9 am", "12:00"]]}}, "not a time of day"),
        ({"weekly": {"mon": ["09:00-12:00"]}}, "pair"),
        ({"weekly": [1]}, "JSON object"),
        ({"days": [{"date": "2026-02-30", "kind": "open"}]}, "not a date"),
        ({"days": [{"date": "2026-02-03", "kind": "half"}]}, '"open" or "closed"'),
        ({"cases": {}}, "must be a list"),
    ],
)
def test_a_calendar_that_is_not_understood_says_why(change, message):
    document = {"tz": SHANGHAI, "weekly": OFFICE_WEEK, "days": [], "cases": []} | change
    with pytest.raises(CalendarInputError, match=message):
        run_calendar_cases(document)


def test_an_explanation_names_every_day():
    rules = {
        date(2026, 2, 14): DayRule("open", label="Make-up day"),
        date(2026, 2, 15): DayRule("closed", label="Spring Festival"),
    }
    calendar = WorkCalendar(ZoneInfo(SHANGHAI), [[(32400, 64800)]] * 5 + [[], []], rules)
    start = datetime(2026, 2, 13, 17, 30, tzinfo=ZoneInfo(SHANGHAI))
    days = list(calendar.explain(start, datetime(2026, 2, 15, 12, tzinfo=ZoneInfo(SHANGHAI))))
    assert [(day.kind, day.label, day.seconds) for day in days] == [
        ("regular", "", 1800),
        ("open", "Make-up day", 9 * HOUR),
        ("closed", "Spring Festival", 0),
    ]


def test_times_must_be_aware_and_of_this_millennium():
    calendar = WorkCalendar(ZoneInfo("UTC"), [[(0, 86400)]] * 7)
    with pytest.raises(CalendarInputError):
        calendar.is_working(datetime(2026, 1, 1))
    with pytest.raises(OutOfCalendar):
        calendar.add(datetime(2026, 1, 1, tzinfo=UTC), 1e12)
    with pytest.raises(NoWorkingTime):
        WorkCalendar(ZoneInfo("UTC"), [[]] * 7).add(datetime(2026, 1, 1, tzinfo=UTC), 1)


ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Europe/Dublin",
    "Pacific/Apia",
)
# Around clock changes of these zones, among them ones at midnight, and one that skips a day.
STARTS = [
    datetime(2026, 3, 7, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
    datetime(2010, 11, 6, tzinfo=UTC),
    datetime(2018, 11, 3, tzinfo=UTC),
    datetime(2018, 2, 17, tzinfo=UTC),
    datetime(2011, 12, 29, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2025, 12, 30, tzinfo=UTC),
]
intervals = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda drawn: (drawn[0] * 60, min(1440, drawn[0] + drawn[1]) * 60)
)
hours = st.lists(intervals, max_size=3)


@st.composite
def calendars(draw, always=False):
    days = {}
    for start in STARTS:
        for shift in draw(st.lists(st.integers(-1, 4), max_size=2)):
            rule = DayRule(draw(st.sampled_from(["open", "closed"])), tuple(draw(hours)))
            days[(start + timedelta(days=shift)).date()] = rule
    weekly = [draw(hours) for _ in range(7)]
    if always and not any(weekly):
        weekly[draw(st.integers(0, 6))] = [(HOUR, 90 * 60)]
    return WorkCalendar(ZoneInfo(draw(st.sampled_from(ZONES))), weekly, days)


@st.composite
def instants(draw):
    return draw(st.sampled_from(STARTS)) + timedelta(minutes=draw(st.integers(-1440, 4 * 1440)))


def minutes_worked(calendar, start, end):
    """The oracle: look at the wall clock of every minute."""
    count, at = 0, start
    while at < end:
        local = at.astimezone(calendar.zone)
        second = local.hour * 3600 + local.minute * 60
        count += any(first <= second < last for first, last in calendar._hours(local.date().toordinal()))
        at += timedelta(minutes=1)
    return count


@given(calendars(), instants(), st.integers(0, 2 * 1440))
@settings(max_examples=60)
def test_between_agrees_with_looking_at_every_minute(calendar, start, minutes):
    end = start + timedelta(minutes=minutes)
    expected = minutes_worked(calendar, start, end) * 60
    assert calendar.between(start, end) == expected
    assert calendar.between(end, start) == -expected
    pieces = list(calendar.segments(start, end))
    assert sum((last - first).total_seconds() for first, last in pieces) == expected
    assert all(one[1] < following[0] for one, following in pairwise(pieces))
    assert sum(day.seconds for day in calendar.explain(start, end)) == expected


@given(calendars(always=True), instants(), st.integers(-400_000, 1_000_000))
@settings(max_examples=60)
def test_adding_finds_the_first_instant_and_going_back_the_last(calendar, start, seconds):
    end = calendar.add(start, seconds)
    assert calendar.between(start, end) == seconds
    if seconds > 0:
        assert calendar.between(start, end - timedelta(seconds=1)) == seconds - 1
    if seconds < 0:
        assert calendar.between(start, end + timedelta(seconds=1)) == seconds + 1


@given(calendars(), instants(), instants(), instants())
@settings(max_examples=60)
def test_measuring_is_additive_and_monotonic(calendar, one, two, three):
    assert calendar.between(one, two) + calendar.between(two, three) == calendar.between(one, three)
    first, last = min(one, two), max(one, two)
    assert 0 <= calendar.between(first, last) <= (last - first).total_seconds()


@given(calendars(always=True), instants(), st.integers(1, 10**6), st.integers(1, 10**6))
@settings(max_examples=60)
def test_adding_in_two_steps_is_adding_at_once(calendar, start, first, second):
    once = calendar.add(start, first + second)
    assert calendar.add(calendar.add(start, first), second) == once
    assert calendar.add(start, first) < once
