from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookGiven")


@_attrs_define
class WebhookGiven:
    """Where to, and what about.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        url (str): Address.
        types (list[str] | Unset): Types of events; none means all.
        product_ids (list[int] | Unset): The products; none means all.
    """

    name: str
    url: str
    types: list[str] | Unset = UNSET
    product_ids: list[int] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        url = self.url

        types: list[str] | Unset = UNSET
        if not isinstance(self.types, Unset):
            types = self.types

        product_ids: list[int] | Unset = UNSET
        if not isinstance(self.product_ids, Unset):
            product_ids = self.product_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "url": url,
            }
        )
        if types is not UNSET:
            field_dict["types"] = types
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        url = d.pop("url")

        types = cast(list[str], d.pop("types", UNSET))

        product_ids = cast(list[int], d.pop("product_ids", UNSET))

        webhook_given = cls(
            name=name,
            url=url,
            types=types,
            product_ids=product_ids,
        )

        return webhook_given
