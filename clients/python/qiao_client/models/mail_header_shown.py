from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailHeaderShown")


@_attrs_define
class MailHeaderShown:
    """A header line, decoded.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        value (str): The address or number itself.
    """

    name: str
    value: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        value = d.pop("value")

        mail_header_shown = cls(
            name=name,
            value=value,
        )

        return mail_header_shown
