from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.target_given import TargetGiven


T = TypeVar("T", bound="ServiceTargetsGiven")


@_attrs_define
class ServiceTargetsGiven:
    """Targets to set, each as a whole, and closing rules; omitted ones are not changed.

    Attributes:
        targets (list[TargetGiven] | Unset): Promises by priority.
        auto_close_days (int | None | Unset): Days after which a solved ticket closes.
        follow_up_days (int | None | Unset): Days after closing in which a mail reopens a ticket.
    """

    targets: list[TargetGiven] | Unset = UNSET
    auto_close_days: int | None | Unset = UNSET
    follow_up_days: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        targets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.targets, Unset):
            targets = []
            for targets_item_data in self.targets:
                targets_item = targets_item_data.to_dict()
                targets.append(targets_item)

        auto_close_days: int | None | Unset
        if isinstance(self.auto_close_days, Unset):
            auto_close_days = UNSET
        else:
            auto_close_days = self.auto_close_days

        follow_up_days: int | None | Unset
        if isinstance(self.follow_up_days, Unset):
            follow_up_days = UNSET
        else:
            follow_up_days = self.follow_up_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if targets is not UNSET:
            field_dict["targets"] = targets
        if auto_close_days is not UNSET:
            field_dict["auto_close_days"] = auto_close_days
        if follow_up_days is not UNSET:
            field_dict["follow_up_days"] = follow_up_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.target_given import TargetGiven  # noqa: PLC0415

        d = dict(src_dict)
        _targets = d.pop("targets", UNSET)
        targets: list[TargetGiven] | Unset = UNSET
        if _targets is not UNSET:
            targets = []
            for targets_item_data in _targets:
                targets_item = TargetGiven.from_dict(targets_item_data)

                targets.append(targets_item)

        def _parse_auto_close_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        auto_close_days = _parse_auto_close_days(d.pop("auto_close_days", UNSET))

        def _parse_follow_up_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        follow_up_days = _parse_follow_up_days(d.pop("follow_up_days", UNSET))

        service_targets_given = cls(
            targets=targets,
            auto_close_days=auto_close_days,
            follow_up_days=follow_up_days,
        )

        return service_targets_given
