from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ticket_wanted_due import TicketWantedDue
from ..models.ticket_wanted_kind_item import TicketWantedKindItem
from ..models.ticket_wanted_language import TicketWantedLanguage
from ..models.ticket_wanted_priority_item import TicketWantedPriorityItem
from ..models.ticket_wanted_severity_item import TicketWantedSeverityItem
from ..models.ticket_wanted_sort import TicketWantedSort
from ..models.ticket_wanted_state_item import TicketWantedStateItem
from ..types import UNSET, Unset

T = TypeVar("T", bound="TicketWanted")


@_attrs_define
class TicketWanted:
    """Which tickets: every filter narrows, several values of one filter widen. `all` leaves out merged and spam.

    Attributes:
        view (str | Unset): A queue: built in, a team's, or saved. Default: 'all'.
        q (str | Unset): Words; only the most relevant 1,000 are found. Default: ''.
        state (list[TicketWantedStateItem] | Unset): Where it stands.
        kind (list[TicketWantedKindItem] | Unset): Which kind it is.
        priority (list[TicketWantedPriorityItem] | Unset): How soon.
        severity (list[TicketWantedSeverityItem] | Unset): How bad; empty when nobody said.
        team (list[str] | Unset): The team.
        assignee (list[str] | Unset): The colleague in charge.
        product (list[int] | Unset): The product.
        component (list[int] | Unset): The part of the product.
        version (list[int] | Unset): The version.
        organisation (list[int] | Unset): The customer.
        requester (list[int] | Unset): Who asks.
        tag (list[str] | Unset): A tag.
        due (TicketWantedDue | Unset): How near the next deadline is. Default: TicketWantedDue.VALUE_0.
        language (TicketWantedLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            TicketWantedLanguage.VALUE_0.
        created_from (datetime.date | None | Unset): First day, in the caller's time zone.
        created_to (datetime.date | None | Unset): Last day, in the caller's time zone.
        sort (TicketWantedSort | Unset): The order. Default: TicketWantedSort.UPDATED.
    """

    view: str | Unset = "all"
    q: str | Unset = ""
    state: list[TicketWantedStateItem] | Unset = UNSET
    kind: list[TicketWantedKindItem] | Unset = UNSET
    priority: list[TicketWantedPriorityItem] | Unset = UNSET
    severity: list[TicketWantedSeverityItem] | Unset = UNSET
    team: list[str] | Unset = UNSET
    assignee: list[str] | Unset = UNSET
    product: list[int] | Unset = UNSET
    component: list[int] | Unset = UNSET
    version: list[int] | Unset = UNSET
    organisation: list[int] | Unset = UNSET
    requester: list[int] | Unset = UNSET
    tag: list[str] | Unset = UNSET
    due: TicketWantedDue | Unset = TicketWantedDue.VALUE_0
    language: TicketWantedLanguage | Unset = TicketWantedLanguage.VALUE_0
    created_from: datetime.date | None | Unset = UNSET
    created_to: datetime.date | None | Unset = UNSET
    sort: TicketWantedSort | Unset = TicketWantedSort.UPDATED
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        view = self.view

        q = self.q

        state: list[str] | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = []
            for state_item_data in self.state:
                state_item = state_item_data.value
                state.append(state_item)

        kind: list[str] | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = []
            for kind_item_data in self.kind:
                kind_item = kind_item_data.value
                kind.append(kind_item)

        priority: list[str] | Unset = UNSET
        if not isinstance(self.priority, Unset):
            priority = []
            for priority_item_data in self.priority:
                priority_item = priority_item_data.value
                priority.append(priority_item)

        severity: list[str] | Unset = UNSET
        if not isinstance(self.severity, Unset):
            severity = []
            for severity_item_data in self.severity:
                severity_item = severity_item_data.value
                severity.append(severity_item)

        team: list[str] | Unset = UNSET
        if not isinstance(self.team, Unset):
            team = self.team

        assignee: list[str] | Unset = UNSET
        if not isinstance(self.assignee, Unset):
            assignee = self.assignee

        product: list[int] | Unset = UNSET
        if not isinstance(self.product, Unset):
            product = self.product

        component: list[int] | Unset = UNSET
        if not isinstance(self.component, Unset):
            component = self.component

        version: list[int] | Unset = UNSET
        if not isinstance(self.version, Unset):
            version = self.version

        organisation: list[int] | Unset = UNSET
        if not isinstance(self.organisation, Unset):
            organisation = self.organisation

        requester: list[int] | Unset = UNSET
        if not isinstance(self.requester, Unset):
            requester = self.requester

        tag: list[str] | Unset = UNSET
        if not isinstance(self.tag, Unset):
            tag = self.tag

        due: str | Unset = UNSET
        if not isinstance(self.due, Unset):
            due = self.due.value

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        created_from: None | str | Unset
        if isinstance(self.created_from, Unset):
            created_from = UNSET
        elif isinstance(self.created_from, datetime.date):
            created_from = self.created_from.isoformat()
        else:
            created_from = self.created_from

        created_to: None | str | Unset
        if isinstance(self.created_to, Unset):
            created_to = UNSET
        elif isinstance(self.created_to, datetime.date):
            created_to = self.created_to.isoformat()
        else:
            created_to = self.created_to

        sort: str | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = self.sort.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if view is not UNSET:
            field_dict["view"] = view
        if q is not UNSET:
            field_dict["q"] = q
        if state is not UNSET:
            field_dict["state"] = state
        if kind is not UNSET:
            field_dict["kind"] = kind
        if priority is not UNSET:
            field_dict["priority"] = priority
        if severity is not UNSET:
            field_dict["severity"] = severity
        if team is not UNSET:
            field_dict["team"] = team
        if assignee is not UNSET:
            field_dict["assignee"] = assignee
        if product is not UNSET:
            field_dict["product"] = product
        if component is not UNSET:
            field_dict["component"] = component
        if version is not UNSET:
            field_dict["version"] = version
        if organisation is not UNSET:
            field_dict["organisation"] = organisation
        if requester is not UNSET:
            field_dict["requester"] = requester
        if tag is not UNSET:
            field_dict["tag"] = tag
        if due is not UNSET:
            field_dict["due"] = due
        if language is not UNSET:
            field_dict["language"] = language
        if created_from is not UNSET:
            field_dict["created_from"] = created_from
        if created_to is not UNSET:
            field_dict["created_to"] = created_to
        if sort is not UNSET:
            field_dict["sort"] = sort

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        view = d.pop("view", UNSET)

        q = d.pop("q", UNSET)

        _state = d.pop("state", UNSET)
        state: list[TicketWantedStateItem] | Unset = UNSET
        if _state is not UNSET:
            state = []
            for state_item_data in _state:
                state_item = TicketWantedStateItem(state_item_data)

                state.append(state_item)

        _kind = d.pop("kind", UNSET)
        kind: list[TicketWantedKindItem] | Unset = UNSET
        if _kind is not UNSET:
            kind = []
            for kind_item_data in _kind:
                kind_item = TicketWantedKindItem(kind_item_data)

                kind.append(kind_item)

        _priority = d.pop("priority", UNSET)
        priority: list[TicketWantedPriorityItem] | Unset = UNSET
        if _priority is not UNSET:
            priority = []
            for priority_item_data in _priority:
                priority_item = TicketWantedPriorityItem(priority_item_data)

                priority.append(priority_item)

        _severity = d.pop("severity", UNSET)
        severity: list[TicketWantedSeverityItem] | Unset = UNSET
        if _severity is not UNSET:
            severity = []
            for severity_item_data in _severity:
                severity_item = TicketWantedSeverityItem(severity_item_data)

                severity.append(severity_item)

        team = cast(list[str], d.pop("team", UNSET))

        assignee = cast(list[str], d.pop("assignee", UNSET))

        product = cast(list[int], d.pop("product", UNSET))

        component = cast(list[int], d.pop("component", UNSET))

        version = cast(list[int], d.pop("version", UNSET))

        organisation = cast(list[int], d.pop("organisation", UNSET))

        requester = cast(list[int], d.pop("requester", UNSET))

        tag = cast(list[str], d.pop("tag", UNSET))

        _due = d.pop("due", UNSET)
        due: TicketWantedDue | Unset
        if isinstance(_due, Unset):
            due = UNSET
        else:
            due = TicketWantedDue(_due)

        _language = d.pop("language", UNSET)
        language: TicketWantedLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = TicketWantedLanguage(_language)

        def _parse_created_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_from_type_0 = datetime.date.fromisoformat(data)

                return created_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        created_from = _parse_created_from(d.pop("created_from", UNSET))

        def _parse_created_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_to_type_0 = datetime.date.fromisoformat(data)

                return created_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        created_to = _parse_created_to(d.pop("created_to", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: TicketWantedSort | Unset
        if isinstance(_sort, Unset):
            sort = UNSET
        else:
            sort = TicketWantedSort(_sort)

        ticket_wanted = cls(
            view=view,
            q=q,
            state=state,
            kind=kind,
            priority=priority,
            severity=severity,
            team=team,
            assignee=assignee,
            product=product,
            component=component,
            version=version,
            organisation=organisation,
            requester=requester,
            tag=tag,
            due=due,
            language=language,
            created_from=created_from,
            created_to=created_to,
            sort=sort,
        )

        ticket_wanted.additional_properties = d
        return ticket_wanted

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
