from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="TeamShown")


@_attrs_define
class TeamShown:
    """A team and its queue. Its members are those who work here or are invited to.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        description (str): What it is for.
        is_restricted (bool): Only members see its tickets.
        is_active (bool): In use; false for what was archived or taken out of view.
        member_ids (list[int]): Colleagues in the team.
    """

    id: int
    name: str
    names: BilingualShown
    description: str
    is_restricted: bool
    is_active: bool
    member_ids: list[int]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        names = self.names.to_dict()

        description = self.description

        is_restricted = self.is_restricted

        is_active = self.is_active

        member_ids = self.member_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "names": names,
                "description": description,
                "is_restricted": is_restricted,
                "is_active": is_active,
                "member_ids": member_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        description = d.pop("description")

        is_restricted = d.pop("is_restricted")

        is_active = d.pop("is_active")

        member_ids = cast(list[int], d.pop("member_ids"))

        team_shown = cls(
            id=id,
            name=name,
            names=names,
            description=description,
            is_restricted=is_restricted,
            is_active=is_active,
            member_ids=member_ids,
        )

        return team_shown
