from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeskGiven")


@_attrs_define
class DeskGiven:
    """How my desk is to be; what is left out stays as it is. No columns mean the usual ones.

    Attributes:
        start_view (None | str | Unset): The queue the desk opens with.
        columns (list[str] | None | Unset): Columns of the table, in their order.
    """

    start_view: None | str | Unset = UNSET
    columns: list[str] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        start_view: None | str | Unset
        if isinstance(self.start_view, Unset):
            start_view = UNSET
        else:
            start_view = self.start_view

        columns: list[str] | None | Unset
        if isinstance(self.columns, Unset):
            columns = UNSET
        elif isinstance(self.columns, list):
            columns = self.columns

        else:
            columns = self.columns

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if start_view is not UNSET:
            field_dict["start_view"] = start_view
        if columns is not UNSET:
            field_dict["columns"] = columns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_start_view(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        start_view = _parse_start_view(d.pop("start_view", UNSET))

        def _parse_columns(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                columns_type_0 = cast(list[str], data)

                return columns_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        columns = _parse_columns(d.pop("columns", UNSET))

        desk_given = cls(
            start_view=start_view,
            columns=columns,
        )

        return desk_given
