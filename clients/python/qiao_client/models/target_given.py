from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.target_given_priority import TargetGivenPriority

T = TypeVar("T", bound="TargetGiven")


@_attrs_define
class TargetGiven:
    """What to promise for a priority; null promises nothing.

    Attributes:
        priority (TargetGivenPriority): How soon.
        first_reply_seconds (int | None): Working seconds until the first reply; null promises none.
        solve_seconds (int | None): Working seconds until the solution; null promises none.
        calendar_id (int): The working calendar.
    """

    priority: TargetGivenPriority
    first_reply_seconds: int | None
    solve_seconds: int | None
    calendar_id: int

    def to_dict(self) -> dict[str, Any]:
        priority = self.priority.value

        first_reply_seconds: int | None
        first_reply_seconds = self.first_reply_seconds

        solve_seconds: int | None
        solve_seconds = self.solve_seconds

        calendar_id = self.calendar_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "priority": priority,
                "first_reply_seconds": first_reply_seconds,
                "solve_seconds": solve_seconds,
                "calendar_id": calendar_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        priority = TargetGivenPriority(d.pop("priority"))

        def _parse_first_reply_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        first_reply_seconds = _parse_first_reply_seconds(d.pop("first_reply_seconds"))

        def _parse_solve_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        solve_seconds = _parse_solve_seconds(d.pop("solve_seconds"))

        calendar_id = d.pop("calendar_id")

        target_given = cls(
            priority=priority,
            first_reply_seconds=first_reply_seconds,
            solve_seconds=solve_seconds,
            calendar_id=calendar_id,
        )

        return target_given
