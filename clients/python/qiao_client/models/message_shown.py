from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.message_shown_channel import MessageShownChannel
from ..models.message_shown_direction import MessageShownDirection
from ..models.message_shown_visibility import MessageShownVisibility

if TYPE_CHECKING:
    from ..models.address_shown import AddressShown
    from ..models.file_shown import FileShown


T = TypeVar("T", bound="MessageShown")


@_attrs_define
class MessageShown:
    """One thing that was said. `ticket` is the number of its own ticket, also when that is merged into another.

    Attributes:
        id (int): Number of the thing.
        ticket (int): Number of the ticket.
        direction (MessageShownDirection): From the customer, to the customer, or among us.
        visibility (MessageShownVisibility): Who may read it: everybody, only us, or nobody on the customer's side until
            it is accepted.
        channel (MessageShownChannel): The way it came in.
        author_kind (str): Who wrote: person, contact, api, or system.
        author_id (int | None): Id of who wrote: a contact for customers, else a colleague.
        author_name (str): Name of who wrote, as it was then.
        author_address (str): Mail address of who wrote.
        subject (str): What it is about, in one line.
        text (str): What is new, without what was quoted.
        html (str): The same, safe to show.
        markdown (str): As a colleague wrote it; empty for mail that came in.
        language (str): `en` or `zh-hans`; empty when nobody said.
        machine_kind (str): Not empty for mail a machine wrote, such as an out-of-office note.
        delivery (str): How far the mail is: held, scheduled, queued, sending, sent, failed, bounced, or empty.
        leaves_at (datetime.datetime | None): Until then a reply can be undone.
        to (list[AddressShown]): Who gets it.
        cc (list[AddressShown]): Who gets a copy.
        attachments (list[FileShown]): Files: `id`s of uploads when sent, the files themselves when read.
        created_at (datetime.datetime): When it was made.
    """

    id: int
    ticket: int
    direction: MessageShownDirection
    visibility: MessageShownVisibility
    channel: MessageShownChannel
    author_kind: str
    author_id: int | None
    author_name: str
    author_address: str
    subject: str
    text: str
    html: str
    markdown: str
    language: str
    machine_kind: str
    delivery: str
    leaves_at: datetime.datetime | None
    to: list[AddressShown]
    cc: list[AddressShown]
    attachments: list[FileShown]
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        ticket = self.ticket

        direction = self.direction.value

        visibility = self.visibility.value

        channel = self.channel.value

        author_kind = self.author_kind

        author_id: int | None
        author_id = self.author_id

        author_name = self.author_name

        author_address = self.author_address

        subject = self.subject

        text = self.text

        html = self.html

        markdown = self.markdown

        language = self.language

        machine_kind = self.machine_kind

        delivery = self.delivery

        leaves_at: None | str
        if isinstance(self.leaves_at, datetime.datetime):
            leaves_at = self.leaves_at.isoformat()
        else:
            leaves_at = self.leaves_at

        to = []
        for to_item_data in self.to:
            to_item = to_item_data.to_dict()
            to.append(to_item)

        cc = []
        for cc_item_data in self.cc:
            cc_item = cc_item_data.to_dict()
            cc.append(cc_item)

        attachments = []
        for attachments_item_data in self.attachments:
            attachments_item = attachments_item_data.to_dict()
            attachments.append(attachments_item)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "ticket": ticket,
                "direction": direction,
                "visibility": visibility,
                "channel": channel,
                "author_kind": author_kind,
                "author_id": author_id,
                "author_name": author_name,
                "author_address": author_address,
                "subject": subject,
                "text": text,
                "html": html,
                "markdown": markdown,
                "language": language,
                "machine_kind": machine_kind,
                "delivery": delivery,
                "leaves_at": leaves_at,
                "to": to,
                "cc": cc,
                "attachments": attachments,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_shown import AddressShown  # noqa: PLC0415
        from ..models.file_shown import FileShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        ticket = d.pop("ticket")

        direction = MessageShownDirection(d.pop("direction"))

        visibility = MessageShownVisibility(d.pop("visibility"))

        channel = MessageShownChannel(d.pop("channel"))

        author_kind = d.pop("author_kind")

        def _parse_author_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        author_id = _parse_author_id(d.pop("author_id"))

        author_name = d.pop("author_name")

        author_address = d.pop("author_address")

        subject = d.pop("subject")

        text = d.pop("text")

        html = d.pop("html")

        markdown = d.pop("markdown")

        language = d.pop("language")

        machine_kind = d.pop("machine_kind")

        delivery = d.pop("delivery")

        def _parse_leaves_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                leaves_at_type_0 = datetime.datetime.fromisoformat(data)

                return leaves_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        leaves_at = _parse_leaves_at(d.pop("leaves_at"))

        to = []
        _to = d.pop("to")
        for to_item_data in _to:
            to_item = AddressShown.from_dict(to_item_data)

            to.append(to_item)

        cc = []
        _cc = d.pop("cc")
        for cc_item_data in _cc:
            cc_item = AddressShown.from_dict(cc_item_data)

            cc.append(cc_item)

        attachments = []
        _attachments = d.pop("attachments")
        for attachments_item_data in _attachments:
            attachments_item = FileShown.from_dict(attachments_item_data)

            attachments.append(attachments_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        message_shown = cls(
            id=id,
            ticket=ticket,
            direction=direction,
            visibility=visibility,
            channel=channel,
            author_kind=author_kind,
            author_id=author_id,
            author_name=author_name,
            author_address=author_address,
            subject=subject,
            text=text,
            html=html,
            markdown=markdown,
            language=language,
            machine_kind=machine_kind,
            delivery=delivery,
            leaves_at=leaves_at,
            to=to,
            cc=cc,
            attachments=attachments,
            created_at=created_at,
        )

        return message_shown
