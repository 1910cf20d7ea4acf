from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.event_shown_data import EventShownData


T = TypeVar("T", bound="EventShown")


@_attrs_define
class EventShown:
    """One recorded act; `text` tells it in the caller's language.

    Attributes:
        id (int): Number of the thing.
        verb (str): What was done, as in ticket.solved.
        actor_kind (str): Who acted: person, contact, api, or system.
        actor_id (int | None): Id of the person, contact or token who acted.
        actor_name (str): Name of who acted, as it was then.
        text (str): Plain text.
        data (EventShownData): Details of the act.
        cause (str): What led to it, such as token:7 or bulk:…
        at (datetime.datetime): When it happened.
    """

    id: int
    verb: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    text: str
    data: EventShownData
    cause: str
    at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        verb = self.verb

        actor_kind = self.actor_kind

        actor_id: int | None
        actor_id = self.actor_id

        actor_name = self.actor_name

        text = self.text

        data = self.data.to_dict()

        cause = self.cause

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "verb": verb,
                "actor_kind": actor_kind,
                "actor_id": actor_id,
                "actor_name": actor_name,
                "text": text,
                "data": data,
                "cause": cause,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_shown_data import EventShownData  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        verb = d.pop("verb")

        actor_kind = d.pop("actor_kind")

        def _parse_actor_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        actor_id = _parse_actor_id(d.pop("actor_id"))

        actor_name = d.pop("actor_name")

        text = d.pop("text")

        data = EventShownData.from_dict(d.pop("data"))

        cause = d.pop("cause")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        event_shown = cls(
            id=id,
            verb=verb,
            actor_kind=actor_kind,
            actor_id=actor_id,
            actor_name=actor_name,
            text=text,
            data=data,
            cause=cause,
            at=at,
        )

        return event_shown
