from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.calendar_days_given_kind import CalendarDaysGivenKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="CalendarDaysGiven")


@_attrs_define
class CalendarDaysGiven:
    """Dates to close or to open, from the first to the last, for a month at most; without a last day only the first.

    Attributes:
        first (datetime.date): The first day.
        kind (CalendarDaysGivenKind): Which kind it is.
        last (datetime.date | None | Unset): The last day.
        intervals (list[list[str]] | Unset): Working hours as [start, end].
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
    """

    first: datetime.date
    kind: CalendarDaysGivenKind
    last: datetime.date | None | Unset = UNSET
    intervals: list[list[str]] | Unset = UNSET
    names: BilingualGiven | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        first = self.first.isoformat()

        kind = self.kind.value

        last: None | str | Unset
        if isinstance(self.last, Unset):
            last = UNSET
        elif isinstance(self.last, datetime.date):
            last = self.last.isoformat()
        else:
            last = self.last

        intervals: list[list[str]] | Unset = UNSET
        if not isinstance(self.intervals, Unset):
            intervals = []
            for intervals_item_data in self.intervals:
                intervals_item = intervals_item_data

                intervals.append(intervals_item)

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "kind": kind,
            }
        )
        if last is not UNSET:
            field_dict["last"] = last
        if intervals is not UNSET:
            field_dict["intervals"] = intervals
        if names is not UNSET:
            field_dict["names"] = names

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)
        first = datetime.date.fromisoformat(d.pop("first"))

        kind = CalendarDaysGivenKind(d.pop("kind"))

        def _parse_last(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_type_0 = datetime.date.fromisoformat(data)

                return last_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last = _parse_last(d.pop("last", UNSET))

        _intervals = d.pop("intervals", UNSET)
        intervals: list[list[str]] | Unset = UNSET
        if _intervals is not UNSET:
            intervals = []
            for intervals_item_data in _intervals:
                intervals_item = cast(list[str], intervals_item_data)

                intervals.append(intervals_item)

        def _parse_names(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                names_type_0 = BilingualGiven.from_dict(data)

                return names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        names = _parse_names(d.pop("names", UNSET))

        calendar_days_given = cls(
            first=first,
            kind=kind,
            last=last,
            intervals=intervals,
            names=names,
        )

        return calendar_days_given
