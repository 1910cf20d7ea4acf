from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.clock_shown_metric import ClockShownMetric

T = TypeVar("T", bound="ClockShown")


@_attrs_define
class ClockShown:
    """A promise measured in working time.

    Attributes:
        id (int): Number of the thing.
        metric (ClockShownMetric): What was promised: a first reply, or an end.
        state (str): Where it stands.
        target_seconds (int): Working seconds that were promised.
        due_at (datetime.datetime | None): The deadline; null while it is paused.
        stopped_at (datetime.datetime | None): When it was kept or missed for good.
    """

    id: int
    metric: ClockShownMetric
    state: str
    target_seconds: int
    due_at: datetime.datetime | None
    stopped_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        metric = self.metric.value

        state = self.state

        target_seconds = self.target_seconds

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        stopped_at: None | str
        if isinstance(self.stopped_at, datetime.datetime):
            stopped_at = self.stopped_at.isoformat()
        else:
            stopped_at = self.stopped_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "metric": metric,
                "state": state,
                "target_seconds": target_seconds,
                "due_at": due_at,
                "stopped_at": stopped_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        metric = ClockShownMetric(d.pop("metric"))

        state = d.pop("state")

        target_seconds = d.pop("target_seconds")

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

        def _parse_stopped_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stopped_at_type_0 = datetime.datetime.fromisoformat(data)

                return stopped_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        stopped_at = _parse_stopped_at(d.pop("stopped_at"))

        clock_shown = cls(
            id=id,
            metric=metric,
            state=state,
            target_seconds=target_seconds,
            due_at=due_at,
            stopped_at=stopped_at,
        )

        return clock_shown
