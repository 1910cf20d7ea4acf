from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.ticket_given_kind import TicketGivenKind
from ..models.ticket_given_language import TicketGivenLanguage
from ..models.ticket_given_priority import TicketGivenPriority
from ..models.ticket_given_said_by import TicketGivenSaidBy
from ..models.ticket_given_severity import TicketGivenSeverity
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.requester_given import RequesterGiven
    from ..models.ticket_given_custom import TicketGivenCustom


T = TypeVar("T", bound="TicketGiven")


@_attrs_define
class TicketGiven:
    """A ticket to open. `said_by`: whose words `markdown` are; `us` sends them to the requester.

    Attributes:
        subject (str): What it is about, in one line.
        markdown (str): Markdown.
        said_by (TicketGivenSaidBy | Unset): Whose words they are. Default: TicketGivenSaidBy.CUSTOMER.
        requester_id (int | None | Unset): The contact who asks.
        requester (None | RequesterGiven | Unset): Who asks.
        organisation_id (int | None | Unset): The customer.
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        version_id (int | None | Unset): The version.
        component_id (int | None | Unset): The part of the product.
        deployment_id (int | None | Unset): The installation.
        kind (TicketGivenKind | Unset): Which kind it is. Default: TicketGivenKind.QUESTION.
        priority (TicketGivenPriority | Unset): How soon. Default: TicketGivenPriority.NORMAL.
        severity (TicketGivenSeverity | Unset): How bad; empty when nobody said. Default: TicketGivenSeverity.VALUE_0.
        team_id (int | None | Unset): The team.
        assignee_id (int | None | Unset): The colleague in charge.
        tags (list[str] | Unset): Free words.
        custom (TicketGivenCustom | Unset): Values of custom fields.
        language (TicketGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            TicketGivenLanguage.VALUE_0.
        attachments (list[str] | Unset): Files: `id`s of uploads when sent, the files themselves when read.
        follow_up_of (int | None | Unset): Number of the ticket this one goes on from.
    """

    subject: str
    markdown: str
    said_by: TicketGivenSaidBy | Unset = TicketGivenSaidBy.CUSTOMER
    requester_id: int | None | Unset = UNSET
    requester: None | RequesterGiven | Unset = UNSET
    organisation_id: int | None | Unset = UNSET
    product_id: int | None | Unset = UNSET
    version_id: int | None | Unset = UNSET
    component_id: int | None | Unset = UNSET
    deployment_id: int | None | Unset = UNSET
    kind: TicketGivenKind | Unset = TicketGivenKind.QUESTION
    priority: TicketGivenPriority | Unset = TicketGivenPriority.NORMAL
    severity: TicketGivenSeverity | Unset = TicketGivenSeverity.VALUE_0
    team_id: int | None | Unset = UNSET
    assignee_id: int | None | Unset = UNSET
    tags: list[str] | Unset = UNSET
    custom: TicketGivenCustom | Unset = UNSET
    language: TicketGivenLanguage | Unset = TicketGivenLanguage.VALUE_0
    attachments: list[str] | Unset = UNSET
    follow_up_of: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.requester_given import RequesterGiven  # noqa: PLC0415

        subject = self.subject

        markdown = self.markdown

        said_by: str | Unset = UNSET
        if not isinstance(self.said_by, Unset):
            said_by = self.said_by.value

        requester_id: int | None | Unset
        if isinstance(self.requester_id, Unset):
            requester_id = UNSET
        else:
            requester_id = self.requester_id

        requester: dict[str, Any] | None | Unset
        if isinstance(self.requester, Unset):
            requester = UNSET
        elif isinstance(self.requester, RequesterGiven):
            requester = self.requester.to_dict()
        else:
            requester = self.requester

        organisation_id: int | None | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        else:
            organisation_id = self.organisation_id

        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        version_id: int | None | Unset
        if isinstance(self.version_id, Unset):
            version_id = UNSET
        else:
            version_id = self.version_id

        component_id: int | None | Unset
        if isinstance(self.component_id, Unset):
            component_id = UNSET
        else:
            component_id = self.component_id

        deployment_id: int | None | Unset
        if isinstance(self.deployment_id, Unset):
            deployment_id = UNSET
        else:
            deployment_id = self.deployment_id

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        priority: str | Unset = UNSET
        if not isinstance(self.priority, Unset):
            priority = self.priority.value

        severity: str | Unset = UNSET
        if not isinstance(self.severity, Unset):
            severity = self.severity.value

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        assignee_id: int | None | Unset
        if isinstance(self.assignee_id, Unset):
            assignee_id = UNSET
        else:
            assignee_id = self.assignee_id

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        custom: dict[str, Any] | Unset = UNSET
        if not isinstance(self.custom, Unset):
            custom = self.custom.to_dict()

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        attachments: list[str] | Unset = UNSET
        if not isinstance(self.attachments, Unset):
            attachments = self.attachments

        follow_up_of: int | None | Unset
        if isinstance(self.follow_up_of, Unset):
            follow_up_of = UNSET
        else:
            follow_up_of = self.follow_up_of

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subject": subject,
                "markdown": markdown,
            }
        )
        if said_by is not UNSET:
            field_dict["said_by"] = said_by
        if requester_id is not UNSET:
            field_dict["requester_id"] = requester_id
        if requester is not UNSET:
            field_dict["requester"] = requester
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if version_id is not UNSET:
            field_dict["version_id"] = version_id
        if component_id is not UNSET:
            field_dict["component_id"] = component_id
        if deployment_id is not UNSET:
            field_dict["deployment_id"] = deployment_id
        if kind is not UNSET:
            field_dict["kind"] = kind
        if priority is not UNSET:
            field_dict["priority"] = priority
        if severity is not UNSET:
            field_dict["severity"] = severity
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if assignee_id is not UNSET:
            field_dict["assignee_id"] = assignee_id
        if tags is not UNSET:
            field_dict["tags"] = tags
        if custom is not UNSET:
            field_dict["custom"] = custom
        if language is not UNSET:
            field_dict["language"] = language
        if attachments is not UNSET:
            field_dict["attachments"] = attachments
        if follow_up_of is not UNSET:
            field_dict["follow_up_of"] = follow_up_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.requester_given import RequesterGiven  # noqa: PLC0415
        from ..models.ticket_given_custom import TicketGivenCustom  # noqa: PLC0415

        d = dict(src_dict)
        subject = d.pop("subject")

        markdown = d.pop("markdown")

        _said_by = d.pop("said_by", UNSET)
        said_by: TicketGivenSaidBy | Unset
        if isinstance(_said_by, Unset):
            said_by = UNSET
        else:
            said_by = TicketGivenSaidBy(_said_by)

        def _parse_requester_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        requester_id = _parse_requester_id(d.pop("requester_id", UNSET))

        def _parse_requester(data: object) -> None | RequesterGiven | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                requester_type_0 = RequesterGiven.from_dict(data)

                return requester_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequesterGiven | Unset, data)

        requester = _parse_requester(d.pop("requester", UNSET))

        def _parse_organisation_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_version_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        version_id = _parse_version_id(d.pop("version_id", UNSET))

        def _parse_component_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        component_id = _parse_component_id(d.pop("component_id", UNSET))

        def _parse_deployment_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        deployment_id = _parse_deployment_id(d.pop("deployment_id", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: TicketGivenKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = TicketGivenKind(_kind)

        _priority = d.pop("priority", UNSET)
        priority: TicketGivenPriority | Unset
        if isinstance(_priority, Unset):
            priority = UNSET
        else:
            priority = TicketGivenPriority(_priority)

        _severity = d.pop("severity", UNSET)
        severity: TicketGivenSeverity | Unset
        if isinstance(_severity, Unset):
            severity = UNSET
        else:
            severity = TicketGivenSeverity(_severity)

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        def _parse_assignee_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        assignee_id = _parse_assignee_id(d.pop("assignee_id", UNSET))

        tags = cast(list[str], d.pop("tags", UNSET))

        _custom = d.pop("custom", UNSET)
        custom: TicketGivenCustom | Unset
        if isinstance(_custom, Unset):
            custom = UNSET
        else:
            custom = TicketGivenCustom.from_dict(_custom)

        _language = d.pop("language", UNSET)
        language: TicketGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = TicketGivenLanguage(_language)

        attachments = cast(list[str], d.pop("attachments", UNSET))

        def _parse_follow_up_of(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        follow_up_of = _parse_follow_up_of(d.pop("follow_up_of", UNSET))

        ticket_given = cls(
            subject=subject,
            markdown=markdown,
            said_by=said_by,
            requester_id=requester_id,
            requester=requester,
            organisation_id=organisation_id,
            product_id=product_id,
            version_id=version_id,
            component_id=component_id,
            deployment_id=deployment_id,
            kind=kind,
            priority=priority,
            severity=severity,
            team_id=team_id,
            assignee_id=assignee_id,
            tags=tags,
            custom=custom,
            language=language,
            attachments=attachments,
            follow_up_of=follow_up_of,
        )

        return ticket_given
