from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailFileShown")


@_attrs_define
class MailFileShown:
    """A file that came with a mail; the bytes are in the original.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        content_type (str): Media type, as the sender named it.
        size (int): Bytes.
    """

    name: str
    content_type: str
    size: int

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        content_type = self.content_type

        size = self.size

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "content_type": content_type,
                "size": size,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        content_type = d.pop("content_type")

        size = d.pop("size")

        mail_file_shown = cls(
            name=name,
            content_type=content_type,
            size=size,
        )

        return mail_file_shown
