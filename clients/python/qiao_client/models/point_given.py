from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.point_given_kind import PointGivenKind

T = TypeVar("T", bound="PointGiven")


@_attrs_define
class PointGiven:
    """One way to reach a contact; the first of its kind is the primary one.

    Attributes:
        kind (PointGivenKind): Which kind it is.
        value (str): The address or number itself.
    """

    kind: PointGivenKind
    value: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = PointGivenKind(d.pop("kind"))

        value = d.pop("value")

        point_given = cls(
            kind=kind,
            value=value,
        )

        return point_given
