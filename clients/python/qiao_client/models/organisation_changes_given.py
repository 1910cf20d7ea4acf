from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.organisation_change_given import OrganisationChangeGiven


T = TypeVar("T", bound="OrganisationChangesGiven")


@_attrs_define
class OrganisationChangesGiven:
    """Changes of many customers, each for itself.

    Attributes:
        organisations (list[OrganisationChangeGiven]): Each for itself, in this order.
    """

    organisations: list[OrganisationChangeGiven]

    def to_dict(self) -> dict[str, Any]:
        organisations = []
        for organisations_item_data in self.organisations:
            organisations_item = organisations_item_data.to_dict()
            organisations.append(organisations_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "organisations": organisations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organisation_change_given import OrganisationChangeGiven  # noqa: PLC0415

        d = dict(src_dict)
        organisations = []
        _organisations = d.pop("organisations")
        for organisations_item_data in _organisations:
            organisations_item = OrganisationChangeGiven.from_dict(
                organisations_item_data
            )

            organisations.append(organisations_item)

        organisation_changes_given = cls(
            organisations=organisations,
        )

        return organisation_changes_given
