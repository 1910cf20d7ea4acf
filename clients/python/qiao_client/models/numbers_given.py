from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="NumbersGiven")


@_attrs_define
class NumbersGiven:
    """Other tickets.

    Attributes:
        numbers (list[int]): Numbers of tickets.
    """

    numbers: list[int]

    def to_dict(self) -> dict[str, Any]:
        numbers = self.numbers

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "numbers": numbers,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        numbers = cast(list[int], d.pop("numbers"))

        numbers_given = cls(
            numbers=numbers,
        )

        return numbers_given
