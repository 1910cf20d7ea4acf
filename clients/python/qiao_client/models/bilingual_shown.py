from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="BilingualShown")


@_attrs_define
class BilingualShown:
    """A text in both languages, one of which may be empty.

    Attributes:
        en (str): English.
        zh_hans (str): Simplified Chinese.
    """

    en: str
    zh_hans: str

    def to_dict(self) -> dict[str, Any]:
        en = self.en

        zh_hans = self.zh_hans

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "en": en,
                "zh_hans": zh_hans,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        en = d.pop("en")

        zh_hans = d.pop("zh_hans")

        bilingual_shown = cls(
            en=en,
            zh_hans=zh_hans,
        )

        return bilingual_shown
