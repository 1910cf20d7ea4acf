from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="KeptFileShown")


@_attrs_define
class KeptFileShown:
    """A file kept with a customer or a contact.

    Attributes:
        id (int): Number of the thing.
        organisation_id (int | None): The customer.
        contact_id (int | None): The contact.
        name (str): Name, in the caller's language where there are two.
        content_type (str): Media type, as the sender named it.
        size (int): Bytes.
        added_by_id (int | None): The colleague who added it.
        created_at (datetime.datetime): When it was made.
        removed_at (datetime.datetime | None): When it was taken away.
    """

    id: int
    organisation_id: int | None
    contact_id: int | None
    name: str
    content_type: str
    size: int
    added_by_id: int | None
    created_at: datetime.datetime
    removed_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organisation_id: int | None
        organisation_id = self.organisation_id

        contact_id: int | None
        contact_id = self.contact_id

        name = self.name

        content_type = self.content_type

        size = self.size

        added_by_id: int | None
        added_by_id = self.added_by_id

        created_at = self.created_at.isoformat()

        removed_at: None | str
        if isinstance(self.removed_at, datetime.datetime):
            removed_at = self.removed_at.isoformat()
        else:
            removed_at = self.removed_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organisation_id": organisation_id,
                "contact_id": contact_id,
                "name": name,
                "content_type": content_type,
                "size": size,
                "added_by_id": added_by_id,
                "created_at": created_at,
                "removed_at": removed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_organisation_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))

        def _parse_contact_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        contact_id = _parse_contact_id(d.pop("contact_id"))

        name = d.pop("name")

        content_type = d.pop("content_type")

        size = d.pop("size")

        def _parse_added_by_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        added_by_id = _parse_added_by_id(d.pop("added_by_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_removed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                removed_at_type_0 = datetime.datetime.fromisoformat(data)

                return removed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        removed_at = _parse_removed_at(d.pop("removed_at"))

        kept_file_shown = cls(
            id=id,
            organisation_id=organisation_id,
            contact_id=contact_id,
            name=name,
            content_type=content_type,
            size=size,
            added_by_id=added_by_id,
            created_at=created_at,
            removed_at=removed_at,
        )

        return kept_file_shown
