from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.ticket_shown import TicketShown


T = TypeVar("T", bound="ChangeShown")


@_attrs_define
class ChangeShown:
    """A ticket that changed; `ticket` is null when it is gone, or gone from your sight.

    Attributes:
        id (int):
        changed_at (datetime.datetime):
        ticket (None | TicketShown):
    """

    id: int
    changed_at: datetime.datetime
    ticket: None | TicketShown

    def to_dict(self) -> dict[str, Any]:
        from ..models.ticket_shown import TicketShown  # noqa: PLC0415

        id = self.id

        changed_at = self.changed_at.isoformat()

        ticket: dict[str, Any] | None
        if isinstance(self.ticket, TicketShown):
            ticket = self.ticket.to_dict()
        else:
            ticket = self.ticket

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "changed_at": changed_at,
                "ticket": ticket,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ticket_shown import TicketShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        def _parse_ticket(data: object) -> None | TicketShown:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ticket_type_0 = TicketShown.from_dict(data)

                return ticket_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TicketShown, data)

        ticket = _parse_ticket(d.pop("ticket"))

        change_shown = cls(
            id=id,
            changed_at=changed_at,
            ticket=ticket,
        )

        return change_shown
