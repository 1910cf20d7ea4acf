"""Addresses and times made the short way are those Django makes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from hypothesis import given
from hypothesis import strategies as st

from qiao.ui.formats import exact_time
from qiao.ui.places import place


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_place_is_what_reverse_gives(number: int, message: int) -> None:
    assert place("tickets:desk") == reverse("tickets:desk")
    assert place("tickets:ticket", number) == reverse("tickets:ticket", args=[number])
    assert place("tickets:send-now", number, message) == reverse("tickets:send-now", args=[number, message])


def test_a_place_nobody_named_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        place("tickets:nowhere", 1)


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_exact_times_are_written_as_the_date_format_says(moment: datetime, zone: str) -> None:
    at = moment.replace(tzinfo=UTC)
    with timezone.override(ZoneInfo(zone)):
        assert exact_time(at) == format_date(timezone.localtime(at), "Y-m-d H:i:s T")


def test_a_moment_is_told_in_the_zone_of_each_reader() -> None:
    at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    told = []
    for zone in ("Asia/Shanghai", "Europe/Berlin", "Asia/Shanghai"):
        with timezone.override(ZoneInfo(zone)):
            told.append(exact_time(at))
    assert told == ["2026-11-23 20:00:00 CST", "2026-11-23 13:00:00 CET", "2026-11-23 20:00:00 CST"]


@pytest.mark.parametrize("hour", [0, 1])
def test_an_hour_that_comes_twice_carries_no_name_of_a_zone(hour: int) -> None:
    at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert exact_time(at) == "2026-10-25 02:30:00 "
