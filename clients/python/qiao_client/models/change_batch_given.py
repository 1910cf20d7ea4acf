from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.batch_change_given import BatchChangeGiven


T = TypeVar("T", bound="ChangeBatchGiven")


@_attrs_define
class ChangeBatchGiven:
    """Changes of many tickets, each for itself.

    Attributes:
        tickets (list[BatchChangeGiven]): Each for itself.
    """

    tickets: list[BatchChangeGiven]

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
        from ..models.batch_change_given import BatchChangeGiven  # noqa: PLC0415

        d = dict(src_dict)
        tickets = []
        _tickets = d.pop("tickets")
        for tickets_item_data in _tickets:
            tickets_item = BatchChangeGiven.from_dict(tickets_item_data)

            tickets.append(tickets_item)

        change_batch_given = cls(
            tickets=tickets,
        )

        return change_batch_given
