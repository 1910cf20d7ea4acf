from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailboxShown")


@_attrs_define
class MailboxShown:
    """A mailbox and what waits in it.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        address (str): Mail address.
        product_id (int | None): The product; null for all, or when nobody said.
        team_id (int | None): The team.
        is_active (bool): In use; false for what was archived or taken out of view.
        is_well (bool): Nothing is stuck.
        waiting (int): Mails still to be read.
        quarantined (int): Quarantined mails that need a person.
        unsent (int): Mails of ours still to leave.
        failed (int): How many failed.
        oldest_waiting_at (datetime.datetime | None): Since when the oldest mail waits.
        last_mail_at (datetime.datetime | None): When the last mail came.
    """

    id: int
    name: str
    address: str
    product_id: int | None
    team_id: int | None
    is_active: bool
    is_well: bool
    waiting: int
    quarantined: int
    unsent: int
    failed: int
    oldest_waiting_at: datetime.datetime | None
    last_mail_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        address = self.address

        product_id: int | None
        product_id = self.product_id

        team_id: int | None
        team_id = self.team_id

        is_active = self.is_active

        is_well = self.is_well

        waiting = self.waiting

        quarantined = self.quarantined

        unsent = self.unsent

        failed = self.failed

        oldest_waiting_at: None | str
        if isinstance(self.oldest_waiting_at, datetime.datetime):
            oldest_waiting_at = self.oldest_waiting_at.isoformat()
        else:
            oldest_waiting_at = self.oldest_waiting_at

        last_mail_at: None | str
        if isinstance(self.last_mail_at, datetime.datetime):
            last_mail_at = self.last_mail_at.isoformat()
        else:
            last_mail_at = self.last_mail_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "address": address,
                "product_id": product_id,
                "team_id": team_id,
                "is_active": is_active,
                "is_well": is_well,
                "waiting": waiting,
                "quarantined": quarantined,
                "unsent": unsent,
                "failed": failed,
                "oldest_waiting_at": oldest_waiting_at,
                "last_mail_at": last_mail_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        address = d.pop("address")

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        is_active = d.pop("is_active")

        is_well = d.pop("is_well")

        waiting = d.pop("waiting")

        quarantined = d.pop("quarantined")

        unsent = d.pop("unsent")

        failed = d.pop("failed")

        def _parse_oldest_waiting_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                oldest_waiting_at_type_0 = datetime.datetime.fromisoformat(data)

                return oldest_waiting_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        oldest_waiting_at = _parse_oldest_waiting_at(d.pop("oldest_waiting_at"))

        def _parse_last_mail_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_mail_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_mail_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_mail_at = _parse_last_mail_at(d.pop("last_mail_at"))

        mailbox_shown = cls(
            id=id,
            name=name,
            address=address,
            product_id=product_id,
            team_id=team_id,
            is_active=is_active,
            is_well=is_well,
            waiting=waiting,
            quarantined=quarantined,
            unsent=unsent,
            failed=failed,
            oldest_waiting_at=oldest_waiting_at,
            last_mail_at=last_mail_at,
        )

        return mailbox_shown
