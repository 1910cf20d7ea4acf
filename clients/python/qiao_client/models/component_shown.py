from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="ComponentShown")


@_attrs_define
class ComponentShown:
    """A part of a product.

    Attributes:
        id (int): Number of the thing.
        product_id (int): The product; null for all, or when nobody said.
        parent_id (int | None): The part it is part of.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        owner_id (int | None): The colleague who looks after it.
        is_active (bool): In use; false for what was archived or taken out of view.
    """

    id: int
    product_id: int
    parent_id: int | None
    name: str
    names: BilingualShown
    owner_id: int | None
    is_active: bool

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        product_id = self.product_id

        parent_id: int | None
        parent_id = self.parent_id

        name = self.name

        names = self.names.to_dict()

        owner_id: int | None
        owner_id = self.owner_id

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "product_id": product_id,
                "parent_id": parent_id,
                "name": name,
                "names": names,
                "owner_id": owner_id,
                "is_active": is_active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        product_id = d.pop("product_id")

        def _parse_parent_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        def _parse_owner_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        owner_id = _parse_owner_id(d.pop("owner_id"))

        is_active = d.pop("is_active")

        component_shown = cls(
            id=id,
            product_id=product_id,
            parent_id=parent_id,
            name=name,
            names=names,
            owner_id=owner_id,
            is_active=is_active,
        )

        return component_shown
