from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calendar_year_shown import CalendarYearShown
from ...models.notice_given import NoticeGiven
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    calendar_id: int,
    year: int,
    *,
    body: NoticeGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/calendars/{calendar_id}/years/{year}".format(
            calendar_id=quote(str(calendar_id), safe=""),
            year=quote(str(year), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CalendarYearShown | Problem | None:
    if response.status_code == 200:
        response_200 = CalendarYearShown.from_dict(response.json())

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
) -> Response[CalendarYearShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    calendar_id: int,
    year: int,
    *,
    client: AuthenticatedClient,
    body: NoticeGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[CalendarYearShown | Problem]:
    """Confirm that the dates of a year are those of the official notice

     Confirm that the dates of a year are those of the official notice.

    Args:
        calendar_id (int):
        year (int):
        idempotency_key (str | Unset):
        body (NoticeGiven): By what a year is confirmed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalendarYearShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        year=year,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    calendar_id: int,
    year: int,
    *,
    client: AuthenticatedClient,
    body: NoticeGiven,
    idempotency_key: str | Unset = UNSET,
) -> CalendarYearShown | Problem | None:
    """Confirm that the dates of a year are those of the official notice

     Confirm that the dates of a year are those of the official notice.

    Args:
        calendar_id (int):
        year (int):
        idempotency_key (str | Unset):
        body (NoticeGiven): By what a year is confirmed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalendarYearShown | Problem
    """

    return sync_detailed(
        calendar_id=calendar_id,
        year=year,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    calendar_id: int,
    year: int,
    *,
    client: AuthenticatedClient,
    body: NoticeGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[CalendarYearShown | Problem]:
    """Confirm that the dates of a year are those of the official notice

     Confirm that the dates of a year are those of the official notice.

    Args:
        calendar_id (int):
        year (int):
        idempotency_key (str | Unset):
        body (NoticeGiven): By what a year is confirmed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalendarYearShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        year=year,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    calendar_id: int,
    year: int,
    *,
    client: AuthenticatedClient,
    body: NoticeGiven,
    idempotency_key: str | Unset = UNSET,
) -> CalendarYearShown | Problem | None:
    """Confirm that the dates of a year are those of the official notice

     Confirm that the dates of a year are those of the official notice.

    Args:
        calendar_id (int):
        year (int):
        idempotency_key (str | Unset):
        body (NoticeGiven): By what a year is confirmed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalendarYearShown | Problem
    """

    return (
        await asyncio_detailed(
            calendar_id=calendar_id,
            year=year,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
