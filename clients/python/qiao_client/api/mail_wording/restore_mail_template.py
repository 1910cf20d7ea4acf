from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.mail_template_shown import MailTemplateShown
from ...models.problem import Problem
from ...models.restore_mail_template_kind import RestoreMailTemplateKind
from ...models.restore_mail_template_language import RestoreMailTemplateLanguage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: RestoreMailTemplateKind,
    language: RestoreMailTemplateLanguage,
    *,
    product_id: int | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    params: dict[str, Any] = {}

    json_product_id: int | None | Unset
    if isinstance(product_id, Unset):
        json_product_id = UNSET
    else:
        json_product_id = product_id
    params["product_id"] = json_product_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/mail-templates/{kind}/{language}".format(
            kind=quote(str(kind), safe=""),
            language=quote(str(language), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MailTemplateShown | Problem | None:
    if response.status_code == 200:
        response_200 = MailTemplateShown.from_dict(response.json())

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
) -> Response[MailTemplateShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: RestoreMailTemplateKind,
    language: RestoreMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[MailTemplateShown | Problem]:
    """Go back to the default wording: that for all products, or the built-in one

     Go back to the default wording: that for all products, or the built-in one.

    Args:
        kind (RestoreMailTemplateKind):
        language (RestoreMailTemplateLanguage):
        product_id (int | None | Unset):
        idempotency_key (str | Unset):
        if_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product_id=product_id,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: RestoreMailTemplateKind,
    language: RestoreMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> MailTemplateShown | Problem | None:
    """Go back to the default wording: that for all products, or the built-in one

     Go back to the default wording: that for all products, or the built-in one.

    Args:
        kind (RestoreMailTemplateKind):
        language (RestoreMailTemplateLanguage):
        product_id (int | None | Unset):
        idempotency_key (str | Unset):
        if_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MailTemplateShown | Problem
    """

    return sync_detailed(
        kind=kind,
        language=language,
        client=client,
        product_id=product_id,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    kind: RestoreMailTemplateKind,
    language: RestoreMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[MailTemplateShown | Problem]:
    """Go back to the default wording: that for all products, or the built-in one

     Go back to the default wording: that for all products, or the built-in one.

    Args:
        kind (RestoreMailTemplateKind):
        language (RestoreMailTemplateLanguage):
        product_id (int | None | Unset):
        idempotency_key (str | Unset):
        if_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product_id=product_id,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: RestoreMailTemplateKind,
    language: RestoreMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> MailTemplateShown | Problem | None:
    """Go back to the default wording: that for all products, or the built-in one

     Go back to the default wording: that for all products, or the built-in one.

    Args:
        kind (RestoreMailTemplateKind):
        language (RestoreMailTemplateLanguage):
        product_id (int | None | Unset):
        idempotency_key (str | Unset):
        if_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MailTemplateShown | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            language=language,
            client=client,
            product_id=product_id,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
