from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.draft_shown_kind import DraftShownKind

T = TypeVar("T", bound="DraftShown")


@_attrs_define
class DraftShown:
    """A draft of a reply or note.

    Attributes:
        kind (DraftShownKind): Which kind it is.
        markdown (str): Markdown.
        to (list[str] | None): Who gets it.
        cc (list[str] | None): Who gets a copy.
        language (str): `en` or `zh-hans`; empty when nobody said.
        files (list[str]): Names of files.
    """

    kind: DraftShownKind
    markdown: str
    to: list[str] | None
    cc: list[str] | None
    language: str
    files: list[str]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        markdown = self.markdown

        to: list[str] | None
        if isinstance(self.to, list):
            to = self.to

        else:
            to = self.to

        cc: list[str] | None
        if isinstance(self.cc, list):
            cc = self.cc

        else:
            cc = self.cc

        language = self.language

        files = self.files

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "markdown": markdown,
                "to": to,
                "cc": cc,
                "language": language,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = DraftShownKind(d.pop("kind"))

        markdown = d.pop("markdown")

        def _parse_to(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                to_type_0 = cast(list[str], data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        to = _parse_to(d.pop("to"))

        def _parse_cc(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                cc_type_0 = cast(list[str], data)

                return cc_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        cc = _parse_cc(d.pop("cc"))

        language = d.pop("language")

        files = cast(list[str], d.pop("files"))

        draft_shown = cls(
            kind=kind,
            markdown=markdown,
            to=to,
            cc=cc,
            language=language,
            files=files,
        )

        return draft_shown
