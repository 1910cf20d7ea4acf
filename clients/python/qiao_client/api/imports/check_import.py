from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.import_shown import ImportShown
from ...models.mapping_given import MappingGiven
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    import_id: int,
    *,
    body: MappingGiven,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/imports/{import_id}/check".format(
            import_id=quote(str(import_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ImportShown | Problem | None:
    if response.status_code == 202:
        response_202 = ImportShown.from_dict(response.json())

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
) -> Response[ImportShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    import_id: int,
    *,
    client: AuthenticatedClient,
    body: MappingGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[ImportShown | Problem]:
    """Set the meaning of each column, and let a job check every row without writing

     Set the meaning of each column, and let a job check every row without writing.

    Args:
        import_id (int):
        idempotency_key (str | Unset):
        body (MappingGiven): A field's key, or an empty text, for each column; left out, the
            columns stay as they are.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShown | Problem]
    """

    kwargs = _get_kwargs(
        import_id=import_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    import_id: int,
    *,
    client: AuthenticatedClient,
    body: MappingGiven,
    idempotency_key: str | Unset = UNSET,
) -> ImportShown | Problem | None:
    """Set the meaning of each column, and let a job check every row without writing

     Set the meaning of each column, and let a job check every row without writing.

    Args:
        import_id (int):
        idempotency_key (str | Unset):
        body (MappingGiven): A field's key, or an empty text, for each column; left out, the
            columns stay as they are.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShown | Problem
    """

    return sync_detailed(
        import_id=import_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    import_id: int,
    *,
    client: AuthenticatedClient,
    body: MappingGiven,
    idempotency_key: str | Unset = UNSET,
) -> Response[ImportShown | Problem]:
    """Set the meaning of each column, and let a job check every row without writing

     Set the meaning of each column, and let a job check every row without writing.

    Args:
        import_id (int):
        idempotency_key (str | Unset):
        body (MappingGiven): A field's key, or an empty text, for each column; left out, the
            columns stay as they are.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShown | Problem]
    """

    kwargs = _get_kwargs(
        import_id=import_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    import_id: int,
    *,
    client: AuthenticatedClient,
    body: MappingGiven,
    idempotency_key: str | Unset = UNSET,
) -> ImportShown | Problem | None:
    """Set the meaning of each column, and let a job check every row without writing

     Set the meaning of each column, and let a job check every row without writing.

    Args:
        import_id (int):
        idempotency_key (str | Unset):
        body (MappingGiven): A field's key, or an empty text, for each column; left out, the
            columns stay as they are.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShown | Problem
    """

    return (
        await asyncio_detailed(
            import_id=import_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
