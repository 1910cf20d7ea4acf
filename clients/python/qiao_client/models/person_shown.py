from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PersonShown")


@_attrs_define
class PersonShown:
    """A colleague.

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

        person_shown = cls(
            id=id,
            name=name,
            call_name=call_name,
            email=email,
            job_title=job_title,
            language=language,
            time_zone=time_zone,
            team_ids=team_ids,
            is_active=is_active,
        )

        return person_shown
