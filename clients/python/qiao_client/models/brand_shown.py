from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bilingual_shown import BilingualShown


T = TypeVar("T", bound="BrandShown")


@_attrs_define
class BrandShown:
    """How the portal of a product looks, or the default portal (`product_id` null).

    Attributes:
        product_id (int | None): The product; null for all, or when nobody said.
        is_set (bool): False for a product whose portal still looks as the default one.
        name (str): Name, in the caller's language where there are two.
        names (BilingualShown): A text in both languages, one of which may be empty.
        colour (str): As #rrggbb; text in it and on it is adjusted to stay readable.
        has_logo (bool): There is a logo.
        domain (str): Host name of its own; must be served by this installation.
        embed_origins (list[str]): Websites that may show the request form.
        takes_anonymous (bool): People without an account may ask.
        updated_at (datetime.datetime | None): When it changed last.
    """

    product_id: int | None
    is_set: bool
    name: str
    names: BilingualShown
    colour: str
    has_logo: bool
    domain: str
    embed_origins: list[str]
    takes_anonymous: bool
    updated_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        product_id: int | None
        product_id = self.product_id

        is_set = self.is_set

        name = self.name

        names = self.names.to_dict()

        colour = self.colour

        has_logo = self.has_logo

        domain = self.domain

        embed_origins = self.embed_origins

        takes_anonymous = self.takes_anonymous

        updated_at: None | str
        if isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "product_id": product_id,
                "is_set": is_set,
                "name": name,
                "names": names,
                "colour": colour,
                "has_logo": has_logo,
                "domain": domain,
                "embed_origins": embed_origins,
                "takes_anonymous": takes_anonymous,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_shown import BilingualShown  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        is_set = d.pop("is_set")

        name = d.pop("name")

        names = BilingualShown.from_dict(d.pop("names"))

        colour = d.pop("colour")

        has_logo = d.pop("has_logo")

        domain = d.pop("domain")

        embed_origins = cast(list[str], d.pop("embed_origins"))

        takes_anonymous = d.pop("takes_anonymous")

        def _parse_updated_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                updated_at_type_0 = datetime.datetime.fromisoformat(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        updated_at = _parse_updated_at(d.pop("updated_at"))

        brand_shown = cls(
            product_id=product_id,
            is_set=is_set,
            name=name,
            names=names,
            colour=colour,
            has_logo=has_logo,
            domain=domain,
            embed_origins=embed_origins,
            takes_anonymous=takes_anonymous,
            updated_at=updated_at,
        )

        return brand_shown
