from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MoveGiven")


@_attrs_define
class MoveGiven:
    """Another team, a person in it, and a remark that becomes a note for them.

    Attributes:
        team_id (int | None): The team.
        person_id (int | None | Unset): The colleague.
        remark (str | Unset): Becomes a note for whoever takes over. Default: ''.
    """

    team_id: int | None
    person_id: int | None | Unset = UNSET
    remark: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        team_id: int | None
        team_id = self.team_id

        person_id: int | None | Unset
        if isinstance(self.person_id, Unset):
            person_id = UNSET
        else:
            person_id = self.person_id

        remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "team_id": team_id,
            }
        )
        if person_id is not UNSET:
            field_dict["person_id"] = person_id
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        def _parse_person_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        person_id = _parse_person_id(d.pop("person_id", UNSET))

        remark = d.pop("remark", UNSET)

        move_given = cls(
            team_id=team_id,
            person_id=person_id,
            remark=remark,
        )

        return move_given
