from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CustomFieldShown")


@_attrs_define
class CustomFieldShown:
    """A custom field.

    Attributes:
        key (str): A stable name.
        label (str): Name in the caller's language.
        kind (str): Which kind it is.
        choices (list[str]): Keys that may be chosen.
        product_ids (list[int]): The products; none means all.
        is_required_to_solve (bool): Must be filled before a ticket is solved.
    """

    key: str
    label: str
    kind: str
    choices: list[str]
    product_ids: list[int]
    is_required_to_solve: bool

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        label = self.label

        kind = self.kind

        choices = self.choices

        product_ids = self.product_ids

        is_required_to_solve = self.is_required_to_solve

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "label": label,
                "kind": kind,
                "choices": choices,
                "product_ids": product_ids,
                "is_required_to_solve": is_required_to_solve,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        label = d.pop("label")

        kind = d.pop("kind")

        choices = cast(list[str], d.pop("choices"))

        product_ids = cast(list[int], d.pop("product_ids"))

        is_required_to_solve = d.pop("is_required_to_solve")

        custom_field_shown = cls(
            key=key,
            label=label,
            kind=kind,
            choices=choices,
            product_ids=product_ids,
            is_required_to_solve=is_required_to_solve,
        )

        return custom_field_shown
