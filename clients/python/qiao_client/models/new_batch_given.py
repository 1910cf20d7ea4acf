from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.ticket_given import TicketGiven


T = TypeVar("T", bound="NewBatchGiven")


@_attrs_define
class NewBatchGiven:
    """Tickets to open, each for itself: what one refuses does not hold up the others.

    Attributes:
        tickets (list[TicketGiven]): Each for itself.
    """

    tickets: list[TicketGiven]

    def to_dict(self) -> dict[str, Any]:
        tickets = []
        for tickets_item_data in self.tickets:
            tickets_item = tickets_item_data.to_dict()
            tickets.append(tickets_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tickets": tickets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ticket_given import TicketGiven  # noqa: PLC0415

        d = dict(src_dict)
        tickets = []
        _tickets = d.pop("tickets")
        for tickets_item_data in _tickets:
            tickets_item = TicketGiven.from_dict(tickets_item_data)

            tickets.append(tickets_item)

        new_batch_given = cls(
            tickets=tickets,
        )

        return new_batch_given
