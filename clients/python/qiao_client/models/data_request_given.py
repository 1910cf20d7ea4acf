from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.data_request_given_kind import DataRequestGivenKind
from ..models.data_request_given_law import DataRequestGivenLaw
from ..types import UNSET, Unset

T = TypeVar("T", bound="DataRequestGiven")


@_attrs_define
class DataRequestGiven:
    """What somebody asks about their own data. The deadline counts from `received_on`.

    Attributes:
        kind (DataRequestGivenKind): Which kind it is.
        law (DataRequestGivenLaw): The law the person invokes.
        asked (str | Unset): What the person wrote or said. Default: ''.
        words (str | Unset): Further spellings and nicknames, one a line. Default: ''.
        received_on (datetime.date | None | Unset): The day it came.
    """

    kind: DataRequestGivenKind
    law: DataRequestGivenLaw
    asked: str | Unset = ""
    words: str | Unset = ""
    received_on: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        law = self.law.value

        asked = self.asked

        words = self.words

        received_on: None | str | Unset
        if isinstance(self.received_on, Unset):
            received_on = UNSET
        elif isinstance(self.received_on, datetime.date):
            received_on = self.received_on.isoformat()
        else:
            received_on = self.received_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "law": law,
            }
        )
        if asked is not UNSET:
            field_dict["asked"] = asked
        if words is not UNSET:
            field_dict["words"] = words
        if received_on is not UNSET:
            field_dict["received_on"] = received_on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = DataRequestGivenKind(d.pop("kind"))

        law = DataRequestGivenLaw(d.pop("law"))

        asked = d.pop("asked", UNSET)

        words = d.pop("words", UNSET)

        def _parse_received_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                received_on_type_0 = datetime.date.fromisoformat(data)

                return received_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        received_on = _parse_received_on(d.pop("received_on", UNSET))

        data_request_given = cls(
            kind=kind,
            law=law,
            asked=asked,
            words=words,
            received_on=received_on,
        )

        return data_request_given
