from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organisations_wanted_tier_type_0 import OrganisationsWantedTierType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganisationsWanted")


@_attrs_define
class OrganisationsWanted:
    """Which customers.

    Attributes:
        q (str | Unset): Part of the name, its pinyin, or a mail domain. Default: ''.
        tier (None | OrganisationsWantedTierType0 | Unset): How important the customer is.
        owner (int | None | Unset): The colleague who looks after it.
        external_key (str | Unset): What it is called in your CRM. Default: ''.
        is_active (bool | Unset): In use; false for what was archived or taken out of view. Default: True.
    """

    q: str | Unset = ""
    tier: None | OrganisationsWantedTierType0 | Unset = UNSET
    owner: int | None | Unset = UNSET
    external_key: str | Unset = ""
    is_active: bool | Unset = True
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        q = self.q

        tier: None | str | Unset
        if isinstance(self.tier, Unset):
            tier = UNSET
        elif isinstance(self.tier, OrganisationsWantedTierType0):
            tier = self.tier.value
        else:
            tier = self.tier

        owner: int | None | Unset
        if isinstance(self.owner, Unset):
            owner = UNSET
        else:
            owner = self.owner

        external_key = self.external_key

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if q is not UNSET:
            field_dict["q"] = q
        if tier is not UNSET:
            field_dict["tier"] = tier
        if owner is not UNSET:
            field_dict["owner"] = owner
        if external_key is not UNSET:
            field_dict["external_key"] = external_key
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        q = d.pop("q", UNSET)

        def _parse_tier(data: object) -> None | OrganisationsWantedTierType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tier_type_0 = OrganisationsWantedTierType0(data)

                return tier_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganisationsWantedTierType0 | Unset, data)

        tier = _parse_tier(d.pop("tier", UNSET))

        def _parse_owner(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        owner = _parse_owner(d.pop("owner", UNSET))

        external_key = d.pop("external_key", UNSET)

        is_active = d.pop("is_active", UNSET)

        organisations_wanted = cls(
            q=q,
            tier=tier,
            owner=owner,
            external_key=external_key,
            is_active=is_active,
        )

        organisations_wanted.additional_properties = d
        return organisations_wanted

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
