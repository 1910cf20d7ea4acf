from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contact_given_language import ContactGivenLanguage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.point_given import PointGiven


T = TypeVar("T", bound="ContactGiven")


@_attrs_define
class ContactGiven:
    """A contact; in a change, omitted fields are not changed, and `points` replaces all points.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        organisation_id (int | None | Unset): The customer.
        call_name (str | Unset): How one is addressed in a greeting. Default: ''.
        job_title (str | Unset): What stands on the card. Default: ''.
        duty (str | Unset): What the person does there. Default: ''.
        language (ContactGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            ContactGivenLanguage.VALUE_0.
        time_zone (str | Unset): IANA name, as in Asia/Shanghai. Default: ''.
        notes (str | Unset): What one should know, as plain text. Default: ''.
        points (list[PointGiven] | Unset): Ways to be reached.
    """

    name: None | str | Unset = UNSET
    organisation_id: int | None | Unset = UNSET
    call_name: str | Unset = ""
    job_title: str | Unset = ""
    duty: str | Unset = ""
    language: ContactGivenLanguage | Unset = ContactGivenLanguage.VALUE_0
    time_zone: str | Unset = ""
    notes: str | Unset = ""
    points: list[PointGiven] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        organisation_id: int | None | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        else:
            organisation_id = self.organisation_id

        call_name = self.call_name

        job_title = self.job_title

        duty = self.duty

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        time_zone = self.time_zone

        notes = self.notes

        points: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.points, Unset):
            points = []
            for points_item_data in self.points:
                points_item = points_item_data.to_dict()
                points.append(points_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if call_name is not UNSET:
            field_dict["call_name"] = call_name
        if job_title is not UNSET:
            field_dict["job_title"] = job_title
        if duty is not UNSET:
            field_dict["duty"] = duty
        if language is not UNSET:
            field_dict["language"] = language
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if notes is not UNSET:
            field_dict["notes"] = notes
        if points is not UNSET:
            field_dict["points"] = points

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.point_given import PointGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_organisation_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))

        call_name = d.pop("call_name", UNSET)

        job_title = d.pop("job_title", UNSET)

        duty = d.pop("duty", UNSET)

        _language = d.pop("language", UNSET)
        language: ContactGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = ContactGivenLanguage(_language)

        time_zone = d.pop("time_zone", UNSET)

        notes = d.pop("notes", UNSET)

        _points = d.pop("points", UNSET)
        points: list[PointGiven] | Unset = UNSET
        if _points is not UNSET:
            points = []
            for points_item_data in _points:
                points_item = PointGiven.from_dict(points_item_data)

                points.append(points_item)

        contact_given = cls(
            name=name,
            organisation_id=organisation_id,
            call_name=call_name,
            job_title=job_title,
            duty=duty,
            language=language,
            time_zone=time_zone,
            notes=notes,
            points=points,
        )

        return contact_given
