from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="QuickReplyShown")


@_attrs_define
class QuickReplyShown:
    """A quick reply in both languages.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        body_en (str): Markdown, English.
        body_zh_hans (str): Markdown, Simplified Chinese.
        product_ids (list[int]): The products; none means all.
        is_shared (bool): Everybody may use it.
        used_count (int): How often it was inserted in the editor.
    """

    id: int
    name: str
    body_en: str
    body_zh_hans: str
    product_ids: list[int]
    is_shared: bool
    used_count: int

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        body_en = self.body_en

        body_zh_hans = self.body_zh_hans

        product_ids = self.product_ids

        is_shared = self.is_shared

        used_count = self.used_count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "body_en": body_en,
                "body_zh_hans": body_zh_hans,
                "product_ids": product_ids,
                "is_shared": is_shared,
                "used_count": used_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        body_en = d.pop("body_en")

        body_zh_hans = d.pop("body_zh_hans")

        product_ids = cast(list[int], d.pop("product_ids"))

        is_shared = d.pop("is_shared")

        used_count = d.pop("used_count")

        quick_reply_shown = cls(
            id=id,
            name=name,
            body_en=body_en,
            body_zh_hans=body_zh_hans,
            product_ids=product_ids,
            is_shared=is_shared,
            used_count=used_count,
        )

        return quick_reply_shown
