from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SplitGiven")


@_attrs_define
class SplitGiven:
    """Messages that become a ticket of their own.

    Attributes:
        message_ids (list[int]): The messages.
        subject (str | Unset): What it is about, in one line. Default: ''.
    """

    message_ids: list[int]
    subject: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        message_ids = self.message_ids

        subject = self.subject

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "message_ids": message_ids,
            }
        )
        if subject is not UNSET:
            field_dict["subject"] = subject

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message_ids = cast(list[int], d.pop("message_ids"))

        subject = d.pop("subject", UNSET)

        split_given = cls(
            message_ids=message_ids,
            subject=subject,
        )

        return split_given
