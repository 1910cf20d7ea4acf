from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.message_shown import MessageShown


T = TypeVar("T", bound="ChangeMessageShown")


@_attrs_define
class ChangeMessageShown:
    """Something that changed. `now` is its current state; null when it was deleted or is no longer visible to you.

    Attributes:
        id (int): Number of the thing.
        changed_at (datetime.datetime): When it changed last.
        now (MessageShown | None): How it is now; null when it is gone, or gone from your sight.
    """

    id: int
    changed_at: datetime.datetime
    now: MessageShown | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.message_shown import MessageShown  # noqa: PLC0415

        id = self.id

        changed_at = self.changed_at.isoformat()

        now: dict[str, Any] | None
        if isinstance(self.now, MessageShown):
            now = self.now.to_dict()
        else:
            now = self.now

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "changed_at": changed_at,
                "now": now,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.message_shown import MessageShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        def _parse_now(data: object) -> MessageShown | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                now_type_0 = MessageShown.from_dict(data)

                return now_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MessageShown | None, data)

        now = _parse_now(d.pop("now"))

        change_message_shown = cls(
            id=id,
            changed_at=changed_at,
            now=now,
        )

        return change_message_shown
