from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ViewShown")


@_attrs_define
class ViewShown:
    """A queue: built in, a team's, or saved. `count` is null where counting says nothing.

    Attributes:
        view (str): What the `view` parameter of the list of tickets takes.
        name (str): Name, in the caller's language where there are two.
        count (int | None): How many there are.
        is_capped (bool): There are more than `count`.
        saved_id (int | None): The saved view, if it is one.
        is_shared (bool): Everybody may use it.
    """

    view: str
    name: str
    count: int | None
    is_capped: bool
    saved_id: int | None
    is_shared: bool

    def to_dict(self) -> dict[str, Any]:
        view = self.view

        name = self.name

        count: int | None
        count = self.count

        is_capped = self.is_capped

        saved_id: int | None
        saved_id = self.saved_id

        is_shared = self.is_shared

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "view": view,
                "name": name,
                "count": count,
                "is_capped": is_capped,
                "saved_id": saved_id,
                "is_shared": is_shared,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        view = d.pop("view")

        name = d.pop("name")

        def _parse_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        count = _parse_count(d.pop("count"))

        is_capped = d.pop("is_capped")

        def _parse_saved_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        saved_id = _parse_saved_id(d.pop("saved_id"))

        is_shared = d.pop("is_shared")

        view_shown = cls(
            view=view,
            name=name,
            count=count,
            is_capped=is_capped,
            saved_id=saved_id,
            is_shared=is_shared,
        )

        return view_shown
