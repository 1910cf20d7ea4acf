from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.bulk_given_act import BulkGivenAct
from ..models.bulk_given_kind_type_0 import BulkGivenKindType0
from ..models.bulk_given_priority_type_0 import BulkGivenPriorityType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="BulkGiven")


@_attrs_define
class BulkGiven:
    """One act on many tickets, with what it needs: assign `person_id`, move `team_id`, product `product_id`,
    state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`.

        Attributes:
            numbers (list[int]): Numbers of tickets.
            act (BulkGivenAct): What is done to all of them.
            person_id (int | None | Unset): The colleague.
            team_id (int | None | Unset): The team.
            product_id (int | None | Unset): The product; null for all, or when nobody said.
            state (None | str | Unset): Where it stands.
            priority (BulkGivenPriorityType0 | None | Unset): How soon.
            kind (BulkGivenKindType0 | None | Unset): Which kind it is.
            names (list[str] | None | Unset): Both languages of a name; in a bulk act, the tags.
            until (datetime.datetime | None | Unset): Up to then.
    """

    numbers: list[int]
    act: BulkGivenAct
    person_id: int | None | Unset = UNSET
    team_id: int | None | Unset = UNSET
    product_id: int | None | Unset = UNSET
    state: None | str | Unset = UNSET
    priority: BulkGivenPriorityType0 | None | Unset = UNSET
    kind: BulkGivenKindType0 | None | Unset = UNSET
    names: list[str] | None | Unset = UNSET
    until: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        numbers = self.numbers

        act = self.act.value

        person_id: int | None | Unset
        if isinstance(self.person_id, Unset):
            person_id = UNSET
        else:
            person_id = self.person_id

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        else:
            state = self.state

        priority: None | str | Unset
        if isinstance(self.priority, Unset):
            priority = UNSET
        elif isinstance(self.priority, BulkGivenPriorityType0):
            priority = self.priority.value
        else:
            priority = self.priority

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, BulkGivenKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        names: list[str] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, list):
            names = self.names

        else:
            names = self.names

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "numbers": numbers,
                "act": act,
            }
        )
        if person_id is not UNSET:
            field_dict["person_id"] = person_id
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if state is not UNSET:
            field_dict["state"] = state
        if priority is not UNSET:
            field_dict["priority"] = priority
        if kind is not UNSET:
            field_dict["kind"] = kind
        if names is not UNSET:
            field_dict["names"] = names
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        numbers = cast(list[int], d.pop("numbers"))

        act = BulkGivenAct(d.pop("act"))

        def _parse_person_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        person_id = _parse_person_id(d.pop("person_id", UNSET))

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_state(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        state = _parse_state(d.pop("state", UNSET))

        def _parse_priority(data: object) -> BulkGivenPriorityType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                priority_type_0 = BulkGivenPriorityType0(data)

                return priority_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkGivenPriorityType0 | None | Unset, data)

        priority = _parse_priority(d.pop("priority", UNSET))

        def _parse_kind(data: object) -> BulkGivenKindType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = BulkGivenKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkGivenKindType0 | None | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_names(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                names_type_0 = cast(list[str], data)

                return names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        names = _parse_names(d.pop("names", UNSET))

        def _parse_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.datetime.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        bulk_given = cls(
            numbers=numbers,
            act=act,
            person_id=person_id,
            team_id=team_id,
            product_id=product_id,
            state=state,
            priority=priority,
            kind=kind,
            names=names,
            until=until,
        )

        return bulk_given
