from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.portal_issuer_given_kind_type_0 import PortalIssuerGivenKindType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="PortalIssuerGiven")


@_attrs_define
class PortalIssuerGiven:
    """A trusted identity issuer; in a change, omitted fields are not changed.

    Attributes:
        key (None | str | Unset): A stable name.
        kind (None | PortalIssuerGivenKindType0 | Unset): Which kind it is.
        name (None | str | Unset): Name, in the caller's language where there are two.
        issuer (None | str | Unset): Its address (OIDC), or what its tokens say in `iss`.
        client_id (None | str | Unset): What the provider knows us by.
        secret (None | str | Unset): The client's secret (OIDC), or a shared secret or public key. Written, never read.
        organisation_id (int | None | Unset): The customer.
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        adds_contacts (bool | None | Unset): Adds people we do not know yet.
        believes_addresses (bool | None | Unset): Accepts addresses that it does not call verified.
        is_active (bool | None | Unset): In use; false for what was archived or taken out of view.
    """

    key: None | str | Unset = UNSET
    kind: None | PortalIssuerGivenKindType0 | Unset = UNSET
    name: None | str | Unset = UNSET
    issuer: None | str | Unset = UNSET
    client_id: None | str | Unset = UNSET
    secret: None | str | Unset = UNSET
    organisation_id: int | None | Unset = UNSET
    product_id: int | None | Unset = UNSET
    adds_contacts: bool | None | Unset = UNSET
    believes_addresses: bool | None | Unset = UNSET
    is_active: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, PortalIssuerGivenKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        issuer: None | str | Unset
        if isinstance(self.issuer, Unset):
            issuer = UNSET
        else:
            issuer = self.issuer

        client_id: None | str | Unset
        if isinstance(self.client_id, Unset):
            client_id = UNSET
        else:
            client_id = self.client_id

        secret: None | str | Unset
        if isinstance(self.secret, Unset):
            secret = UNSET
        else:
            secret = self.secret

        organisation_id: int | None | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        else:
            organisation_id = self.organisation_id

        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        adds_contacts: bool | None | Unset
        if isinstance(self.adds_contacts, Unset):
            adds_contacts = UNSET
        else:
            adds_contacts = self.adds_contacts

        believes_addresses: bool | None | Unset
        if isinstance(self.believes_addresses, Unset):
            believes_addresses = UNSET
        else:
            believes_addresses = self.believes_addresses

        is_active: bool | None | Unset
        if isinstance(self.is_active, Unset):
            is_active = UNSET
        else:
            is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if key is not UNSET:
            field_dict["key"] = key
        if kind is not UNSET:
            field_dict["kind"] = kind
        if name is not UNSET:
            field_dict["name"] = name
        if issuer is not UNSET:
            field_dict["issuer"] = issuer
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if secret is not UNSET:
            field_dict["secret"] = secret
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if adds_contacts is not UNSET:
            field_dict["adds_contacts"] = adds_contacts
        if believes_addresses is not UNSET:
            field_dict["believes_addresses"] = believes_addresses
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        def _parse_kind(data: object) -> None | PortalIssuerGivenKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = PortalIssuerGivenKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PortalIssuerGivenKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_issuer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        issuer = _parse_issuer(d.pop("issuer", UNSET))

        def _parse_client_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_id = _parse_client_id(d.pop("client_id", UNSET))

        def _parse_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        secret = _parse_secret(d.pop("secret", UNSET))

        def _parse_organisation_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_adds_contacts(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        adds_contacts = _parse_adds_contacts(d.pop("adds_contacts", UNSET))

        def _parse_believes_addresses(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        believes_addresses = _parse_believes_addresses(
            d.pop("believes_addresses", UNSET)
        )

        def _parse_is_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_active = _parse_is_active(d.pop("is_active", UNSET))

        portal_issuer_given = cls(
            key=key,
            kind=kind,
            name=name,
            issuer=issuer,
            client_id=client_id,
            secret=secret,
            organisation_id=organisation_id,
            product_id=product_id,
            adds_contacts=adds_contacts,
            believes_addresses=believes_addresses,
            is_active=is_active,
        )

        return portal_issuer_given
