from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="SavedViewShown")


@_attrs_define
class SavedViewShown:
    """A saved view; `query` is the query of the list of tickets.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        query (str): Query of the list of tickets, as in state=open&product=3.
        columns (list[str]): Columns of the table, in their order.
        is_shared (bool): Everybody may use it.
        team_id (int | None): The team.
        owner_id (int): The colleague who looks after it.
    """

    id: int
    name: str
    query: str
    columns: list[str]
    is_shared: bool
    team_id: int | None
    owner_id: int

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        query = self.query

        columns = self.columns

        is_shared = self.is_shared

        team_id: int | None
        team_id = self.team_id

        owner_id = self.owner_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "query": query,
                "columns": columns,
                "is_shared": is_shared,
                "team_id": team_id,
                "owner_id": owner_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        query = d.pop("query")

        columns = cast(list[str], d.pop("columns"))

        is_shared = d.pop("is_shared")

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        owner_id = d.pop("owner_id")

        saved_view_shown = cls(
            id=id,
            name=name,
            query=query,
            columns=columns,
            is_shared=is_shared,
            team_id=team_id,
            owner_id=owner_id,
        )

        return saved_view_shown
