from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProposedServerShown")


@_attrs_define
class ProposedServerShown:
    """The name that stands first in `mails` of the last `of` mails, from so many domains of senders.

    Attributes:
        name (str): Name, in the caller's language where there are two.
        mails (int): In how many of them.
        of (int): Of how many.
        domains (int): Mail domains by which people are known to belong to the customer.
    """

    name: str
    mails: int
    of: int
    domains: int

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        mails = self.mails

        of = self.of

        domains = self.domains

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "mails": mails,
                "of": of,
                "domains": domains,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        mails = d.pop("mails")

        of = d.pop("of")

        domains = d.pop("domains")

        proposed_server_shown = cls(
            name=name,
            mails=mails,
            of=of,
            domains=domains,
        )

        return proposed_server_shown
