from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.closed_move_given import ClosedMoveGiven


T = TypeVar("T", bound="MovesGiven")


@_attrs_define
class MovesGiven:
    """The transitions that nobody is to make; all other optional ones are open. None means the usual ones.

    Attributes:
        closed (list[ClosedMoveGiven]): Transitions that nobody makes.
    """

    closed: list[ClosedMoveGiven]

    def to_dict(self) -> dict[str, Any]:
        closed = []
        for closed_item_data in self.closed:
            closed_item = closed_item_data.to_dict()
            closed.append(closed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "closed": closed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.closed_move_given import ClosedMoveGiven  # noqa: PLC0415

        d = dict(src_dict)
        closed = []
        _closed = d.pop("closed")
        for closed_item_data in _closed:
            closed_item = ClosedMoveGiven.from_dict(closed_item_data)

            closed.append(closed_item)

        moves_given = cls(
            closed=closed,
        )

        return moves_given
