"""The calendars that Qiao ships: China's working days 2025-2026, and round the clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db import transaction

_DATA = Path(__file__).parent / "data" / "china-2025-2026.json"
_FROM = datetime(2000, 1, 1, tzinfo=UTC)


@transaction.atomic
def load_china_calendars(apps: Apps = current_apps) -> None:
    """Create the shipped calendars `china` and `always`.

    What exists is left as it is, so dates that somebody changed stay changed. `apps` are those of a
    migration, or the running ones.
    """
    data = json.loads(_DATA.read_text("utf-8"))
    for entry in data["calendars"]:
        calendar, _ = apps.get_model("kernel", "Calendar").objects.get_or_create(
            key=entry["key"],
            defaults={field: entry[field] for field in ("name", "time_zone", "has_holidays")},
        )
        versions = apps.get_model("kernel", "CalendarVersion").objects
        if not versions.filter(calendar=calendar).exists():
            versions.create(calendar=calendar, valid_from=_FROM, weekly=entry["weekly"])
        if entry["has_holidays"]:
            _load_holidays(apps, calendar, data)


def _load_holidays(apps: Apps, calendar: Any, data: dict[str, Any]) -> None:
    day_model, year_model = (apps.get_model("kernel", name) for name in ("CalendarDay", "CalendarYear"))
    sources = {int(year): source for year, source in data["years"].items()}
    known = set(year_model.objects.filter(calendar=calendar).values_list("year", flat=True))
    days = [
        day_model(calendar=calendar, date=day, kind=kind, label=label, confirmed_by=sources[day.year])
        for day, kind, label in _days(data)
        if day.year not in known
    ]
    day_model.objects.bulk_create(days, ignore_conflicts=True)
    year_model.objects.bulk_create(
        year_model(calendar=calendar, year=year, is_confirmed=True, source=source)
        for year, source in sources.items()
        if year not in known
    )


def _days(data: dict[str, Any]) -> Iterator[tuple[date, str, dict[str, str]]]:
    """(date, kind, label) of every holiday and make-up day."""
    for holiday in data["holidays"]:
        names = {language: holiday[language] for language in ("en", "zh-hans")}
        day, last = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
        while day <= last:
            yield day, "closed", names
            day += timedelta(days=1)
        labels = {
            language: text.format(en=names["en"], zh=names["zh-hans"])
            for language, text in data["make_up_label"].items()
        }
        for text in holiday["make_up"]:
            yield date.fromisoformat(text), "open", labels
