from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.target_shown import TargetShown


T = TypeVar("T", bound="ServiceTargetsShown")


@_attrs_define
class ServiceTargetsShown:
    """What is promised for each priority, and when tickets close. A priority that is not listed promises nothing.

    Attributes:
        targets (list[TargetShown]): Promises by priority.
        auto_close_days (int): Days after which a solved ticket closes.
        follow_up_days (int): Days after closing in which a mail reopens a ticket.
    """

    targets: list[TargetShown]
    auto_close_days: int
    follow_up_days: int

    def to_dict(self) -> dict[str, Any]:
        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        auto_close_days = self.auto_close_days

        follow_up_days = self.follow_up_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "targets": targets,
                "auto_close_days": auto_close_days,
                "follow_up_days": follow_up_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.target_shown import TargetShown  # noqa: PLC0415

        d = dict(src_dict)
        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = TargetShown.from_dict(targets_item_data)

            targets.append(targets_item)

        auto_close_days = d.pop("auto_close_days")

        follow_up_days = d.pop("follow_up_days")

        service_targets_shown = cls(
            targets=targets,
            auto_close_days=auto_close_days,
            follow_up_days=follow_up_days,
        )

        return service_targets_shown
