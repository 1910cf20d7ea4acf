from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.webhook_shown_state import WebhookShownState

T = TypeVar("T", bound="WebhookShown")


@_attrs_define
class WebhookShown:
    """A webhook endpoint. No types mean all, no products mean all.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        url (str): Address.
        types (list[str]): Types of events; none means all.
        product_ids (list[int]): The products; none means all.
        state (WebhookShownState): Where it stands.
        failures (int): Failures in a row.
        failing_since (datetime.datetime | None): Since when every attempt failed.
        last_success_at (datetime.datetime | None): When it last took a message.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    name: str
    url: str
    types: list[str]
    product_ids: list[int]
    state: WebhookShownState
    failures: int
    failing_since: datetime.datetime | None
    last_success_at: datetime.datetime | None
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        url = self.url

        types = self.types

        product_ids = self.product_ids

        state = self.state.value

        failures = self.failures

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        last_success_at: None | str
        if isinstance(self.last_success_at, datetime.datetime):
            last_success_at = self.last_success_at.isoformat()
        else:
            last_success_at = self.last_success_at

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "url": url,
                "types": types,
                "product_ids": product_ids,
                "state": state,
                "failures": failures,
                "failing_since": failing_since,
                "last_success_at": last_success_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        url = d.pop("url")

        types = cast(list[str], d.pop("types"))

        product_ids = cast(list[int], d.pop("product_ids"))

        state = WebhookShownState(d.pop("state"))

        failures = d.pop("failures")

        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)

                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))

        def _parse_last_success_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_success_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_success_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_success_at = _parse_last_success_at(d.pop("last_success_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        webhook_shown = cls(
            id=id,
            name=name,
            url=url,
            types=types,
            product_ids=product_ids,
            state=state,
            failures=failures,
            failing_since=failing_since,
            last_success_at=last_success_at,
            created_at=created_at,
        )

        return webhook_shown
