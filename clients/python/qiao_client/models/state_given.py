from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.state_given_state import StateGivenState
from ..types import UNSET, Unset

T = TypeVar("T", bound="StateGiven")


@_attrs_define
class StateGiven:
    """The state to go to.

    Attributes:
        state (StateGivenState): Where it stands.
        reason (str | Unset): Why. Default: ''.
    """

    state: StateGivenState
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        state = self.state.value

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = StateGivenState(d.pop("state"))

        reason = d.pop("reason", UNSET)

        state_given = cls(
            state=state,
            reason=reason,
        )

        return state_given
