"""ASGI entry point of `qiao live`: server-sent events from LISTEN/NOTIFY, and nothing else.

A browser gets hints (which ticket, which queue changed), never content: what it then fetches goes through
the scoped pages. One database connection listens for all browsers of this process.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
import structlog

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")
django.setup()

from asgiref.sync import sync_to_async  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.http.cookie import parse_cookie  # noqa: E402

from qiao.kernel.live import CHANNEL  # noqa: E402
from qiao.staff.models import Person  # noqa: E402
from qiao.tickets.selectors.scope import search_scope  # noqa: E402

log = structlog.get_logger("qiao.live")
Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

HEARTBEAT_SECONDS = 20
CHECKED_EVERY = 60
QUEUE_LENGTH = 200
LOOK_AGAIN = json.dumps({"topic": "everything"})


@dataclass(eq=False)
class Listener:
    """One open browser: its user, and the hints not sent yet."""

    person_id: int
    sees_tickets: bool
    product_ids: frozenset[int]
    hidden_team_ids: frozenset[int]
    hints: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(QUEUE_LENGTH))

    def may_know(self, hint: dict[str, Any]) -> bool:
        """Whether the user may receive a hint: not those of other people, other products or hidden teams."""
        topic = str(hint.get("topic", ""))
        if topic.startswith("person:"):
            return topic == f"person:{self.person_id}"
        if not self.sees_tickets or (topic.startswith("ticket:") and "team_id" not in hint):
            return False
        product, team = hint.get("product_id"), hint.get("team_id")
        return (not self.product_ids or product is None or product in self.product_ids) and (
            team not in self.hidden_team_ids
        )

    def tell(self, hint: str) -> None:
        """Queue a hint. A browser too slow to read its queue is told to reload everything instead."""
        if self.hints.full():
            while not self.hints.empty():
                self.hints.get_nowait()
            hint = LOOK_AGAIN
        self.hints.put_nowait(hint)


listeners: set[Listener] = set()
_background: set["asyncio.Task[None]"] = set()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI callable: `/live/events` streams, `/live/health` answers, everything else is 404."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/events":
        await _stream(scope, receive, send)
    elif scope["type"] == "http":
        await _answer(send, 200 if scope["path"] == "/live/health" else 404)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            task = asyncio.create_task(_listen_forever())
            _background.add(task)
            await send({"type": "lifespan.startup.complete"})
        else:
            for task in _background:
                task.cancel()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _listen_forever() -> None:
    """Keep one LISTEN connection alive; after an interruption browsers are told to reload."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(_conninfo(), autocommit=True) as connection:
                await connection.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(CHANNEL)))
                _tell_all({"topic": "queue"})
                async for notification in connection.notifies():
                    _tell_all(json.loads(notification.payload))
        except psycopg.Error as error:
            log.warning("live.database_lost", error=str(error))
            await asyncio.sleep(1)


def _conninfo() -> str:
    database = settings.DATABASES["default"]
    options = {key: value for key, value in database["OPTIONS"].items() if key != "pool"}
    return psycopg.conninfo.make_conninfo(
        dbname=database["NAME"], user=database["USER"], password=database.get("PASSWORD") or None,
        host=database["HOST"] or None, port=database.get("PORT") or None, **options,
    )  # fmt: skip


def _tell_all(hint: dict[str, Any]) -> None:
    text = json.dumps(hint)
    for listener in listeners:
        if listener.may_know(hint):
            listener.tell(text)


async def _stream(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get("origin", "")
    if origin and not _is_our_origin(origin, headers.get("host", "")):
        await _answer(send, 403)
        return
    cookie = headers.get("cookie", "")
    listener = await _listener_of(cookie)
    if listener is None:
        await _answer(send, 401, origin)
        return
    listeners.add(listener)
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _headers(origin, "text/event-stream")})
        await _pump(listener, cookie, gone, send)
    finally:
        listeners.discard(listener)
        gone.cancel()


async def _pump(listener: Listener, cookie: str, gone: "asyncio.Future[None]", send: Send) -> None:
    """Send hints until the browser disconnects or loses access."""
    await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
    check_at = monotonic() + CHECKED_EVERY
    while not gone.done():
        if monotonic() >= check_at:
            if not await _is_still_welcome(listener, cookie):
                await send({"type": "http.response.body", "body": b""})
                return
            check_at = monotonic() + CHECKED_EVERY
        try:
            hint = await asyncio.wait_for(listener.hints.get(), HEARTBEAT_SECONDS)
            body = f"data: {hint}\n\n".encode()
        except TimeoutError:
            body = b": still here\n\n"
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _is_still_welcome(listener: Listener, cookie: str) -> bool:
    """Check the user and their permissions again: both can change while a page is open."""
    now = await _listener_of(cookie)
    if now is None or now.person_id != listener.person_id:
        return False
    listener.sees_tickets = now.sees_tickets
    listener.product_ids, listener.hidden_team_ids = now.product_ids, now.hidden_team_ids
    return True


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, origin: str = "") -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers(origin, "text/plain")})
    await send({"type": "http.response.body", "body": b""})


def _headers(origin: str, content_type: str) -> list[tuple[bytes, bytes]]:
    headers = [(b"content-type", content_type.encode()), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    if origin:
        headers += [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"Origin"),
                    (b"access-control-allow-credentials", b"true")]  # fmt: skip
    return headers


def _is_our_origin(origin: str, host: str) -> bool:
    return origin == settings.ADDRESS or urlsplit(origin).hostname == urlsplit(f"//{host}").hostname


def _sign_in(cookie: str) -> Listener | None:
    """The listener of a session; a session from before a password change is not valid."""
    close_old_connections()
    try:
        request = HttpRequest()
        request.session = SessionStore(parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME))
        person = get_user(request)
        if not isinstance(person, Person):
            return None
        scope = search_scope(person)
        products, hidden = frozenset(scope.product_ids or ()), frozenset(scope.hidden_team_ids)
        return Listener(person.pk, person.may("ticket.view"), products, hidden)
    finally:
        close_old_connections()


_listener_of = sync_to_async(_sign_in, thread_sensitive=False)
