from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RemarkShown")


@_attrs_define
class RemarkShown:
    """A note of colleagues about a customer or a contact.

    Attributes:
        id (int): Number of the thing.
        organisation_id (int | None): The customer.
        contact_id (int | None): The contact.
        body (str): Markdown.
        author_id (int | None): Id of who wrote: a contact for customers, else a colleague.
        is_pinned (bool): Stays on top.
        created_at (datetime.datetime): When it was made.
        edited_at (datetime.datetime | None): When it was last edited.
        removed_at (datetime.datetime | None): When it was taken away.
    """

    id: int
    organisation_id: int | None
    contact_id: int | None
    body: str
    author_id: int | None
    is_pinned: bool
    created_at: datetime.datetime
    edited_at: datetime.datetime | None
    removed_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organisation_id: int | None
        organisation_id = self.organisation_id

        contact_id: int | None
        contact_id = self.contact_id

        body = self.body

        author_id: int | None
        author_id = self.author_id

        is_pinned = self.is_pinned

        created_at = self.created_at.isoformat()

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

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
                "body": body,
                "author_id": author_id,
                "is_pinned": is_pinned,
                "created_at": created_at,
                "edited_at": edited_at,
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

        body = d.pop("body")

        def _parse_author_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        author_id = _parse_author_id(d.pop("author_id"))

        is_pinned = d.pop("is_pinned")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_edited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                edited_at_type_0 = datetime.datetime.fromisoformat(data)

                return edited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        edited_at = _parse_edited_at(d.pop("edited_at"))

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

        remark_shown = cls(
            id=id,
            organisation_id=organisation_id,
            contact_id=contact_id,
            body=body,
            author_id=author_id,
            is_pinned=is_pinned,
            created_at=created_at,
            edited_at=edited_at,
            removed_at=removed_at,
        )

        return remark_shown
