from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DeploymentShown")


@_attrs_define
class DeploymentShown:
    """An installation: organisation × product × version × environment.

    Attributes:
        id (int): Number of the thing.
        organisation_id (int): The customer.
        product_id (int): The product; null for all, or when nobody said.
        version_id (int | None): The version.
        environment (str): What the installation is for.
        name (str): Name, in the caller's language where there are two.
        edition (str): Edition of the product.
        since (datetime.date | None): From this day.
        until (datetime.date | None): Up to then.
        source (str): Where we know it from.
        is_active (bool): In use; false for what was archived or taken out of view.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it changed last.
    """

    id: int
    organisation_id: int
    product_id: int
    version_id: int | None
    environment: str
    name: str
    edition: str
    since: datetime.date | None
    until: datetime.date | None
    source: str
    is_active: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organisation_id = self.organisation_id

        product_id = self.product_id

        version_id: int | None
        version_id = self.version_id

        environment = self.environment

        name = self.name

        edition = self.edition

        since: None | str
        if isinstance(self.since, datetime.date):
            since = self.since.isoformat()
        else:
            since = self.since

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        source = self.source

        is_active = self.is_active

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organisation_id": organisation_id,
                "product_id": product_id,
                "version_id": version_id,
                "environment": environment,
                "name": name,
                "edition": edition,
                "since": since,
                "until": until,
                "source": source,
                "is_active": is_active,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        organisation_id = d.pop("organisation_id")

        product_id = d.pop("product_id")

        def _parse_version_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version_id = _parse_version_id(d.pop("version_id"))

        environment = d.pop("environment")

        name = d.pop("name")

        edition = d.pop("edition")

        def _parse_since(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.date.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        since = _parse_since(d.pop("since"))

        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))

        source = d.pop("source")

        is_active = d.pop("is_active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        deployment_shown = cls(
            id=id,
            organisation_id=organisation_id,
            product_id=product_id,
            version_id=version_id,
            environment=environment,
            name=name,
            edition=edition,
            since=since,
            until=until,
            source=source,
            is_active=is_active,
            created_at=created_at,
            updated_at=updated_at,
        )

        return deployment_shown
