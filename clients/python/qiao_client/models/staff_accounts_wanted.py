from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.staff_accounts_wanted_role_type_0 import StaffAccountsWantedRoleType0
from ..models.staff_accounts_wanted_state import StaffAccountsWantedState
from ..types import UNSET, Unset

T = TypeVar("T", bound="StaffAccountsWanted")


@_attrs_define
class StaffAccountsWanted:
    """Which colleagues; without a state those who are here and those who are invited.

    Attributes:
        q (str | Unset): Part of the name, its pinyin, or the address. Default: ''.
        role (None | StaffAccountsWantedRoleType0 | Unset): What they are there, or see on the portal.
        team_id (int | None | Unset): The team.
        state (StaffAccountsWantedState | Unset): Where it stands. Default: StaffAccountsWantedState.VALUE_0.
    """

    q: str | Unset = ""
    role: None | StaffAccountsWantedRoleType0 | Unset = UNSET
    team_id: int | None | Unset = UNSET
    state: StaffAccountsWantedState | Unset = StaffAccountsWantedState.VALUE_0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        q = self.q

        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        elif isinstance(self.role, StaffAccountsWantedRoleType0):
            role = self.role.value
        else:
            role = self.role

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if q is not UNSET:
            field_dict["q"] = q
        if role is not UNSET:
            field_dict["role"] = role
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if state is not UNSET:
            field_dict["state"] = state

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        q = d.pop("q", UNSET)

        def _parse_role(data: object) -> None | StaffAccountsWantedRoleType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = StaffAccountsWantedRoleType0(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StaffAccountsWantedRoleType0 | Unset, data)

        role = _parse_role(d.pop("role", UNSET))

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        _state = d.pop("state", UNSET)
        state: StaffAccountsWantedState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = StaffAccountsWantedState(_state)

        staff_accounts_wanted = cls(
            q=q,
            role=role,
            team_id=team_id,
            state=state,
        )

        staff_accounts_wanted.additional_properties = d
        return staff_accounts_wanted

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
