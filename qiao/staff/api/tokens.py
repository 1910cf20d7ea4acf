"""Tokens: which there are, and revoking them. A token cannot make another: that stays with people."""

from datetime import datetime

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.kernel.api.answers import Id, Listing, Shown, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.tokens import revoke_token
from qiao.kernel.models import ApiToken

tokens = Operations("tokens")


class TokenShown(Shown):
    """A token that was not revoked. Its secret is nowhere."""

    id: int
    kind: str = Field(description="personal, integration, or calendar.")
    name: str
    prefix: str = Field(description="How the secret begins.")
    person_id: int
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@tokens.get("/tokens", "setup.manage", Listing[TokenShown])
def list_tokens(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the tokens of everybody, latest first."""
    rows = ApiToken.objects.filter(revoked_at=None)
    found, following = page_of(rows, ("-created_at", "-id"), cursor=cursor, limit=limit, name="tokens")
    return answer(request, Listing[TokenShown](items=[_shown(row) for row in found], next_cursor=following))


@tokens.delete("/tokens/{token_id}", "setup.manage", screens=["staff:revoke_any_token"])
def revoke_any_token(request: ApiRequest, token_id: Id) -> HttpResponseBase:
    """Revoke a token of anybody."""
    revoke_token(token_id, by=request.actor)
    return nothing()


@tokens.get("/me/tokens", "own", Listing[TokenShown])
def list_my_tokens(request: ApiRequest) -> HttpResponseBase:
    """List my own tokens and calendar addresses, latest first."""
    need_person(request)
    rows = ApiToken.objects.filter(person=request.user, kind__in=("personal", "calendar"), revoked_at=None)
    return answer(request, Listing[TokenShown](items=[_shown(row) for row in rows], next_cursor=None))


@tokens.delete("/me/tokens/{token_id}", "own.edit", screens=["staff:revoke_token"])
def revoke_my_token(request: ApiRequest, token_id: Id) -> HttpResponseBase:
    """Revoke a token of mine."""
    need_person(request)
    revoke_token(token_id, by=request.actor, person_id=request.user.pk)
    return nothing()


def _shown(row: ApiToken) -> TokenShown:
    return TokenShown(**{name: getattr(row, name) for name in TokenShown.model_fields})
