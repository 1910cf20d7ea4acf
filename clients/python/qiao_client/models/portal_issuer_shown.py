from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.portal_issuer_shown_kind import PortalIssuerShownKind

T = TypeVar("T", bound="PortalIssuerShown")


@_attrs_define
class PortalIssuerShown:
    """A trusted identity issuer: an OIDC provider, or your own product, which signs tokens.

    Attributes:
        id (int): Number of the thing.
        key (str): A stable name.
        kind (PortalIssuerShownKind): Which kind it is.
        name (str): What the sign-in page calls it.
        issuer (str): Its address (OIDC), or what its tokens say in `iss`.
        client_id (str): What the provider knows us by.
        has_secret (bool): A secret is stored.
        organisation_id (int | None): Trusted for this customer only; null for all.
        product_id (int | None): On the portal of this product only; null for all.
        adds_contacts (bool): Adds people we do not know yet.
        believes_addresses (bool): Accepts addresses that it does not call verified.
        is_active (bool): In use; false for what was archived or taken out of view.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    key: str
    kind: PortalIssuerShownKind
    name: str
    issuer: str
    client_id: str
    has_secret: bool
    organisation_id: int | None
    product_id: int | None
    adds_contacts: bool
    believes_addresses: bool
    is_active: bool
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        key = self.key

        kind = self.kind.value

        name = self.name

        issuer = self.issuer

        client_id = self.client_id

        has_secret = self.has_secret

        organisation_id: int | None
        organisation_id = self.organisation_id

        product_id: int | None
        product_id = self.product_id

        adds_contacts = self.adds_contacts

        believes_addresses = self.believes_addresses

        is_active = self.is_active

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "key": key,
                "kind": kind,
                "name": name,
                "issuer": issuer,
                "client_id": client_id,
                "has_secret": has_secret,
                "organisation_id": organisation_id,
                "product_id": product_id,
                "adds_contacts": adds_contacts,
                "believes_addresses": believes_addresses,
                "is_active": is_active,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        key = d.pop("key")

        kind = PortalIssuerShownKind(d.pop("kind"))

        name = d.pop("name")

        issuer = d.pop("issuer")

        client_id = d.pop("client_id")

        has_secret = d.pop("has_secret")

        def _parse_organisation_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        adds_contacts = d.pop("adds_contacts")

        believes_addresses = d.pop("believes_addresses")

        is_active = d.pop("is_active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        portal_issuer_shown = cls(
            id=id,
            key=key,
            kind=kind,
            name=name,
            issuer=issuer,
            client_id=client_id,
            has_secret=has_secret,
            organisation_id=organisation_id,
            product_id=product_id,
            adds_contacts=adds_contacts,
            believes_addresses=believes_addresses,
            is_active=is_active,
            created_at=created_at,
        )

        return portal_issuer_shown
