from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.outgoing_mail_shown_kind import OutgoingMailShownKind
from ..models.outgoing_mail_shown_state import OutgoingMailShownState

if TYPE_CHECKING:
    from ..models.recipient_shown import RecipientShown
    from ..models.refused_recipient_shown import RefusedRecipientShown


T = TypeVar("T", bound="OutgoingMailShown")


@_attrs_define
class OutgoingMailShown:
    """A mail of ours and how far it is.

    Attributes:
        id (int): Number of the thing.
        mailbox_id (int | None): The mailbox.
        kind (OutgoingMailShownKind): Which kind it is.
        language (str): `en` or `zh-hans`; empty when nobody said.
        to (list[RecipientShown]): Who gets it.
        cc (list[RecipientShown]): Who gets a copy.
        subject (str): What it is about, in one line.
        state (OutgoingMailShownState): Where it stands.
        send_at (datetime.datetime): When it is to leave; null for soon.
        sent_at (datetime.datetime | None): When it left.
        attempts (int): How often it was tried.
        last_attempt_at (datetime.datetime | None): When it was tried last.
        last_error (str): What the server said last.
        refused (list[RefusedRecipientShown]): What was refused.
        internet_message_id (str): The Message-ID of the mail.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    mailbox_id: int | None
    kind: OutgoingMailShownKind
    language: str
    to: list[RecipientShown]
    cc: list[RecipientShown]
    subject: str
    state: OutgoingMailShownState
    send_at: datetime.datetime
    sent_at: datetime.datetime | None
    attempts: int
    last_attempt_at: datetime.datetime | None
    last_error: str
    refused: list[RefusedRecipientShown]
    internet_message_id: str
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        mailbox_id: int | None
        mailbox_id = self.mailbox_id

        kind = self.kind.value

        language = self.language

        to = []
        for to_item_data in self.to:
            to_item = to_item_data.to_dict()
            to.append(to_item)

        cc = []
        for cc_item_data in self.cc:
            cc_item = cc_item_data.to_dict()
            cc.append(cc_item)

        subject = self.subject

        state = self.state.value

        send_at = self.send_at.isoformat()

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        attempts = self.attempts

        last_attempt_at: None | str
        if isinstance(self.last_attempt_at, datetime.datetime):
            last_attempt_at = self.last_attempt_at.isoformat()
        else:
            last_attempt_at = self.last_attempt_at

        last_error = self.last_error

        refused = []
        for refused_item_data in self.refused:
            refused_item = refused_item_data.to_dict()
            refused.append(refused_item)

        internet_message_id = self.internet_message_id

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "mailbox_id": mailbox_id,
                "kind": kind,
                "language": language,
                "to": to,
                "cc": cc,
                "subject": subject,
                "state": state,
                "send_at": send_at,
                "sent_at": sent_at,
                "attempts": attempts,
                "last_attempt_at": last_attempt_at,
                "last_error": last_error,
                "refused": refused,
                "internet_message_id": internet_message_id,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.recipient_shown import RecipientShown  # noqa: PLC0415
        from ..models.refused_recipient_shown import RefusedRecipientShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_mailbox_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        mailbox_id = _parse_mailbox_id(d.pop("mailbox_id"))

        kind = OutgoingMailShownKind(d.pop("kind"))

        language = d.pop("language")

        to = []
        _to = d.pop("to")
        for to_item_data in _to:
            to_item = RecipientShown.from_dict(to_item_data)

            to.append(to_item)

        cc = []
        _cc = d.pop("cc")
        for cc_item_data in _cc:
            cc_item = RecipientShown.from_dict(cc_item_data)

            cc.append(cc_item)

        subject = d.pop("subject")

        state = OutgoingMailShownState(d.pop("state"))

        send_at = datetime.datetime.fromisoformat(d.pop("send_at"))

        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))

        attempts = d.pop("attempts")

        def _parse_last_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_attempt_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_attempt_at = _parse_last_attempt_at(d.pop("last_attempt_at"))

        last_error = d.pop("last_error")

        refused = []
        _refused = d.pop("refused")
        for refused_item_data in _refused:
            refused_item = RefusedRecipientShown.from_dict(refused_item_data)

            refused.append(refused_item)

        internet_message_id = d.pop("internet_message_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        outgoing_mail_shown = cls(
            id=id,
            mailbox_id=mailbox_id,
            kind=kind,
            language=language,
            to=to,
            cc=cc,
            subject=subject,
            state=state,
            send_at=send_at,
            sent_at=sent_at,
            attempts=attempts,
            last_attempt_at=last_attempt_at,
            last_error=last_error,
            refused=refused,
            internet_message_id=internet_message_id,
            created_at=created_at,
        )

        return outgoing_mail_shown
