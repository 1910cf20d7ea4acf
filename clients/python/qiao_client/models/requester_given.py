from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RequesterGiven")


@_attrs_define
class RequesterGiven:
    """Who asks, by mail address: an unknown one becomes a contact of the customer its domain names.

    Attributes:
        email (str): Mail address.
        name (str | Unset): Name, in the caller's language where there are two. Default: ''.
    """

    email: str
    name: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name", UNSET)

        requester_given = cls(
            email=email,
            name=name,
        )

        return requester_given
