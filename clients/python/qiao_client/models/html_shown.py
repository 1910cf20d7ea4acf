from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="HtmlShown")


@_attrs_define
class HtmlShown:
    """A text as it looks; safe to show.

    Attributes:
        html (str): Safe to show.
    """

    html: str

    def to_dict(self) -> dict[str, Any]:
        html = self.html

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "html": html,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        html = d.pop("html")

        html_shown = cls(
            html=html,
        )

        return html_shown
