from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.incoming_mail_read_shown_source import IncomingMailReadShownSource
from ..models.incoming_mail_read_shown_state import IncomingMailReadShownState

if TYPE_CHECKING:
    from ..models.mail_checks_shown import MailChecksShown
    from ..models.mail_file_shown import MailFileShown
    from ..models.mail_header_shown import MailHeaderShown


T = TypeVar("T", bound="IncomingMailReadShown")


@_attrs_define
class IncomingMailReadShown:
    """A mail with what can be read in it: the beginning of its text, headers, files, sender checks.

    Attributes:
        id (int): Number of the thing.
        mailbox_id (int | None): The mailbox.
        source (IncomingMailReadShownSource): The way it came in.
        state (IncomingMailReadShownState): Where it stands.
        reason (str): Stable code of why it ended there; empty while it waits.
        reason_text (str): The reason as a sentence in the caller's language.
        detail (str): What tells it from others of the same name.
        is_decidable (bool): It can be replayed, released or discarded.
        sender (str): Mail address of the sender.
        sender_name (str): The name mails are sent under.
        subject (str): What it is about, in one line.
        envelope_from (None | str): The sender named to the mail server; empty for none, null when unknown.
        envelope_to (list[str]): The recipients named to the mail server.
        internet_message_id (str): The Message-ID of the mail.
        size (int): Bytes.
        is_cut (bool): It was too large: only its header was kept.
        attempts (int): How often it was tried.
        ticket (int | None): Number of the ticket.
        duplicate_of_id (int | None): The first copy of the same mail.
        machine_kind (str): Which kind of machine wrote it; empty for a person.
        confirmation (str): `sent`, or the code of why no confirmation of receipt was sent; empty when it was not
            considered.
        received_at (datetime.datetime): When it came.
        processed_at (datetime.datetime | None): When it had its outcome.
        forgotten_at (datetime.datetime | None): When its original was deleted.
        text (str): Plain text.
        headers (list[MailHeaderShown]): The first row of the file.
        files (list[MailFileShown]): Files that came with it.
        checks (MailChecksShown): Sender checks by the mail server the mailbox trusts.
        machine_reasons (list[str]): What shows that a machine wrote it: names of headers or short codes.
        problems (list[str]): What was wrong with the mail, as short texts in English.
        confirmation_text (str): The same as a sentence in the caller's language.
    """

    id: int
    mailbox_id: int | None
    source: IncomingMailReadShownSource
    state: IncomingMailReadShownState
    reason: str
    reason_text: str
    detail: str
    is_decidable: bool
    sender: str
    sender_name: str
    subject: str
    envelope_from: None | str
    envelope_to: list[str]
    internet_message_id: str
    size: int
    is_cut: bool
    attempts: int
    ticket: int | None
    duplicate_of_id: int | None
    machine_kind: str
    confirmation: str
    received_at: datetime.datetime
    processed_at: datetime.datetime | None
    forgotten_at: datetime.datetime | None
    text: str
    headers: list[MailHeaderShown]
    files: list[MailFileShown]
    checks: MailChecksShown
    machine_reasons: list[str]
    problems: list[str]
    confirmation_text: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        mailbox_id: int | None
        mailbox_id = self.mailbox_id

        source = self.source.value

        state = self.state.value

        reason = self.reason

        reason_text = self.reason_text

        detail = self.detail

        is_decidable = self.is_decidable

        sender = self.sender

        sender_name = self.sender_name

        subject = self.subject

        envelope_from: None | str
        envelope_from = self.envelope_from

        envelope_to = self.envelope_to

        internet_message_id = self.internet_message_id

        size = self.size

        is_cut = self.is_cut

        attempts = self.attempts

        ticket: int | None
        ticket = self.ticket

        duplicate_of_id: int | None
        duplicate_of_id = self.duplicate_of_id

        machine_kind = self.machine_kind

        confirmation = self.confirmation

        received_at = self.received_at.isoformat()

        processed_at: None | str
        if isinstance(self.processed_at, datetime.datetime):
            processed_at = self.processed_at.isoformat()
        else:
            processed_at = self.processed_at

        forgotten_at: None | str
        if isinstance(self.forgotten_at, datetime.datetime):
            forgotten_at = self.forgotten_at.isoformat()
        else:
            forgotten_at = self.forgotten_at

        text = self.text

        headers = []
        for headers_item_data in self.headers:
            headers_item = headers_item_data.to_dict()
            headers.append(headers_item)

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        checks = self.checks.to_dict()

        machine_reasons = self.machine_reasons

        problems = self.problems

        confirmation_text = self.confirmation_text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "mailbox_id": mailbox_id,
                "source": source,
                "state": state,
                "reason": reason,
                "reason_text": reason_text,
                "detail": detail,
                "is_decidable": is_decidable,
                "sender": sender,
                "sender_name": sender_name,
                "subject": subject,
                "envelope_from": envelope_from,
                "envelope_to": envelope_to,
                "internet_message_id": internet_message_id,
                "size": size,
                "is_cut": is_cut,
                "attempts": attempts,
                "ticket": ticket,
                "duplicate_of_id": duplicate_of_id,
                "machine_kind": machine_kind,
                "confirmation": confirmation,
                "received_at": received_at,
                "processed_at": processed_at,
                "forgotten_at": forgotten_at,
                "text": text,
                "headers": headers,
                "files": files,
                "checks": checks,
                "machine_reasons": machine_reasons,
                "problems": problems,
                "confirmation_text": confirmation_text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mail_checks_shown import MailChecksShown  # noqa: PLC0415
        from ..models.mail_file_shown import MailFileShown  # noqa: PLC0415
        from ..models.mail_header_shown import MailHeaderShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_mailbox_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        mailbox_id = _parse_mailbox_id(d.pop("mailbox_id"))

        source = IncomingMailReadShownSource(d.pop("source"))

        state = IncomingMailReadShownState(d.pop("state"))

        reason = d.pop("reason")

        reason_text = d.pop("reason_text")

        detail = d.pop("detail")

        is_decidable = d.pop("is_decidable")

        sender = d.pop("sender")

        sender_name = d.pop("sender_name")

        subject = d.pop("subject")

        def _parse_envelope_from(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        envelope_from = _parse_envelope_from(d.pop("envelope_from"))

        envelope_to = cast(list[str], d.pop("envelope_to"))

        internet_message_id = d.pop("internet_message_id")

        size = d.pop("size")

        is_cut = d.pop("is_cut")

        attempts = d.pop("attempts")

        def _parse_ticket(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        ticket = _parse_ticket(d.pop("ticket"))

        def _parse_duplicate_of_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duplicate_of_id = _parse_duplicate_of_id(d.pop("duplicate_of_id"))

        machine_kind = d.pop("machine_kind")

        confirmation = d.pop("confirmation")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        def _parse_processed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                processed_at_type_0 = datetime.datetime.fromisoformat(data)

                return processed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        processed_at = _parse_processed_at(d.pop("processed_at"))

        def _parse_forgotten_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                forgotten_at_type_0 = datetime.datetime.fromisoformat(data)

                return forgotten_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        forgotten_at = _parse_forgotten_at(d.pop("forgotten_at"))

        text = d.pop("text")

        headers = []
        _headers = d.pop("headers")
        for headers_item_data in _headers:
            headers_item = MailHeaderShown.from_dict(headers_item_data)

            headers.append(headers_item)

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = MailFileShown.from_dict(files_item_data)

            files.append(files_item)

        checks = MailChecksShown.from_dict(d.pop("checks"))

        machine_reasons = cast(list[str], d.pop("machine_reasons"))

        problems = cast(list[str], d.pop("problems"))

        confirmation_text = d.pop("confirmation_text")

        incoming_mail_read_shown = cls(
            id=id,
            mailbox_id=mailbox_id,
            source=source,
            state=state,
            reason=reason,
            reason_text=reason_text,
            detail=detail,
            is_decidable=is_decidable,
            sender=sender,
            sender_name=sender_name,
            subject=subject,
            envelope_from=envelope_from,
            envelope_to=envelope_to,
            internet_message_id=internet_message_id,
            size=size,
            is_cut=is_cut,
            attempts=attempts,
            ticket=ticket,
            duplicate_of_id=duplicate_of_id,
            machine_kind=machine_kind,
            confirmation=confirmation,
            received_at=received_at,
            processed_at=processed_at,
            forgotten_at=forgotten_at,
            text=text,
            headers=headers,
            files=files,
            checks=checks,
            machine_reasons=machine_reasons,
            problems=problems,
            confirmation_text=confirmation_text,
        )

        return incoming_mail_read_shown
