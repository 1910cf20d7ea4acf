from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_staff_accounts_role_type_0 import ListStaffAccountsRoleType0
from ...models.list_staff_accounts_state import ListStaffAccountsState
from ...models.listing_staff_account_shown import ListingStaffAccountShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    q: str | Unset = "",
    role: ListStaffAccountsRoleType0 | None | Unset = UNSET,
    team_id: int | None | Unset = UNSET,
    state: ListStaffAccountsState | Unset = ListStaffAccountsState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    json_role: None | str | Unset
    if isinstance(role, Unset):
        json_role = UNSET
    elif isinstance(role, ListStaffAccountsRoleType0):
        json_role = role.value
    else:
        json_role = role
    params["role"] = json_role

    json_team_id: int | None | Unset
    if isinstance(team_id, Unset):
        json_team_id = UNSET
    else:
        json_team_id = team_id
    params["team_id"] = json_team_id

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/staff-accounts",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingStaffAccountShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingStaffAccountShown.from_dict(response.json())

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
) -> Response[ListingStaffAccountShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    q: str | Unset = "",
    role: ListStaffAccountsRoleType0 | None | Unset = UNSET,
    team_id: int | None | Unset = UNSET,
    state: ListStaffAccountsState | Unset = ListStaffAccountsState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingStaffAccountShown | Problem]:
    """List everybody who works here or is invited to, by name

     List everybody who works here or is invited to, by name.

    Args:
        q (str | Unset): Part of the name, its pinyin, or the address. Default: ''.
        role (ListStaffAccountsRoleType0 | None | Unset): What they are there, or see on the
            portal.
        team_id (int | None | Unset): The team.
        state (ListStaffAccountsState | Unset): Where it stands. Default:
            ListStaffAccountsState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingStaffAccountShown | Problem]
    """

    kwargs = _get_kwargs(
        q=q,
        role=role,
        team_id=team_id,
        state=state,
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
    q: str | Unset = "",
    role: ListStaffAccountsRoleType0 | None | Unset = UNSET,
    team_id: int | None | Unset = UNSET,
    state: ListStaffAccountsState | Unset = ListStaffAccountsState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingStaffAccountShown | Problem | None:
    """List everybody who works here or is invited to, by name

     List everybody who works here or is invited to, by name.

    Args:
        q (str | Unset): Part of the name, its pinyin, or the address. Default: ''.
        role (ListStaffAccountsRoleType0 | None | Unset): What they are there, or see on the
            portal.
        team_id (int | None | Unset): The team.
        state (ListStaffAccountsState | Unset): Where it stands. Default:
            ListStaffAccountsState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingStaffAccountShown | Problem
    """

    return sync_detailed(
        client=client,
        q=q,
        role=role,
        team_id=team_id,
        state=state,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    q: str | Unset = "",
    role: ListStaffAccountsRoleType0 | None | Unset = UNSET,
    team_id: int | None | Unset = UNSET,
    state: ListStaffAccountsState | Unset = ListStaffAccountsState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingStaffAccountShown | Problem]:
    """List everybody who works here or is invited to, by name

     List everybody who works here or is invited to, by name.

    Args:
        q (str | Unset): Part of the name, its pinyin, or the address. Default: ''.
        role (ListStaffAccountsRoleType0 | None | Unset): What they are there, or see on the
            portal.
        team_id (int | None | Unset): The team.
        state (ListStaffAccountsState | Unset): Where it stands. Default:
            ListStaffAccountsState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingStaffAccountShown | Problem]
    """

    kwargs = _get_kwargs(
        q=q,
        role=role,
        team_id=team_id,
        state=state,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    q: str | Unset = "",
    role: ListStaffAccountsRoleType0 | None | Unset = UNSET,
    team_id: int | None | Unset = UNSET,
    state: ListStaffAccountsState | Unset = ListStaffAccountsState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingStaffAccountShown | Problem | None:
    """List everybody who works here or is invited to, by name

     List everybody who works here or is invited to, by name.

    Args:
        q (str | Unset): Part of the name, its pinyin, or the address. Default: ''.
        role (ListStaffAccountsRoleType0 | None | Unset): What they are there, or see on the
            portal.
        team_id (int | None | Unset): The team.
        state (ListStaffAccountsState | Unset): Where it stands. Default:
            ListStaffAccountsState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingStaffAccountShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            q=q,
            role=role,
            team_id=team_id,
            state=state,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
