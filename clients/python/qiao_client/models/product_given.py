from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.product_given_kind import ProductGivenKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="ProductGiven")


@_attrs_define
class ProductGiven:
    """A product; in a change, omitted fields are not changed.

    Attributes:
        key (None | str | Unset): A stable name.
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
        kind (ProductGivenKind | Unset): Which kind it is. Default: ProductGivenKind.ON_PREMISES.
        description (BilingualGiven | None | Unset): What it is for.
        sender_name (BilingualGiven | None | Unset): The name mails are sent under.
        owner_id (int | None | Unset): The colleague who looks after it.
        team_id (int | None | Unset): The team.
    """

    key: None | str | Unset = UNSET
    names: BilingualGiven | None | Unset = UNSET
    kind: ProductGivenKind | Unset = ProductGivenKind.ON_PREMISES
    description: BilingualGiven | None | Unset = UNSET
    sender_name: BilingualGiven | None | Unset = UNSET
    owner_id: int | None | Unset = UNSET
    team_id: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        description: dict[str, Any] | None | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        elif isinstance(self.description, BilingualGiven):
            description = self.description.to_dict()
        else:
            description = self.description

        sender_name: dict[str, Any] | None | Unset
        if isinstance(self.sender_name, Unset):
            sender_name = UNSET
        elif isinstance(self.sender_name, BilingualGiven):
            sender_name = self.sender_name.to_dict()
        else:
            sender_name = self.sender_name

        owner_id: int | None | Unset
        if isinstance(self.owner_id, Unset):
            owner_id = UNSET
        else:
            owner_id = self.owner_id

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if key is not UNSET:
            field_dict["key"] = key
        if names is not UNSET:
            field_dict["names"] = names
        if kind is not UNSET:
            field_dict["kind"] = kind
        if description is not UNSET:
            field_dict["description"] = description
        if sender_name is not UNSET:
            field_dict["sender_name"] = sender_name
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id
        if team_id is not UNSET:
            field_dict["team_id"] = team_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

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

        _kind = d.pop("kind", UNSET)
        kind: ProductGivenKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = ProductGivenKind(_kind)

        def _parse_description(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                description_type_0 = BilingualGiven.from_dict(data)

                return description_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_sender_name(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sender_name_type_0 = BilingualGiven.from_dict(data)

                return sender_name_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        sender_name = _parse_sender_name(d.pop("sender_name", UNSET))

        def _parse_owner_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        owner_id = _parse_owner_id(d.pop("owner_id", UNSET))

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        product_given = cls(
            key=key,
            names=names,
            kind=kind,
            description=description,
            sender_name=sender_name,
            owner_id=owner_id,
            team_id=team_id,
        )

        return product_given
