from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organisation_given import OrganisationGiven


T = TypeVar("T", bound="OrganisationChangeGiven")


@_attrs_define
class OrganisationChangeGiven:
    """Changes of one customer.

    Attributes:
        id (int): Number of the thing.
        changes (OrganisationGiven): A customer; in a change, omitted fields are not changed.
        etag (str | Unset): As it was read; refused with 412 when it changed since. Default: ''.
    """

    id: int
    changes: OrganisationGiven
    etag: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        changes = self.changes.to_dict()

        etag = self.etag

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "changes": changes,
            }
        )
        if etag is not UNSET:
            field_dict["etag"] = etag

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organisation_given import OrganisationGiven  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        changes = OrganisationGiven.from_dict(d.pop("changes"))

        etag = d.pop("etag", UNSET)

        organisation_change_given = cls(
            id=id,
            changes=changes,
            etag=etag,
        )

        return organisation_change_given
