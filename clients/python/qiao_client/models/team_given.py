from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="TeamGiven")


@_attrs_define
class TeamGiven:
    """A team; in a change, omitted fields are not changed.

    Attributes:
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
        description (None | str | Unset): What it is for.
        is_restricted (bool | None | Unset): Only members see its tickets.
        member_ids (list[int] | None | Unset): Colleagues in the team.
    """

    names: BilingualGiven | None | Unset = UNSET
    description: None | str | Unset = UNSET
    is_restricted: bool | None | Unset = UNSET
    member_ids: list[int] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        is_restricted: bool | None | Unset
        if isinstance(self.is_restricted, Unset):
            is_restricted = UNSET
        else:
            is_restricted = self.is_restricted

        member_ids: list[int] | None | Unset
        if isinstance(self.member_ids, Unset):
            member_ids = UNSET
        elif isinstance(self.member_ids, list):
            member_ids = self.member_ids

        else:
            member_ids = self.member_ids

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if names is not UNSET:
            field_dict["names"] = names
        if description is not UNSET:
            field_dict["description"] = description
        if is_restricted is not UNSET:
            field_dict["is_restricted"] = is_restricted
        if member_ids is not UNSET:
            field_dict["member_ids"] = member_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_names(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                names_type_0 = BilingualGiven.from_dict(data)

                return names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        names = _parse_names(d.pop("names", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_is_restricted(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_restricted = _parse_is_restricted(d.pop("is_restricted", UNSET))

        def _parse_member_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                member_ids_type_0 = cast(list[int], data)

                return member_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        member_ids = _parse_member_ids(d.pop("member_ids", UNSET))

        team_given = cls(
            names=names,
            description=description,
            is_restricted=is_restricted,
            member_ids=member_ids,
        )

        return team_given
