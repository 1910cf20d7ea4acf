from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven
    from ..models.field_choice_given import FieldChoiceGiven


T = TypeVar("T", bound="CustomFieldChangeGiven")


@_attrs_define
class CustomFieldChangeGiven:
    """The fields to change; omitted fields are not changed. A retired field is in use again.

    Attributes:
        labels (BilingualGiven | None | Unset): Both languages of the label.
        options (list[FieldChoiceGiven] | None | Unset): Values to choose, with their names.
        product_ids (list[int] | None | Unset): The products; none means all.
        is_required_to_solve (bool | None | Unset): Must be filled before a ticket is solved.
        position (int | None | Unset): The place in the list: smaller ones come first.
    """

    labels: BilingualGiven | None | Unset = UNSET
    options: list[FieldChoiceGiven] | None | Unset = UNSET
    product_ids: list[int] | None | Unset = UNSET
    is_required_to_solve: bool | None | Unset = UNSET
    position: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, BilingualGiven):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        options: list[dict[str, Any]] | None | Unset
        if isinstance(self.options, Unset):
            options = UNSET
        elif isinstance(self.options, list):
            options = []
            for options_type_0_item_data in self.options:
                options_type_0_item = options_type_0_item_data.to_dict()
                options.append(options_type_0_item)

        else:
            options = self.options

        product_ids: list[int] | None | Unset
        if isinstance(self.product_ids, Unset):
            product_ids = UNSET
        elif isinstance(self.product_ids, list):
            product_ids = self.product_ids

        else:
            product_ids = self.product_ids

        is_required_to_solve: bool | None | Unset
        if isinstance(self.is_required_to_solve, Unset):
            is_required_to_solve = UNSET
        else:
            is_required_to_solve = self.is_required_to_solve

        position: int | None | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        else:
            position = self.position

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if labels is not UNSET:
            field_dict["labels"] = labels
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

        def _parse_labels(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                labels_type_0 = BilingualGiven.from_dict(data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_options(data: object) -> list[FieldChoiceGiven] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                options_type_0 = []
                _options_type_0 = data
                for options_type_0_item_data in _options_type_0:
                    options_type_0_item = FieldChoiceGiven.from_dict(
                        options_type_0_item_data
                    )

                    options_type_0.append(options_type_0_item)

                return options_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[FieldChoiceGiven] | None | Unset, data)

        options = _parse_options(d.pop("options", UNSET))

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

        def _parse_is_required_to_solve(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_required_to_solve = _parse_is_required_to_solve(
            d.pop("is_required_to_solve", UNSET)
        )

        def _parse_position(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        position = _parse_position(d.pop("position", UNSET))

        custom_field_change_given = cls(
            labels=labels,
            options=options,
            product_ids=product_ids,
            is_required_to_solve=is_required_to_solve,
            position=position,
        )

        return custom_field_change_given
