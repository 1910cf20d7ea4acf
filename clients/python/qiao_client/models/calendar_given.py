from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven
    from ..models.weekly_given import WeeklyGiven


T = TypeVar("T", bound="CalendarGiven")


@_attrs_define
class CalendarGiven:
    """A calendar, for example of another region, with its weekly hours from now on.

    Attributes:
        names (BilingualGiven): A text in one language or both.
        time_zone (str): IANA name, as in Asia/Shanghai.
        weekly (WeeklyGiven): Working hours by weekday, each interval as [start, end]; weekdays left out are off.
        has_holidays (bool | Unset): Public holidays are days off and are confirmed each year. Default: True.
    """

    names: BilingualGiven
    time_zone: str
    weekly: WeeklyGiven
    has_holidays: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        names = self.names.to_dict()

        time_zone = self.time_zone

        weekly = self.weekly.to_dict()

        has_holidays = self.has_holidays

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "names": names,
                "time_zone": time_zone,
                "weekly": weekly,
            }
        )
        if has_holidays is not UNSET:
            field_dict["has_holidays"] = has_holidays

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.weekly_given import WeeklyGiven  # noqa: PLC0415

        d = dict(src_dict)
        names = BilingualGiven.from_dict(d.pop("names"))

        time_zone = d.pop("time_zone")

        weekly = WeeklyGiven.from_dict(d.pop("weekly"))

        has_holidays = d.pop("has_holidays", UNSET)

        calendar_given = cls(
            names=names,
            time_zone=time_zone,
            weekly=weekly,
            has_holidays=has_holidays,
        )

        return calendar_given
