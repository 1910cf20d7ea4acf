from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.templates_wanted_kind_type_0 import TemplatesWantedKindType0
from ..models.templates_wanted_language_type_0 import TemplatesWantedLanguageType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="TemplatesWanted")


@_attrs_define
class TemplatesWanted:
    """Which own wordings.

    Attributes:
        kind (None | TemplatesWantedKindType0 | Unset): For which mails.
        language (None | TemplatesWantedLanguageType0 | Unset): In which language.
        product (int | None | Unset): Of this product.
    """

    kind: None | TemplatesWantedKindType0 | Unset = UNSET
    language: None | TemplatesWantedLanguageType0 | Unset = UNSET
    product: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, TemplatesWantedKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        elif isinstance(self.language, TemplatesWantedLanguageType0):
            language = self.language.value
        else:
            language = self.language

        product: int | None | Unset
        if isinstance(self.product, Unset):
            product = UNSET
        else:
            product = self.product

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if language is not UNSET:
            field_dict["language"] = language
        if product is not UNSET:
            field_dict["product"] = product

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_kind(data: object) -> None | TemplatesWantedKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = TemplatesWantedKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TemplatesWantedKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_language(
            data: object,
        ) -> None | TemplatesWantedLanguageType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = TemplatesWantedLanguageType0(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TemplatesWantedLanguageType0 | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_product(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product = _parse_product(d.pop("product", UNSET))

        templates_wanted = cls(
            kind=kind,
            language=language,
            product=product,
        )

        templates_wanted.additional_properties = d
        return templates_wanted

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
