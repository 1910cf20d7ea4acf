from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="VersionGiven")


@_attrs_define
class VersionGiven:
    """A version; in a change, omitted fields are not changed.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        state (str | Unset): Where it stands. Default: 'supported'.
        released_on (datetime.date | None | Unset): The day of the release.
        supported_until (datetime.date | None | Unset): The last day of support.
    """

    name: None | str | Unset = UNSET
    state: str | Unset = "supported"
    released_on: datetime.date | None | Unset = UNSET
    supported_until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        state = self.state

        released_on: None | str | Unset
        if isinstance(self.released_on, Unset):
            released_on = UNSET
        elif isinstance(self.released_on, datetime.date):
            released_on = self.released_on.isoformat()
        else:
            released_on = self.released_on

        supported_until: None | str | Unset
        if isinstance(self.supported_until, Unset):
            supported_until = UNSET
        elif isinstance(self.supported_until, datetime.date):
            supported_until = self.supported_until.isoformat()
        else:
            supported_until = self.supported_until

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if state is not UNSET:
            field_dict["state"] = state
        if released_on is not UNSET:
            field_dict["released_on"] = released_on
        if supported_until is not UNSET:
            field_dict["supported_until"] = supported_until

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

        state = d.pop("state", UNSET)

        def _parse_released_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                released_on_type_0 = datetime.date.fromisoformat(data)

                return released_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        released_on = _parse_released_on(d.pop("released_on", UNSET))

        def _parse_supported_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                supported_until_type_0 = datetime.date.fromisoformat(data)

                return supported_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        supported_until = _parse_supported_until(d.pop("supported_until", UNSET))

        version_given = cls(
            name=name,
            state=state,
            released_on=released_on,
            supported_until=supported_until,
        )

        return version_given
