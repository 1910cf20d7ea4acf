from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.ticket_shown_category import TicketShownCategory
from ..models.ticket_shown_channel import TicketShownChannel
from ..models.ticket_shown_kind import TicketShownKind
from ..models.ticket_shown_language import TicketShownLanguage
from ..models.ticket_shown_next_due_metric import TicketShownNextDueMetric
from ..models.ticket_shown_priority import TicketShownPriority
from ..models.ticket_shown_severity import TicketShownSeverity
from ..models.ticket_shown_state import TicketShownState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.clock_shown import ClockShown
    from ..models.link_shown import LinkShown
    from ..models.named import Named
    from ..models.organisation_brief import OrganisationBrief
    from ..models.participant_shown import ParticipantShown
    from ..models.ticket_shown_custom import TicketShownCustom


T = TypeVar("T", bound="TicketShown")


@_attrs_define
class TicketShown:
    """A customer's question from arrival to answer. Objects named like an id stand here only when expanded.

    Attributes:
        id (int): Number of the thing.
        number (int): What people say, as in Q-48213, and what addresses use.
        url (str): Where a person looks at it.
        subject (str): What it is about, in one line.
        snippet (str): How the last message begins.
        state (TicketShownState): Where it stands.
        category (TicketShownCategory): What the state means, whatever its name.
        kind (TicketShownKind): Which kind it is.
        priority (TicketShownPriority): How soon.
        severity (TicketShownSeverity): How bad; empty when nobody said.
        channel (TicketShownChannel): The way it came in.
        language (TicketShownLanguage): `en` or `zh-hans`; empty when nobody said.
        organisation_id (int | None): The customer.
        requester_id (int | None): The contact who asks.
        product_id (int | None): The product; null for all, or when nobody said.
        version_id (int | None): The version.
        component_id (int | None): The part of the product.
        deployment_id (int | None): The installation.
        team_id (int | None): The team.
        assignee_id (int | None): The colleague in charge.
        tags (list[str]): Free words.
        custom (TicketShownCustom): Values of custom fields, by key.
        merged_into (int | None): Number of the ticket that shows this one's messages.
        follow_up_of (int | None): Number of the closed ticket this one goes on from.
        snoozed_until (datetime.datetime | None): Sleeps until then.
        is_paused (bool): All promises are paused.
        next_due_at (datetime.datetime | None): The nearest deadline.
        next_due_metric (TicketShownNextDueMetric): What the nearest deadline is about.
        message_count (int): How many messages there are.
        reopened_count (int): How often it was opened again.
        nudge_count (int): How often somebody asked to hurry.
        last_direction (str): Who said the last word: in for the customer, out for us.
        first_customer_at (datetime.datetime | None): When the customer first wrote.
        last_customer_at (datetime.datetime | None): When the customer last wrote.
        last_message_at (datetime.datetime | None): When the last word was said.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it changed last.
        solved_at (datetime.datetime | None): When it was solved.
        closed_at (datetime.datetime | None): When it was closed.
        revision (int): Raised by every change; also the ETag.
        organisation (None | OrganisationBrief | Unset): The customer.
        requester (Named | None | Unset): Who asks.
        product (Named | None | Unset): The product.
        version (Named | None | Unset): The version.
        component (Named | None | Unset): The part of the product.
        team (Named | None | Unset): The team.
        assignee (Named | None | Unset): The colleague in charge.
        participants (list[ParticipantShown] | None | Unset): People on the customer's side.
        followers (list[Named] | None | Unset): Colleagues who follow the ticket.
        links (list[LinkShown] | None | Unset): Linked tickets.
        clocks (list[ClockShown] | None | Unset): Promises and how they stand.
    """

    id: int
    number: int
    url: str
    subject: str
    snippet: str
    state: TicketShownState
    category: TicketShownCategory
    kind: TicketShownKind
    priority: TicketShownPriority
    severity: TicketShownSeverity
    channel: TicketShownChannel
    language: TicketShownLanguage
    organisation_id: int | None
    requester_id: int | None
    product_id: int | None
    version_id: int | None
    component_id: int | None
    deployment_id: int | None
    team_id: int | None
    assignee_id: int | None
    tags: list[str]
    custom: TicketShownCustom
    merged_into: int | None
    follow_up_of: int | None
    snoozed_until: datetime.datetime | None
    is_paused: bool
    next_due_at: datetime.datetime | None
    next_due_metric: TicketShownNextDueMetric
    message_count: int
    reopened_count: int
    nudge_count: int
    last_direction: str
    first_customer_at: datetime.datetime | None
    last_customer_at: datetime.datetime | None
    last_message_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    solved_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    revision: int
    organisation: None | OrganisationBrief | Unset = UNSET
    requester: Named | None | Unset = UNSET
    product: Named | None | Unset = UNSET
    version: Named | None | Unset = UNSET
    component: Named | None | Unset = UNSET
    team: Named | None | Unset = UNSET
    assignee: Named | None | Unset = UNSET
    participants: list[ParticipantShown] | None | Unset = UNSET
    followers: list[Named] | None | Unset = UNSET
    links: list[LinkShown] | None | Unset = UNSET
    clocks: list[ClockShown] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415
        from ..models.organisation_brief import OrganisationBrief  # noqa: PLC0415

        id = self.id

        number = self.number

        url = self.url

        subject = self.subject

        snippet = self.snippet

        state = self.state.value

        category = self.category.value

        kind = self.kind.value

        priority = self.priority.value

        severity = self.severity.value

        channel = self.channel.value

        language = self.language.value

        organisation_id: int | None
        organisation_id = self.organisation_id

        requester_id: int | None
        requester_id = self.requester_id

        product_id: int | None
        product_id = self.product_id

        version_id: int | None
        version_id = self.version_id

        component_id: int | None
        component_id = self.component_id

        deployment_id: int | None
        deployment_id = self.deployment_id

        team_id: int | None
        team_id = self.team_id

        assignee_id: int | None
        assignee_id = self.assignee_id

        tags = self.tags

        custom = self.custom.to_dict()

        merged_into: int | None
        merged_into = self.merged_into

        follow_up_of: int | None
        follow_up_of = self.follow_up_of

        snoozed_until: None | str
        if isinstance(self.snoozed_until, datetime.datetime):
            snoozed_until = self.snoozed_until.isoformat()
        else:
            snoozed_until = self.snoozed_until

        is_paused = self.is_paused

        next_due_at: None | str
        if isinstance(self.next_due_at, datetime.datetime):
            next_due_at = self.next_due_at.isoformat()
        else:
            next_due_at = self.next_due_at

        next_due_metric = self.next_due_metric.value

        message_count = self.message_count

        reopened_count = self.reopened_count

        nudge_count = self.nudge_count

        last_direction = self.last_direction

        first_customer_at: None | str
        if isinstance(self.first_customer_at, datetime.datetime):
            first_customer_at = self.first_customer_at.isoformat()
        else:
            first_customer_at = self.first_customer_at

        last_customer_at: None | str
        if isinstance(self.last_customer_at, datetime.datetime):
            last_customer_at = self.last_customer_at.isoformat()
        else:
            last_customer_at = self.last_customer_at

        last_message_at: None | str
        if isinstance(self.last_message_at, datetime.datetime):
            last_message_at = self.last_message_at.isoformat()
        else:
            last_message_at = self.last_message_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        solved_at: None | str
        if isinstance(self.solved_at, datetime.datetime):
            solved_at = self.solved_at.isoformat()
        else:
            solved_at = self.solved_at

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        revision = self.revision

        organisation: dict[str, Any] | None | Unset
        if isinstance(self.organisation, Unset):
            organisation = UNSET
        elif isinstance(self.organisation, OrganisationBrief):
            organisation = self.organisation.to_dict()
        else:
            organisation = self.organisation

        requester: dict[str, Any] | None | Unset
        if isinstance(self.requester, Unset):
            requester = UNSET
        elif isinstance(self.requester, Named):
            requester = self.requester.to_dict()
        else:
            requester = self.requester

        product: dict[str, Any] | None | Unset
        if isinstance(self.product, Unset):
            product = UNSET
        elif isinstance(self.product, Named):
            product = self.product.to_dict()
        else:
            product = self.product

        version: dict[str, Any] | None | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        elif isinstance(self.version, Named):
            version = self.version.to_dict()
        else:
            version = self.version

        component: dict[str, Any] | None | Unset
        if isinstance(self.component, Unset):
            component = UNSET
        elif isinstance(self.component, Named):
            component = self.component.to_dict()
        else:
            component = self.component

        team: dict[str, Any] | None | Unset
        if isinstance(self.team, Unset):
            team = UNSET
        elif isinstance(self.team, Named):
            team = self.team.to_dict()
        else:
            team = self.team

        assignee: dict[str, Any] | None | Unset
        if isinstance(self.assignee, Unset):
            assignee = UNSET
        elif isinstance(self.assignee, Named):
            assignee = self.assignee.to_dict()
        else:
            assignee = self.assignee

        participants: list[dict[str, Any]] | None | Unset
        if isinstance(self.participants, Unset):
            participants = UNSET
        elif isinstance(self.participants, list):
            participants = []
            for participants_type_0_item_data in self.participants:
                participants_type_0_item = participants_type_0_item_data.to_dict()
                participants.append(participants_type_0_item)

        else:
            participants = self.participants

        followers: list[dict[str, Any]] | None | Unset
        if isinstance(self.followers, Unset):
            followers = UNSET
        elif isinstance(self.followers, list):
            followers = []
            for followers_type_0_item_data in self.followers:
                followers_type_0_item = followers_type_0_item_data.to_dict()
                followers.append(followers_type_0_item)

        else:
            followers = self.followers

        links: list[dict[str, Any]] | None | Unset
        if isinstance(self.links, Unset):
            links = UNSET
        elif isinstance(self.links, list):
            links = []
            for links_type_0_item_data in self.links:
                links_type_0_item = links_type_0_item_data.to_dict()
                links.append(links_type_0_item)

        else:
            links = self.links

        clocks: list[dict[str, Any]] | None | Unset
        if isinstance(self.clocks, Unset):
            clocks = UNSET
        elif isinstance(self.clocks, list):
            clocks = []
            for clocks_type_0_item_data in self.clocks:
                clocks_type_0_item = clocks_type_0_item_data.to_dict()
                clocks.append(clocks_type_0_item)

        else:
            clocks = self.clocks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "url": url,
                "subject": subject,
                "snippet": snippet,
                "state": state,
                "category": category,
                "kind": kind,
                "priority": priority,
                "severity": severity,
                "channel": channel,
                "language": language,
                "organisation_id": organisation_id,
                "requester_id": requester_id,
                "product_id": product_id,
                "version_id": version_id,
                "component_id": component_id,
                "deployment_id": deployment_id,
                "team_id": team_id,
                "assignee_id": assignee_id,
                "tags": tags,
                "custom": custom,
                "merged_into": merged_into,
                "follow_up_of": follow_up_of,
                "snoozed_until": snoozed_until,
                "is_paused": is_paused,
                "next_due_at": next_due_at,
                "next_due_metric": next_due_metric,
                "message_count": message_count,
                "reopened_count": reopened_count,
                "nudge_count": nudge_count,
                "last_direction": last_direction,
                "first_customer_at": first_customer_at,
                "last_customer_at": last_customer_at,
                "last_message_at": last_message_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "solved_at": solved_at,
                "closed_at": closed_at,
                "revision": revision,
            }
        )
        if organisation is not UNSET:
            field_dict["organisation"] = organisation
        if requester is not UNSET:
            field_dict["requester"] = requester
        if product is not UNSET:
            field_dict["product"] = product
        if version is not UNSET:
            field_dict["version"] = version
        if component is not UNSET:
            field_dict["component"] = component
        if team is not UNSET:
            field_dict["team"] = team
        if assignee is not UNSET:
            field_dict["assignee"] = assignee
        if participants is not UNSET:
            field_dict["participants"] = participants
        if followers is not UNSET:
            field_dict["followers"] = followers
        if links is not UNSET:
            field_dict["links"] = links
        if clocks is not UNSET:
            field_dict["clocks"] = clocks

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clock_shown import ClockShown  # noqa: PLC0415
        from ..models.link_shown import LinkShown  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415
        from ..models.organisation_brief import OrganisationBrief  # noqa: PLC0415
        from ..models.participant_shown import ParticipantShown  # noqa: PLC0415
        from ..models.ticket_shown_custom import TicketShownCustom  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        url = d.pop("url")

        subject = d.pop("subject")

        snippet = d.pop("snippet")

        state = TicketShownState(d.pop("state"))

        category = TicketShownCategory(d.pop("category"))

        kind = TicketShownKind(d.pop("kind"))

        priority = TicketShownPriority(d.pop("priority"))

        severity = TicketShownSeverity(d.pop("severity"))

        channel = TicketShownChannel(d.pop("channel"))

        language = TicketShownLanguage(d.pop("language"))

        def _parse_organisation_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))

        def _parse_requester_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        requester_id = _parse_requester_id(d.pop("requester_id"))

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        def _parse_version_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version_id = _parse_version_id(d.pop("version_id"))

        def _parse_component_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        component_id = _parse_component_id(d.pop("component_id"))

        def _parse_deployment_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        deployment_id = _parse_deployment_id(d.pop("deployment_id"))

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        def _parse_assignee_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        assignee_id = _parse_assignee_id(d.pop("assignee_id"))

        tags = cast(list[str], d.pop("tags"))

        custom = TicketShownCustom.from_dict(d.pop("custom"))

        def _parse_merged_into(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        merged_into = _parse_merged_into(d.pop("merged_into"))

        def _parse_follow_up_of(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        follow_up_of = _parse_follow_up_of(d.pop("follow_up_of"))

        def _parse_snoozed_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snoozed_until_type_0 = datetime.datetime.fromisoformat(data)

                return snoozed_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        snoozed_until = _parse_snoozed_until(d.pop("snoozed_until"))

        is_paused = d.pop("is_paused")

        def _parse_next_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_due_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_due_at = _parse_next_due_at(d.pop("next_due_at"))

        next_due_metric = TicketShownNextDueMetric(d.pop("next_due_metric"))

        message_count = d.pop("message_count")

        reopened_count = d.pop("reopened_count")

        nudge_count = d.pop("nudge_count")

        last_direction = d.pop("last_direction")

        def _parse_first_customer_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_customer_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_customer_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_customer_at = _parse_first_customer_at(d.pop("first_customer_at"))

        def _parse_last_customer_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_customer_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_customer_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_customer_at = _parse_last_customer_at(d.pop("last_customer_at"))

        def _parse_last_message_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_message_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_message_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_message_at = _parse_last_message_at(d.pop("last_message_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_solved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                solved_at_type_0 = datetime.datetime.fromisoformat(data)

                return solved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        solved_at = _parse_solved_at(d.pop("solved_at"))

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        revision = d.pop("revision")

        def _parse_organisation(data: object) -> None | OrganisationBrief | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organisation_type_0 = OrganisationBrief.from_dict(data)

                return organisation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganisationBrief | Unset, data)

        organisation = _parse_organisation(d.pop("organisation", UNSET))

        def _parse_requester(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                requester_type_0 = Named.from_dict(data)

                return requester_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        requester = _parse_requester(d.pop("requester", UNSET))

        def _parse_product(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                product_type_0 = Named.from_dict(data)

                return product_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        product = _parse_product(d.pop("product", UNSET))

        def _parse_version(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                version_type_0 = Named.from_dict(data)

                return version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        def _parse_component(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                component_type_0 = Named.from_dict(data)

                return component_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        component = _parse_component(d.pop("component", UNSET))

        def _parse_team(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                team_type_0 = Named.from_dict(data)

                return team_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        team = _parse_team(d.pop("team", UNSET))

        def _parse_assignee(data: object) -> Named | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assignee_type_0 = Named.from_dict(data)

                return assignee_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None | Unset, data)

        assignee = _parse_assignee(d.pop("assignee", UNSET))

        def _parse_participants(data: object) -> list[ParticipantShown] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                participants_type_0 = []
                _participants_type_0 = data
                for participants_type_0_item_data in _participants_type_0:
                    participants_type_0_item = ParticipantShown.from_dict(
                        participants_type_0_item_data
                    )

                    participants_type_0.append(participants_type_0_item)

                return participants_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ParticipantShown] | None | Unset, data)

        participants = _parse_participants(d.pop("participants", UNSET))

        def _parse_followers(data: object) -> list[Named] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                followers_type_0 = []
                _followers_type_0 = data
                for followers_type_0_item_data in _followers_type_0:
                    followers_type_0_item = Named.from_dict(followers_type_0_item_data)

                    followers_type_0.append(followers_type_0_item)

                return followers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Named] | None | Unset, data)

        followers = _parse_followers(d.pop("followers", UNSET))

        def _parse_links(data: object) -> list[LinkShown] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                links_type_0 = []
                _links_type_0 = data
                for links_type_0_item_data in _links_type_0:
                    links_type_0_item = LinkShown.from_dict(links_type_0_item_data)

                    links_type_0.append(links_type_0_item)

                return links_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[LinkShown] | None | Unset, data)

        links = _parse_links(d.pop("links", UNSET))

        def _parse_clocks(data: object) -> list[ClockShown] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                clocks_type_0 = []
                _clocks_type_0 = data
                for clocks_type_0_item_data in _clocks_type_0:
                    clocks_type_0_item = ClockShown.from_dict(clocks_type_0_item_data)

                    clocks_type_0.append(clocks_type_0_item)

                return clocks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ClockShown] | None | Unset, data)

        clocks = _parse_clocks(d.pop("clocks", UNSET))

        ticket_shown = cls(
            id=id,
            number=number,
            url=url,
            subject=subject,
            snippet=snippet,
            state=state,
            category=category,
            kind=kind,
            priority=priority,
            severity=severity,
            channel=channel,
            language=language,
            organisation_id=organisation_id,
            requester_id=requester_id,
            product_id=product_id,
            version_id=version_id,
            component_id=component_id,
            deployment_id=deployment_id,
            team_id=team_id,
            assignee_id=assignee_id,
            tags=tags,
            custom=custom,
            merged_into=merged_into,
            follow_up_of=follow_up_of,
            snoozed_until=snoozed_until,
            is_paused=is_paused,
            next_due_at=next_due_at,
            next_due_metric=next_due_metric,
            message_count=message_count,
            reopened_count=reopened_count,
            nudge_count=nudge_count,
            last_direction=last_direction,
            first_customer_at=first_customer_at,
            last_customer_at=last_customer_at,
            last_message_at=last_message_at,
            created_at=created_at,
            updated_at=updated_at,
            solved_at=solved_at,
            closed_at=closed_at,
            revision=revision,
            organisation=organisation,
            requester=requester,
            product=product,
            version=version,
            component=component,
            team=team,
            assignee=assignee,
            participants=participants,
            followers=followers,
            links=links,
            clocks=clocks,
        )

        return ticket_shown
