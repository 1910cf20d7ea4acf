from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.organisation_given import OrganisationGiven


T = TypeVar("T", bound="NewOrganisationsGiven")


@_attrs_define
class NewOrganisationsGiven:
    """Customers to add, each for itself.

    Attributes:
        organisations (list[OrganisationGiven]): Each for itself, in this order.
    """

    organisations: list[OrganisationGiven]

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
        from ..models.organisation_given import OrganisationGiven  # noqa: PLC0415

        d = dict(src_dict)
        organisations = []
        _organisations = d.pop("organisations")
        for organisations_item_data in _organisations:
            organisations_item = OrganisationGiven.from_dict(organisations_item_data)

            organisations.append(organisations_item)

        new_organisations_given = cls(
            organisations=organisations,
        )

        return new_organisations_given
