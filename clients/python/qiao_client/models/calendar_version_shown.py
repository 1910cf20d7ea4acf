from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.weekly_shown import WeeklyShown


T = TypeVar("T", bound="CalendarVersionShown")


@_attrs_define
class CalendarVersionShown:
    """Weekly hours from a moment on. A version never changes.

    Attributes:
        id (int): Number of the thing.
        valid_from (datetime.datetime): Since when these hours apply.
        weekly (WeeklyShown): Working hours by weekday, each interval as [start, end]; 24:00 is midnight.
    """

    id: int
    valid_from: datetime.datetime
    weekly: WeeklyShown

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        valid_from = self.valid_from.isoformat()

        weekly = self.weekly.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "valid_from": valid_from,
                "weekly": weekly,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.weekly_shown import WeeklyShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        valid_from = datetime.datetime.fromisoformat(d.pop("valid_from"))

        weekly = WeeklyShown.from_dict(d.pop("weekly"))

        calendar_version_shown = cls(
            id=id,
            valid_from=valid_from,
            weekly=weekly,
        )

        return calendar_version_shown
