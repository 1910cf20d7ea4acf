from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.weekly_given import WeeklyGiven


T = TypeVar("T", bound="WeeklyHoursGiven")


@_attrs_define
class WeeklyHoursGiven:
    """Weekly hours from now on; running deadlines keep theirs.

    Attributes:
        weekly (WeeklyGiven): Working hours by weekday, each interval as [start, end]; weekdays left out are off.
    """

    weekly: WeeklyGiven

    def to_dict(self) -> dict[str, Any]:
        weekly = self.weekly.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "weekly": weekly,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.weekly_given import WeeklyGiven  # noqa: PLC0415

        d = dict(src_dict)
        weekly = WeeklyGiven.from_dict(d.pop("weekly"))

        weekly_hours_given = cls(
            weekly=weekly,
        )

        return weekly_hours_given
