from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.reply_given_state_after import ReplyGivenStateAfter
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReplyGiven")


@_attrs_define
class ReplyGiven:
    """A public reply. No `to` means the usual recipients, no `cc` the usual ones.

    It is refused with 409 when somebody wrote after `last_seen_message_id`, unless `send_anyway`.

        Attributes:
            markdown (str): Markdown.
            to (list[str] | Unset): Who gets it.
            cc (list[str] | None | Unset): Who gets a copy.
            attachments (list[str] | Unset): Files: `id`s of uploads when sent, the files themselves when read.
            state_after (ReplyGivenStateAfter | Unset): The state afterwards; empty leaves it. Default:
                ReplyGivenStateAfter.WAITING_CUSTOMER.
            send_at (datetime.datetime | None | Unset): When it is to leave; null for soon.
            hold_seconds (int | Unset): How long it can be undone. Default: 10.
            last_seen_message_id (int | None | Unset): The newest message you know.
            send_anyway (bool | Unset): Also when somebody wrote meanwhile. Default: False.
    """

    markdown: str
    to: list[str] | Unset = UNSET
    cc: list[str] | None | Unset = UNSET
    attachments: list[str] | Unset = UNSET
    state_after: ReplyGivenStateAfter | Unset = ReplyGivenStateAfter.WAITING_CUSTOMER
    send_at: datetime.datetime | None | Unset = UNSET
    hold_seconds: int | Unset = 10
    last_seen_message_id: int | None | Unset = UNSET
    send_anyway: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        markdown = self.markdown

        to: list[str] | Unset = UNSET
        if not isinstance(self.to, Unset):
            to = self.to

        cc: list[str] | None | Unset
        if isinstance(self.cc, Unset):
            cc = UNSET
        elif isinstance(self.cc, list):
            cc = self.cc

        else:
            cc = self.cc

        attachments: list[str] | Unset = UNSET
        if not isinstance(self.attachments, Unset):
            attachments = self.attachments

        state_after: str | Unset = UNSET
        if not isinstance(self.state_after, Unset):
            state_after = self.state_after.value

        send_at: None | str | Unset
        if isinstance(self.send_at, Unset):
            send_at = UNSET
        elif isinstance(self.send_at, datetime.datetime):
            send_at = self.send_at.isoformat()
        else:
            send_at = self.send_at

        hold_seconds = self.hold_seconds

        last_seen_message_id: int | None | Unset
        if isinstance(self.last_seen_message_id, Unset):
            last_seen_message_id = UNSET
        else:
            last_seen_message_id = self.last_seen_message_id

        send_anyway = self.send_anyway

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "markdown": markdown,
            }
        )
        if to is not UNSET:
            field_dict["to"] = to
        if cc is not UNSET:
            field_dict["cc"] = cc
        if attachments is not UNSET:
            field_dict["attachments"] = attachments
        if state_after is not UNSET:
            field_dict["state_after"] = state_after
        if send_at is not UNSET:
            field_dict["send_at"] = send_at
        if hold_seconds is not UNSET:
            field_dict["hold_seconds"] = hold_seconds
        if last_seen_message_id is not UNSET:
            field_dict["last_seen_message_id"] = last_seen_message_id
        if send_anyway is not UNSET:
            field_dict["send_anyway"] = send_anyway

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        markdown = d.pop("markdown")

        to = cast(list[str], d.pop("to", UNSET))

        def _parse_cc(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                cc_type_0 = cast(list[str], data)

                return cc_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        cc = _parse_cc(d.pop("cc", UNSET))

        attachments = cast(list[str], d.pop("attachments", UNSET))

        _state_after = d.pop("state_after", UNSET)
        state_after: ReplyGivenStateAfter | Unset
        if isinstance(_state_after, Unset):
            state_after = UNSET
        else:
            state_after = ReplyGivenStateAfter(_state_after)

        def _parse_send_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                send_at_type_0 = datetime.datetime.fromisoformat(data)

                return send_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        send_at = _parse_send_at(d.pop("send_at", UNSET))

        hold_seconds = d.pop("hold_seconds", UNSET)

        def _parse_last_seen_message_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        last_seen_message_id = _parse_last_seen_message_id(
            d.pop("last_seen_message_id", UNSET)
        )

        send_anyway = d.pop("send_anyway", UNSET)

        reply_given = cls(
            markdown=markdown,
            to=to,
            cc=cc,
            attachments=attachments,
            state_after=state_after,
            send_at=send_at,
            hold_seconds=hold_seconds,
            last_seen_message_id=last_seen_message_id,
            send_anyway=send_anyway,
        )

        return reply_given
