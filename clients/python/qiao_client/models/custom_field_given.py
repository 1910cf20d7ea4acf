from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.custom_field_given_kind import CustomFieldGivenKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven
    from ..models.field_choice_given import FieldChoiceGiven


T = TypeVar("T", bound="CustomFieldGiven")


@_attrs_define
class CustomFieldGiven:
    """A field of tickets; `key` and `kind` cannot be changed later. No products mean all.

    Attributes:
        key (str): A stable name.
        labels (BilingualGiven): A text in one language or both.
        kind (CustomFieldGivenKind | Unset): Which kind it is. Default: CustomFieldGivenKind.TEXT.
        options (list[FieldChoiceGiven] | Unset): Values to choose, with their names.
        product_ids (list[int] | Unset): The products; none means all.
        is_required_to_solve (bool | Unset): Must be filled before a ticket is solved. Default: False.
        position (int | Unset): The place in the list: smaller ones come first. Default: 0.
    """

    key: str
    labels: BilingualGiven
    kind: CustomFieldGivenKind | Unset = CustomFieldGivenKind.TEXT
    options: list[FieldChoiceGiven] | Unset = UNSET
    product_ids: list[int] | Unset = UNSET
    is_required_to_solve: bool | Unset = False
    position: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        labels = self.labels.to_dict()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        options: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = []
            for options_item_data in self.options:
                options_item = options_item_data.to_dict()
                options.append(options_item)

        product_ids: list[int] | Unset = UNSET
        if not isinstance(self.product_ids, Unset):
            product_ids = self.product_ids

        is_required_to_solve = self.is_required_to_solve

        position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "labels": labels,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if options is not UNSET:
            field_dict["options"] = options
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids
        if is_required_to_solve is not UNSET:
            field_dict["is_required_to_solve"] = is_required_to_solve
        if position is not UNSET:
            field_dict["position"] = position

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.field_choice_given import FieldChoiceGiven  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        labels = BilingualGiven.from_dict(d.pop("labels"))

        _kind = d.pop("kind", UNSET)
        kind: CustomFieldGivenKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = CustomFieldGivenKind(_kind)

        _options = d.pop("options", UNSET)
        options: list[FieldChoiceGiven] | Unset = UNSET
        if _options is not UNSET:
            options = []
            for options_item_data in _options:
                options_item = FieldChoiceGiven.from_dict(options_item_data)

                options.append(options_item)

        product_ids = cast(list[int], d.pop("product_ids", UNSET))

        is_required_to_solve = d.pop("is_required_to_solve", UNSET)

        position = d.pop("position", UNSET)

        custom_field_given = cls(
            key=key,
            labels=labels,
            kind=kind,
            options=options,
            product_ids=product_ids,
            is_required_to_solve=is_required_to_solve,
            position=position,
        )

        return custom_field_given
