from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.point_shown import PointShown


T = TypeVar("T", bound="ContactShown")


@_attrs_define
class ContactShown:
    """A person on the customer's side. Empty language and zone mean: as the organisation.

    Attributes:
        id (int): Number of the thing.
        organisation_id (int | None): The customer.
        name (str): Name, in the caller's language where there are two.
        call_name (str): How one is addressed in a greeting.
        job_title (str): What stands on the card.
        duty (str): What the person does there.
        language (str): `en` or `zh-hans`; empty when nobody said.
        time_zone (str): IANA name, as in Asia/Shanghai.
        notes (str): What one should know, as plain text.
        points (list[PointShown]): Ways to be reached.
        is_active (bool): In use; false for what was archived or taken out of view.
        merged_into_id (int | None): The contact that stands for this one.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it changed last.
    """

    id: int
    organisation_id: int | None
    name: str
    call_name: str
    job_title: str
    duty: str
    language: str
    time_zone: str
    notes: str
    points: list[PointShown]
    is_active: bool
    merged_into_id: int | None
    created_at: datetime.datetime
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organisation_id: int | None
        organisation_id = self.organisation_id

        name = self.name

        call_name = self.call_name

        job_title = self.job_title

        duty = self.duty

        language = self.language

        time_zone = self.time_zone

        notes = self.notes

        points = []
        for points_item_data in self.points:
            points_item = points_item_data.to_dict()
            points.append(points_item)

        is_active = self.is_active

        merged_into_id: int | None
        merged_into_id = self.merged_into_id

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organisation_id": organisation_id,
                "name": name,
                "call_name": call_name,
                "job_title": job_title,
                "duty": duty,
                "language": language,
                "time_zone": time_zone,
                "notes": notes,
                "points": points,
                "is_active": is_active,
                "merged_into_id": merged_into_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.point_shown import PointShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_organisation_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))

        name = d.pop("name")

        call_name = d.pop("call_name")

        job_title = d.pop("job_title")

        duty = d.pop("duty")

        language = d.pop("language")

        time_zone = d.pop("time_zone")

        notes = d.pop("notes")

        points = []
        _points = d.pop("points")
        for points_item_data in _points:
            points_item = PointShown.from_dict(points_item_data)

            points.append(points_item)

        is_active = d.pop("is_active")

        def _parse_merged_into_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        merged_into_id = _parse_merged_into_id(d.pop("merged_into_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        contact_shown = cls(
            id=id,
            organisation_id=organisation_id,
            name=name,
            call_name=call_name,
            job_title=job_title,
            duty=duty,
            language=language,
            time_zone=time_zone,
            notes=notes,
            points=points,
            is_active=is_active,
            merged_into_id=merged_into_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        return contact_shown
