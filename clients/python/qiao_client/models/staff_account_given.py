from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.staff_account_given_roles_type_0_item import (
    StaffAccountGivenRolesType0Item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="StaffAccountGiven")


@_attrs_define
class StaffAccountGiven:
    """What is to be different; omitted fields are not changed.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        call_name (None | str | Unset): How one is addressed in a greeting.
        job_title (None | str | Unset): What stands on the card.
        roles (list[StaffAccountGivenRolesType0Item] | None | Unset): What the person is here for.
        team_ids (list[int] | None | Unset): The teams.
        skills (list[str] | None | Unset): What the person is good at.
    """

    name: None | str | Unset = UNSET
    call_name: None | str | Unset = UNSET
    job_title: None | str | Unset = UNSET
    roles: list[StaffAccountGivenRolesType0Item] | None | Unset = UNSET
    team_ids: list[int] | None | Unset = UNSET
    skills: list[str] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        call_name: None | str | Unset
        if isinstance(self.call_name, Unset):
            call_name = UNSET
        else:
            call_name = self.call_name

        job_title: None | str | Unset
        if isinstance(self.job_title, Unset):
            job_title = UNSET
        else:
            job_title = self.job_title

        roles: list[str] | None | Unset
        if isinstance(self.roles, Unset):
            roles = UNSET
        elif isinstance(self.roles, list):
            roles = []
            for roles_type_0_item_data in self.roles:
                roles_type_0_item = roles_type_0_item_data.value
                roles.append(roles_type_0_item)

        else:
            roles = self.roles

        team_ids: list[int] | None | Unset
        if isinstance(self.team_ids, Unset):
            team_ids = UNSET
        elif isinstance(self.team_ids, list):
            team_ids = self.team_ids

        else:
            team_ids = self.team_ids

        skills: list[str] | None | Unset
        if isinstance(self.skills, Unset):
            skills = UNSET
        elif isinstance(self.skills, list):
            skills = self.skills

        else:
            skills = self.skills

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if call_name is not UNSET:
            field_dict["call_name"] = call_name
        if job_title is not UNSET:
            field_dict["job_title"] = job_title
        if roles is not UNSET:
            field_dict["roles"] = roles
        if team_ids is not UNSET:
            field_dict["team_ids"] = team_ids
        if skills is not UNSET:
            field_dict["skills"] = skills

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

        def _parse_call_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        call_name = _parse_call_name(d.pop("call_name", UNSET))

        def _parse_job_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_title = _parse_job_title(d.pop("job_title", UNSET))

        def _parse_roles(
            data: object,
        ) -> list[StaffAccountGivenRolesType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                roles_type_0 = []
                _roles_type_0 = data
                for roles_type_0_item_data in _roles_type_0:
                    roles_type_0_item = StaffAccountGivenRolesType0Item(
                        roles_type_0_item_data
                    )

                    roles_type_0.append(roles_type_0_item)

                return roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[StaffAccountGivenRolesType0Item] | None | Unset, data)

        roles = _parse_roles(d.pop("roles", UNSET))

        def _parse_team_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                team_ids_type_0 = cast(list[int], data)

                return team_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        team_ids = _parse_team_ids(d.pop("team_ids", UNSET))

        def _parse_skills(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                skills_type_0 = cast(list[str], data)

                return skills_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        skills = _parse_skills(d.pop("skills", UNSET))

        staff_account_given = cls(
            name=name,
            call_name=call_name,
            job_title=job_title,
            roles=roles,
            team_ids=team_ids,
            skills=skills,
        )

        return staff_account_given
