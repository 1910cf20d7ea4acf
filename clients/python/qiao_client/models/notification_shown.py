from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.notification_shown_kind import NotificationShownKind

T = TypeVar("T", bound="NotificationShown")


@_attrs_define
class NotificationShown:
    """Something I should know. The same again counts up in `times` until it is read.

    Attributes:
        id (int): Number of the thing.
        kind (NotificationShownKind): Which kind it is.
        sentence (str): What happened, in the caller's language.
        who (str): Who did it; empty for nobody in particular.
        subject (str): What it is about, in one line.
        address (str): Where it leads on the desk.
        object_type (str): Kind of what it is about, as in tickets.ticket.
        object_id (int): Number of what it is about.
        times (int): How often it happened since it was read last.
        is_urgent (bool): Somebody must act, or something is broken.
        at (datetime.datetime): When it happened.
        read_at (datetime.datetime | None): When it was read; null until then.
    """

    id: int
    kind: NotificationShownKind
    sentence: str
    who: str
    subject: str
    address: str
    object_type: str
    object_id: int
    times: int
    is_urgent: bool
    at: datetime.datetime
    read_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        sentence = self.sentence

        who = self.who

        subject = self.subject

        address = self.address

        object_type = self.object_type

        object_id = self.object_id

        times = self.times

        is_urgent = self.is_urgent

        at = self.at.isoformat()

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "sentence": sentence,
                "who": who,
                "subject": subject,
                "address": address,
                "object_type": object_type,
                "object_id": object_id,
                "times": times,
                "is_urgent": is_urgent,
                "at": at,
                "read_at": read_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = NotificationShownKind(d.pop("kind"))

        sentence = d.pop("sentence")

        who = d.pop("who")

        subject = d.pop("subject")

        address = d.pop("address")

        object_type = d.pop("object_type")

        object_id = d.pop("object_id")

        times = d.pop("times")

        is_urgent = d.pop("is_urgent")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        notification_shown = cls(
            id=id,
            kind=kind,
            sentence=sentence,
            who=who,
            subject=subject,
            address=address,
            object_type=object_type,
            object_id=object_id,
            times=times,
            is_urgent=is_urgent,
            at=at,
            read_at=read_at,
        )

        return notification_shown
