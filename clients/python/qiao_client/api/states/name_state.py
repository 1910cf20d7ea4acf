from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.name_state_state import NameStateState
from ...models.problem import Problem
from ...models.state_names_given import StateNamesGiven
from ...models.state_shown import StateShown
from ...types import UNSET, Response, Unset


def _get_kwargs(
    state: NameStateState,
    *,
    body: StateNamesGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/states/{state}".format(
            state=quote(str(state), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | StateShown | None:
    if response.status_code == 200:
        response_200 = StateShown.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

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
) -> Response[Problem | StateShown]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    state: NameStateState,
    *,
    client: AuthenticatedClient,
    body: StateNamesGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | StateShown]:
    """Name a state; what it means does not change

     Name a state; what it means does not change.

    Args:
        state (NameStateState):
        idempotency_key (str | Unset):
        body (StateNamesGiven): What to call a state; without a name it has the default one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StateShown]
    """

    kwargs = _get_kwargs(
        state=state,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    state: NameStateState,
    *,
    client: AuthenticatedClient,
    body: StateNamesGiven,
    idempotency_key: str | Unset = UNSET,
) -> Problem | StateShown | None:
    """Name a state; what it means does not change

     Name a state; what it means does not change.

    Args:
        state (NameStateState):
        idempotency_key (str | Unset):
        body (StateNamesGiven): What to call a state; without a name it has the default one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StateShown
    """

    return sync_detailed(
        state=state,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    state: NameStateState,
    *,
    client: AuthenticatedClient,
    body: StateNamesGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | StateShown]:
    """Name a state; what it means does not change

     Name a state; what it means does not change.

    Args:
        state (NameStateState):
        idempotency_key (str | Unset):
        body (StateNamesGiven): What to call a state; without a name it has the default one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StateShown]
    """

    kwargs = _get_kwargs(
        state=state,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    state: NameStateState,
    *,
    client: AuthenticatedClient,
    body: StateNamesGiven,
    idempotency_key: str | Unset = UNSET,
) -> Problem | StateShown | None:
    """Name a state; what it means does not change

     Name a state; what it means does not change.

    Args:
        state (NameStateState):
        idempotency_key (str | Unset):
        body (StateNamesGiven): What to call a state; without a name it has the default one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StateShown
    """

    return (
        await asyncio_detailed(
            state=state,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
