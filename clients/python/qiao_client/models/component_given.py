from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="ComponentGiven")


@_attrs_define
class ComponentGiven:
    """A component; in a change, omitted fields are not changed.

    Attributes:
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
        parent_id (int | None | Unset): The part it is part of.
        owner_id (int | None | Unset): The colleague who looks after it.
    """

    names: BilingualGiven | None | Unset = UNSET
    parent_id: int | None | Unset = UNSET
    owner_id: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        parent_id: int | None | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        else:
            parent_id = self.parent_id

        owner_id: int | None | Unset
        if isinstance(self.owner_id, Unset):
            owner_id = UNSET
        else:
            owner_id = self.owner_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if names is not UNSET:
            field_dict["names"] = names
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id

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

        def _parse_parent_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))

        def _parse_owner_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        owner_id = _parse_owner_id(d.pop("owner_id", UNSET))

        component_given = cls(
            names=names,
            parent_id=parent_id,
            owner_id=owner_id,
        )

        return component_given
