from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="TeamShown")


@_attrs_define
class TeamShown:
    """A team and its queue.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        description (str): What it is for.
        is_restricted (bool): Only members see its tickets.
        member_ids (list[int]): Colleagues in the team.
    """

    id: int
    name: str
    description: str
    is_restricted: bool
    member_ids: list[int]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        description = self.description

        is_restricted = self.is_restricted

        member_ids = self.member_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "description": description,
                "is_restricted": is_restricted,
                "member_ids": member_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        description = d.pop("description")

        is_restricted = d.pop("is_restricted")

        member_ids = cast(list[int], d.pop("member_ids"))

        team_shown = cls(
            id=id,
            name=name,
            description=description,
            is_restricted=is_restricted,
            member_ids=member_ids,
        )

        return team_shown
