from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SwitchGiven")


@_attrs_define
class SwitchGiven:
    """On or off.

    Attributes:
        is_on (bool): On or off.
    """

    is_on: bool

    def to_dict(self) -> dict[str, Any]:
        is_on = self.is_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "is_on": is_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        is_on = d.pop("is_on")

        switch_given = cls(
            is_on=is_on,
        )

        return switch_given
