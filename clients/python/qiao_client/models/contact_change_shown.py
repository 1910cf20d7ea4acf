from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.contact_shown import ContactShown


T = TypeVar("T", bound="ContactChangeShown")


@_attrs_define
class ContactChangeShown:
    """A contact that changed; null when it is gone.

    Attributes:
        id (int):
        changed_at (datetime.datetime):
        contact (ContactShown | None):
    """

    id: int
    changed_at: datetime.datetime
    contact: ContactShown | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_shown import ContactShown  # noqa: PLC0415

        id = self.id

        changed_at = self.changed_at.isoformat()

        contact: dict[str, Any] | None
        if isinstance(self.contact, ContactShown):
            contact = self.contact.to_dict()
        else:
            contact = self.contact

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "changed_at": changed_at,
                "contact": contact,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_shown import ContactShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        def _parse_contact(data: object) -> ContactShown | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_type_0 = ContactShown.from_dict(data)

                return contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactShown | None, data)

        contact = _parse_contact(d.pop("contact"))

        contact_change_shown = cls(
            id=id,
            changed_at=changed_at,
            contact=contact,
        )

        return contact_change_shown
