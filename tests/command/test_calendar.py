"""`qiao calendar` against an oracle that knows nothing but a clock: it looks at every minute."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.command.conftest import House

MINUTE = timedelta(minutes=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo")
# nights on which one of these zones changes its clock, the turn of years, a leap day, and any other day
DAYS = (
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-10-04",
    "2026-10-25",
    "2026-11-01",
    "2025-12-30",
    "2028-02-28",
    "2026-06-15",
)
MOST_MINUTES = 5 * 24 * 60


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    return House(tmp_path_factory.mktemp("calendar") / "data")


def ask(command, document):
    return json.loads(command.done("calendar", given=json.dumps(document).encode()))["results"]


def minute_of(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def is_worked(document, at):
    local = at.astimezone(ZoneInfo(document["tz"]))
    hours = document["weekly"].get(WEEKDAYS[local.weekday()], [])
    for day in document["days"]:
        if day["date"] == local.date().isoformat():
            hours = day["intervals"] if day["kind"] == "open" else []
    minute = local.hour * 60 + local.minute
    return any(minute_of(first) <= minute < minute_of(last) for first, last in hours)


def oracle(document, case):
    at, seconds = datetime.fromisoformat(case["start"]), 0
    if case["op"] == "between":
        end = datetime.fromisoformat(case["end"])
        while at < end:
            seconds += 60 * is_worked(document, at)
            at += MINUTE
        return seconds
    for _ in range(MOST_MINUTES):
        if seconds == case["seconds"]:
            return at
        seconds += 60 * is_worked(document, at)
        at += MINUTE
    return None  # further away than we look


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def hours(draw):
    """Up to three intervals of a day, in order, the last perhaps until 24:00."""
    marks = draw(st.lists(st.integers(0, 24 * 4), max_size=6, unique=True).filter(lambda some: len(some) % 2 == 0))
    marks = sorted(mark * 15 for mark in marks)
    return [[clock(first), clock(last)] for first, last in zip(marks[::2], marks[1::2], strict=True)]


@st.composite
def documents(draw):
    day = datetime.fromisoformat(draw(st.sampled_from(DAYS))).replace(tzinfo=UTC)
    special = draw(st.lists(st.integers(-1, 3), max_size=3, unique=True))
    start = st.integers(-24 * 60, 48 * 60).map(lambda minutes: day + minutes * MINUTE)
    cases = []
    for _ in range(30):
        begin = draw(start)
        if draw(st.booleans()):
            end = begin + draw(st.integers(0, 3 * 24 * 60)) * MINUTE
            cases.append({"op": "between", "start": begin.isoformat(), "end": end.isoformat()})
        else:
            cases.append({"op": "add", "start": begin.isoformat(), "seconds": 60 * draw(st.integers(1, 24 * 60))})
    return {
        "tz": draw(st.sampled_from(ZONES)),
        "weekly": {name: draw(hours()) for name in WEEKDAYS},
        "days": [
            {"date": (day + timedelta(days=offset)).date().isoformat(), "kind": draw(st.sampled_from(("open", "closed"))),
             "intervals": draw(hours().filter(bool))}
            for offset in special
        ],
        "cases": cases,
    }  # fmt: skip


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_every_answer_is_what_a_look_at_every_minute_gives(command, document):
    for case, result in zip(document["cases"], ask(command, document), strict=True):
        expected = oracle(document, case)
        if expected is None:
            continue
        if case["op"] == "add":
            assert datetime.fromisoformat(result) == expected, case
            assert (
                datetime.fromisoformat(result).utcoffset() == expected.astimezone(ZoneInfo(document["tz"])).utcoffset()
            )
        else:
            assert result == expected, case


def test_the_cases_of_the_house_rules(command):
    """Lunch, 24:00, a make-up Saturday, the turn of the year, both clock changes; worked out by hand."""
    office = {"tz": "Europe/London", "weekly": {day: [["09:00", "12:00"], ["13:00", "24:00"]] for day in WEEKDAYS[:5]},
              "days": [{"date": "2026-01-01", "kind": "closed"}, {"date": "2026-03-28", "kind": "open", "intervals": [["20:00", "24:00"]]},
                       {"date": "2026-03-29", "kind": "open", "intervals": [["00:00", "04:00"]]},
                       {"date": "2026-10-25", "kind": "open", "intervals": [["00:00", "04:00"]]}]}  # fmt: skip
    hour = 3600
    asked = [
        ({"op": "add", "start": "2026-06-15T11:00", "seconds": 2 * hour}, "2026-06-15T14:00:00+01:00"),
        ({"op": "add", "start": "2026-06-15T23:00", "seconds": hour}, "2026-06-16T00:00:00+01:00"),
        ({"op": "add", "start": "2025-12-31T23:30", "seconds": hour}, "2026-01-02T09:30:00+00:00"),
        ({"op": "between", "start": "2026-03-28T20:00", "end": "2026-03-29T04:00"}, 7 * hour),
        ({"op": "add", "start": "2026-03-28T23:00", "seconds": 3 * hour}, "2026-03-29T03:00:00+01:00"),
        ({"op": "between", "start": "2026-10-25T00:00", "end": "2026-10-25T04:00"}, 5 * hour),
        ({"op": "between", "start": "2026-06-15T12:00", "end": "2026-06-15T13:00"}, 0),
    ]
    assert ask(command, office | {"cases": [case for case, _ in asked]}) == [result for _, result in asked]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "Standard input is not JSON"),
        (b"\xff\xfe", "Standard input is not JSON"),
        (b"[" * 100_000, "Standard input is not JSON"),
        (b"[]", "the document must be a JSON object"),
        (b'{"tz": "Mars/Olympus"}', "there is no time zone named 'Mars/Olympus'"),
        (b'{"tz": "Asia/Shanghai", "weekly": {"someday": []}}', "'someday' is not a weekday"),
        (b'{"tz": "Asia/Shanghai", "weekly": {"mon": [["18:00", "25:00"]]}}', "25:00"),
        (b'{"tz": "Asia/Shanghai", "days": [{"date": "2026-02-30", "kind": "closed"}]}', "2026-02-30"),
    ],
)
def test_a_calendar_that_is_not_understood_says_why(command, given, words):
    ended = command.run("calendar", given=given)
    assert ended.returncode == 2
    assert words in json.loads(ended.stdout)["error"]
    assert "Traceback" not in ended.stderr


def test_one_bad_case_does_not_spoil_the_others(command):
    document = {"tz": "Asia/Shanghai", "weekly": {"mon": [["09:00", "18:00"]]},
                "cases": [{"op": "jump"}, {"op": "between", "start": "2026-06-15T09:00", "end": "2026-06-15T10:00"}]}  # fmt: skip
    bad, good = ask(command, document)
    assert "add, between" in bad["error"]
    assert good == 3600
