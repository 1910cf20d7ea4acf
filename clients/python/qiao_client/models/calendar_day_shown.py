from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.calendar_day_shown_kind import CalendarDayShownKind

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="CalendarDayShown")


@_attrs_define
class CalendarDayShown:
    """A date that differs from its weekday; an open one without intervals has the hours of a usual day.

    Attributes:
        date (datetime.date): The day.
        kind (CalendarDayShownKind): Which kind it is.
        intervals (list[list[str]]): Working hours as [start, end].
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        confirmed_by (str): Who set the date.
    """

    date: datetime.date
    kind: CalendarDayShownKind
    intervals: list[list[str]]
    name: str
    names: BilingualShown
    confirmed_by: str

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        kind = self.kind.value

        intervals = []
        for intervals_item_data in self.intervals:
            intervals_item = intervals_item_data

            intervals.append(intervals_item)

        name = self.name

        names = self.names.to_dict()

        confirmed_by = self.confirmed_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "date": date,
                "kind": kind,
                "intervals": intervals,
                "name": name,
                "names": names,
                "confirmed_by": confirmed_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        kind = CalendarDayShownKind(d.pop("kind"))

        intervals = []
        _intervals = d.pop("intervals")
        for intervals_item_data in _intervals:
            intervals_item = cast(list[str], intervals_item_data)

            intervals.append(intervals_item)

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        confirmed_by = d.pop("confirmed_by")

        calendar_day_shown = cls(
            date=date,
            kind=kind,
            intervals=intervals,
            name=name,
            names=names,
            confirmed_by=confirmed_by,
        )

        return calendar_day_shown
