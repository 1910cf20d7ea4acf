from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.draft_given_language import DraftGivenLanguage
from ..types import UNSET, Unset

T = TypeVar("T", bound="DraftGiven")


@_attrs_define
class DraftGiven:
    """A draft. `to`, `cc` and `language` are those of a reply; null or empty for the usual ones.

    Attributes:
        markdown (str): Markdown.
        to (list[str] | None | Unset): Who gets it.
        cc (list[str] | None | Unset): Who gets a copy.
        language (DraftGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            DraftGivenLanguage.VALUE_0.
        attachments (list[str] | Unset): Files: `id`s of uploads when sent, the files themselves when read.
    """

    markdown: str
    to: list[str] | None | Unset = UNSET
    cc: list[str] | None | Unset = UNSET
    language: DraftGivenLanguage | Unset = DraftGivenLanguage.VALUE_0
    attachments: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        markdown = self.markdown

        to: list[str] | None | Unset
        if isinstance(self.to, Unset):
            to = UNSET
        elif isinstance(self.to, list):
            to = self.to

        else:
            to = self.to

        cc: list[str] | None | Unset
        if isinstance(self.cc, Unset):
            cc = UNSET
        elif isinstance(self.cc, list):
            cc = self.cc

        else:
            cc = self.cc

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        attachments: list[str] | Unset = UNSET
        if not isinstance(self.attachments, Unset):
            attachments = self.attachments

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "markdown": markdown,
            }
        )
        if to is not UNSET:
            field_dict["to"] = to
        if cc is not UNSET:
            field_dict["cc"] = cc
        if language is not UNSET:
            field_dict["language"] = language
        if attachments is not UNSET:
            field_dict["attachments"] = attachments

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        markdown = d.pop("markdown")

        def _parse_to(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                to_type_0 = cast(list[str], data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        to = _parse_to(d.pop("to", UNSET))

        def _parse_cc(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                cc_type_0 = cast(list[str], data)

                return cc_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        cc = _parse_cc(d.pop("cc", UNSET))

        _language = d.pop("language", UNSET)
        language: DraftGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = DraftGivenLanguage(_language)

        attachments = cast(list[str], d.pop("attachments", UNSET))

        draft_given = cls(
            markdown=markdown,
            to=to,
            cc=cc,
            language=language,
            attachments=attachments,
        )

        return draft_given
