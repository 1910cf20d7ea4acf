from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.state_shown_category import StateShownCategory
from ..models.state_shown_state import StateShownState

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="StateShown")


@_attrs_define
class StateShown:
    """A state of tickets. `name` is what it is called here, `names` are those given, `usual_names` the default ones.

    Attributes:
        state (StateShownState): Where it stands.
        category (StateShownCategory): What the state means, whatever its name.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        usual_names (BilingualShown): A text in both languages, one of which may be empty.
    """

    state: StateShownState
    category: StateShownCategory
    name: str
    names: BilingualShown
    usual_names: BilingualShown

    def to_dict(self) -> dict[str, Any]:
        state = self.state.value

        category = self.category.value

        name = self.name

        names = self.names.to_dict()

        usual_names = self.usual_names.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
                "category": category,
                "name": name,
                "names": names,
                "usual_names": usual_names,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        state = StateShownState(d.pop("state"))

        category = StateShownCategory(d.pop("category"))

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        usual_names = BilingualShown.from_dict(d.pop("usual_names"))

        state_shown = cls(
            state=state,
            category=category,
            name=name,
            names=names,
            usual_names=usual_names,
        )

        return state_shown
