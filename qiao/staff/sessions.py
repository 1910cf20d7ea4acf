"""Who is signed in, and where: kept fresh without a write per request."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponseBase

FRESH_SECONDS = 300
_MOST_REMEMBERED = 10_000
_seen: dict[str, float] = {}


class PersonMiddleware(AuthenticationMiddleware):
    """Looks the person up at once: every answer asks for their language, and a stand-in makes each question slower."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user` to the person of the session, or to nobody in particular."""
        super().process_request(request)
        request.user = get_user(request)


def note_activity(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: write down address and time of a session, at most every five minutes per process."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and time.monotonic() - _seen.get(key, -FRESH_SECONDS) >= FRESH_SECONDS:
            if len(_seen) >= _MOST_REMEMBERED:
                _seen.clear()
            _seen[key] = time.monotonic()
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware
