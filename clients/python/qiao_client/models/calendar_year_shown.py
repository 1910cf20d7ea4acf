from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CalendarYearShown")


@_attrs_define
class CalendarYearShown:
    """Whether somebody has compared the dates of a year with the official notice.

    Attributes:
        year (int): The year.
        is_confirmed (bool): Somebody has compared it with the official notice.
        source (str): The notice.
    """

    year: int
    is_confirmed: bool
    source: str

    def to_dict(self) -> dict[str, Any]:
        year = self.year

        is_confirmed = self.is_confirmed

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "year": year,
                "is_confirmed": is_confirmed,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        year = d.pop("year")

        is_confirmed = d.pop("is_confirmed")

        source = d.pop("source")

        calendar_year_shown = cls(
            year=year,
            is_confirmed=is_confirmed,
            source=source,
        )

        return calendar_year_shown
