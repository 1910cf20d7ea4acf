from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="StartImportMultiPartBodyParams")


@_attrs_define
class StartImportMultiPartBodyParams:
    """
    Attributes:
        kind (str): A key of /import-kinds.
        file (File):
        mends (int | None | Unset): The import whose refused rows this file brings again.
    """

    kind: str
    file: File
    mends: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        file = self.file.to_tuple()

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
                "file": file,
            }
        )
        if mends is not UNSET:
            field_dict["mends"] = mends

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("kind", (None, str(self.kind).encode(), "text/plain")))

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.mends, Unset):
            if isinstance(self.mends, int):
                files.append(("mends", (None, str(self.mends).encode(), "text/plain")))
            else:
                files.append(("mends", (None, str(self.mends).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        file = File(payload=BytesIO(d.pop("file")))

        def _parse_mends(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        mends = _parse_mends(d.pop("mends", UNSET))

        start_import_multi_part_body_params = cls(
            kind=kind,
            file=file,
            mends=mends,
        )

        start_import_multi_part_body_params.additional_properties = d
        return start_import_multi_part_body_params

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
