from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DeskCountsShown")


@_attrs_define
class DeskCountsShown:
    """How much has been imported.

    Attributes:
        organisations (int): How many new customers.
        people (int): How many new contacts.
        tickets (int): New tickets.
        messages (int): How many messages.
        files (int): Files of messages.
        changed (int): Tickets with news.
        known (int): How many were there already.
    """

    organisations: int
    people: int
    tickets: int
    messages: int
    files: int
    changed: int
    known: int

    def to_dict(self) -> dict[str, Any]:
        organisations = self.organisations

        people = self.people

        tickets = self.tickets

        messages = self.messages

        files = self.files

        changed = self.changed

        known = self.known

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "organisations": organisations,
                "people": people,
                "tickets": tickets,
                "messages": messages,
                "files": files,
                "changed": changed,
                "known": known,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        organisations = d.pop("organisations")

        people = d.pop("people")

        tickets = d.pop("tickets")

        messages = d.pop("messages")

        files = d.pop("files")

        changed = d.pop("changed")

        known = d.pop("known")

        desk_counts_shown = cls(
            organisations=organisations,
            people=people,
            tickets=tickets,
            messages=messages,
            files=files,
            changed=changed,
            known=known,
        )

        return desk_counts_shown
