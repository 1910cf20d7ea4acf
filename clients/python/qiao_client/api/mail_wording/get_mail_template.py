from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_mail_template_kind import GetMailTemplateKind
from ...models.get_mail_template_language import GetMailTemplateLanguage
from ...models.mail_template_shown import MailTemplateShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: GetMailTemplateKind,
    language: GetMailTemplateLanguage,
    *,
    product_id: int | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_product_id: int | None | Unset
    if isinstance(product_id, Unset):
        json_product_id = UNSET
    else:
        json_product_id = product_id
    params["product_id"] = json_product_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
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
) -> Any | MailTemplateShown | Problem | None:
    if response.status_code == 200:
        response_200 = MailTemplateShown.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

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
) -> Response[Any | MailTemplateShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: GetMailTemplateKind,
    language: GetMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | MailTemplateShown | Problem]:
    """Get the wording in force for a kind of mail in a language, for a product or for all

     Get the wording in force for a kind of mail in a language, for a product or for all.

    Args:
        kind (GetMailTemplateKind):
        language (GetMailTemplateLanguage):
        product_id (int | None | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | MailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product_id=product_id,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: GetMailTemplateKind,
    language: GetMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | MailTemplateShown | Problem | None:
    """Get the wording in force for a kind of mail in a language, for a product or for all

     Get the wording in force for a kind of mail in a language, for a product or for all.

    Args:
        kind (GetMailTemplateKind):
        language (GetMailTemplateLanguage):
        product_id (int | None | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | MailTemplateShown | Problem
    """

    return sync_detailed(
        kind=kind,
        language=language,
        client=client,
        product_id=product_id,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    kind: GetMailTemplateKind,
    language: GetMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | MailTemplateShown | Problem]:
    """Get the wording in force for a kind of mail in a language, for a product or for all

     Get the wording in force for a kind of mail in a language, for a product or for all.

    Args:
        kind (GetMailTemplateKind):
        language (GetMailTemplateLanguage):
        product_id (int | None | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | MailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product_id=product_id,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: GetMailTemplateKind,
    language: GetMailTemplateLanguage,
    *,
    client: AuthenticatedClient,
    product_id: int | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | MailTemplateShown | Problem | None:
    """Get the wording in force for a kind of mail in a language, for a product or for all

     Get the wording in force for a kind of mail in a language, for a product or for all.

    Args:
        kind (GetMailTemplateKind):
        language (GetMailTemplateLanguage):
        product_id (int | None | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | MailTemplateShown | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            language=language,
            client=client,
            product_id=product_id,
            if_none_match=if_none_match,
        )
    ).parsed
