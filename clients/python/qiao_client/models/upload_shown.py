from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="UploadShown")


@_attrs_define
class UploadShown:
    """A file kept for a message to come. `id` goes into `attachments`, within 14 days.

    Attributes:
        id (str): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        size (int): Bytes.
    """

    id: str
    name: str
    size: int

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        size = self.size

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "size": size,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        size = d.pop("size")

        upload_shown = cls(
            id=id,
            name=name,
            size=size,
        )

        return upload_shown
