import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    person_id: int | None | Unset = UNSET,
    object_type: str | Unset = "",
    object_id: int | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_person_id: int | None | Unset
    if isinstance(person_id, Unset):
        json_person_id = UNSET
    else:
        json_person_id = person_id
    params["person_id"] = json_person_id

    params["object_type"] = object_type

    json_object_id: int | None | Unset
    if isinstance(object_id, Unset):
        json_object_id = UNSET
    else:
        json_object_id = object_id
    params["object_id"] = json_object_id

    json_since: None | str | Unset
    if isinstance(since, Unset):
        json_since = UNSET
    elif isinstance(since, datetime.date):
        json_since = since.isoformat()
    else:
        json_since = since
    params["since"] = json_since

    json_until: None | str | Unset
    if isinstance(until, Unset):
        json_until = UNSET
    elif isinstance(until, datetime.date):
        json_until = until.isoformat()
    else:
        json_until = until
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/audit/export",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.text))

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
) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    person_id: int | None | Unset = UNSET,
    object_type: str | Unset = "",
    object_id: int | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> Response[File | Problem]:
    """Fetch the same acts as CSV, oldest first. That they were taken is recorded too

     Fetch the same acts as CSV, oldest first. That they were taken is recorded too.

    Args:
        person_id (int | None | Unset): Who acted.
        object_type (str | Unset): As in `tickets.ticket`. Default: ''.
        object_id (int | None | Unset): Number of what it is about.
        since (datetime.date | None | Unset): First day.
        until (datetime.date | None | Unset): Last day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        person_id=person_id,
        object_type=object_type,
        object_id=object_id,
        since=since,
        until=until,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    person_id: int | None | Unset = UNSET,
    object_type: str | Unset = "",
    object_id: int | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> File | Problem | None:
    """Fetch the same acts as CSV, oldest first. That they were taken is recorded too

     Fetch the same acts as CSV, oldest first. That they were taken is recorded too.

    Args:
        person_id (int | None | Unset): Who acted.
        object_type (str | Unset): As in `tickets.ticket`. Default: ''.
        object_id (int | None | Unset): Number of what it is about.
        since (datetime.date | None | Unset): First day.
        until (datetime.date | None | Unset): Last day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        client=client,
        person_id=person_id,
        object_type=object_type,
        object_id=object_id,
        since=since,
        until=until,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    person_id: int | None | Unset = UNSET,
    object_type: str | Unset = "",
    object_id: int | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> Response[File | Problem]:
    """Fetch the same acts as CSV, oldest first. That they were taken is recorded too

     Fetch the same acts as CSV, oldest first. That they were taken is recorded too.

    Args:
        person_id (int | None | Unset): Who acted.
        object_type (str | Unset): As in `tickets.ticket`. Default: ''.
        object_id (int | None | Unset): Number of what it is about.
        since (datetime.date | None | Unset): First day.
        until (datetime.date | None | Unset): Last day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        person_id=person_id,
        object_type=object_type,
        object_id=object_id,
        since=since,
        until=until,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    person_id: int | None | Unset = UNSET,
    object_type: str | Unset = "",
    object_id: int | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
) -> File | Problem | None:
    """Fetch the same acts as CSV, oldest first. That they were taken is recorded too

     Fetch the same acts as CSV, oldest first. That they were taken is recorded too.

    Args:
        person_id (int | None | Unset): Who acted.
        object_type (str | Unset): As in `tickets.ticket`. Default: ''.
        object_id (int | None | Unset): Number of what it is about.
        since (datetime.date | None | Unset): First day.
        until (datetime.date | None | Unset): Last day.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            person_id=person_id,
            object_type=object_type,
            object_id=object_id,
            since=since,
            until=until,
        )
    ).parsed
