from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.move_shown_source import MoveShownSource
from ..models.move_shown_target import MoveShownTarget

T = TypeVar("T", bound="MoveShown")


@_attrs_define
class MoveShown:
    """A transition people make by hand. One that is not optional cannot be closed.

    Attributes:
        source (MoveShownSource): The state it leaves.
        target (MoveShownTarget): The state it leads to.
        is_optional (bool): It can be closed.
        is_used (bool): People here make it.
    """

    source: MoveShownSource
    target: MoveShownTarget
    is_optional: bool
    is_used: bool

    def to_dict(self) -> dict[str, Any]:
        source = self.source.value

        target = self.target.value

        is_optional = self.is_optional

        is_used = self.is_used

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
                "target": target,
                "is_optional": is_optional,
                "is_used": is_used,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = MoveShownSource(d.pop("source"))

        target = MoveShownTarget(d.pop("target"))

        is_optional = d.pop("is_optional")

        is_used = d.pop("is_used")

        move_shown = cls(
            source=source,
            target=target,
            is_optional=is_optional,
            is_used=is_used,
        )

        return move_shown
