from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bilingual_given import BilingualGiven


T = TypeVar("T", bound="BrandGiven")


@_attrs_define
class BrandGiven:
    """What is to be different; omitted fields are not changed.

    Attributes:
        names (BilingualGiven | None | Unset): Both languages of a name; in a bulk act, the tags.
        colour (None | str | Unset): As #rrggbb; text in it and on it is adjusted to stay readable.
        domain (None | str | Unset): Host name of its own; must be served by this installation.
        embed_origins (list[str] | None | Unset): Websites that may show the request form.
        takes_anonymous (bool | None | Unset): People without an account may ask.
    """

    names: BilingualGiven | None | Unset = UNSET
    colour: None | str | Unset = UNSET
    domain: None | str | Unset = UNSET
    embed_origins: list[str] | None | Unset = UNSET
    takes_anonymous: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        names: dict[str, Any] | None | Unset
        if isinstance(self.names, Unset):
            names = UNSET
        elif isinstance(self.names, BilingualGiven):
            names = self.names.to_dict()
        else:
            names = self.names

        colour: None | str | Unset
        if isinstance(self.colour, Unset):
            colour = UNSET
        else:
            colour = self.colour

        domain: None | str | Unset
        if isinstance(self.domain, Unset):
            domain = UNSET
        else:
            domain = self.domain

        embed_origins: list[str] | None | Unset
        if isinstance(self.embed_origins, Unset):
            embed_origins = UNSET
        elif isinstance(self.embed_origins, list):
            embed_origins = self.embed_origins

        else:
            embed_origins = self.embed_origins

        takes_anonymous: bool | None | Unset
        if isinstance(self.takes_anonymous, Unset):
            takes_anonymous = UNSET
        else:
            takes_anonymous = self.takes_anonymous

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if names is not UNSET:
            field_dict["names"] = names
        if colour is not UNSET:
            field_dict["colour"] = colour
        if domain is not UNSET:
            field_dict["domain"] = domain
        if embed_origins is not UNSET:
            field_dict["embed_origins"] = embed_origins
        if takes_anonymous is not UNSET:
            field_dict["takes_anonymous"] = takes_anonymous

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bilingual_given import BilingualGiven  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_names(data: object) -> BilingualGiven | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                names_type_0 = BilingualGiven.from_dict(data)

                return names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BilingualGiven | None | Unset, data)

        names = _parse_names(d.pop("names", UNSET))

        def _parse_colour(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        colour = _parse_colour(d.pop("colour", UNSET))

        def _parse_domain(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        domain = _parse_domain(d.pop("domain", UNSET))

        def _parse_embed_origins(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                embed_origins_type_0 = cast(list[str], data)

                return embed_origins_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        embed_origins = _parse_embed_origins(d.pop("embed_origins", UNSET))

        def _parse_takes_anonymous(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        takes_anonymous = _parse_takes_anonymous(d.pop("takes_anonymous", UNSET))

        brand_given = cls(
            names=names,
            colour=colour,
            domain=domain,
            embed_origins=embed_origins,
            takes_anonymous=takes_anonymous,
        )

        return brand_given
