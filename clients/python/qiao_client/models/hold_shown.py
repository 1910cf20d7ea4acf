from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="HoldShown")


@_attrs_define
class HoldShown:
    """A reason in law to keep a person's data.

    Attributes:
        id (int): Number of the thing.
        contact_id (int | None): The contact.
        organisation_id (int | None): The customer.
        reason (str): Why.
        placed_at (datetime.datetime): Since when it stands.
        released_at (datetime.datetime | None): When the reason was gone.
    """

    id: int
    contact_id: int | None
    organisation_id: int | None
    reason: str
    placed_at: datetime.datetime
    released_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        contact_id: int | None
        contact_id = self.contact_id

        organisation_id: int | None
        organisation_id = self.organisation_id

        reason = self.reason

        placed_at = self.placed_at.isoformat()

        released_at: None | str
        if isinstance(self.released_at, datetime.datetime):
            released_at = self.released_at.isoformat()
        else:
            released_at = self.released_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "contact_id": contact_id,
                "organisation_id": organisation_id,
                "reason": reason,
                "placed_at": placed_at,
                "released_at": released_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_contact_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        contact_id = _parse_contact_id(d.pop("contact_id"))

        def _parse_organisation_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))

        reason = d.pop("reason")

        placed_at = datetime.datetime.fromisoformat(d.pop("placed_at"))

        def _parse_released_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                released_at_type_0 = datetime.datetime.fromisoformat(data)

                return released_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        released_at = _parse_released_at(d.pop("released_at"))

        hold_shown = cls(
            id=id,
            contact_id=contact_id,
            organisation_id=organisation_id,
            reason=reason,
            placed_at=placed_at,
            released_at=released_at,
        )

        return hold_shown
