from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MappingGiven")


@_attrs_define
class MappingGiven:
    """A field's key, or an empty text, for each column; left out, the columns stay as they are.

    Attributes:
        mapping (list[str] | None | Unset): A field's key, or an empty text, for each column.
        makes_also (bool | Unset): What rows name and is not there is made too, as customers of contacts; else refused.
            Default: False.
    """

    mapping: list[str] | None | Unset = UNSET
    makes_also: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        mapping: list[str] | None | Unset
        if isinstance(self.mapping, Unset):
            mapping = UNSET
        elif isinstance(self.mapping, list):
            mapping = self.mapping

        else:
            mapping = self.mapping

        makes_also = self.makes_also

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if mapping is not UNSET:
            field_dict["mapping"] = mapping
        if makes_also is not UNSET:
            field_dict["makes_also"] = makes_also

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_mapping(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                mapping_type_0 = cast(list[str], data)

                return mapping_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        mapping = _parse_mapping(d.pop("mapping", UNSET))

        makes_also = d.pop("makes_also", UNSET)

        mapping_given = cls(
            mapping=mapping,
            makes_also=makes_also,
        )

        return mapping_given
