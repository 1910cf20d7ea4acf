from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.desk_import_shown import DeskImportShown
from ...models.problem import Problem
from ...models.start_desk_move_multi_part_body_params import (
    StartDeskMoveMultiPartBodyParams,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: StartDeskMoveMultiPartBodyParams,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/desk-imports",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeskImportShown | Problem | None:
    if response.status_code == 201:
        response_201 = DeskImportShown.from_dict(response.json())

        return response_201

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
) -> Response[DeskImportShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: StartDeskMoveMultiPartBodyParams,
    idempotency_key: str | Unset = UNSET,
) -> Response[DeskImportShown | Problem]:
    """Begin to move in from another help desk, as form data; a file goes along where the kind asks for one

     Begin to move in from another help desk, as form data; a file goes along where the kind asks for
    one.

    Args:
        idempotency_key (str | Unset):
        body (StartDeskMoveMultiPartBodyParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeskImportShown | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: StartDeskMoveMultiPartBodyParams,
    idempotency_key: str | Unset = UNSET,
) -> DeskImportShown | Problem | None:
    """Begin to move in from another help desk, as form data; a file goes along where the kind asks for one

     Begin to move in from another help desk, as form data; a file goes along where the kind asks for
    one.

    Args:
        idempotency_key (str | Unset):
        body (StartDeskMoveMultiPartBodyParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeskImportShown | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: StartDeskMoveMultiPartBodyParams,
    idempotency_key: str | Unset = UNSET,
) -> Response[DeskImportShown | Problem]:
    """Begin to move in from another help desk, as form data; a file goes along where the kind asks for one

     Begin to move in from another help desk, as form data; a file goes along where the kind asks for
    one.

    Args:
        idempotency_key (str | Unset):
        body (StartDeskMoveMultiPartBodyParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeskImportShown | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: StartDeskMoveMultiPartBodyParams,
    idempotency_key: str | Unset = UNSET,
) -> DeskImportShown | Problem | None:
    """Begin to move in from another help desk, as form data; a file goes along where the kind asks for one

     Begin to move in from another help desk, as form data; a file goes along where the kind asks for
    one.

    Args:
        idempotency_key (str | Unset):
        body (StartDeskMoveMultiPartBodyParams):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeskImportShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
