from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NoteGiven")


@_attrs_define
class NoteGiven:
    """A note only colleagues see. Somebody is called by @[Name](person:12).

    Attributes:
        markdown (str): Markdown.
        attachments (list[str] | Unset): Files: `id`s of uploads when sent, the files themselves when read.
    """

    markdown: str
    attachments: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        markdown = self.markdown

        attachments: list[str] | Unset = UNSET
        if not isinstance(self.attachments, Unset):
            attachments = self.attachments

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "markdown": markdown,
            }
        )
        if attachments is not UNSET:
            field_dict["attachments"] = attachments

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        markdown = d.pop("markdown")

        attachments = cast(list[str], d.pop("attachments", UNSET))

        note_given = cls(
            markdown=markdown,
            attachments=attachments,
        )

        return note_given
