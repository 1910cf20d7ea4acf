from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldChoiceGiven")


@_attrs_define
class FieldChoiceGiven:
    """A value to choose, named in one language or both.

    Attributes:
        key (str): A stable name.
        en (str | Unset): English. Default: ''.
        zh_hans (str | Unset): Simplified Chinese. Default: ''.
    """

    key: str
    en: str | Unset = ""
    zh_hans: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        en = self.en

        zh_hans = self.zh_hans

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
            }
        )
        if en is not UNSET:
            field_dict["en"] = en
        if zh_hans is not UNSET:
            field_dict["zh_hans"] = zh_hans

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        en = d.pop("en", UNSET)

        zh_hans = d.pop("zh_hans", UNSET)

        field_choice_given = cls(
            key=key,
            en=en,
            zh_hans=zh_hans,
        )

        return field_choice_given
