from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.notification_kind_shown_kind import NotificationKindShownKind

T = TypeVar("T", bound="NotificationKindShown")


@_attrs_define
class NotificationKindShown:
    """A kind of notification, and whether I want it.

    Attributes:
        kind (NotificationKindShownKind): Which kind it is.
        name (str): Name, in the caller's language where there are two.
        is_on (bool): On or off.
    """

    kind: NotificationKindShownKind
    name: str
    is_on: bool

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        name = self.name

        is_on = self.is_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "is_on": is_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = NotificationKindShownKind(d.pop("kind"))

        name = d.pop("name")

        is_on = d.pop("is_on")

        notification_kind_shown = cls(
            kind=kind,
            name=name,
            is_on=is_on,
        )

        return notification_kind_shown
