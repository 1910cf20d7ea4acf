from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RemarkGiven")


@_attrs_define
class RemarkGiven:
    """A note to keep.

    Attributes:
        body (str): Markdown.
        is_pinned (bool | Unset): Stays on top. Default: False.
    """

    body: str
    is_pinned: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        body = self.body

        is_pinned = self.is_pinned

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "body": body,
            }
        )
        if is_pinned is not UNSET:
            field_dict["is_pinned"] = is_pinned

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        body = d.pop("body")

        is_pinned = d.pop("is_pinned", UNSET)

        remark_given = cls(
            body=body,
            is_pinned=is_pinned,
        )

        return remark_given
