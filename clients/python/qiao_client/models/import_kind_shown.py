from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.import_field_shown import ImportFieldShown


T = TypeVar("T", bound="ImportKindShown")


@_attrs_define
class ImportKindShown:
    """A kind of table that can be imported, and the fields its columns can fill.

    Attributes:
        key (str): A stable name.
        name (str): Name, in the caller's language where there are two.
        fields (list[ImportFieldShown]): The fields a column can fill.
    """

    key: str
    name: str
    fields: list[ImportFieldShown]

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "name": name,
                "fields": fields,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.import_field_shown import ImportFieldShown  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in _fields:
            fields_item = ImportFieldShown.from_dict(fields_item_data)

            fields.append(fields_item)

        import_kind_shown = cls(
            key=key,
            name=name,
            fields=fields,
        )

        return import_kind_shown
