from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.organisation_shown_tier import OrganisationShownTier

T = TypeVar("T", bound="OrganisationShown")


@_attrs_define
class OrganisationShown:
    """A company we support.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        short_name (str): As colleagues call it.
        tier (OrganisationShownTier): How important the customer is.
        is_key_account (bool): Watched by management.
        owner_id (int | None): The colleague who looks after it.
        industry (str): What the customer does.
        place (str): City or region.
        language (str): `en` or `zh-hans`; empty when nobody said.
        time_zone (str): IANA name, as in Asia/Shanghai.
        uscc (str): Unified social credit code of a Chinese company.
        external_key (str): What it is called in your CRM.
        annual_revenue (None | str): What the customer brings a year.
        currency (str): ISO 4217 code.
        notes (str): What one should know, as plain text.
        domains (list[str]): Mail domains by which people are known to belong to the customer.
        is_active (bool): In use; false for what was archived or taken out of view.
        merged_into_id (int | None): The customer that stands for this one.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it changed last.
    """

    id: int
    name: str
    short_name: str
    tier: OrganisationShownTier
    is_key_account: bool
    owner_id: int | None
    industry: str
    place: str
    language: str
    time_zone: str
    uscc: str
    external_key: str
    annual_revenue: None | str
    currency: str
    notes: str
    domains: list[str]
    is_active: bool
    merged_into_id: int | None
    created_at: datetime.datetime
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        short_name = self.short_name

        tier = self.tier.value

        is_key_account = self.is_key_account

        owner_id: int | None
        owner_id = self.owner_id

        industry = self.industry

        place = self.place

        language = self.language

        time_zone = self.time_zone

        uscc = self.uscc

        external_key = self.external_key

        annual_revenue: None | str
        annual_revenue = self.annual_revenue

        currency = self.currency

        notes = self.notes

        domains = self.domains

        is_active = self.is_active

        merged_into_id: int | None
        merged_into_id = self.merged_into_id

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "short_name": short_name,
                "tier": tier,
                "is_key_account": is_key_account,
                "owner_id": owner_id,
                "industry": industry,
                "place": place,
                "language": language,
                "time_zone": time_zone,
                "uscc": uscc,
                "external_key": external_key,
                "annual_revenue": annual_revenue,
                "currency": currency,
                "notes": notes,
                "domains": domains,
                "is_active": is_active,
                "merged_into_id": merged_into_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        short_name = d.pop("short_name")

        tier = OrganisationShownTier(d.pop("tier"))

        is_key_account = d.pop("is_key_account")

        def _parse_owner_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        owner_id = _parse_owner_id(d.pop("owner_id"))

        industry = d.pop("industry")

        place = d.pop("place")

        language = d.pop("language")

        time_zone = d.pop("time_zone")

        uscc = d.pop("uscc")

        external_key = d.pop("external_key")

        def _parse_annual_revenue(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        annual_revenue = _parse_annual_revenue(d.pop("annual_revenue"))

        currency = d.pop("currency")

        notes = d.pop("notes")

        domains = cast(list[str], d.pop("domains"))

        is_active = d.pop("is_active")

        def _parse_merged_into_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        merged_into_id = _parse_merged_into_id(d.pop("merged_into_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        organisation_shown = cls(
            id=id,
            name=name,
            short_name=short_name,
            tier=tier,
            is_key_account=is_key_account,
            owner_id=owner_id,
            industry=industry,
            place=place,
            language=language,
            time_zone=time_zone,
            uscc=uscc,
            external_key=external_key,
            annual_revenue=annual_revenue,
            currency=currency,
            notes=notes,
            domains=domains,
            is_active=is_active,
            merged_into_id=merged_into_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        return organisation_shown
