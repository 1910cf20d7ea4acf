from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DeskKindShown")


@_attrs_define
class DeskKindShown:
    """A help desk one can move in from.

    Attributes:
        key (str): A stable name.
        name (str): Name, in the caller's language where there are two.
        description (str): What it is for.
        asks (list[str]): Names of what has to be given: address, login, token, file.
    """

    key: str
    name: str
    description: str
    asks: list[str]

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        description = self.description

        asks = self.asks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "name": name,
                "description": description,
                "asks": asks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        description = d.pop("description")

        asks = cast(list[str], d.pop("asks"))

        desk_kind_shown = cls(
            key=key,
            name=name,
            description=description,
            asks=asks,
        )

        return desk_kind_shown
