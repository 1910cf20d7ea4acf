from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calendar_days_given import CalendarDaysGiven
from ...models.listing_calendar_day_shown import ListingCalendarDayShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    calendar_id: int,
    *,
    body: CalendarDaysGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/calendars/{calendar_id}/days".format(
            calendar_id=quote(str(calendar_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingCalendarDayShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingCalendarDayShown.from_dict(response.json())

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
) -> Response[ListingCalendarDayShown | Problem]:
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
    body: CalendarDaysGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[ListingCalendarDayShown | Problem]:
    """Close or open dates; running deadlines are calculated anew

     Close or open dates; running deadlines are calculated anew.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        body (CalendarDaysGiven): Dates to close or to open, from the first to the last, for a
            month at most; without a last day only the first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingCalendarDayShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: CalendarDaysGiven,
    idempotency_key: str | Unset = UNSET,
) -> ListingCalendarDayShown | Problem | None:
    """Close or open dates; running deadlines are calculated anew

     Close or open dates; running deadlines are calculated anew.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        body (CalendarDaysGiven): Dates to close or to open, from the first to the last, for a
            month at most; without a last day only the first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingCalendarDayShown | Problem
    """

    return sync_detailed(
        calendar_id=calendar_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: CalendarDaysGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[ListingCalendarDayShown | Problem]:
    """Close or open dates; running deadlines are calculated anew

     Close or open dates; running deadlines are calculated anew.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        body (CalendarDaysGiven): Dates to close or to open, from the first to the last, for a
            month at most; without a last day only the first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingCalendarDayShown | Problem]
    """

    kwargs = _get_kwargs(
        calendar_id=calendar_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    calendar_id: int,
    *,
    client: AuthenticatedClient,
    body: CalendarDaysGiven,
    idempotency_key: str | Unset = UNSET,
) -> ListingCalendarDayShown | Problem | None:
    """Close or open dates; running deadlines are calculated anew

     Close or open dates; running deadlines are calculated anew.

    Args:
        calendar_id (int):
        idempotency_key (str | Unset):
        body (CalendarDaysGiven): Dates to close or to open, from the first to the last, for a
            month at most; without a last day only the first.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingCalendarDayShown | Problem
    """

    return (
        await asyncio_detailed(
            calendar_id=calendar_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
