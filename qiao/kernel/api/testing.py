"""For tests: a program that calls the API with a token, and patience with feeds."""

import json
import time
from typing import Any

from django.db import connection
from django.test import Client

from qiao.kernel.access import Actor
from qiao.kernel.api.tokens import issue_token
from qiao.kernel.models import ApiToken


def wait_for_earlier_transactions(seconds: float = 30) -> None:
    """Until all that began before has ended: feeds stop before it, and it may be another test's on the same server."""
    end = time.monotonic() + seconds
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (mine,) = cursor.fetchone()
        while time.monotonic() < end:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s", [mine])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise TimeoutError(f"A transaction runs for more than {seconds} s.")


class Caller:
    """Speaks JSON with a token of a person; without `scopes` it has all the person's permissions."""

    def __init__(self, person: Any, *, kind: str = ApiToken.Kind.PERSONAL, scopes: tuple[str, ...] = ()) -> None:
        made = issue_token(kind, person, name="Test", scopes=scopes or person.permissions, by=Actor.person(person))
        self.token, self.secret = made.token, made.secret
        self.client = Client()

    def call(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """The answer to a request; `path` is relative to /api/v1/, header names use underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        body = "" if data is None else _json(data)
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", **sent},
        )

    def get(self, path: str, **headers: str) -> Any:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        """POST."""
        return self.call("POST", path, data, **headers)

    def patch(self, path: str, data: Any = None, **headers: str) -> Any:
        """PATCH."""
        return self.call("PATCH", path, data, **headers)

    def put(self, path: str, data: Any = None, **headers: str) -> Any:
        """PUT."""
        return self.call("PUT", path, data, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        """DELETE."""
        return self.call("DELETE", path, **headers)


def _json(data: Any) -> Any:
    return data if isinstance(data, str | bytes) else json.dumps(data)
