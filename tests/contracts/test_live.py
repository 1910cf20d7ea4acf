"""What open browsers receive: hints about what their user may see, as long as the user may sign in."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connections

from qiao.site import live
from qiao.staff.models import Person
from qiao.staff.services import deactivate_person
from qiao.staff.testing import make_person, make_team
from qiao.tickets.services import add_note, follow_ticket, heartbeat, move_ticket
from qiao.tickets.services.assigning import nudge_ticket
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10
QUIET = 0.7


class Browser:
    """A page that keeps the stream of hints open."""

    def __init__(self, cookie: str) -> None:
        headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
        scope = {"type": "http", "path": "/live/events", "headers": headers}
        self.stream = ApplicationCommunicator(live.application, scope)

    async def open(self) -> int:
        await self.stream.send_input({"type": "http.request"})
        start = await self.stream.receive_output(PATIENCE)
        await self.stream.receive_output(PATIENCE)
        return int(start["status"])

    async def hints(self) -> list[dict[str, Any]]:
        """What has come until it is quiet."""
        heard = []
        with suppress(TimeoutError, asyncio.TimeoutError):
            while True:
                output = await asyncio.wait_for(self.stream.output_queue.get(), QUIET)
                lines = output["body"].decode().splitlines()
                heard += [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
                if not output.get("more_body"):
                    heard.append({"topic": "the end"})
        return heard


class SlowBrowser(Browser):
    """A page that reads nothing until `reads` is set."""

    def __init__(self, cookie: str) -> None:
        super().__init__(cookie)
        self.reads = asyncio.Event()
        self.stream = ApplicationCommunicator(self._answer_slowly, self.stream.scope)

    async def _answer_slowly(self, scope: live.Scope, receive: live.Receive, send: live.Send) -> None:
        async def send_when_read(message: dict[str, Any]) -> None:
            if message.get("body", b"").startswith(b"data:"):
                await self.reads.wait()
            await send(message)

        await live.application(scope, receive, send_when_read)


async def act(what: Callable[[], object]) -> None:
    """Do something in another thread, as the web process would, with a connection of its own."""

    def and_close() -> None:
        try:
            what()
        finally:
            connections.close_all()

    await asyncio.to_thread(and_close)


def while_live(story: Callable[[], Awaitable[None]]) -> None:
    """Run a story while the live process listens to the database."""

    async def run() -> None:
        process = ApplicationCommunicator(live.application, {"type": "lifespan"})
        await process.send_input({"type": "lifespan.startup"})
        await process.receive_output(PATIENCE)
        await asyncio.sleep(QUIET)
        try:
            await story()
        finally:
            await process.send_input({"type": "lifespan.shutdown"})
            await process.receive_output(PATIENCE)

    asyncio.run(run())
    connections.close_all()


def cookie_of(person: Person, client_of: Any) -> str:
    return str(client_of(person).cookies[settings.SESSION_COOKIE_NAME].value)


def topics(hints: list[dict[str, Any]]) -> set[str]:
    return {hint["topic"] for hint in hints}


def test_a_ticket_of_a_restricted_team_is_heard_of_by_those_who_see_it(lin, mei, client_of) -> None:
    closed = make_team("Security", is_restricted=True)
    ticket = make_ticket("Leak", team=closed)
    inside, outside = Browser(cookie_of(mei, client_of)), Browser(cookie_of(lin, client_of))

    async def story() -> None:
        assert (await inside.open(), await outside.open()) == (200, 200)
        await act(lambda: add_note(ticket.pk, "Look", by=mei.actor))
        await act(lambda: heartbeat(ticket.pk, by=mei.actor))
        assert {"queue", f"ticket:{ticket.pk}"} <= topics(await inside.hints())
        assert await outside.hints() == []

    while_live(story)


def test_who_lost_sight_of_a_followed_ticket_is_told_nothing_of_it(lin, mei, client_of) -> None:
    ticket, closed = make_ticket("Secret subject", assignee=mei), make_team("Security", is_restricted=True)
    follow_ticket(ticket.pk, by=lin.actor)
    follower = Browser(cookie_of(lin, client_of))

    async def story() -> None:
        await follower.open()
        await act(lambda: nudge_ticket(ticket.pk, by=mei.actor))
        heard = await follower.hints()
        assert f"person:{lin.pk}" in topics(heard)
        assert "Secret" not in json.dumps(heard)
        await act(lambda: move_ticket(ticket.pk, by=mei.actor, team_id=closed.pk))
        await act(lambda: nudge_ticket(ticket.pk, by=mei.actor))
        assert await follower.hints() == []

    while_live(story)


@pytest.mark.parametrize("ending", ["deactivated", "new password"])
def test_an_open_stream_ends_when_its_person_may_no_longer_come_in(ending, mei, client_of, monkeypatch) -> None:
    monkeypatch.setattr(live, "CHECKED_EVERY", 0)
    leaver = make_person("Yan", roles=("agent_l1",))
    ticket = make_ticket("Leak")
    browser = Browser(cookie_of(leaver, client_of))

    def leave() -> None:
        if ending == "deactivated":
            deactivate_person(leaver.pk, by=mei.actor)
        else:
            leaver.set_password("four words to remember")
            leaver.save()

    async def story() -> None:
        await browser.open()
        await act(lambda: add_note(ticket.pk, "One", by=mei.actor))
        assert topics(await browser.hints()) == {"queue", f"ticket:{ticket.pk}"}
        await act(leave)
        await act(lambda: add_note(ticket.pk, "Two", by=mei.actor))
        await browser.hints()
        await act(lambda: add_note(ticket.pk, "Three", by=mei.actor))
        assert topics(await browser.hints()) <= {"the end"}
        assert live.listeners == set()

    while_live(story)


def test_a_browser_too_slow_for_its_hints_is_told_to_look_at_everything_again(lin, mei, client_of, monkeypatch) -> None:
    monkeypatch.setattr(live, "QUEUE_LENGTH", 2)
    ticket = make_ticket("Gateway down")
    browser = SlowBrowser(cookie_of(mei, client_of))

    async def story() -> None:
        assert await browser.open() == 200
        for number in range(4):
            await act(lambda text=f"Note {number}": add_note(ticket.pk, text, by=lin.actor))
        await asyncio.sleep(QUIET)
        browser.reads.set()
        hints = await browser.hints()
        assert "everything" in topics(hints)
        assert len(hints) <= 4

    while_live(story)
