from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.change_team_shown import ChangeTeamShown


T = TypeVar("T", bound="FeedTeamShown")


@_attrs_define
class FeedTeamShown:
    """What changed, oldest change first. Keep `next_cursor` for the next time, also when `has_more` is false.

    Attributes:
        items (list[ChangeTeamShown]): The things themselves.
        next_cursor (str): Give it back as `cursor`.
        has_more (bool): There is more: ask again at once.
    """

    items: list[ChangeTeamShown]
    next_cursor: str
    has_more: bool

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_cursor = self.next_cursor

        has_more = self.has_more

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "next_cursor": next_cursor,
                "has_more": has_more,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_team_shown import ChangeTeamShown  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ChangeTeamShown.from_dict(items_item_data)

            items.append(items_item)

        next_cursor = d.pop("next_cursor")

        has_more = d.pop("has_more")

        feed_team_shown = cls(
            items=items,
            next_cursor=next_cursor,
            has_more=has_more,
        )

        return feed_team_shown
