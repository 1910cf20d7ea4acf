from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.portal_account_given_role import PortalAccountGivenRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="PortalAccountGiven")


@_attrs_define
class PortalAccountGiven:
    """What a contact may see on the portal; blocking signs them out everywhere.

    Attributes:
        role (PortalAccountGivenRole): What they are there, or see on the portal.
        is_blocked (bool | Unset): May not sign in. Default: False.
    """

    role: PortalAccountGivenRole
    is_blocked: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        is_blocked = self.is_blocked

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )
        if is_blocked is not UNSET:
            field_dict["is_blocked"] = is_blocked

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = PortalAccountGivenRole(d.pop("role"))

        is_blocked = d.pop("is_blocked", UNSET)

        portal_account_given = cls(
            role=role,
            is_blocked=is_blocked,
        )

        return portal_account_given
