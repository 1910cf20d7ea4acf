from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.made_shown import MadeShown
from ...models.problem import Problem
from ...models.saved_view_change_given import SavedViewChangeGiven
from ...types import UNSET, Response, Unset


def _get_kwargs(
    view_id: int,
    *,
    body: SavedViewChangeGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/saved-views/{view_id}".format(
            view_id=quote(str(view_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MadeShown | Problem | None:
    if response.status_code == 200:
        response_200 = MadeShown.from_dict(response.json())

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
) -> Response[MadeShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    view_id: int,
    *,
    client: AuthenticatedClient,
    body: SavedViewChangeGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[MadeShown | Problem]:
    """Rename a saved view, share it, or keep it to oneself again

     Rename a saved view, share it, or keep it to oneself again.

    Args:
        view_id (int):
        idempotency_key (str | Unset):
        body (SavedViewChangeGiven): The fields to change; omitted fields are not changed. Sharing
            needs view.share.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MadeShown | Problem]
    """

    kwargs = _get_kwargs(
        view_id=view_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    view_id: int,
    *,
    client: AuthenticatedClient,
    body: SavedViewChangeGiven,
    idempotency_key: str | Unset = UNSET,
) -> MadeShown | Problem | None:
    """Rename a saved view, share it, or keep it to oneself again

     Rename a saved view, share it, or keep it to oneself again.

    Args:
        view_id (int):
        idempotency_key (str | Unset):
        body (SavedViewChangeGiven): The fields to change; omitted fields are not changed. Sharing
            needs view.share.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MadeShown | Problem
    """

    return sync_detailed(
        view_id=view_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    view_id: int,
    *,
    client: AuthenticatedClient,
    body: SavedViewChangeGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[MadeShown | Problem]:
    """Rename a saved view, share it, or keep it to oneself again

     Rename a saved view, share it, or keep it to oneself again.

    Args:
        view_id (int):
        idempotency_key (str | Unset):
        body (SavedViewChangeGiven): The fields to change; omitted fields are not changed. Sharing
            needs view.share.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MadeShown | Problem]
    """

    kwargs = _get_kwargs(
        view_id=view_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    view_id: int,
    *,
    client: AuthenticatedClient,
    body: SavedViewChangeGiven,
    idempotency_key: str | Unset = UNSET,
) -> MadeShown | Problem | None:
    """Rename a saved view, share it, or keep it to oneself again

     Rename a saved view, share it, or keep it to oneself again.

    Args:
        view_id (int):
        idempotency_key (str | Unset):
        body (SavedViewChangeGiven): The fields to change; omitted fields are not changed. Sharing
            needs view.share.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MadeShown | Problem
    """

    return (
        await asyncio_detailed(
            view_id=view_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
