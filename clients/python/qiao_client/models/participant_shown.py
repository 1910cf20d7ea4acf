from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.participant_shown_role import ParticipantShownRole

T = TypeVar("T", bound="ParticipantShown")


@_attrs_define
class ParticipantShown:
    """Somebody on the customer's side who gets our answers.

    Attributes:
        contact_id (int): The contact.
        name (str): Name, in the caller's language where there are two.
        role (ParticipantShownRole): What they are there, or see on the portal.
        is_verified (bool): Accepted by a colleague.
    """

    contact_id: int
    name: str
    role: ParticipantShownRole
    is_verified: bool

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        name = self.name

        role = self.role.value

        is_verified = self.is_verified

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contact_id": contact_id,
                "name": name,
                "role": role,
                "is_verified": is_verified,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        name = d.pop("name")

        role = ParticipantShownRole(d.pop("role"))

        is_verified = d.pop("is_verified")

        participant_shown = cls(
            contact_id=contact_id,
            name=name,
            role=role,
            is_verified=is_verified,
        )

        return participant_shown
