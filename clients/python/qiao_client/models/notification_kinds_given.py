from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.notification_kinds_given_kinds_item import NotificationKindsGivenKindsItem

T = TypeVar("T", bound="NotificationKindsGiven")


@_attrs_define
class NotificationKindsGiven:
    """The kinds I want; no others are told to me from now on.

    Attributes:
        kinds (list[NotificationKindsGivenKindsItem]): The kinds that are wanted.
    """

    kinds: list[NotificationKindsGivenKindsItem]

    def to_dict(self) -> dict[str, Any]:
        kinds = []
        for kinds_item_data in self.kinds:
            kinds_item = kinds_item_data.value
            kinds.append(kinds_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kinds": kinds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kinds = []
        _kinds = d.pop("kinds")
        for kinds_item_data in _kinds:
            kinds_item = NotificationKindsGivenKindsItem(kinds_item_data)

            kinds.append(kinds_item)

        notification_kinds_given = cls(
            kinds=kinds,
        )

        return notification_kinds_given
