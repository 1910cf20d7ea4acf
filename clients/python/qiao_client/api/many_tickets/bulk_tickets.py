from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bulk_given import BulkGiven
from ...models.bulk_shown import BulkShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: BulkGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/bulk",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BulkShown | Problem | None:
    if response.status_code == 202:
        response_202 = BulkShown.from_dict(response.json())

        return response_202

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
) -> Response[BulkShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: BulkGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[BulkShown | Problem]:
    """Do one act to many tickets

     Do one act to many tickets.

    Up to 100 are done when this answers, more by a job: ask for the progress with the token. What
    single tickets
    refuse stands there with the reason. It can be undone for a day.

    Args:
        idempotency_key (str | Unset):
        body (BulkGiven): One act on many tickets, with what it needs: assign `person_id`, move
            `team_id`, product `product_id`,
            state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkShown | Problem]
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
    body: BulkGiven,
    idempotency_key: str | Unset = UNSET,
) -> BulkShown | Problem | None:
    """Do one act to many tickets

     Do one act to many tickets.

    Up to 100 are done when this answers, more by a job: ask for the progress with the token. What
    single tickets
    refuse stands there with the reason. It can be undone for a day.

    Args:
        idempotency_key (str | Unset):
        body (BulkGiven): One act on many tickets, with what it needs: assign `person_id`, move
            `team_id`, product `product_id`,
            state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkShown | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: BulkGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[BulkShown | Problem]:
    """Do one act to many tickets

     Do one act to many tickets.

    Up to 100 are done when this answers, more by a job: ask for the progress with the token. What
    single tickets
    refuse stands there with the reason. It can be undone for a day.

    Args:
        idempotency_key (str | Unset):
        body (BulkGiven): One act on many tickets, with what it needs: assign `person_id`, move
            `team_id`, product `product_id`,
            state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkShown | Problem]
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
    body: BulkGiven,
    idempotency_key: str | Unset = UNSET,
) -> BulkShown | Problem | None:
    """Do one act to many tickets

     Do one act to many tickets.

    Up to 100 are done when this answers, more by a job: ask for the progress with the token. What
    single tickets
    refuse stands there with the reason. It can be undone for a day.

    Args:
        idempotency_key (str | Unset):
        body (BulkGiven): One act on many tickets, with what it needs: assign `person_id`, move
            `team_id`, product `product_id`,
            state `state`, priority `priority`, kind `kind`, tag and untag `names`, snooze `until`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
