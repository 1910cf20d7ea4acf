from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SentShown")


@_attrs_define
class SentShown:
    """A reply on its way.

    Attributes:
        message_id (int): The message.
        leaves_at (datetime.datetime): When it leaves; until then it can be undone.
    """

    message_id: int
    leaves_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        message_id = self.message_id

        leaves_at = self.leaves_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "message_id": message_id,
                "leaves_at": leaves_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message_id = d.pop("message_id")

        leaves_at = datetime.datetime.fromisoformat(d.pop("leaves_at"))

        sent_shown = cls(
            message_id=message_id,
            leaves_at=leaves_at,
        )

        return sent_shown
