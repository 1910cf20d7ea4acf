from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.link_given_kind import LinkGivenKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="LinkGiven")


@_attrs_define
class LinkGiven:
    """A ticket to link; the kind tells how this one relates to it.

    Attributes:
        number (int): Number people use: of a ticket, as in Q-48213, or of a contract.
        kind (LinkGivenKind | Unset): Which kind it is. Default: LinkGivenKind.RELATED.
    """

    number: int
    kind: LinkGivenKind | Unset = LinkGivenKind.RELATED

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        _kind = d.pop("kind", UNSET)
        kind: LinkGivenKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = LinkGivenKind(_kind)

        link_given = cls(
            number=number,
            kind=kind,
        )

        return link_given
