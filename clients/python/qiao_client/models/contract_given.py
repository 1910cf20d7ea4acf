from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contract_given_hours import ContractGivenHours
from ..models.contract_given_level import ContractGivenLevel
from ..types import UNSET, Unset

T = TypeVar("T", bound="ContractGiven")


@_attrs_define
class ContractGiven:
    """A contract; in a change, omitted fields are not changed.

    Attributes:
        number (None | str | Unset): Number people use: of a ticket, as in Q-48213, or of a contract.
        level (ContractGivenLevel | Unset): What was promised. Default: ContractGivenLevel.STANDARD.
        hours (ContractGivenHours | Unset): When we answer. Default: ContractGivenHours.VALUE_2.
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        starts_on (datetime.date | None | Unset): The first day.
        ends_on (datetime.date | None | Unset): The last day; null without end.
        terms (str | Unset): Further terms. Default: ''.
    """

    number: None | str | Unset = UNSET
    level: ContractGivenLevel | Unset = ContractGivenLevel.STANDARD
    hours: ContractGivenHours | Unset = ContractGivenHours.VALUE_2
    product_id: int | None | Unset = UNSET
    starts_on: datetime.date | None | Unset = UNSET
    ends_on: datetime.date | None | Unset = UNSET
    terms: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        number: None | str | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        level: str | Unset = UNSET
        if not isinstance(self.level, Unset):
            level = self.level.value

        hours: str | Unset = UNSET
        if not isinstance(self.hours, Unset):
            hours = self.hours.value

        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        starts_on: None | str | Unset
        if isinstance(self.starts_on, Unset):
            starts_on = UNSET
        elif isinstance(self.starts_on, datetime.date):
            starts_on = self.starts_on.isoformat()
        else:
            starts_on = self.starts_on

        ends_on: None | str | Unset
        if isinstance(self.ends_on, Unset):
            ends_on = UNSET
        elif isinstance(self.ends_on, datetime.date):
            ends_on = self.ends_on.isoformat()
        else:
            ends_on = self.ends_on

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if number is not UNSET:
            field_dict["number"] = number
        if level is not UNSET:
            field_dict["level"] = level
        if hours is not UNSET:
            field_dict["hours"] = hours
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if starts_on is not UNSET:
            field_dict["starts_on"] = starts_on
        if ends_on is not UNSET:
            field_dict["ends_on"] = ends_on
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        _level = d.pop("level", UNSET)
        level: ContractGivenLevel | Unset
        if isinstance(_level, Unset):
            level = UNSET
        else:
            level = ContractGivenLevel(_level)

        _hours = d.pop("hours", UNSET)
        hours: ContractGivenHours | Unset
        if isinstance(_hours, Unset):
            hours = UNSET
        else:
            hours = ContractGivenHours(_hours)

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_starts_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_on_type_0 = datetime.date.fromisoformat(data)

                return starts_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        starts_on = _parse_starts_on(d.pop("starts_on", UNSET))

        def _parse_ends_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_on_type_0 = datetime.date.fromisoformat(data)

                return ends_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        ends_on = _parse_ends_on(d.pop("ends_on", UNSET))

        terms = d.pop("terms", UNSET)

        contract_given = cls(
            number=number,
            level=level,
            hours=hours,
            product_id=product_id,
            starts_on=starts_on,
            ends_on=ends_on,
            terms=terms,
        )

        return contract_given
