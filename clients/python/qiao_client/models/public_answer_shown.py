from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="PublicAnswerShown")


@_attrs_define
class PublicAnswerShown:
    """An answer that everybody may read.

    Attributes:
        id (int): Number of the thing.
        title (str): The question it answers, in the caller's language.
        titles (BilingualShown): A text in both languages, one of which may be empty.
        bodies (BilingualShown): A text in both languages, one of which may be empty.
        product_ids (list[int]): The products; none means all.
        is_active (bool): In use; false for what was archived or taken out of view.
        updated_at (datetime.datetime): When it changed last.
    """

    id: int
    title: str
    titles: BilingualShown
    bodies: BilingualShown
    product_ids: list[int]
    is_active: bool
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        titles = self.titles.to_dict()

        bodies = self.bodies.to_dict()

        product_ids = self.product_ids

        is_active = self.is_active

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "title": title,
                "titles": titles,
                "bodies": bodies,
                "product_ids": product_ids,
                "is_active": is_active,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        titles = BilingualShown.from_dict(d.pop("titles"))

        bodies = BilingualShown.from_dict(d.pop("bodies"))

        product_ids = cast(list[int], d.pop("product_ids"))

        is_active = d.pop("is_active")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        public_answer_shown = cls(
            id=id,
            title=title,
            titles=titles,
            bodies=bodies,
            product_ids=product_ids,
            is_active=is_active,
            updated_at=updated_at,
        )

        return public_answer_shown
