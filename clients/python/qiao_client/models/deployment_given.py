from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.deployment_given_environment import DeploymentGivenEnvironment
from ..types import UNSET, Unset

T = TypeVar("T", bound="DeploymentGiven")


@_attrs_define
class DeploymentGiven:
    """An installation; in a change, omitted fields are not changed. A version says its product.

    Attributes:
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        version_id (int | None | Unset): The version.
        environment (DeploymentGivenEnvironment | Unset): What the installation is for. Default:
            DeploymentGivenEnvironment.PRODUCTION.
        name (str | Unset): Name, in the caller's language where there are two. Default: ''.
        edition (str | Unset): Edition of the product. Default: ''.
        since (datetime.date | None | Unset): From this day.
        until (datetime.date | None | Unset): Up to then.
    """

    product_id: int | None | Unset = UNSET
    version_id: int | None | Unset = UNSET
    environment: DeploymentGivenEnvironment | Unset = (
        DeploymentGivenEnvironment.PRODUCTION
    )
    name: str | Unset = ""
    edition: str | Unset = ""
    since: datetime.date | None | Unset = UNSET
    until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        version_id: int | None | Unset
        if isinstance(self.version_id, Unset):
            version_id = UNSET
        else:
            version_id = self.version_id

        environment: str | Unset = UNSET
        if not isinstance(self.environment, Unset):
            environment = self.environment.value

        name = self.name

        edition = self.edition

        since: None | str | Unset
        if isinstance(self.since, Unset):
            since = UNSET
        elif isinstance(self.since, datetime.date):
            since = self.since.isoformat()
        else:
            since = self.since

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if version_id is not UNSET:
            field_dict["version_id"] = version_id
        if environment is not UNSET:
            field_dict["environment"] = environment
        if name is not UNSET:
            field_dict["name"] = name
        if edition is not UNSET:
            field_dict["edition"] = edition
        if since is not UNSET:
            field_dict["since"] = since
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_version_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        version_id = _parse_version_id(d.pop("version_id", UNSET))

        _environment = d.pop("environment", UNSET)
        environment: DeploymentGivenEnvironment | Unset
        if isinstance(_environment, Unset):
            environment = UNSET
        else:
            environment = DeploymentGivenEnvironment(_environment)

        name = d.pop("name", UNSET)

        edition = d.pop("edition", UNSET)

        def _parse_since(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.date.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        since = _parse_since(d.pop("since", UNSET))

        def _parse_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        deployment_given = cls(
            product_id=product_id,
            version_id=version_id,
            environment=environment,
            name=name,
            edition=edition,
            since=since,
            until=until,
        )

        return deployment_given
