from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailTemplateGiven")


@_attrs_define
class MailTemplateGiven:
    """Wording with variables such as {{ticket.number}}; `body` is Markdown, and that of a reply holds {{body}}.

    Attributes:
        subject (str): What it is about, in one line.
        body (str): Markdown.
    """

    subject: str
    body: str

    def to_dict(self) -> dict[str, Any]:
        subject = self.subject

        body = self.body

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subject": subject,
                "body": body,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        subject = d.pop("subject")

        body = d.pop("body")

        mail_template_given = cls(
            subject=subject,
            body=body,
        )

        return mail_template_given
