from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.link_shown_kind import LinkShownKind

T = TypeVar("T", bound="LinkShown")


@_attrs_define
class LinkShown:
    """A linked ticket; `is_outward`: this ticket relates to that one. A suggested link awaits a person's yes.

    Attributes:
        id (int): Number of the thing.
        kind (LinkShownKind): Which kind it is.
        number (int): Number people use: of a ticket, as in Q-48213, or of a contract.
        is_outward (bool): This ticket relates to that one.
        is_suggested (bool): Awaits a person's yes.
    """

    id: int
    kind: LinkShownKind
    number: int
    is_outward: bool
    is_suggested: bool

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        number = self.number

        is_outward = self.is_outward

        is_suggested = self.is_suggested

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "number": number,
                "is_outward": is_outward,
                "is_suggested": is_suggested,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = LinkShownKind(d.pop("kind"))

        number = d.pop("number")

        is_outward = d.pop("is_outward")

        is_suggested = d.pop("is_suggested")

        link_shown = cls(
            id=id,
            kind=kind,
            number=number,
            is_outward=is_outward,
            is_suggested=is_suggested,
        )

        return link_shown
