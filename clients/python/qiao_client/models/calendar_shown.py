from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown
    from ..models.weekly_shown import WeeklyShown


T = TypeVar("T", bound="CalendarShown")


@_attrs_define
class CalendarShown:
    """A working calendar with the weekly hours in force.

    Attributes:
        id (int): Number of the thing.
        key (str): A stable name.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        time_zone (str): IANA name, as in Asia/Shanghai.
        has_holidays (bool): Public holidays are days off and are confirmed each year.
        weekly (WeeklyShown): Working hours by weekday, each interval as [start, end]; 24:00 is midnight.
        valid_from (datetime.datetime): Since when these hours apply.
        years_to_confirm (list[int]): Years that are needed by now and that nobody has compared with the official
            notice.
    """

    id: int
    key: str
    name: str
    names: BilingualShown
    time_zone: str
    has_holidays: bool
    weekly: WeeklyShown
    valid_from: datetime.datetime
    years_to_confirm: list[int]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        key = self.key

        name = self.name

        names = self.names.to_dict()

        time_zone = self.time_zone

        has_holidays = self.has_holidays

        weekly = self.weekly.to_dict()

        valid_from = self.valid_from.isoformat()

        years_to_confirm = self.years_to_confirm

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "key": key,
                "name": name,
                "names": names,
                "time_zone": time_zone,
                "has_holidays": has_holidays,
                "weekly": weekly,
                "valid_from": valid_from,
                "years_to_confirm": years_to_confirm,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415
        from ..models.weekly_shown import WeeklyShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        key = d.pop("key")

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        time_zone = d.pop("time_zone")

        has_holidays = d.pop("has_holidays")

        weekly = WeeklyShown.from_dict(d.pop("weekly"))

        valid_from = datetime.datetime.fromisoformat(d.pop("valid_from"))

        years_to_confirm = cast(list[int], d.pop("years_to_confirm"))

        calendar_shown = cls(
            id=id,
            key=key,
            name=name,
            names=names,
            time_zone=time_zone,
            has_holidays=has_holidays,
            weekly=weekly,
            valid_from=valid_from,
            years_to_confirm=years_to_confirm,
        )

        return calendar_shown
