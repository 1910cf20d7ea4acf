from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="LikelyShown")


@_attrs_define
class LikelyShown:
    """Somebody who may be the same; a program may suggest, a person decides.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        detail (str): What tells it from others of the same name.
        reasons (list[str]): Sentences in the caller's language.
    """

    id: int
    name: str
    detail: str
    reasons: list[str]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        detail = self.detail

        reasons = self.reasons

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "detail": detail,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        detail = d.pop("detail")

        reasons = cast(list[str], d.pop("reasons"))

        likely_shown = cls(
            id=id,
            name=name,
            detail=detail,
            reasons=reasons,
        )

        return likely_shown
