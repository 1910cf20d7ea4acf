from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.audit_entry_shown_data import AuditEntryShownData


T = TypeVar("T", bound="AuditEntryShown")


@_attrs_define
class AuditEntryShown:
    """One recorded act.

    Attributes:
        id (int): Number of the thing.
        at (datetime.datetime): When it happened.
        actor_kind (str): Who acted: person, contact, api, or system.
        actor_id (int | None): Id of the person, contact or token who acted.
        actor_name (str): Name of who acted, as it was then.
        verb (str): What was done, as in ticket.solved.
        sentence (str): What was done, in the caller's language; reads after the name of who did it.
        object_type (str): Kind of what it is about, as in tickets.ticket.
        object_id (int): Number of what it is about.
        data (AuditEntryShownData): Details of the act.
        cause (str): What led to it, as token:7.
    """

    id: int
    at: datetime.datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    verb: str
    sentence: str
    object_type: str
    object_id: int
    data: AuditEntryShownData
    cause: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        actor_kind = self.actor_kind

        actor_id: int | None
        actor_id = self.actor_id

        actor_name = self.actor_name

        verb = self.verb

        sentence = self.sentence

        object_type = self.object_type

        object_id = self.object_id

        data = self.data.to_dict()

        cause = self.cause

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "at": at,
                "actor_kind": actor_kind,
                "actor_id": actor_id,
                "actor_name": actor_name,
                "verb": verb,
                "sentence": sentence,
                "object_type": object_type,
                "object_id": object_id,
                "data": data,
                "cause": cause,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_entry_shown_data import AuditEntryShownData  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor_kind = d.pop("actor_kind")

        def _parse_actor_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        actor_id = _parse_actor_id(d.pop("actor_id"))

        actor_name = d.pop("actor_name")

        verb = d.pop("verb")

        sentence = d.pop("sentence")

        object_type = d.pop("object_type")

        object_id = d.pop("object_id")

        data = AuditEntryShownData.from_dict(d.pop("data"))

        cause = d.pop("cause")

        audit_entry_shown = cls(
            id=id,
            at=at,
            actor_kind=actor_kind,
            actor_id=actor_id,
            actor_name=actor_name,
            verb=verb,
            sentence=sentence,
            object_type=object_type,
            object_id=object_id,
            data=data,
            cause=cause,
        )

        return audit_entry_shown
