from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.delivery_shown_state import DeliveryShownState

T = TypeVar("T", bound="DeliveryShown")


@_attrs_define
class DeliveryShown:
    """The delivery of a message to a webhook; `status` is that of the last answer, 0 for none.

    Attributes:
        id (int): Number of the thing.
        message (str): The webhook-id, the same at every attempt.
        type_ (str): What happened, as in ticket.opened.
        state (DeliveryShownState): Where it stands.
        attempts (int): How often it was tried.
        status (int | None): HTTP status.
        next_at (datetime.datetime): When it is tried next.
        delivered_at (datetime.datetime | None): When it was taken.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    message: str
    type_: str
    state: DeliveryShownState
    attempts: int
    status: int | None
    next_at: datetime.datetime
    delivered_at: datetime.datetime | None
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        message = self.message

        type_ = self.type_

        state = self.state.value

        attempts = self.attempts

        status: int | None
        status = self.status

        next_at = self.next_at.isoformat()

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "message": message,
                "type": type_,
                "state": state,
                "attempts": attempts,
                "status": status,
                "next_at": next_at,
                "delivered_at": delivered_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        message = d.pop("message")

        type_ = d.pop("type")

        state = DeliveryShownState(d.pop("state"))

        attempts = d.pop("attempts")

        def _parse_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status = _parse_status(d.pop("status"))

        next_at = datetime.datetime.fromisoformat(d.pop("next_at"))

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        delivery_shown = cls(
            id=id,
            message=message,
            type_=type_,
            state=state,
            attempts=attempts,
            status=status,
            next_at=next_at,
            delivered_at=delivered_at,
            created_at=created_at,
        )

        return delivery_shown
