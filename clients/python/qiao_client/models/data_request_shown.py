from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.data_request_shown_kind import DataRequestShownKind
from ..models.data_request_shown_law import DataRequestShownLaw
from ..models.data_request_shown_state import DataRequestShownState

if TYPE_CHECKING:
    from ..models.data_request_shown_report import DataRequestShownReport


T = TypeVar("T", bound="DataRequestShown")


@_attrs_define
class DataRequestShown:
    """A person's request for a copy of their data, or to be forgotten.

    Attributes:
        id (int): Number of the thing.
        contact_id (int): The contact.
        kind (DataRequestShownKind): Which kind it is.
        law (DataRequestShownLaw): The law the person invokes.
        state (DataRequestShownState): Where it stands.
        asked (str): What the person wrote or said.
        words (str): Further spellings and nicknames to erase, one a line.
        verified_how (str): How the identity was verified.
        refusal (str): Why it was refused.
        received_on (datetime.date): The day it came.
        due_on (datetime.date): The day by which the law wants an answer.
        handler_id (int | None): The colleague who works on it.
        report (DataRequestShownReport): What was handed out or erased, and what stays.
        has_file (bool): There is a copy to fetch.
        created_at (datetime.datetime): When it was made.
        finished_at (datetime.datetime | None): When it was over.
    """

    id: int
    contact_id: int
    kind: DataRequestShownKind
    law: DataRequestShownLaw
    state: DataRequestShownState
    asked: str
    words: str
    verified_how: str
    refusal: str
    received_on: datetime.date
    due_on: datetime.date
    handler_id: int | None
    report: DataRequestShownReport
    has_file: bool
    created_at: datetime.datetime
    finished_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        contact_id = self.contact_id

        kind = self.kind.value

        law = self.law.value

        state = self.state.value

        asked = self.asked

        words = self.words

        verified_how = self.verified_how

        refusal = self.refusal

        received_on = self.received_on.isoformat()

        due_on = self.due_on.isoformat()

        handler_id: int | None
        handler_id = self.handler_id

        report = self.report.to_dict()

        has_file = self.has_file

        created_at = self.created_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "contact_id": contact_id,
                "kind": kind,
                "law": law,
                "state": state,
                "asked": asked,
                "words": words,
                "verified_how": verified_how,
                "refusal": refusal,
                "received_on": received_on,
                "due_on": due_on,
                "handler_id": handler_id,
                "report": report,
                "has_file": has_file,
                "created_at": created_at,
                "finished_at": finished_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.data_request_shown_report import DataRequestShownReport  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        contact_id = d.pop("contact_id")

        kind = DataRequestShownKind(d.pop("kind"))

        law = DataRequestShownLaw(d.pop("law"))

        state = DataRequestShownState(d.pop("state"))

        asked = d.pop("asked")

        words = d.pop("words")

        verified_how = d.pop("verified_how")

        refusal = d.pop("refusal")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        def _parse_handler_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        handler_id = _parse_handler_id(d.pop("handler_id"))

        report = DataRequestShownReport.from_dict(d.pop("report"))

        has_file = d.pop("has_file")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        data_request_shown = cls(
            id=id,
            contact_id=contact_id,
            kind=kind,
            law=law,
            state=state,
            asked=asked,
            words=words,
            verified_how=verified_how,
            refusal=refusal,
            received_on=received_on,
            due_on=due_on,
            handler_id=handler_id,
            report=report,
            has_file=has_file,
            created_at=created_at,
            finished_at=finished_at,
        )

        return data_request_shown
