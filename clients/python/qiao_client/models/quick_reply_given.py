from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="QuickReplyGiven")


@_attrs_define
class QuickReplyGiven:
    """A quick reply, in one language or both.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        body_en (str | Unset): Markdown, English. Default: ''.
        body_zh_hans (str | Unset): Markdown, Simplified Chinese. Default: ''.
        product_ids (list[int] | Unset): The products; none means all.
        is_shared (bool | Unset): Everybody may use it. Default: True.
    """

    name: str
    body_en: str | Unset = ""
    body_zh_hans: str | Unset = ""
    product_ids: list[int] | Unset = UNSET
    is_shared: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        body_en = self.body_en

        body_zh_hans = self.body_zh_hans

        product_ids: list[int] | Unset = UNSET
        if not isinstance(self.product_ids, Unset):
            product_ids = self.product_ids

        is_shared = self.is_shared

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if body_en is not UNSET:
            field_dict["body_en"] = body_en
        if body_zh_hans is not UNSET:
            field_dict["body_zh_hans"] = body_zh_hans
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids
        if is_shared is not UNSET:
            field_dict["is_shared"] = is_shared

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        body_en = d.pop("body_en", UNSET)

        body_zh_hans = d.pop("body_zh_hans", UNSET)

        product_ids = cast(list[int], d.pop("product_ids", UNSET))

        is_shared = d.pop("is_shared", UNSET)

        quick_reply_given = cls(
            name=name,
            body_en=body_en,
            body_zh_hans=body_zh_hans,
            product_ids=product_ids,
            is_shared=is_shared,
        )

        return quick_reply_given
