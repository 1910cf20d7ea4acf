from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.product_shown_kind import ProductShownKind

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="ProductShown")


@_attrs_define
class ProductShown:
    """What we support. `name` is in the caller's language.

    Attributes:
        id (int): Number of the thing.
        key (str): A stable name.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        kind (ProductShownKind): Which kind it is.
        description (BilingualShown): A text in both languages, one of which may be empty.
        sender_name (BilingualShown): A text in both languages, one of which may be empty.
        owner_id (int | None): The colleague who looks after it.
        team_id (int | None): The team.
        is_active (bool): In use; false for what was archived or taken out of view.
    """

    id: int
    key: str
    name: str
    names: BilingualShown
    kind: ProductShownKind
    description: BilingualShown
    sender_name: BilingualShown
    owner_id: int | None
    team_id: int | None
    is_active: bool

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        key = self.key

        name = self.name

        names = self.names.to_dict()

        kind = self.kind.value

        description = self.description.to_dict()

        sender_name = self.sender_name.to_dict()

        owner_id: int | None
        owner_id = self.owner_id

        team_id: int | None
        team_id = self.team_id

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "key": key,
                "name": name,
                "names": names,
                "kind": kind,
                "description": description,
                "sender_name": sender_name,
                "owner_id": owner_id,
                "team_id": team_id,
                "is_active": is_active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        key = d.pop("key")

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        kind = ProductShownKind(d.pop("kind"))

        description = BilingualShown.from_dict(d.pop("description"))

        sender_name = BilingualShown.from_dict(d.pop("sender_name"))

        def _parse_owner_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        owner_id = _parse_owner_id(d.pop("owner_id"))

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        is_active = d.pop("is_active")

        product_shown = cls(
            id=id,
            key=key,
            name=name,
            names=names,
            kind=kind,
            description=description,
            sender_name=sender_name,
            owner_id=owner_id,
            team_id=team_id,
            is_active=is_active,
        )

        return product_shown
