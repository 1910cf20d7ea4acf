from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefusedRecipientShown")


@_attrs_define
class RefusedRecipientShown:
    """A recipient whom the server did not take, with its answer.

    Attributes:
        address (str): Mail address.
        code (int): SMTP status.
        text (str): Plain text.
    """

    address: str
    code: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        code = self.code

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "address": address,
                "code": code,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        code = d.pop("code")

        text = d.pop("text")

        refused_recipient_shown = cls(
            address=address,
            code=code,
            text=text,
        )

        return refused_recipient_shown
