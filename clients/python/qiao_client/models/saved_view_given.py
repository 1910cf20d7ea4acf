from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SavedViewGiven")


@_attrs_define
class SavedViewGiven:
    """A view to keep; `query` is the query of the list of tickets, as in state=open&product=3.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        query (str): Query of the list of tickets, as in state=open&product=3.
        columns (list[str] | Unset): Columns of the table, in their order.
        is_shared (bool | Unset): Everybody may use it. Default: False.
        team_id (int | None | Unset): The team.
    """

    name: str
    query: str
    columns: list[str] | Unset = UNSET
    is_shared: bool | Unset = False
    team_id: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        query = self.query

        columns: list[str] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns

        is_shared = self.is_shared

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "query": query,
            }
        )
        if columns is not UNSET:
            field_dict["columns"] = columns
        if is_shared is not UNSET:
            field_dict["is_shared"] = is_shared
        if team_id is not UNSET:
            field_dict["team_id"] = team_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        query = d.pop("query")

        columns = cast(list[str], d.pop("columns", UNSET))

        is_shared = d.pop("is_shared", UNSET)

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        saved_view_given = cls(
            name=name,
            query=query,
            columns=columns,
            is_shared=is_shared,
            team_id=team_id,
        )

        return saved_view_given
