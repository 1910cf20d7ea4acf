"""Sessions in the database (`SESSION_ENGINE`), looked up by a statement that the server keeps: every page asks."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from qiao.kernel.prepared import prepared

_living = prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    """Django's own, with a faster look-up."""

    def _get_session_from_db(self) -> Any:
        found = _living.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found
