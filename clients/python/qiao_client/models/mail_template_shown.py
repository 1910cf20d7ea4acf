from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.mail_template_shown_kind import MailTemplateShownKind
from ..models.mail_template_shown_source import MailTemplateShownSource

T = TypeVar("T", bound="MailTemplateShown")


@_attrs_define
class MailTemplateShown:
    """Wording of a kind of mail in a language, for a product or (null) for all. `body` is Markdown.

    Attributes:
        kind (MailTemplateShownKind): Which kind it is.
        language (str): `en` or `zh-hans`; empty when nobody said.
        product_id (int | None): The product; null for all, or when nobody said.
        subject (str): What it is about, in one line.
        body (str): Markdown.
        source (MailTemplateShownSource): Whether it was written for this very place, for all products, or comes with
            Qiao.
        variables (list[str]): What the text may name, as in {{ticket.number}}.
        updated_at (datetime.datetime | None): When it changed last.
    """

    kind: MailTemplateShownKind
    language: str
    product_id: int | None
    subject: str
    body: str
    source: MailTemplateShownSource
    variables: list[str]
    updated_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        language = self.language

        product_id: int | None
        product_id = self.product_id

        subject = self.subject

        body = self.body

        source = self.source.value

        variables = self.variables

        updated_at: None | str
        if isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "language": language,
                "product_id": product_id,
                "subject": subject,
                "body": body,
                "source": source,
                "variables": variables,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = MailTemplateShownKind(d.pop("kind"))

        language = d.pop("language")

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        subject = d.pop("subject")

        body = d.pop("body")

        source = MailTemplateShownSource(d.pop("source"))

        variables = cast(list[str], d.pop("variables"))

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

        mail_template_shown = cls(
            kind=kind,
            language=language,
            product_id=product_id,
            subject=subject,
            body=body,
            source=source,
            variables=variables,
            updated_at=updated_at,
        )

        return mail_template_shown
