from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ImportGiven")


@_attrs_define
class ImportGiven:
    """What the file contains; `mends` is the import whose refused rows it corrects.

    Attributes:
        kind (str): A key of /import-kinds.
        mends (int | None | Unset): The import whose refused rows this file brings again.
    """

    kind: str
    mends: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        mends: int | None | Unset
        if isinstance(self.mends, Unset):
            mends = UNSET
        else:
            mends = self.mends

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
            }
        )
        if mends is not UNSET:
            field_dict["mends"] = mends

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        def _parse_mends(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        mends = _parse_mends(d.pop("mends", UNSET))

        import_given = cls(
            kind=kind,
            mends=mends,
        )

        import_given.additional_properties = d
        return import_given

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
