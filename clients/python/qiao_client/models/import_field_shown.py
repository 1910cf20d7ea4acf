from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ImportFieldShown")


@_attrs_define
class ImportFieldShown:
    """Something a column can fill.

    Attributes:
        key (str): A stable name.
        name (str): Name, in the caller's language where there are two.
        is_required (bool): Without it no row can be taken.
        repeats (bool): It takes several columns.
    """

    key: str
    name: str
    is_required: bool
    repeats: bool

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        is_required = self.is_required

        repeats = self.repeats

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "name": name,
                "is_required": is_required,
                "repeats": repeats,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        is_required = d.pop("is_required")

        repeats = d.pop("repeats")

        import_field_shown = cls(
            key=key,
            name=name,
            is_required=is_required,
            repeats=repeats,
        )

        return import_field_shown
