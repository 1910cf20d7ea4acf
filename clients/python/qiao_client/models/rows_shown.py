from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.row_shown import RowShown


T = TypeVar("T", bound="RowsShown")


@_attrs_define
class RowsShown:
    """What became of a batch.

    Attributes:
        items (list[RowShown]): The things themselves.
        failed (int): How many failed.
    """

    items: list[RowShown]
    failed: int

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        failed = self.failed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "failed": failed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.row_shown import RowShown  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = RowShown.from_dict(items_item_data)

            items.append(items_item)

        failed = d.pop("failed")

        rows_shown = cls(
            items=items,
            failed=failed,
        )

        return rows_shown
