from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.found_shown_state import FoundShownState

T = TypeVar("T", bound="FoundShown")


@_attrs_define
class FoundShown:
    """A ticket that was found; what matched stands in <mark>.

    Attributes:
        number (int): Number people use: of a ticket, as in Q-48213, or of a contract.
        subject (str): What it is about, in one line.
        title_html (str): The subject with the words marked, safe to show.
        excerpt_html (str): A passage around the words, safe to show.
        state (FoundShownState): Where it stands.
        organisation (str): The customer.
        updated_at (datetime.datetime): When it changed last.
    """

    number: int
    subject: str
    title_html: str
    excerpt_html: str
    state: FoundShownState
    organisation: str
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        subject = self.subject

        title_html = self.title_html

        excerpt_html = self.excerpt_html

        state = self.state.value

        organisation = self.organisation

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "subject": subject,
                "title_html": title_html,
                "excerpt_html": excerpt_html,
                "state": state,
                "organisation": organisation,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        subject = d.pop("subject")

        title_html = d.pop("title_html")

        excerpt_html = d.pop("excerpt_html")

        state = FoundShownState(d.pop("state"))

        organisation = d.pop("organisation")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        found_shown = cls(
            number=number,
            subject=subject,
            title_html=title_html,
            excerpt_html=excerpt_html,
            state=state,
            organisation=organisation,
            updated_at=updated_at,
        )

        return found_shown
