from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProfileGiven")


@_attrs_define
class ProfileGiven:
    """What people change about themselves; omitted fields are not changed.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        call_name (None | str | Unset): How one is addressed in a greeting.
        job_title (None | str | Unset): What stands on the card.
        skills (list[str] | None | Unset): What the person is good at.
        language (None | str | Unset): `en` or `zh-hans`; empty when nobody said.
        time_zone (None | str | Unset): IANA name, as in Asia/Shanghai.
        theme (None | str | Unset): Colours of the desk: auto, light or dark.
        density (None | str | Unset): Height of rows: compact or roomy.
    """

    name: None | str | Unset = UNSET
    call_name: None | str | Unset = UNSET
    job_title: None | str | Unset = UNSET
    skills: list[str] | None | Unset = UNSET
    language: None | str | Unset = UNSET
    time_zone: None | str | Unset = UNSET
    theme: None | str | Unset = UNSET
    density: None | str | Unset = UNSET

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

        skills: list[str] | None | Unset
        if isinstance(self.skills, Unset):
            skills = UNSET
        elif isinstance(self.skills, list):
            skills = self.skills

        else:
            skills = self.skills

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        time_zone: None | str | Unset
        if isinstance(self.time_zone, Unset):
            time_zone = UNSET
        else:
            time_zone = self.time_zone

        theme: None | str | Unset
        if isinstance(self.theme, Unset):
            theme = UNSET
        else:
            theme = self.theme

        density: None | str | Unset
        if isinstance(self.density, Unset):
            density = UNSET
        else:
            density = self.density

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if call_name is not UNSET:
            field_dict["call_name"] = call_name
        if job_title is not UNSET:
            field_dict["job_title"] = job_title
        if skills is not UNSET:
            field_dict["skills"] = skills
        if language is not UNSET:
            field_dict["language"] = language
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if theme is not UNSET:
            field_dict["theme"] = theme
        if density is not UNSET:
            field_dict["density"] = density

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

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_time_zone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        time_zone = _parse_time_zone(d.pop("time_zone", UNSET))

        def _parse_theme(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        theme = _parse_theme(d.pop("theme", UNSET))

        def _parse_density(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        density = _parse_density(d.pop("density", UNSET))

        profile_given = cls(
            name=name,
            call_name=call_name,
            job_title=job_title,
            skills=skills,
            language=language,
            time_zone=time_zone,
            theme=theme,
            density=density,
        )

        return profile_given
