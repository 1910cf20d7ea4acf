from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.portal_account_shown_role import PortalAccountShownRole

T = TypeVar("T", bound="PortalAccountShown")


@_attrs_define
class PortalAccountShown:
    """What a contact sees on the portal.

    Attributes:
        contact_id (int): The contact.
        role (PortalAccountShownRole): What they are there, or see on the portal.
        is_blocked (bool): May not sign in.
        last_sign_in_at (datetime.datetime | None): When they last signed in.
    """

    contact_id: int
    role: PortalAccountShownRole
    is_blocked: bool
    last_sign_in_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        role = self.role.value

        is_blocked = self.is_blocked

        last_sign_in_at: None | str
        if isinstance(self.last_sign_in_at, datetime.datetime):
            last_sign_in_at = self.last_sign_in_at.isoformat()
        else:
            last_sign_in_at = self.last_sign_in_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contact_id": contact_id,
                "role": role,
                "is_blocked": is_blocked,
                "last_sign_in_at": last_sign_in_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        role = PortalAccountShownRole(d.pop("role"))

        is_blocked = d.pop("is_blocked")

        def _parse_last_sign_in_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sign_in_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_sign_in_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_sign_in_at = _parse_last_sign_in_at(d.pop("last_sign_in_at"))

        portal_account_shown = cls(
            contact_id=contact_id,
            role=role,
            is_blocked=is_blocked,
            last_sign_in_at=last_sign_in_at,
        )

        return portal_account_shown
