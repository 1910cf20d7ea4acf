from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven
    from ..models.long_bilingual_given import LongBilingualGiven


T = TypeVar("T", bound="PublicAnswerGiven")


@_attrs_define
class PublicAnswerGiven:
    """An answer that everybody may read; in a change, omitted fields are not changed.

    Attributes:
        titles (BilingualGiven | None | Unset): Both languages of the question it answers.
        bodies (LongBilingualGiven | None | Unset): Both languages of the answer, Markdown.
        product_ids (list[int] | None | Unset): The products; none means all.
        is_active (bool | None | Unset): In use; false for what was archived or taken out of view.
    """

    titles: BilingualGiven | None | Unset = UNSET
    bodies: LongBilingualGiven | None | Unset = UNSET
    product_ids: list[int] | None | Unset = UNSET
    is_active: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.long_bilingual_given import LongBilingualGiven  # noqa: PLC0415

        titles: dict[str, Any] | None | Unset
        if isinstance(self.titles, Unset):
            titles = UNSET
        elif isinstance(self.titles, BilingualGiven):
            titles = self.titles.to_dict()
        else:
            titles = self.titles

        bodies: dict[str, Any] | None | Unset
        if isinstance(self.bodies, Unset):
            bodies = UNSET
        elif isinstance(self.bodies, LongBilingualGiven):
            bodies = self.bodies.to_dict()
        else:
            bodies = self.bodies

        product_ids: list[int] | None | Unset
        if isinstance(self.product_ids, Unset):
            product_ids = UNSET
        elif isinstance(self.product_ids, list):
            product_ids = self.product_ids

        else:
            product_ids = self.product_ids

        is_active: bool | None | Unset
        if isinstance(self.is_active, Unset):
            is_active = UNSET
        else:
            is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if titles is not UNSET:
            field_dict["titles"] = titles
        if bodies is not UNSET:
            field_dict["bodies"] = bodies
        if product_ids is not UNSET:
            field_dict["product_ids"] = product_ids
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415
        from ..models.long_bilingual_given import LongBilingualGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_titles(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                titles_type_0 = BilingualGiven.from_dict(data)

                return titles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        titles = _parse_titles(d.pop("titles", UNSET))

        def _parse_bodies(data: object) -> LongBilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                bodies_type_0 = LongBilingualGiven.from_dict(data)

                return bodies_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LongBilingualGiven | None | Unset, data)

        bodies = _parse_bodies(d.pop("bodies", UNSET))

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

        def _parse_is_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_active = _parse_is_active(d.pop("is_active", UNSET))

        public_answer_given = cls(
            titles=titles,
            bodies=bodies,
            product_ids=product_ids,
            is_active=is_active,
        )

        return public_answer_given
