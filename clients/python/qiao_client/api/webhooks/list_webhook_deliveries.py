from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_webhook_deliveries_state import ListWebhookDeliveriesState
from ...models.listing_delivery_shown import ListingDeliveryShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    webhook_id: int,
    *,
    state: ListWebhookDeliveriesState | Unset = ListWebhookDeliveriesState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["state"] = json_state

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/webhooks/{webhook_id}/deliveries".format(
            webhook_id=quote(str(webhook_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingDeliveryShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingDeliveryShown.from_dict(response.json())

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
) -> Response[ListingDeliveryShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    webhook_id: int,
    *,
    client: AuthenticatedClient,
    state: ListWebhookDeliveriesState | Unset = ListWebhookDeliveriesState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingDeliveryShown | Problem]:
    """List the deliveries of a webhook, latest first

     List the deliveries of a webhook, latest first.

    Args:
        webhook_id (int):
        state (ListWebhookDeliveriesState | Unset): Where it stands. Default:
            ListWebhookDeliveriesState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingDeliveryShown | Problem]
    """

    kwargs = _get_kwargs(
        webhook_id=webhook_id,
        state=state,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    webhook_id: int,
    *,
    client: AuthenticatedClient,
    state: ListWebhookDeliveriesState | Unset = ListWebhookDeliveriesState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingDeliveryShown | Problem | None:
    """List the deliveries of a webhook, latest first

     List the deliveries of a webhook, latest first.

    Args:
        webhook_id (int):
        state (ListWebhookDeliveriesState | Unset): Where it stands. Default:
            ListWebhookDeliveriesState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingDeliveryShown | Problem
    """

    return sync_detailed(
        webhook_id=webhook_id,
        client=client,
        state=state,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    webhook_id: int,
    *,
    client: AuthenticatedClient,
    state: ListWebhookDeliveriesState | Unset = ListWebhookDeliveriesState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingDeliveryShown | Problem]:
    """List the deliveries of a webhook, latest first

     List the deliveries of a webhook, latest first.

    Args:
        webhook_id (int):
        state (ListWebhookDeliveriesState | Unset): Where it stands. Default:
            ListWebhookDeliveriesState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingDeliveryShown | Problem]
    """

    kwargs = _get_kwargs(
        webhook_id=webhook_id,
        state=state,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    webhook_id: int,
    *,
    client: AuthenticatedClient,
    state: ListWebhookDeliveriesState | Unset = ListWebhookDeliveriesState.VALUE_0,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingDeliveryShown | Problem | None:
    """List the deliveries of a webhook, latest first

     List the deliveries of a webhook, latest first.

    Args:
        webhook_id (int):
        state (ListWebhookDeliveriesState | Unset): Where it stands. Default:
            ListWebhookDeliveriesState.VALUE_0.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingDeliveryShown | Problem
    """

    return (
        await asyncio_detailed(
            webhook_id=webhook_id,
            client=client,
            state=state,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
