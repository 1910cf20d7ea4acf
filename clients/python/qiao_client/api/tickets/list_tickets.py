import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_tickets_due import ListTicketsDue
from ...models.list_tickets_kind_item import ListTicketsKindItem
from ...models.list_tickets_language import ListTicketsLanguage
from ...models.list_tickets_priority_item import ListTicketsPriorityItem
from ...models.list_tickets_severity_item import ListTicketsSeverityItem
from ...models.list_tickets_sort import ListTicketsSort
from ...models.list_tickets_state_item import ListTicketsStateItem
from ...models.listing_ticket_shown import ListingTicketShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    view: str | Unset = "all",
    q: str | Unset = "",
    state: list[ListTicketsStateItem] | Unset = UNSET,
    kind: list[ListTicketsKindItem] | Unset = UNSET,
    priority: list[ListTicketsPriorityItem] | Unset = UNSET,
    severity: list[ListTicketsSeverityItem] | Unset = UNSET,
    team: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    product: list[int] | Unset = UNSET,
    component: list[int] | Unset = UNSET,
    version: list[int] | Unset = UNSET,
    organisation: list[int] | Unset = UNSET,
    requester: list[int] | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    due: ListTicketsDue | Unset = ListTicketsDue.VALUE_0,
    language: ListTicketsLanguage | Unset = ListTicketsLanguage.VALUE_0,
    created_from: datetime.date | None | Unset = UNSET,
    created_to: datetime.date | None | Unset = UNSET,
    sort: ListTicketsSort | Unset = ListTicketsSort.UPDATED,
    expand: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["view"] = view

    params["q"] = q

    json_state: list[str] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = []
        for state_item_data in state:
            state_item = state_item_data.value
            json_state.append(state_item)

    params["state"] = json_state

    json_kind: list[str] | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = []
        for kind_item_data in kind:
            kind_item = kind_item_data.value
            json_kind.append(kind_item)

    params["kind"] = json_kind

    json_priority: list[str] | Unset = UNSET
    if not isinstance(priority, Unset):
        json_priority = []
        for priority_item_data in priority:
            priority_item = priority_item_data.value
            json_priority.append(priority_item)

    params["priority"] = json_priority

    json_severity: list[str] | Unset = UNSET
    if not isinstance(severity, Unset):
        json_severity = []
        for severity_item_data in severity:
            severity_item = severity_item_data.value
            json_severity.append(severity_item)

    params["severity"] = json_severity

    json_team: list[str] | Unset = UNSET
    if not isinstance(team, Unset):
        json_team = team

    params["team"] = json_team

    json_assignee: list[str] | Unset = UNSET
    if not isinstance(assignee, Unset):
        json_assignee = assignee

    params["assignee"] = json_assignee

    json_product: list[int] | Unset = UNSET
    if not isinstance(product, Unset):
        json_product = product

    params["product"] = json_product

    json_component: list[int] | Unset = UNSET
    if not isinstance(component, Unset):
        json_component = component

    params["component"] = json_component

    json_version: list[int] | Unset = UNSET
    if not isinstance(version, Unset):
        json_version = version

    params["version"] = json_version

    json_organisation: list[int] | Unset = UNSET
    if not isinstance(organisation, Unset):
        json_organisation = organisation

    params["organisation"] = json_organisation

    json_requester: list[int] | Unset = UNSET
    if not isinstance(requester, Unset):
        json_requester = requester

    params["requester"] = json_requester

    json_tag: list[str] | Unset = UNSET
    if not isinstance(tag, Unset):
        json_tag = tag

    params["tag"] = json_tag

    json_due: str | Unset = UNSET
    if not isinstance(due, Unset):
        json_due = due.value

    params["due"] = json_due

    json_language: str | Unset = UNSET
    if not isinstance(language, Unset):
        json_language = language.value

    params["language"] = json_language

    json_created_from: None | str | Unset
    if isinstance(created_from, Unset):
        json_created_from = UNSET
    elif isinstance(created_from, datetime.date):
        json_created_from = created_from.isoformat()
    else:
        json_created_from = created_from
    params["created_from"] = json_created_from

    json_created_to: None | str | Unset
    if isinstance(created_to, Unset):
        json_created_to = UNSET
    elif isinstance(created_to, datetime.date):
        json_created_to = created_to.isoformat()
    else:
        json_created_to = created_to
    params["created_to"] = json_created_to

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.value

    params["sort"] = json_sort

    params["expand"] = expand

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tickets",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingTicketShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingTicketShown.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ListingTicketShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    view: str | Unset = "all",
    q: str | Unset = "",
    state: list[ListTicketsStateItem] | Unset = UNSET,
    kind: list[ListTicketsKindItem] | Unset = UNSET,
    priority: list[ListTicketsPriorityItem] | Unset = UNSET,
    severity: list[ListTicketsSeverityItem] | Unset = UNSET,
    team: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    product: list[int] | Unset = UNSET,
    component: list[int] | Unset = UNSET,
    version: list[int] | Unset = UNSET,
    organisation: list[int] | Unset = UNSET,
    requester: list[int] | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    due: ListTicketsDue | Unset = ListTicketsDue.VALUE_0,
    language: ListTicketsLanguage | Unset = ListTicketsLanguage.VALUE_0,
    created_from: datetime.date | None | Unset = UNSET,
    created_to: datetime.date | None | Unset = UNSET,
    sort: ListTicketsSort | Unset = ListTicketsSort.UPDATED,
    expand: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingTicketShown | Problem]:
    """List tickets

     List tickets.

    The queues of the desk, their filters and sorts. The last page costs as much as the first.

    Args:
        view (str | Unset): A queue: built in, a team's, or saved. Default: 'all'.
        q (str | Unset): Words; only the most relevant 1,000 are found. Default: ''.
        state (list[ListTicketsStateItem] | Unset): Where it stands.
        kind (list[ListTicketsKindItem] | Unset): Which kind it is.
        priority (list[ListTicketsPriorityItem] | Unset): How soon.
        severity (list[ListTicketsSeverityItem] | Unset): How bad; empty when nobody said.
        team (list[str] | Unset): The team.
        assignee (list[str] | Unset): The colleague in charge.
        product (list[int] | Unset): The product.
        component (list[int] | Unset): The part of the product.
        version (list[int] | Unset): The version.
        organisation (list[int] | Unset): The customer.
        requester (list[int] | Unset): Who asks.
        tag (list[str] | Unset): A tag.
        due (ListTicketsDue | Unset): How near the next deadline is. Default:
            ListTicketsDue.VALUE_0.
        language (ListTicketsLanguage | Unset): `en` or `zh-hans`; empty when nobody said.
            Default: ListTicketsLanguage.VALUE_0.
        created_from (datetime.date | None | Unset): First day, in the caller's time zone.
        created_to (datetime.date | None | Unset): Last day, in the caller's time zone.
        sort (ListTicketsSort | Unset): The order. Default: ListTicketsSort.UPDATED.
        expand (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingTicketShown | Problem]
    """

    kwargs = _get_kwargs(
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
        expand=expand,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    view: str | Unset = "all",
    q: str | Unset = "",
    state: list[ListTicketsStateItem] | Unset = UNSET,
    kind: list[ListTicketsKindItem] | Unset = UNSET,
    priority: list[ListTicketsPriorityItem] | Unset = UNSET,
    severity: list[ListTicketsSeverityItem] | Unset = UNSET,
    team: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    product: list[int] | Unset = UNSET,
    component: list[int] | Unset = UNSET,
    version: list[int] | Unset = UNSET,
    organisation: list[int] | Unset = UNSET,
    requester: list[int] | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    due: ListTicketsDue | Unset = ListTicketsDue.VALUE_0,
    language: ListTicketsLanguage | Unset = ListTicketsLanguage.VALUE_0,
    created_from: datetime.date | None | Unset = UNSET,
    created_to: datetime.date | None | Unset = UNSET,
    sort: ListTicketsSort | Unset = ListTicketsSort.UPDATED,
    expand: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingTicketShown | Problem | None:
    """List tickets

     List tickets.

    The queues of the desk, their filters and sorts. The last page costs as much as the first.

    Args:
        view (str | Unset): A queue: built in, a team's, or saved. Default: 'all'.
        q (str | Unset): Words; only the most relevant 1,000 are found. Default: ''.
        state (list[ListTicketsStateItem] | Unset): Where it stands.
        kind (list[ListTicketsKindItem] | Unset): Which kind it is.
        priority (list[ListTicketsPriorityItem] | Unset): How soon.
        severity (list[ListTicketsSeverityItem] | Unset): How bad; empty when nobody said.
        team (list[str] | Unset): The team.
        assignee (list[str] | Unset): The colleague in charge.
        product (list[int] | Unset): The product.
        component (list[int] | Unset): The part of the product.
        version (list[int] | Unset): The version.
        organisation (list[int] | Unset): The customer.
        requester (list[int] | Unset): Who asks.
        tag (list[str] | Unset): A tag.
        due (ListTicketsDue | Unset): How near the next deadline is. Default:
            ListTicketsDue.VALUE_0.
        language (ListTicketsLanguage | Unset): `en` or `zh-hans`; empty when nobody said.
            Default: ListTicketsLanguage.VALUE_0.
        created_from (datetime.date | None | Unset): First day, in the caller's time zone.
        created_to (datetime.date | None | Unset): Last day, in the caller's time zone.
        sort (ListTicketsSort | Unset): The order. Default: ListTicketsSort.UPDATED.
        expand (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingTicketShown | Problem
    """

    return sync_detailed(
        client=client,
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
        expand=expand,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    view: str | Unset = "all",
    q: str | Unset = "",
    state: list[ListTicketsStateItem] | Unset = UNSET,
    kind: list[ListTicketsKindItem] | Unset = UNSET,
    priority: list[ListTicketsPriorityItem] | Unset = UNSET,
    severity: list[ListTicketsSeverityItem] | Unset = UNSET,
    team: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    product: list[int] | Unset = UNSET,
    component: list[int] | Unset = UNSET,
    version: list[int] | Unset = UNSET,
    organisation: list[int] | Unset = UNSET,
    requester: list[int] | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    due: ListTicketsDue | Unset = ListTicketsDue.VALUE_0,
    language: ListTicketsLanguage | Unset = ListTicketsLanguage.VALUE_0,
    created_from: datetime.date | None | Unset = UNSET,
    created_to: datetime.date | None | Unset = UNSET,
    sort: ListTicketsSort | Unset = ListTicketsSort.UPDATED,
    expand: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingTicketShown | Problem]:
    """List tickets

     List tickets.

    The queues of the desk, their filters and sorts. The last page costs as much as the first.

    Args:
        view (str | Unset): A queue: built in, a team's, or saved. Default: 'all'.
        q (str | Unset): Words; only the most relevant 1,000 are found. Default: ''.
        state (list[ListTicketsStateItem] | Unset): Where it stands.
        kind (list[ListTicketsKindItem] | Unset): Which kind it is.
        priority (list[ListTicketsPriorityItem] | Unset): How soon.
        severity (list[ListTicketsSeverityItem] | Unset): How bad; empty when nobody said.
        team (list[str] | Unset): The team.
        assignee (list[str] | Unset): The colleague in charge.
        product (list[int] | Unset): The product.
        component (list[int] | Unset): The part of the product.
        version (list[int] | Unset): The version.
        organisation (list[int] | Unset): The customer.
        requester (list[int] | Unset): Who asks.
        tag (list[str] | Unset): A tag.
        due (ListTicketsDue | Unset): How near the next deadline is. Default:
            ListTicketsDue.VALUE_0.
        language (ListTicketsLanguage | Unset): `en` or `zh-hans`; empty when nobody said.
            Default: ListTicketsLanguage.VALUE_0.
        created_from (datetime.date | None | Unset): First day, in the caller's time zone.
        created_to (datetime.date | None | Unset): Last day, in the caller's time zone.
        sort (ListTicketsSort | Unset): The order. Default: ListTicketsSort.UPDATED.
        expand (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingTicketShown | Problem]
    """

    kwargs = _get_kwargs(
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
        expand=expand,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    view: str | Unset = "all",
    q: str | Unset = "",
    state: list[ListTicketsStateItem] | Unset = UNSET,
    kind: list[ListTicketsKindItem] | Unset = UNSET,
    priority: list[ListTicketsPriorityItem] | Unset = UNSET,
    severity: list[ListTicketsSeverityItem] | Unset = UNSET,
    team: list[str] | Unset = UNSET,
    assignee: list[str] | Unset = UNSET,
    product: list[int] | Unset = UNSET,
    component: list[int] | Unset = UNSET,
    version: list[int] | Unset = UNSET,
    organisation: list[int] | Unset = UNSET,
    requester: list[int] | Unset = UNSET,
    tag: list[str] | Unset = UNSET,
    due: ListTicketsDue | Unset = ListTicketsDue.VALUE_0,
    language: ListTicketsLanguage | Unset = ListTicketsLanguage.VALUE_0,
    created_from: datetime.date | None | Unset = UNSET,
    created_to: datetime.date | None | Unset = UNSET,
    sort: ListTicketsSort | Unset = ListTicketsSort.UPDATED,
    expand: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingTicketShown | Problem | None:
    """List tickets

     List tickets.

    The queues of the desk, their filters and sorts. The last page costs as much as the first.

    Args:
        view (str | Unset): A queue: built in, a team's, or saved. Default: 'all'.
        q (str | Unset): Words; only the most relevant 1,000 are found. Default: ''.
        state (list[ListTicketsStateItem] | Unset): Where it stands.
        kind (list[ListTicketsKindItem] | Unset): Which kind it is.
        priority (list[ListTicketsPriorityItem] | Unset): How soon.
        severity (list[ListTicketsSeverityItem] | Unset): How bad; empty when nobody said.
        team (list[str] | Unset): The team.
        assignee (list[str] | Unset): The colleague in charge.
        product (list[int] | Unset): The product.
        component (list[int] | Unset): The part of the product.
        version (list[int] | Unset): The version.
        organisation (list[int] | Unset): The customer.
        requester (list[int] | Unset): Who asks.
        tag (list[str] | Unset): A tag.
        due (ListTicketsDue | Unset): How near the next deadline is. Default:
            ListTicketsDue.VALUE_0.
        language (ListTicketsLanguage | Unset): `en` or `zh-hans`; empty when nobody said.
            Default: ListTicketsLanguage.VALUE_0.
        created_from (datetime.date | None | Unset): First day, in the caller's time zone.
        created_to (datetime.date | None | Unset): Last day, in the caller's time zone.
        sort (ListTicketsSort | Unset): The order. Default: ListTicketsSort.UPDATED.
        expand (str | Unset):  Default: ''.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingTicketShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
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
            expand=expand,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
