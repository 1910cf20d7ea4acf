from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.deliveries_wanted_state import DeliveriesWantedState
from ..types import UNSET, Unset

T = TypeVar("T", bound="DeliveriesWanted")


@_attrs_define
class DeliveriesWanted:
    """Which deliveries.

    Attributes:
        state (DeliveriesWantedState | Unset): Where it stands. Default: DeliveriesWantedState.VALUE_0.
    """

    state: DeliveriesWantedState | Unset = DeliveriesWantedState.VALUE_0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if state is not UNSET:
            field_dict["state"] = state

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _state = d.pop("state", UNSET)
        state: DeliveriesWantedState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = DeliveriesWantedState(_state)

        deliveries_wanted = cls(
            state=state,
        )

        deliveries_wanted.additional_properties = d
        return deliveries_wanted

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
