from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PointShown")


@_attrs_define
class PointShown:
    """One way to reach a contact.

    Attributes:
        kind (str): Which kind it is.
        value (str): The address or number itself.
        is_primary (bool): The one that is used first.
        undeliverable_reason (str): Why mail comes back; empty while it arrives.
    """

    kind: str
    value: str
    is_primary: bool
    undeliverable_reason: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        value = self.value

        is_primary = self.is_primary

        undeliverable_reason = self.undeliverable_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "value": value,
                "is_primary": is_primary,
                "undeliverable_reason": undeliverable_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        value = d.pop("value")

        is_primary = d.pop("is_primary")

        undeliverable_reason = d.pop("undeliverable_reason")

        point_shown = cls(
            kind=kind,
            value=value,
            is_primary=is_primary,
            undeliverable_reason=undeliverable_reason,
        )

        return point_shown
