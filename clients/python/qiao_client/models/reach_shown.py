from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.reach_shown_reach import ReachShownReach

T = TypeVar("T", bound="ReachShown")


@_attrs_define
class ReachShown:
    """Whether a colleague sees the tickets of all products, or of some.

    Attributes:
        person_id (int): The colleague.
        reach (ReachShownReach): Tickets of all products, or of those named.
        product_ids (list[int]): The products; none means all.
    """

    person_id: int
    reach: ReachShownReach
    product_ids: list[int]

    def to_dict(self) -> dict[str, Any]:
        person_id = self.person_id

        reach = self.reach.value

        product_ids = self.product_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person_id": person_id,
                "reach": reach,
                "product_ids": product_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        person_id = d.pop("person_id")

        reach = ReachShownReach(d.pop("reach"))

        product_ids = cast(list[int], d.pop("product_ids"))

        reach_shown = cls(
            person_id=person_id,
            reach=reach,
            product_ids=product_ids,
        )

        return reach_shown
