from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeskImportGiven")


@_attrs_define
class DeskImportGiven:
    """Where the other desk is; `asks` of its kind names what is needed.

    Attributes:
        kind (str): A key of /desk-import-kinds.
        address (str | Unset): Its web address. Default: ''.
        login (str | Unset): Mail address of the account. Default: ''.
        token (str | Unset): Its API token; never shown again. Default: ''.
    """

    kind: str
    address: str | Unset = ""
    login: str | Unset = ""
    token: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        address = self.address

        login = self.login

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if login is not UNSET:
            field_dict["login"] = login
        if token is not UNSET:
            field_dict["token"] = token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        address = d.pop("address", UNSET)

        login = d.pop("login", UNSET)

        token = d.pop("token", UNSET)

        desk_import_given = cls(
            kind=kind,
            address=address,
            login=login,
            token=token,
        )

        desk_import_given.additional_properties = d
        return desk_import_given

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
