from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DeskRefusedShown")


@_attrs_define
class DeskRefusedShown:
    """A record that was not taken, and why.

    Attributes:
        what (str): Which kind of record.
        key (str): A stable name.
        name (str): Its name, where it has one.
        sentence (str): What is wrong, in the caller's language.
    """

    what: str
    key: str
    name: str
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        key = self.key

        name = self.name

        sentence = self.sentence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "what": what,
                "key": key,
                "name": name,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        what = d.pop("what")

        key = d.pop("key")

        name = d.pop("name")

        sentence = d.pop("sentence")

        desk_refused_shown = cls(
            what=what,
            key=key,
            name=name,
            sentence=sentence,
        )

        return desk_refused_shown
