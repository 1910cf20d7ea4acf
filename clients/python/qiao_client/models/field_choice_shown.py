from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FieldChoiceShown")


@_attrs_define
class FieldChoiceShown:
    """A value to choose.

    Attributes:
        key (str): A stable name.
        en (str): English.
        zh_hans (str): Simplified Chinese.
    """

    key: str
    en: str
    zh_hans: str

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        en = self.en

        zh_hans = self.zh_hans

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "en": en,
                "zh_hans": zh_hans,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        en = d.pop("en")

        zh_hans = d.pop("zh_hans")

        field_choice_shown = cls(
            key=key,
            en=en,
            zh_hans=zh_hans,
        )

        return field_choice_shown
