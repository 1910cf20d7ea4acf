"""Tokens: made once, shown once, found by one hash and one look-up."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.models import ApiToken
from qiao.kernel.prepared import prepared

PREFIX = "qiao_"
_SHOWN = len(PREFIX) + 6
USED_EVERY = timedelta(minutes=1)
"""How fresh the time of the last use is."""
_with_hash = prepared(lambda digest: ApiToken.objects.select_related("person").filter(token_hash=digest).order_by())


class TokenNameMissing(Refusal):
    """Somebody has to know later what a token was for."""

    text = _("Give the token a name that says what it is for.")
    status = 422


class ScopesMissing(Refusal):
    """A token that may do nothing is a mistake."""

    text = _("Choose at least one thing the token may do.")
    status = 422


class ExpiryInPast(Refusal):
    """A token that has expired already is a mistake."""

    text = _("Choose a day that is still to come.")
    status = 422


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made. `secret` is nowhere else: show it once."""

    token: ApiToken
    secret: str


@transaction.atomic
def issue_token(
    kind: str,
    person: Any,
    *,
    name: str,
    by: Actor,
    scopes: Collection[str] = (),
    expires_at: datetime | None = None,
) -> NewToken:
    """Make a token for a person. Raises TokenNameMissing, ScopesMissing, ExpiryInPast."""
    allowed = sorted({scope for scope in scopes if person.may(scope)})
    if not name.strip():
        raise TokenNameMissing
    if not allowed and kind != ApiToken.Kind.CALENDAR:
        raise ScopesMissing
    if expires_at and expires_at <= timezone.now():
        raise ExpiryInPast
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        kind=kind, person=person, name=name.strip()[:80], prefix=secret[:_SHOWN], token_hash=hashed(secret),
        scopes=allowed, expires_at=expires_at,
    )  # fmt: skip
    data = {"kind": kind, "name": token.name, "scopes": allowed, "for": person.pk}
    record(by, "api_token.issued", token, data=data)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(token_id: int, *, by: Actor, person_id: int | None = None) -> None:
    """Let nobody in with it from now on; `person_id` limits this to tokens of one person. Raises NotFound."""
    tokens = ApiToken.objects.select_for_update(no_key=True).filter(pk=token_id)
    token = (tokens.filter(person_id=person_id) if person_id else tokens).first()
    if token is None:
        raise NotFound
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(by, "api_token.revoked", token, data={"name": token.name})


def living_token(secret: str, kinds: Collection[str]) -> ApiToken | None:
    """The token with this secret and its person, if both are still good; one statement, and another once a minute."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    now = timezone.now()
    token = _with_hash.first(hashed(secret))
    if token is None or token.kind not in kinds or token.revoked_at or (token.expires_at and token.expires_at <= now):
        return None
    person: Any = token.person
    if not person.is_active:
        return None
    if token.last_used_at is None or now - token.last_used_at >= USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def hashed(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
