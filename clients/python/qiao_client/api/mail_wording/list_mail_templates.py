from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_mail_templates_kind_type_0 import ListMailTemplatesKindType0
from ...models.list_mail_templates_language_type_0 import ListMailTemplatesLanguageType0
from ...models.listing_mail_template_shown import ListingMailTemplateShown
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    kind: ListMailTemplatesKindType0 | None | Unset = UNSET,
    language: ListMailTemplatesLanguageType0 | None | Unset = UNSET,
    product: int | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, ListMailTemplatesKindType0):
        json_kind = kind.value
    else:
        json_kind = kind
    params["kind"] = json_kind

    json_language: None | str | Unset
    if isinstance(language, Unset):
        json_language = UNSET
    elif isinstance(language, ListMailTemplatesLanguageType0):
        json_language = language.value
    else:
        json_language = language
    params["language"] = json_language

    json_product: int | None | Unset
    if isinstance(product, Unset):
        json_product = UNSET
    else:
        json_product = product
    params["product"] = json_product

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/mail-templates",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ListingMailTemplateShown | Problem | None:
    if response.status_code == 200:
        response_200 = ListingMailTemplateShown.from_dict(response.json())

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
) -> Response[ListingMailTemplateShown | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    kind: ListMailTemplatesKindType0 | None | Unset = UNSET,
    language: ListMailTemplatesLanguageType0 | None | Unset = UNSET,
    product: int | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingMailTemplateShown | Problem]:
    """List the wordings that replace built-in ones

     List the wordings that replace built-in ones.

    Args:
        kind (ListMailTemplatesKindType0 | None | Unset): For which mails.
        language (ListMailTemplatesLanguageType0 | None | Unset): In which language.
        product (int | None | Unset): Of this product.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingMailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product=product,
        cursor=cursor,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    kind: ListMailTemplatesKindType0 | None | Unset = UNSET,
    language: ListMailTemplatesLanguageType0 | None | Unset = UNSET,
    product: int | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingMailTemplateShown | Problem | None:
    """List the wordings that replace built-in ones

     List the wordings that replace built-in ones.

    Args:
        kind (ListMailTemplatesKindType0 | None | Unset): For which mails.
        language (ListMailTemplatesLanguageType0 | None | Unset): In which language.
        product (int | None | Unset): Of this product.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingMailTemplateShown | Problem
    """

    return sync_detailed(
        client=client,
        kind=kind,
        language=language,
        product=product,
        cursor=cursor,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    kind: ListMailTemplatesKindType0 | None | Unset = UNSET,
    language: ListMailTemplatesLanguageType0 | None | Unset = UNSET,
    product: int | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> Response[ListingMailTemplateShown | Problem]:
    """List the wordings that replace built-in ones

     List the wordings that replace built-in ones.

    Args:
        kind (ListMailTemplatesKindType0 | None | Unset): For which mails.
        language (ListMailTemplatesLanguageType0 | None | Unset): In which language.
        product (int | None | Unset): Of this product.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListingMailTemplateShown | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        language=language,
        product=product,
        cursor=cursor,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    kind: ListMailTemplatesKindType0 | None | Unset = UNSET,
    language: ListMailTemplatesLanguageType0 | None | Unset = UNSET,
    product: int | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 50,
) -> ListingMailTemplateShown | Problem | None:
    """List the wordings that replace built-in ones

     List the wordings that replace built-in ones.

    Args:
        kind (ListMailTemplatesKindType0 | None | Unset): For which mails.
        language (ListMailTemplatesLanguageType0 | None | Unset): In which language.
        product (int | None | Unset): Of this product.
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListingMailTemplateShown | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            kind=kind,
            language=language,
            product=product,
            cursor=cursor,
            limit=limit,
        )
    ).parsed
