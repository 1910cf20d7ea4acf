from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.change_given_kind_type_0 import ChangeGivenKindType0
from ..models.change_given_language_type_0 import ChangeGivenLanguageType0
from ..models.change_given_priority_type_0 import ChangeGivenPriorityType0
from ..models.change_given_severity_type_0 import ChangeGivenSeverityType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.change_given_custom_type_0 import ChangeGivenCustomType0


T = TypeVar("T", bound="ChangeGiven")


@_attrs_define
class ChangeGiven:
    """Fields to change; what is left out stays as it is.

    Attributes:
        subject (None | str | Unset): What it is about, in one line.
        kind (ChangeGivenKindType0 | None | Unset): Which kind it is.
        priority (ChangeGivenPriorityType0 | None | Unset): How soon.
        severity (ChangeGivenSeverityType0 | None | Unset): How bad; empty when nobody said.
        language (ChangeGivenLanguageType0 | None | Unset): `en` or `zh-hans`; empty when nobody said.
        organisation_id (int | None | Unset): The customer.
        requester_id (int | None | Unset): The contact who asks.
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        version_id (int | None | Unset): The version.
        component_id (int | None | Unset): The part of the product.
        deployment_id (int | None | Unset): The installation.
        custom (ChangeGivenCustomType0 | None | Unset): Values of custom fields, by key.
    """

    subject: None | str | Unset = UNSET
    kind: ChangeGivenKindType0 | None | Unset = UNSET
    priority: ChangeGivenPriorityType0 | None | Unset = UNSET
    severity: ChangeGivenSeverityType0 | None | Unset = UNSET
    language: ChangeGivenLanguageType0 | None | Unset = UNSET
    organisation_id: int | None | Unset = UNSET
    requester_id: int | None | Unset = UNSET
    product_id: int | None | Unset = UNSET
    version_id: int | None | Unset = UNSET
    component_id: int | None | Unset = UNSET
    deployment_id: int | None | Unset = UNSET
    custom: ChangeGivenCustomType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.change_given_custom_type_0 import ChangeGivenCustomType0  # noqa: PLC0415

        subject: None | str | Unset
        if isinstance(self.subject, Unset):
            subject = UNSET
        else:
            subject = self.subject

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, ChangeGivenKindType0):
            kind = self.kind.value
        else:
            kind = self.kind

        priority: None | str | Unset
        if isinstance(self.priority, Unset):
            priority = UNSET
        elif isinstance(self.priority, ChangeGivenPriorityType0):
            priority = self.priority.value
        else:
            priority = self.priority

        severity: None | str | Unset
        if isinstance(self.severity, Unset):
            severity = UNSET
        elif isinstance(self.severity, ChangeGivenSeverityType0):
            severity = self.severity.value
        else:
            severity = self.severity

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        elif isinstance(self.language, ChangeGivenLanguageType0):
            language = self.language.value
        else:
            language = self.language

        organisation_id: int | None | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        else:
            organisation_id = self.organisation_id

        requester_id: int | None | Unset
        if isinstance(self.requester_id, Unset):
            requester_id = UNSET
        else:
            requester_id = self.requester_id

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

        custom: dict[str, Any] | None | Unset
        if isinstance(self.custom, Unset):
            custom = UNSET
        elif isinstance(self.custom, ChangeGivenCustomType0):
            custom = self.custom.to_dict()
        else:
            custom = self.custom

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if subject is not UNSET:
            field_dict["subject"] = subject
        if kind is not UNSET:
            field_dict["kind"] = kind
        if priority is not UNSET:
            field_dict["priority"] = priority
        if severity is not UNSET:
            field_dict["severity"] = severity
        if language is not UNSET:
            field_dict["language"] = language
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if requester_id is not UNSET:
            field_dict["requester_id"] = requester_id
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if version_id is not UNSET:
            field_dict["version_id"] = version_id
        if component_id is not UNSET:
            field_dict["component_id"] = component_id
        if deployment_id is not UNSET:
            field_dict["deployment_id"] = deployment_id
        if custom is not UNSET:
            field_dict["custom"] = custom

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_given_custom_type_0 import ChangeGivenCustomType0  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_subject(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subject = _parse_subject(d.pop("subject", UNSET))

        def _parse_kind(data: object) -> ChangeGivenKindType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = ChangeGivenKindType0(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeGivenKindType0 | None | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_priority(data: object) -> ChangeGivenPriorityType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                priority_type_0 = ChangeGivenPriorityType0(data)

                return priority_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeGivenPriorityType0 | None | Unset, data)

        priority = _parse_priority(d.pop("priority", UNSET))

        def _parse_severity(data: object) -> ChangeGivenSeverityType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                severity_type_0 = ChangeGivenSeverityType0(data)

                return severity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeGivenSeverityType0 | None | Unset, data)

        severity = _parse_severity(d.pop("severity", UNSET))

        def _parse_language(data: object) -> ChangeGivenLanguageType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = ChangeGivenLanguageType0(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeGivenLanguageType0 | None | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_organisation_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))

        def _parse_requester_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        requester_id = _parse_requester_id(d.pop("requester_id", UNSET))

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

        def _parse_custom(data: object) -> ChangeGivenCustomType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                custom_type_0 = ChangeGivenCustomType0.from_dict(data)

                return custom_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeGivenCustomType0 | None | Unset, data)

        custom = _parse_custom(d.pop("custom", UNSET))

        change_given = cls(
            subject=subject,
            kind=kind,
            priority=priority,
            severity=severity,
            language=language,
            organisation_id=organisation_id,
            requester_id=requester_id,
            product_id=product_id,
            version_id=version_id,
            component_id=component_id,
            deployment_id=deployment_id,
            custom=custom,
        )

        return change_given
