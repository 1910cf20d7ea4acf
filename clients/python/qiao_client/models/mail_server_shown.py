from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.proposed_server_shown import ProposedServerShown


T = TypeVar("T", bound="MailServerShown")


@_attrs_define
class MailServerShown:
    """Whose sender checks a mailbox trusts. While it trusts nobody, the last mails may propose a name.

    Attributes:
        trusted (str): Name of the mail server; empty for none.
        proposed (None | ProposedServerShown): The server that probably checks this mailbox's mail; null when no name is
            clear.
    """

    trusted: str
    proposed: None | ProposedServerShown

    def to_dict(self) -> dict[str, Any]:
        from ..models.proposed_server_shown import ProposedServerShown  # noqa: PLC0415

        trusted = self.trusted

        proposed: dict[str, Any] | None
        if isinstance(self.proposed, ProposedServerShown):
            proposed = self.proposed.to_dict()
        else:
            proposed = self.proposed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "trusted": trusted,
                "proposed": proposed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.proposed_server_shown import ProposedServerShown  # noqa: PLC0415

        d = dict(src_dict)
        trusted = d.pop("trusted")

        def _parse_proposed(data: object) -> None | ProposedServerShown:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                proposed_type_0 = ProposedServerShown.from_dict(data)

                return proposed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProposedServerShown, data)

        proposed = _parse_proposed(d.pop("proposed"))

        mail_server_shown = cls(
            trusted=trusted,
            proposed=proposed,
        )

        return mail_server_shown
