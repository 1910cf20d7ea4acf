from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.custom_field_shown_kind import CustomFieldShownKind

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown
    from ..models.field_choice_shown import FieldChoiceShown


T = TypeVar("T", bound="CustomFieldShown")


@_attrs_define
class CustomFieldShown:
    """A custom field.

    Attributes:
        id (int): Number of the thing.
        key (str): A stable name.
        label (str): Name in the caller's language.
        labels (BilingualShown): A text in both languages, one of which may be empty.
        kind (CustomFieldShownKind): Which kind it is.
        choices (list[str]): Keys that may be chosen.
        options (list[FieldChoiceShown]): Values to choose, with their names.
        product_ids (list[int]): The products; none means all.
        is_required_to_solve (bool): Must be filled before a ticket is solved.
        is_active (bool): In use; false for what was archived or taken out of view.
        position (int): The place in the list: smaller ones come first.
    """

    id: int
    key: str
    label: str
    labels: BilingualShown
    kind: CustomFieldShownKind
    choices: list[str]
    options: list[FieldChoiceShown]
    product_ids: list[int]
    is_required_to_solve: bool
    is_active: bool
    position: int

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        key = self.key

        label = self.label

        labels = self.labels.to_dict()

        kind = self.kind.value

        choices = self.choices

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        product_ids = self.product_ids

        is_required_to_solve = self.is_required_to_solve

        is_active = self.is_active

        position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "key": key,
                "label": label,
                "labels": labels,
                "kind": kind,
                "choices": choices,
                "options": options,
                "product_ids": product_ids,
                "is_required_to_solve": is_required_to_solve,
                "is_active": is_active,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415
        from ..models.field_choice_shown import FieldChoiceShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        key = d.pop("key")

        label = d.pop("label")

        labels = BilingualShown.from_dict(d.pop("labels"))

        kind = CustomFieldShownKind(d.pop("kind"))

        choices = cast(list[str], d.pop("choices"))

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = FieldChoiceShown.from_dict(options_item_data)

            options.append(options_item)

        product_ids = cast(list[int], d.pop("product_ids"))

        is_required_to_solve = d.pop("is_required_to_solve")

        is_active = d.pop("is_active")

        position = d.pop("position")

        custom_field_shown = cls(
            id=id,
            key=key,
            label=label,
            labels=labels,
            kind=kind,
            choices=choices,
            options=options,
            product_ids=product_ids,
            is_required_to_solve=is_required_to_solve,
            is_active=is_active,
            position=position,
        )

        return custom_field_shown
