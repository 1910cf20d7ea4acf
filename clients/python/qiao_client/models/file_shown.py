from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="FileShown")


@_attrs_define
class FileShown:
    """A file of a message. Without `url` it was left out, and `omitted_reason` says why.

    `is_decoration`: a small picture that comes with many mails, such as the logo of a signature; people do not see it.

        Attributes:
            id (int): Number of the thing.
            name (str): Name, in the caller's language where there are two.
            content_type (str): Media type, as the sender named it.
            size (int): Bytes.
            is_inline (bool): Stands within the text.
            is_decoration (bool): A logo or signature picture, folded away on the screen.
            omitted_reason (str): Why the file was left out.
            url (None | str): Address.
    """

    id: int
    name: str
    content_type: str
    size: int
    is_inline: bool
    is_decoration: bool
    omitted_reason: str
    url: None | str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        content_type = self.content_type

        size = self.size

        is_inline = self.is_inline

        is_decoration = self.is_decoration

        omitted_reason = self.omitted_reason

        url: None | str
        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "content_type": content_type,
                "size": size,
                "is_inline": is_inline,
                "is_decoration": is_decoration,
                "omitted_reason": omitted_reason,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        content_type = d.pop("content_type")

        size = d.pop("size")

        is_inline = d.pop("is_inline")

        is_decoration = d.pop("is_decoration")

        omitted_reason = d.pop("omitted_reason")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        file_shown = cls(
            id=id,
            name=name,
            content_type=content_type,
            size=size,
            is_inline=is_inline,
            is_decoration=is_decoration,
            omitted_reason=omitted_reason,
            url=url,
        )

        return file_shown
