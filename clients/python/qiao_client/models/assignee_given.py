from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AssigneeGiven")


@_attrs_define
class AssigneeGiven:
    """Who is in charge; null for nobody.

    Attributes:
        person_id (int | None): The colleague.
    """

    person_id: int | None

    def to_dict(self) -> dict[str, Any]:
        person_id: int | None
        person_id = self.person_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person_id": person_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_person_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        person_id = _parse_person_id(d.pop("person_id"))

        assignee_given = cls(
            person_id=person_id,
        )

        return assignee_given
