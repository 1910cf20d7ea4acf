from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contract_shown_hours import ContractShownHours
from ..models.contract_shown_level import ContractShownLevel

T = TypeVar("T", bound="ContractShown")


@_attrs_define
class ContractShown:
    """What a customer is entitled to. No product means all of them.

    Attributes:
        id (int): Number of the thing.
        organisation_id (int): The customer.
        number (str): Number people use: of a ticket, as in Q-48213, or of a contract.
        level (ContractShownLevel): What was promised.
        hours (ContractShownHours): When we answer.
        product_id (int | None): The product; null for all, or when nobody said.
        starts_on (datetime.date): The first day.
        ends_on (datetime.date | None): The last day; null without end.
        terms (str): Further terms.
        is_active (bool): In use; false for what was archived or taken out of view.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    organisation_id: int
    number: str
    level: ContractShownLevel
    hours: ContractShownHours
    product_id: int | None
    starts_on: datetime.date
    ends_on: datetime.date | None
    terms: str
    is_active: bool
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organisation_id = self.organisation_id

        number = self.number

        level = self.level.value

        hours = self.hours.value

        product_id: int | None
        product_id = self.product_id

        starts_on = self.starts_on.isoformat()

        ends_on: None | str
        if isinstance(self.ends_on, datetime.date):
            ends_on = self.ends_on.isoformat()
        else:
            ends_on = self.ends_on

        terms = self.terms

        is_active = self.is_active

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organisation_id": organisation_id,
                "number": number,
                "level": level,
                "hours": hours,
                "product_id": product_id,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "terms": terms,
                "is_active": is_active,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        organisation_id = d.pop("organisation_id")

        number = d.pop("number")

        level = ContractShownLevel(d.pop("level"))

        hours = ContractShownHours(d.pop("hours"))

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        starts_on = datetime.date.fromisoformat(d.pop("starts_on"))

        def _parse_ends_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_on_type_0 = datetime.date.fromisoformat(data)

                return ends_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        ends_on = _parse_ends_on(d.pop("ends_on"))

        terms = d.pop("terms")

        is_active = d.pop("is_active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        contract_shown = cls(
            id=id,
            organisation_id=organisation_id,
            number=number,
            level=level,
            hours=hours,
            product_id=product_id,
            starts_on=starts_on,
            ends_on=ends_on,
            terms=terms,
            is_active=is_active,
            created_at=created_at,
        )

        return contract_shown
