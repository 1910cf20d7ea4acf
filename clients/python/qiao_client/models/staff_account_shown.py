from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.staff_account_shown_roles_item import StaffAccountShownRolesItem
from ..models.staff_account_shown_state import StaffAccountShownState

T = TypeVar("T", bound="StaffAccountShown")


@_attrs_define
class StaffAccountShown:
    """A colleague with what those see who manage people. *Invited* until `joined_at`, *gone* once deactivated.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        call_name (str): How one is addressed in a greeting.
        email (str): Mail address.
        job_title (str): What stands on the card.
        language (str): `en` or `zh-hans`; empty when nobody said.
        time_zone (str): IANA name, as in Asia/Shanghai.
        team_ids (list[int]): The teams.
        is_active (bool): In use; false for what was archived or taken out of view.
        roles (list[StaffAccountShownRolesItem]): What the person is here for.
        skills (list[str]): What the person is good at.
        state (StaffAccountShownState): Where it stands.
        product_ids (list[int]): Products the person is limited to; none means all.
        joined_at (datetime.datetime | None): When the invitation was accepted; null until then.
        deactivated_at (datetime.datetime | None): When the account was deactivated; null while it is in use.
    """

    id: int
    name: str
    call_name: str
    email: str
    job_title: str
    language: str
    time_zone: str
    team_ids: list[int]
    is_active: bool
    roles: list[StaffAccountShownRolesItem]
    skills: list[str]
    state: StaffAccountShownState
    product_ids: list[int]
    joined_at: datetime.datetime | None
    deactivated_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        call_name = self.call_name

        email = self.email

        job_title = self.job_title

        language = self.language

        time_zone = self.time_zone

        team_ids = self.team_ids

        is_active = self.is_active

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        skills = self.skills

        state = self.state.value

        product_ids = self.product_ids

        joined_at: None | str
        if isinstance(self.joined_at, datetime.datetime):
            joined_at = self.joined_at.isoformat()
        else:
            joined_at = self.joined_at

        deactivated_at: None | str
        if isinstance(self.deactivated_at, datetime.datetime):
            deactivated_at = self.deactivated_at.isoformat()
        else:
            deactivated_at = self.deactivated_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "call_name": call_name,
                "email": email,
                "job_title": job_title,
                "language": language,
                "time_zone": time_zone,
                "team_ids": team_ids,
                "is_active": is_active,
                "roles": roles,
                "skills": skills,
                "state": state,
                "product_ids": product_ids,
                "joined_at": joined_at,
                "deactivated_at": deactivated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        call_name = d.pop("call_name")

        email = d.pop("email")

        job_title = d.pop("job_title")

        language = d.pop("language")

        time_zone = d.pop("time_zone")

        team_ids = cast(list[int], d.pop("team_ids"))

        is_active = d.pop("is_active")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = StaffAccountShownRolesItem(roles_item_data)

            roles.append(roles_item)

        skills = cast(list[str], d.pop("skills"))

        state = StaffAccountShownState(d.pop("state"))

        product_ids = cast(list[int], d.pop("product_ids"))

        def _parse_joined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joined_at_type_0 = datetime.datetime.fromisoformat(data)

                return joined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        joined_at = _parse_joined_at(d.pop("joined_at"))

        def _parse_deactivated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deactivated_at_type_0 = datetime.datetime.fromisoformat(data)

                return deactivated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deactivated_at = _parse_deactivated_at(d.pop("deactivated_at"))

        staff_account_shown = cls(
            id=id,
            name=name,
            call_name=call_name,
            email=email,
            job_title=job_title,
            language=language,
            time_zone=time_zone,
            team_ids=team_ids,
            is_active=is_active,
            roles=roles,
            skills=skills,
            state=state,
            product_ids=product_ids,
            joined_at=joined_at,
            deactivated_at=deactivated_at,
        )

        return staff_account_shown
