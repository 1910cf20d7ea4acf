from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.incoming_wanted_state_type_0 import IncomingWantedStateType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="IncomingWanted")


@_attrs_define
class IncomingWanted:
    """Which incoming mails.

    Attributes:
        state (IncomingWantedStateType0 | None | Unset): Where it ended.
        mailbox (int | None | Unset): Of this mailbox.
        sender (str | Unset): The sender's whole address. Default: ''.
    """

    state: IncomingWantedStateType0 | None | Unset = UNSET
    mailbox: int | None | Unset = UNSET
    sender: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        elif isinstance(self.state, IncomingWantedStateType0):
            state = self.state.value
        else:
            state = self.state

        mailbox: int | None | Unset
        if isinstance(self.mailbox, Unset):
            mailbox = UNSET
        else:
            mailbox = self.mailbox

        sender = self.sender

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if state is not UNSET:
            field_dict["state"] = state
        if mailbox is not UNSET:
            field_dict["mailbox"] = mailbox
        if sender is not UNSET:
            field_dict["sender"] = sender

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_state(data: object) -> IncomingWantedStateType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = IncomingWantedStateType0(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(IncomingWantedStateType0 | None | Unset, data)

        state = _parse_state(d.pop("state", UNSET))

        def _parse_mailbox(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        mailbox = _parse_mailbox(d.pop("mailbox", UNSET))

        sender = d.pop("sender", UNSET)

        incoming_wanted = cls(
            state=state,
            mailbox=mailbox,
            sender=sender,
        )

        incoming_wanted.additional_properties = d
        return incoming_wanted

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
