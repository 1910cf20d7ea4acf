from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.reach_given_reach import ReachGivenReach
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReachGiven")


@_attrs_define
class ReachGiven:
    """Tickets of all products, or of those named: “all” is said, not meant by naming none.

    Attributes:
        reach (ReachGivenReach): Tickets of all products, or of those named.
        product_ids (list[int] | Unset): The products; none means all.
    """

    reach: ReachGivenReach
    product_ids: list[int] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        reach = self.reach.value

        product_ids: list[int] | Unset = UNSET
        if not isinstance(self.product_ids, Unset):
            product_ids = self.product_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reach": reach,
            }
        )
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reach = ReachGivenReach(d.pop("reach"))

        product_ids = cast(list[int], d.pop("product_ids", UNSET))

        reach_given = cls(
            reach=reach,
            product_ids=product_ids,
        )

        return reach_given
