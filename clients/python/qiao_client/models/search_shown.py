from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.found_shown import FoundShown


T = TypeVar("T", bound="SearchShown")


@_attrs_define
class SearchShown:
    """Tickets by relevance. `total` is exact unless `is_capped`.

    Attributes:
        items (list[FoundShown]): The things themselves.
        total (int): How many there are in all.
        is_capped (bool): There are more than were counted.
        next_cursor (None | str): Give it back as `cursor`.
    """

    items: list[FoundShown]
    total: int
    is_capped: bool
    next_cursor: None | str

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        total = self.total

        is_capped = self.is_capped

        next_cursor: None | str
        next_cursor = self.next_cursor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "total": total,
                "is_capped": is_capped,
                "next_cursor": next_cursor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.found_shown import FoundShown  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = FoundShown.from_dict(items_item_data)

            items.append(items_item)

        total = d.pop("total")

        is_capped = d.pop("is_capped")

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("next_cursor"))

        search_shown = cls(
            items=items,
            total=total,
            is_capped=is_capped,
            next_cursor=next_cursor,
        )

        return search_shown
