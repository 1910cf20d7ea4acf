from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.request_type_given_icon_type_0 import RequestTypeGivenIconType0
from ..models.request_type_given_kind_type_0 import RequestTypeGivenKindType0
from ..models.request_type_given_priority_type_0 import RequestTypeGivenPriorityType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="RequestTypeGiven")


@_attrs_define
class RequestTypeGiven:
    """A kind of request; in a change, omitted fields are not changed.

    Attributes:
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
        description (BilingualGiven | None | Unset): What it is for.
        icon (None | RequestTypeGivenIconType0 | Unset): The picture beside it.
        kind (None | RequestTypeGivenKindType0 | Unset): Which kind it is.
        priority (None | RequestTypeGivenPriorityType0 | Unset): How soon.
        team_id (int | None | Unset): Who gets it; null when the product decides.
        product_ids (list[int] | None | Unset): The products; none means all.
        is_open_to_all (bool | None | Unset): People without an account may choose it.
        is_active (bool | None | Unset): In use; false for what was archived or taken out of view.
        position (int | None | Unset): The place in the list: smaller ones come first.
    """

    names: BilingualGiven | None | Unset = UNSET
    description: BilingualGiven | None | Unset = UNSET
    icon: None | RequestTypeGivenIconType0 | Unset = UNSET
    kind: None | RequestTypeGivenKindType0 | Unset = UNSET
    priority: None | RequestTypeGivenPriorityType0 | Unset = UNSET
    team_id: int | None | Unset = UNSET
    product_ids: list[int] | None | Unset = UNSET
    is_open_to_all: bool | None | Unset = UNSET
    is_active: bool | None | Unset = UNSET
    position: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        description: dict[str, Any] | None | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        elif isinstance(self.description, BilingualGiven):
            description = self.description.to_dict()
        else:
            description = self.description

        icon: None | str | Unset
        if isinstance(self.icon, Unset):
            icon = UNSET
        elif isinstance(self.icon, RequestTypeGivenIconType0):
            icon = self.icon.value
        else:
            icon = self.icon

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, RequestTypeGivenKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        priority: None | str | Unset
        if isinstance(self.priority, Unset):
            priority = UNSET
        elif isinstance(self.priority, RequestTypeGivenPriorityType0):
            priority = self.priority.value
        else:
            priority = self.priority

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        product_ids: list[int] | None | Unset
        if isinstance(self.product_ids, Unset):
            product_ids = UNSET
        elif isinstance(self.product_ids, list):
            product_ids = self.product_ids

        else:
            product_ids = self.product_ids

        is_open_to_all: bool | None | Unset
        if isinstance(self.is_open_to_all, Unset):
            is_open_to_all = UNSET
        else:
            is_open_to_all = self.is_open_to_all

        is_active: bool | None | Unset
        if isinstance(self.is_active, Unset):
            is_active = UNSET
        else:
            is_active = self.is_active

        position: int | None | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        else:
            position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if names is not UNSET:
            field_dict["names"] = names
        if description is not UNSET:
            field_dict["description"] = description
        if icon is not UNSET:
            field_dict["icon"] = icon
        if kind is not UNSET:
            field_dict["kind"] = kind
        if priority is not UNSET:
            field_dict["priority"] = priority
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids
        if is_open_to_all is not UNSET:
            field_dict["is_open_to_all"] = is_open_to_all
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)

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

        def _parse_icon(data: object) -> None | RequestTypeGivenIconType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                icon_type_0 = RequestTypeGivenIconType0(data)

                return icon_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestTypeGivenIconType0 | Unset, data)

        icon = _parse_icon(d.pop("icon", UNSET))

        def _parse_kind(data: object) -> None | RequestTypeGivenKindType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = RequestTypeGivenKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestTypeGivenKindType0 | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_priority(
            data: object,
        ) -> None | RequestTypeGivenPriorityType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                priority_type_0 = RequestTypeGivenPriorityType0(data)

                return priority_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestTypeGivenPriorityType0 | Unset, data)

        priority = _parse_priority(d.pop("priority", UNSET))

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        def _parse_product_ids(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                product_ids_type_0 = cast(list[int], data)

                return product_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        product_ids = _parse_product_ids(d.pop("product_ids", UNSET))

        def _parse_is_open_to_all(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_open_to_all = _parse_is_open_to_all(d.pop("is_open_to_all", UNSET))

        def _parse_is_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_active = _parse_is_active(d.pop("is_active", UNSET))

        def _parse_position(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        position = _parse_position(d.pop("position", UNSET))

        request_type_given = cls(
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

        return request_type_given
