from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.condition_given_test import ConditionGivenTest
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConditionGiven")


@_attrs_define
class ConditionGiven:
    """Something an earlier answer must be.

    Attributes:
        field (str): Key of an earlier question.
        test (ConditionGivenTest | Unset): How the answer is looked at. Default: ConditionGivenTest.FILLED.
        value (str | Unset): What the answer is compared with; several, separated by commas. Default: ''.
    """

    field: str
    test: ConditionGivenTest | Unset = ConditionGivenTest.FILLED
    value: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        test: str | Unset = UNSET
        if not isinstance(self.test, Unset):
            test = self.test.value

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "field": field,
            }
        )
        if test is not UNSET:
            field_dict["test"] = test
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        _test = d.pop("test", UNSET)
        test: ConditionGivenTest | Unset
        if isinstance(_test, Unset):
            test = UNSET
        else:
            test = ConditionGivenTest(_test)

        value = d.pop("value", UNSET)

        condition_given = cls(
            field=field,
            test=test,
            value=value,
        )

        return condition_given
