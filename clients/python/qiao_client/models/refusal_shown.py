from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefusalShown")


@_attrs_define
class RefusalShown:
    """Why one ticket was left out of a bulk act.

    Attributes:
        number (int): Number people use: of a ticket, as in Q-48213, or of a contract.
        reason (str): Why.
    """

    number: int
    reason: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        reason = d.pop("reason")

        refusal_shown = cls(
            number=number,
            reason=reason,
        )

        return refusal_shown
