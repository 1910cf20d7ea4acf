from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="StateNamesGiven")


@_attrs_define
class StateNamesGiven:
    """What to call a state; without a name it has the default one.

    Attributes:
        names (BilingualGiven): A text in one language or both.
    """

    names: BilingualGiven

    def to_dict(self) -> dict[str, Any]:
        names = self.names.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "names": names,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)
        names = BilingualGiven.from_dict(d.pop("names"))

        state_names_given = cls(
            names=names,
        )

        return state_names_given
