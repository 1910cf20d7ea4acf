from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RemarkChangeGiven")


@_attrs_define
class RemarkChangeGiven:
    """The fields to change; omitted fields are not changed.

    Attributes:
        body (None | str | Unset): Markdown.
        was (None | str | Unset): The text you began with: refused with 409 when somebody changed it.
        is_pinned (bool | None | Unset): Stays on top.
    """

    body: None | str | Unset = UNSET
    was: None | str | Unset = UNSET
    is_pinned: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        body: None | str | Unset
        if isinstance(self.body, Unset):
            body = UNSET
        else:
            body = self.body

        was: None | str | Unset
        if isinstance(self.was, Unset):
            was = UNSET
        else:
            was = self.was

        is_pinned: bool | None | Unset
        if isinstance(self.is_pinned, Unset):
            is_pinned = UNSET
        else:
            is_pinned = self.is_pinned

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if body is not UNSET:
            field_dict["body"] = body
        if was is not UNSET:
            field_dict["was"] = was
        if is_pinned is not UNSET:
            field_dict["is_pinned"] = is_pinned

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_body(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        body = _parse_body(d.pop("body", UNSET))

        def _parse_was(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        was = _parse_was(d.pop("was", UNSET))

        def _parse_is_pinned(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_pinned = _parse_is_pinned(d.pop("is_pinned", UNSET))

        remark_change_given = cls(
            body=body,
            was=was,
            is_pinned=is_pinned,
        )

        return remark_change_given
