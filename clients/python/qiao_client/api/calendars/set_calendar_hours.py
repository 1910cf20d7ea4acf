from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calendar_shown import CalendarShown
from ...models.problem import Problem
from ...models.weekly_hours_given import WeeklyHoursGiven
from ...types import UNSET, Response, Unset


def _get_kwargs(
    calendar_id: int,
    *,
    body: WeeklyHoursGiven,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/calendars/{calendar_id}/hours".format(
            calendar_id=quote(str(calendar_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CalendarShown | Problem | None:
    if response.status_code == 200:
        response_200 = CalendarShown.from_dict(response.json())

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

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

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
) -> Response[CalendarShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: WeeklyHoursGiven,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[CalendarShown | Problem]:
    """Set the weekly hours from now on; running deadlines keep theirs

     Set the weekly hours from now on; running deadlines keep theirs.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (WeeklyHoursGiven): Weekly hours from now on; running deadlines keep theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalendarShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: WeeklyHoursGiven,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> CalendarShown | Problem | None:
    """Set the weekly hours from now on; running deadlines keep theirs

     Set the weekly hours from now on; running deadlines keep theirs.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (WeeklyHoursGiven): Weekly hours from now on; running deadlines keep theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalendarShown | Problem
    """

    return sync_detailed(
        calendar_id=calendar_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: WeeklyHoursGiven,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[CalendarShown | Problem]:
    """Set the weekly hours from now on; running deadlines keep theirs

     Set the weekly hours from now on; running deadlines keep theirs.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (WeeklyHoursGiven): Weekly hours from now on; running deadlines keep theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalendarShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: WeeklyHoursGiven,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> CalendarShown | Problem | None:
    """Set the weekly hours from now on; running deadlines keep theirs

     Set the weekly hours from now on; running deadlines keep theirs.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (WeeklyHoursGiven): Weekly hours from now on; running deadlines keep theirs.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalendarShown | Problem
    """

    return (
        await asyncio_detailed(
            calendar_id=calendar_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
