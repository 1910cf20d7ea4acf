from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.closed_move_given_source import ClosedMoveGivenSource
from ..models.closed_move_given_target import ClosedMoveGivenTarget

T = TypeVar("T", bound="ClosedMoveGiven")


@_attrs_define
class ClosedMoveGiven:
    """A transition that nobody is to make.

    Attributes:
        source (ClosedMoveGivenSource): The state it leaves.
        target (ClosedMoveGivenTarget): The state it leads to.
    """

    source: ClosedMoveGivenSource
    target: ClosedMoveGivenTarget

    def to_dict(self) -> dict[str, Any]:
        source = self.source.value

        target = self.target.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "target": target,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = ClosedMoveGivenSource(d.pop("source"))

        target = ClosedMoveGivenTarget(d.pop("target"))

        closed_move_given = cls(
            source=source,
            target=target,
        )

        return closed_move_given
