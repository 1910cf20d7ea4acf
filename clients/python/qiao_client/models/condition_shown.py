from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.condition_shown_test import ConditionShownTest

T = TypeVar("T", bound="ConditionShown")


@_attrs_define
class ConditionShown:
    """Something an earlier answer must be.

    Attributes:
        field (str): Key of an earlier question.
        test (ConditionShownTest): How the answer is looked at.
        value (str): What the answer is compared with; several, separated by commas, for one_of.
    """

    field: str
    test: ConditionShownTest
    value: str

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        test = self.test.value

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "field": field,
                "test": test,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        test = ConditionShownTest(d.pop("test"))

        value = d.pop("value")

        condition_shown = cls(
            field=field,
            test=test,
            value=value,
        )

        return condition_shown
