from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.listing_custom_field_shown import ListingCustomFieldShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    is_active: bool | Unset = True,
    cursor: str | Unset = "",
    limit: int | Unset = 200,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["is_active"] = is_active

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/custom-fields",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingCustomFieldShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingCustomFieldShown.from_dict(response.json())

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
) -> Response[ListingCustomFieldShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    is_active: bool | Unset = True,
    cursor: str | Unset = "",
    limit: int | Unset = 200,
) -> Response[ListingCustomFieldShown | Problem]:
    """List the custom fields of tickets in their order

     List the custom fields of tickets in their order.

    Args:
        is_active (bool | Unset): In use; false for what was archived or taken out of view.
            Default: True.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 200.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingCustomFieldShown | Problem]
    """

    kwargs = _get_kwargs(
        is_active=is_active,
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
    is_active: bool | Unset = True,
    cursor: str | Unset = "",
    limit: int | Unset = 200,
) -> ListingCustomFieldShown | Problem | None:
    """List the custom fields of tickets in their order

     List the custom fields of tickets in their order.

    Args:
        is_active (bool | Unset): In use; false for what was archived or taken out of view.
            Default: True.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 200.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingCustomFieldShown | Problem
    """

    return sync_detailed(
        client=client,
        is_active=is_active,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    is_active: bool | Unset = True,
    cursor: str | Unset = "",
    limit: int | Unset = 200,
) -> Response[ListingCustomFieldShown | Problem]:
    """List the custom fields of tickets in their order

     List the custom fields of tickets in their order.

    Args:
        is_active (bool | Unset): In use; false for what was archived or taken out of view.
            Default: True.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 200.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingCustomFieldShown | Problem]
    """

    kwargs = _get_kwargs(
        is_active=is_active,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    is_active: bool | Unset = True,
    cursor: str | Unset = "",
    limit: int | Unset = 200,
) -> ListingCustomFieldShown | Problem | None:
    """List the custom fields of tickets in their order

     List the custom fields of tickets in their order.

    Args:
        is_active (bool | Unset): In use; false for what was archived or taken out of view.
            Default: True.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 200.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingCustomFieldShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            is_active=is_active,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
