from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.request_type_shown_icon import RequestTypeShownIcon
from ..models.request_type_shown_kind import RequestTypeShownKind
from ..models.request_type_shown_priority import RequestTypeShownPriority

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="RequestTypeShown")


@_attrs_define
class RequestTypeShown:
    """A kind of request customers can make.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        description (BilingualShown): A text in both languages, one of which may be empty.
        icon (RequestTypeShownIcon): The picture beside it.
        kind (RequestTypeShownKind): What the ticket begins with.
        priority (RequestTypeShownPriority): What the ticket begins with.
        team_id (int | None): Who gets it; null when the product decides.
        product_ids (list[int]): The products; none means all.
        is_open_to_all (bool): People without an account may choose it.
        is_active (bool): In use; false for what was archived or taken out of view.
        position (int): The place in the list: smaller ones come first.
    """

    id: int
    name: str
    names: BilingualShown
    description: BilingualShown
    icon: RequestTypeShownIcon
    kind: RequestTypeShownKind
    priority: RequestTypeShownPriority
    team_id: int | None
    product_ids: list[int]
    is_open_to_all: bool
    is_active: bool
    position: int

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        names = self.names.to_dict()

        description = self.description.to_dict()

        icon = self.icon.value

        kind = self.kind.value

        priority = self.priority.value

        team_id: int | None
        team_id = self.team_id

        product_ids = self.product_ids

        is_open_to_all = self.is_open_to_all

        is_active = self.is_active

        position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "names": names,
                "description": description,
                "icon": icon,
                "kind": kind,
                "priority": priority,
                "team_id": team_id,
                "product_ids": product_ids,
                "is_open_to_all": is_open_to_all,
                "is_active": is_active,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        description = BilingualShown.from_dict(d.pop("description"))

        icon = RequestTypeShownIcon(d.pop("icon"))

        kind = RequestTypeShownKind(d.pop("kind"))

        priority = RequestTypeShownPriority(d.pop("priority"))

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        product_ids = cast(list[int], d.pop("product_ids"))

        is_open_to_all = d.pop("is_open_to_all")

        is_active = d.pop("is_active")

        position = d.pop("position")

        request_type_shown = cls(
            id=id,
            name=name,
            names=names,
            description=description,
            icon=icon,
            kind=kind,
            priority=priority,
            team_id=team_id,
            product_ids=product_ids,
            is_open_to_all=is_open_to_all,
            is_active=is_active,
            position=position,
        )

        return request_type_shown
