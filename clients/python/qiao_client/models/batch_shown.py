from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.batch_item_shown import BatchItemShown


T = TypeVar("T", bound="BatchShown")


@_attrs_define
class BatchShown:
    """What became of a batch.

    Attributes:
        items (list[BatchItemShown]): The things themselves.
        failed (int): How many failed.
    """

    items: list[BatchItemShown]
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
        from ..models.batch_item_shown import BatchItemShown  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = BatchItemShown.from_dict(items_item_data)

            items.append(items_item)

        failed = d.pop("failed")

        batch_shown = cls(
            items=items,
            failed=failed,
        )

        return batch_shown
