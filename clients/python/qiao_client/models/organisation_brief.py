from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OrganisationBrief")


@_attrs_define
class OrganisationBrief:
    """A customer in short.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        short_name (str): As colleagues call it.
        tier (str): How important the customer is.
    """

    id: int
    name: str
    short_name: str
    tier: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        short_name = self.short_name

        tier = self.tier

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "short_name": short_name,
                "tier": tier,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        short_name = d.pop("short_name")

        tier = d.pop("tier")

        organisation_brief = cls(
            id=id,
            name=name,
            short_name=short_name,
            tier=tier,
        )

        return organisation_brief
