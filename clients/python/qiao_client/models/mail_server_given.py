from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailServerGiven")


@_attrs_define
class MailServerGiven:
    """The name to trust: the one that is proposed. Any other name is written as `authserv_id` of the settings.

    Attributes:
        name (str): Name, in the caller's language where there are two.
    """

    name: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        mail_server_given = cls(
            name=name,
        )

        return mail_server_given
