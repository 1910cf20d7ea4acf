from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConnectionShown")


@_attrs_define
class ConnectionShown:
    """What the servers said to an attempt to sign in: empty means it worked, null that there is nothing to try.

    Attributes:
        incoming (None | str): How mail arrives; of an attempt to connect, what the IMAP server said.
        outgoing (None | str): What the SMTP server said.
        is_well (bool): Nothing is stuck.
        tried_at (datetime.datetime): When it was tried.
    """

    incoming: None | str
    outgoing: None | str
    is_well: bool
    tried_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        incoming: None | str
        incoming = self.incoming

        outgoing: None | str
        outgoing = self.outgoing

        is_well = self.is_well

        tried_at = self.tried_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "incoming": incoming,
                "outgoing": outgoing,
                "is_well": is_well,
                "tried_at": tried_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_incoming(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        incoming = _parse_incoming(d.pop("incoming"))

        def _parse_outgoing(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        outgoing = _parse_outgoing(d.pop("outgoing"))

        is_well = d.pop("is_well")

        tried_at = datetime.datetime.fromisoformat(d.pop("tried_at"))

        connection_shown = cls(
            incoming=incoming,
            outgoing=outgoing,
            is_well=is_well,
            tried_at=tried_at,
        )

        return connection_shown
