"""Reading Zendesk: incremental exports of organisations, users and tickets, comments and their attachments.

Shapes as in developer.zendesk.com, "Incremental Exports" and "Ticket Comments": cursor-based exports answer with
`after_cursor` and `end_of_stream`, the time-based one of organisations with `end_time`; comments are paged by
`page[size]` with `meta.has_more` and `links.next`. An API token goes in as `{mail address}/token` by basic
authentication; too many requests are answered with 429 and Retry-After.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qiao.integrations.requests import Asker
from qiao.integrations.zendesk.records import organisation, person, safely, ticket
from qiao.tickets.ports import Access, DeskPage, DeskTicket, Record

TICKETS_PER_PAGE = 25
_STAGES = ("organizations", "users", "tickets")
_PATHS = {
    "organizations": "/api/v2/incremental/organizations.json",
    "users": "/api/v2/incremental/users/cursor.json",
    "tickets": "/api/v2/incremental/tickets/cursor.json",
}


class ZendeskSource:
    """Reads one Zendesk. The cursor is {"stage", "after", "skip"}: where to ask, and what of it is done already."""

    def __init__(self, access: Access) -> None:
        self.asker = Asker(access.address, {"Accept": "application/json"}, auth=(f"{access.login}/token", access.token))

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """All pages after the cursor."""
        start = _STAGES.index(cursor.get("stage", _STAGES[0]))
        for stage in _STAGES[start:]:
            here = cursor if stage == cursor.get("stage") else {}
            yield from self._stage(stage, str(here.get("after", "")), int(here.get("skip", 0)))

    def _stage(self, stage: str, after: str, skip: int) -> Iterator[DeskPage]:
        read: dict[str, Callable[[dict[str, Any]], Record]] = {
            "organizations": organisation, "users": person, "tickets": self._ticket,
        }  # fmt: skip
        size = TICKETS_PER_PAGE if stage == "tickets" else 1_000
        while True:
            answer = self._ask(stage, after)
            rows = [row for row in answer.get(stage, []) if isinstance(row, dict)]
            # a page of tickets is written in parts: each costs a request for its comments
            for place in range(skip, len(rows), size):
                part = rows[place : place + size]
                records = tuple(safely(stage, row, read[stage]) for row in part if row.get("status") != "deleted")
                yield DeskPage(records, {"stage": stage, "after": after, "skip": place + len(part)})
            skip = 0
            following = str(answer.get("after_cursor") or answer.get("end_time") or "")
            if answer.get("end_of_stream", True) or not following or following == after:
                return
            after = following

    def _ask(self, stage: str, after: str) -> dict[str, Any]:
        if stage == "organizations":
            parameters: dict[str, str | int] = {"start_time": after or 0}
        else:
            parameters = {"cursor": after} if after else {"start_time": 0}
        return dict(self.asker.json(_PATHS[stage], **parameters))

    def _ticket(self, row: dict[str, Any]) -> DeskTicket:
        return ticket(row, self._comments(str(row["id"])), self.asker.file)

    def _comments(self, ticket: str) -> Iterator[dict[str, Any]]:
        path = f"/api/v2/tickets/{ticket}/comments.json?page[size]=100"
        while path:
            answer = self.asker.json(path)
            yield from answer.get("comments", [])
            has_more = (answer.get("meta") or {}).get("has_more")
            path = str((answer.get("links") or {}).get("next") or "") if has_more else ""
