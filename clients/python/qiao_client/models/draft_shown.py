from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.draft_shown_kind import DraftShownKind

T = TypeVar("T", bound="DraftShown")


@_attrs_define
class DraftShown:
    """What somebody is writing.

    Attributes:
        kind (DraftShownKind): Which kind it is.
        markdown (str): Markdown.
        files (list[str]): Names of files.
    """

    kind: DraftShownKind
    markdown: str
    files: list[str]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        markdown = self.markdown

        files = self.files

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "markdown": markdown,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = DraftShownKind(d.pop("kind"))

        markdown = d.pop("markdown")

        files = cast(list[str], d.pop("files"))

        draft_shown = cls(
            kind=kind,
            markdown=markdown,
            files=files,
        )

        return draft_shown
