from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecipientShown")


@_attrs_define
class RecipientShown:
    """Somebody a mail is for.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        address (str): Mail address.
    """

    name: str
    address: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        address = self.address

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "address": address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        address = d.pop("address")

        recipient_shown = cls(
            name=name,
            address=address,
        )

        return recipient_shown
