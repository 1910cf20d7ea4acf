from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.desk_import_shown import DeskImportShown
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    desk_import_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/desk-imports/{desk_import_id}".format(
            desk_import_id=quote(str(desk_import_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeskImportShown | Problem | None:
    if response.status_code == 200:
        response_200 = DeskImportShown.from_dict(response.json())

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
) -> Response[DeskImportShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    desk_import_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[DeskImportShown | Problem]:
    """Get one move, as to see how far it is

     Get one move, as to see how far it is.

    Args:
        desk_import_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeskImportShown | Problem]
    """

    kwargs = _get_kwargs(
        desk_import_id=desk_import_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desk_import_id: int,
    *,
    client: AuthenticatedClient,
) -> DeskImportShown | Problem | None:
    """Get one move, as to see how far it is

     Get one move, as to see how far it is.

    Args:
        desk_import_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeskImportShown | Problem
    """

    return sync_detailed(
        desk_import_id=desk_import_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    desk_import_id: int,
    *,
    client: AuthenticatedClient,
) -> Response[DeskImportShown | Problem]:
    """Get one move, as to see how far it is

     Get one move, as to see how far it is.

    Args:
        desk_import_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeskImportShown | Problem]
    """

    kwargs = _get_kwargs(
        desk_import_id=desk_import_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desk_import_id: int,
    *,
    client: AuthenticatedClient,
) -> DeskImportShown | Problem | None:
    """Get one move, as to see how far it is

     Get one move, as to see how far it is.

    Args:
        desk_import_id (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeskImportShown | Problem
    """

    return (
        await asyncio_detailed(
            desk_import_id=desk_import_id,
            client=client,
        )
    ).parsed
