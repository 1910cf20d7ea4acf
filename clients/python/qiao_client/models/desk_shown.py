from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DeskShown")


@_attrs_define
class DeskShown:
    """How my desk is arranged: the queue it opens with, the order of saved views, the columns of the table.

    Attributes:
        start_view (str): What the `view` parameter takes.
        view_order (list[int]): Saved views in my order.
        columns (list[str]): None means the usual ones.
    """

    start_view: str
    view_order: list[int]
    columns: list[str]

    def to_dict(self) -> dict[str, Any]:
        start_view = self.start_view

        view_order = self.view_order

        columns = self.columns

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "start_view": start_view,
                "view_order": view_order,
                "columns": columns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start_view = d.pop("start_view")

        view_order = cast(list[int], d.pop("view_order"))

        columns = cast(list[str], d.pop("columns"))

        desk_shown = cls(
            start_view=start_view,
            view_order=view_order,
            columns=columns,
        )

        return desk_shown
