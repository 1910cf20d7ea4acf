from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="VersionShown")


@_attrs_define
class VersionShown:
    """A version of a product.

    Attributes:
        id (int): Number of the thing.
        product_id (int): The product; null for all, or when nobody said.
        name (str): Name, in the caller's language where there are two.
        state (str): Where it stands.
        released_on (datetime.date | None): The day of the release.
        supported_until (datetime.date | None): The last day of support.
    """

    id: int
    product_id: int
    name: str
    state: str
    released_on: datetime.date | None
    supported_until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        product_id = self.product_id

        name = self.name

        state = self.state

        released_on: None | str
        if isinstance(self.released_on, datetime.date):
            released_on = self.released_on.isoformat()
        else:
            released_on = self.released_on

        supported_until: None | str
        if isinstance(self.supported_until, datetime.date):
            supported_until = self.supported_until.isoformat()
        else:
            supported_until = self.supported_until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "product_id": product_id,
                "name": name,
                "state": state,
                "released_on": released_on,
                "supported_until": supported_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        product_id = d.pop("product_id")

        name = d.pop("name")

        state = d.pop("state")

        def _parse_released_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                released_on_type_0 = datetime.date.fromisoformat(data)

                return released_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        released_on = _parse_released_on(d.pop("released_on"))

        def _parse_supported_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                supported_until_type_0 = datetime.date.fromisoformat(data)

                return supported_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        supported_until = _parse_supported_until(d.pop("supported_until"))

        version_shown = cls(
            id=id,
            product_id=product_id,
            name=name,
            state=state,
            released_on=released_on,
            supported_until=supported_until,
        )

        return version_shown
