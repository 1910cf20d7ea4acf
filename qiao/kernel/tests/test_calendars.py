"""Calendars in the database: the shipped ones, changes to them, and years nobody has confirmed."""

from datetime import UTC, date, datetime

import pytest

from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.i18n import Bilingual, in_language
from qiao.kernel.models import Calendar, CalendarDay, CalendarVersion
from qiao.kernel.time.china import load_china_calendars
from qiao.kernel.time.selectors import current_version, missing_years, unconfirmed_years, work_calendar
from qiao.kernel.time.services import (
    HoursAlreadyInForce,
    HoursNotUnderstood,
    NoHours,
    UnknownTimeZone,
    clear_day,
    confirm_year,
    create_calendar,
    set_day,
    set_weekly_hours,
)

BY = Actor.system("test")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HOUR = 3600

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.fixture
def china():
    load_china_calendars()
    return Calendar.objects.get(key="china")


def calendar_of(calendar, when=NOW):
    return work_calendar(current_version(calendar.pk, when))


@pytest.mark.parametrize(("year", "workdays"), [(2025, 248), (2026, 248)])
def test_the_shipped_years_have_the_working_days_of_the_public_notice(china, year, workdays):
    hours = calendar_of(china).between(at(f"{year}-01-01T00:00"), at(f"{year + 1}-01-01T00:00")) / HOUR
    assert hours == workdays * 9


def test_the_shipped_calendar_knows_the_make_up_days(china):
    calendar = calendar_of(china)
    assert calendar.add(at("2026-02-13T17:30"), 16 * HOUR) == at("2026-02-24T15:30")
    assert calendar.is_working(at("2026-10-10T10:00"))
    days = {day.day: day for day in calendar.explain(at("2026-02-13T17:30"), at("2026-02-16T12:00"))}
    with in_language("zh-hans"):
        assert str(days[date(2026, 2, 14)].label) == "春节调休上班"
    with in_language("en"):
        assert str(days[date(2026, 2, 15)].label) == "Spring Festival"
    everlasting = Calendar.objects.get(key="always")
    assert calendar_of(everlasting).between(at("2026-02-13T00:00"), at("2026-02-20T00:00")) == 7 * 24 * HOUR


def test_loading_again_changes_nothing_that_somebody_changed(china):
    clear_day(china.pk, date(2026, 10, 10), by=BY)
    set_day(china.pk, date(2026, 10, 1), "open", by=BY)
    before = list(CalendarDay.objects.order_by("pk").values())
    load_china_calendars()
    assert list(CalendarDay.objects.order_by("pk").values()) == before
    assert CalendarVersion.objects.filter(calendar=china).count() == 1


def test_a_changed_date_counts_at_once(china):
    monday = at("2026-11-23T00:00"), at("2026-11-24T00:00")
    assert calendar_of(china).between(*monday) == 9 * HOUR
    set_day(china.pk, date(2026, 11, 23), "open", intervals=[["09:00", "12:00"]], label=Bilingual("Fair"), by=BY)
    assert calendar_of(china).between(*monday) == 3 * HOUR
    set_day(china.pk, date(2026, 11, 23), "closed", by=BY)
    assert calendar_of(china).between(*monday) == 0
    clear_day(china.pk, date(2026, 11, 23), by=BY)
    assert calendar_of(china).between(*monday) == 9 * HOUR
    verbs = [entry.verb for entry in entries_for("kernel.calendar", china.pk)]
    assert verbs.count("calendar.day_set") == 2


def test_new_weekly_hours_leave_the_version_before_them_as_it_is(china):
    old = current_version(china.pk, NOW)
    set_weekly_hours(china.pk, {"mon": [["10:00", "12:00"]]}, valid_from=NOW, by=BY)
    new = current_version(china.pk, NOW)
    assert current_version(china.pk, at("2026-11-01T00:00")) == old
    assert current_version(china.pk, at("1999-01-01T00:00")) == old
    week = at("2026-11-23T00:00"), at("2026-11-30T00:00")
    assert work_calendar(old).between(*week) == 45 * HOUR
    assert work_calendar(new).between(*week) == 2 * HOUR
    with pytest.raises(HoursAlreadyInForce):
        set_weekly_hours(china.pk, {}, valid_from=NOW, by=BY)


def test_hours_that_make_no_sense_are_refused(china):
    with pytest.raises(HoursNotUnderstood, match="“22:00-06:00” cannot"):
        set_weekly_hours(china.pk, {"mon": [["22:00", "06:00"]]}, valid_from=NOW, by=BY)
    with pytest.raises(HoursNotUnderstood, match="“9” cannot"):
        set_day(china.pk, date(2026, 11, 23), "open", intervals=[["9", "12"]], by=BY)
    with pytest.raises(UnknownTimeZone, match="Mars/Base"):
        create_calendar(Bilingual("Mars"), "Mars/Base", {}, valid_from=NOW, by=BY)
    with pytest.raises(NoHours):
        create_calendar(Bilingual("Never"), "Europe/Berlin", {"mon": []}, valid_from=NOW, by=BY)


def test_a_calendar_is_cached_until_a_date_changes(china, django_assert_num_queries):
    version = current_version(china.pk, NOW)
    first = work_calendar(version)
    with django_assert_num_queries(1):
        assert work_calendar(version) is first


def test_a_year_without_its_notice_is_named(china):
    assert unconfirmed_years(date(2026, 10, 31)) == []
    with in_language("en"):
        assert unconfirmed_years(date(2026, 11, 1)) == [("Working days in China", 2027)]
    assert missing_years(china.pk, date(2026, 12, 30), date(2027, 1, 4)) == (2027,)
    confirm_year(china.pk, 2027, source="Notice of 2026-11-03", by=BY)
    assert unconfirmed_years(date(2026, 11, 1)) == []
    assert missing_years(Calendar.objects.get(key="always").pk, date(2030, 1, 1), date(2030, 1, 2)) == ()


def test_a_calendar_can_be_created(china):
    berlin = create_calendar(
        Bilingual("Berlin"), "Europe/Berlin", {"Mon": [["13:00", "17:00"], ["9:00", "12:00"]]},
        valid_from=NOW, by=BY,
    )  # fmt: skip
    assert berlin.versions.get().weekly == {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}
    assert calendar_of(berlin).between(at("2026-11-23T00:00"), at("2026-11-24T12:00")) == 7 * HOUR
