from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.organisation_given_language import OrganisationGivenLanguage
from ..models.organisation_given_tier import OrganisationGivenTier
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganisationGiven")


@_attrs_define
class OrganisationGiven:
    """A customer; in a change, omitted fields are not changed.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        short_name (str | Unset): As colleagues call it. Default: ''.
        tier (OrganisationGivenTier | Unset): How important the customer is. Default: OrganisationGivenTier.NORMAL.
        is_key_account (bool | Unset): Watched by management. Default: False.
        owner_id (int | None | Unset): The colleague who looks after it.
        industry (str | Unset): What the customer does. Default: ''.
        place (str | Unset): City or region. Default: ''.
        language (OrganisationGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            OrganisationGivenLanguage.ZH_HANS.
        time_zone (str | Unset): IANA name, as in Asia/Shanghai. Default: 'Asia/Shanghai'.
        uscc (str | Unset): Unified social credit code of a Chinese company. Default: ''.
        external_key (str | Unset): What it is called in your CRM. Default: ''.
        annual_revenue (float | None | str | Unset): What the customer brings a year.
        currency (str | Unset): ISO 4217 code. Default: 'CNY'.
        notes (str | Unset): What one should know, as plain text. Default: ''.
        domains (list[str] | Unset): Mail domains by which people are known to belong to the customer.
    """

    name: None | str | Unset = UNSET
    short_name: str | Unset = ""
    tier: OrganisationGivenTier | Unset = OrganisationGivenTier.NORMAL
    is_key_account: bool | Unset = False
    owner_id: int | None | Unset = UNSET
    industry: str | Unset = ""
    place: str | Unset = ""
    language: OrganisationGivenLanguage | Unset = OrganisationGivenLanguage.ZH_HANS
    time_zone: str | Unset = "Asia/Shanghai"
    uscc: str | Unset = ""
    external_key: str | Unset = ""
    annual_revenue: float | None | str | Unset = UNSET
    currency: str | Unset = "CNY"
    notes: str | Unset = ""
    domains: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        short_name = self.short_name

        tier: str | Unset = UNSET
        if not isinstance(self.tier, Unset):
            tier = self.tier.value

        is_key_account = self.is_key_account

        owner_id: int | None | Unset
        if isinstance(self.owner_id, Unset):
            owner_id = UNSET
        else:
            owner_id = self.owner_id

        industry = self.industry

        place = self.place

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        time_zone = self.time_zone

        uscc = self.uscc

        external_key = self.external_key

        annual_revenue: float | None | str | Unset
        if isinstance(self.annual_revenue, Unset):
            annual_revenue = UNSET
        else:
            annual_revenue = self.annual_revenue

        currency = self.currency

        notes = self.notes

        domains: list[str] | Unset = UNSET
        if not isinstance(self.domains, Unset):
            domains = self.domains

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if short_name is not UNSET:
            field_dict["short_name"] = short_name
        if tier is not UNSET:
            field_dict["tier"] = tier
        if is_key_account is not UNSET:
            field_dict["is_key_account"] = is_key_account
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id
        if industry is not UNSET:
            field_dict["industry"] = industry
        if place is not UNSET:
            field_dict["place"] = place
        if language is not UNSET:
            field_dict["language"] = language
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if uscc is not UNSET:
            field_dict["uscc"] = uscc
        if external_key is not UNSET:
            field_dict["external_key"] = external_key
        if annual_revenue is not UNSET:
            field_dict["annual_revenue"] = annual_revenue
        if currency is not UNSET:
            field_dict["currency"] = currency
        if notes is not UNSET:
            field_dict["notes"] = notes
        if domains is not UNSET:
            field_dict["domains"] = domains

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        short_name = d.pop("short_name", UNSET)

        _tier = d.pop("tier", UNSET)
        tier: OrganisationGivenTier | Unset
        if isinstance(_tier, Unset):
            tier = UNSET
        else:
            tier = OrganisationGivenTier(_tier)

        is_key_account = d.pop("is_key_account", UNSET)

        def _parse_owner_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        owner_id = _parse_owner_id(d.pop("owner_id", UNSET))

        industry = d.pop("industry", UNSET)

        place = d.pop("place", UNSET)

        _language = d.pop("language", UNSET)
        language: OrganisationGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = OrganisationGivenLanguage(_language)

        time_zone = d.pop("time_zone", UNSET)

        uscc = d.pop("uscc", UNSET)

        external_key = d.pop("external_key", UNSET)

        def _parse_annual_revenue(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        annual_revenue = _parse_annual_revenue(d.pop("annual_revenue", UNSET))

        currency = d.pop("currency", UNSET)

        notes = d.pop("notes", UNSET)

        domains = cast(list[str], d.pop("domains", UNSET))

        organisation_given = cls(
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
        )

        return organisation_given
