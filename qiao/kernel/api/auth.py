"""Who calls: a bearer token, its person, their language and zone, and how much they may still ask."""

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation

from qiao.kernel.access import Actor
from qiao.kernel.api.limits import Allowance, count_request
from qiao.kernel.api.problems import NotSignedIn, PersonalTokenNeeded, ScopeMissing, TooManyRequests
from qiao.kernel.api.tokens import living_token
from qiao.kernel.audit import CAUSE
from qiao.kernel.i18n import known_language
from qiao.kernel.models import ApiToken

if TYPE_CHECKING:
    from qiao.staff.models import Person

CALLERS = (ApiToken.Kind.PERSONAL, ApiToken.Kind.INTEGRATION)


class ApiRequest(HttpRequest):
    """A request of a program: `user` bounds what it reaches, `actor` is who acts."""

    user: "Person"
    actor: Actor
    token: ApiToken
    allowance: Allowance


class BearerToken:
    """Accepts requests with a valid token whose scopes and owner both grant `permission`."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made on your profile page (personal) or under Setup, API (integration).",
    }

    def __init__(self, permission: str) -> None:
        self.permission = permission

    def __call__(self, request: HttpRequest) -> ApiToken:
        """The token. Raises NotSignedIn, TooManyRequests, ScopeMissing."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = living_token(secret.strip(), CALLERS) if scheme.lower() == "bearer" else None
        if token is None:
            raise NotSignedIn
        caller = cast("ApiRequest", request)
        caller.token, caller.user = token, token.person
        caller.actor = _actor(token)
        CAUSE.set(f"token:{token.pk}")
        _speak_to(caller)
        caller.allowance = count_request(token.pk)
        if caller.allowance.is_exceeded:
            raise TooManyRequests(limit=caller.allowance.limit, seconds=caller.allowance.resets_in)
        need(caller, self.permission)
        return token


def need(request: ApiRequest, permission: str) -> None:
    """Raise ScopeMissing unless both the token and its person may do this."""
    is_granted = permission == "own" or permission in request.token.scopes
    if not is_granted or not request.user.may(permission):
        raise ScopeMissing(scope=permission)


def need_person(request: ApiRequest) -> None:
    """Raise PersonalTokenNeeded for an integration."""
    if request.token.kind != ApiToken.Kind.PERSONAL:
        raise PersonalTokenNeeded


def _actor(token: ApiToken) -> Actor:
    person: Any = token.person
    if token.kind == ApiToken.Kind.PERSONAL:
        return Actor.person(person)
    return Actor("api", token.pk, token.name)


def _speak_to(request: ApiRequest) -> None:
    """The header's language wins; PersonLocaleMiddleware has read it, and undoes whatever is activated here."""
    if "Accept-Language" not in request.headers:
        translation.activate(known_language(request.user.language))
    timezone.activate(ZoneInfo(request.user.time_zone))
