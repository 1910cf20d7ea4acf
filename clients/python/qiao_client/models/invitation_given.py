from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.invitation_given_language import InvitationGivenLanguage
from ..models.invitation_given_roles_item import InvitationGivenRolesItem
from ..types import UNSET, Unset

T = TypeVar("T", bound="InvitationGiven")


@_attrs_define
class InvitationGiven:
    """Whom to invite, and as what.

    Attributes:
        email (str): Mail address.
        name (str): Name, in the caller's language where there are two.
        roles (list[InvitationGivenRolesItem]): What the person is here for.
        job_title (str | Unset): What stands on the card. Default: ''.
        language (InvitationGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            InvitationGivenLanguage.EN.
        team_ids (list[int] | Unset): The teams.
    """

    email: str
    name: str
    roles: list[InvitationGivenRolesItem]
    job_title: str | Unset = ""
    language: InvitationGivenLanguage | Unset = InvitationGivenLanguage.EN
    team_ids: list[int] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)

        job_title = self.job_title

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        team_ids: list[int] | Unset = UNSET
        if not isinstance(self.team_ids, Unset):
            team_ids = self.team_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "name": name,
                "roles": roles,
            }
        )
        if job_title is not UNSET:
            field_dict["job_title"] = job_title
        if language is not UNSET:
            field_dict["language"] = language
        if team_ids is not UNSET:
            field_dict["team_ids"] = team_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = InvitationGivenRolesItem(roles_item_data)

            roles.append(roles_item)

        job_title = d.pop("job_title", UNSET)

        _language = d.pop("language", UNSET)
        language: InvitationGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = InvitationGivenLanguage(_language)

        team_ids = cast(list[int], d.pop("team_ids", UNSET))

        invitation_given = cls(
            email=email,
            name=name,
            roles=roles,
            job_title=job_title,
            language=language,
            team_ids=team_ids,
        )

        return invitation_given
