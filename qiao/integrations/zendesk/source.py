"""Reading Zendesk: incremental exports of organisations, users and tickets, comments and their attachments.

Shapes as in developer.zendesk.com, "Incremental Exports" and "Ticket Comments": cursor-based exports answer with
`after_cursor` and `end_of_stream`, the time-based one of organisations with `end_time`; comments are paged by
`page[size]` with `meta.has_more` and `links.next`. An API token goes in as `{mail address}/token` by basic
authentication; too many requests are answered with 429 and Retry-After.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from qiao.integrations.requests import Asker
from qiao.tickets.ports import (
    Access,
    DeskFile,
    DeskMessage,
    DeskOrganisation,
    DeskPage,
    DeskPerson,
    DeskRefusal,
    DeskTicket,
    Record,
)

TICKETS_PER_PAGE = 25
_STAGES = ("organizations", "users", "tickets")
_PATHS = {
    "organizations": "/api/v2/incremental/organizations.json",
    "users": "/api/v2/incremental/users/cursor.json",
    "tickets": "/api/v2/incremental/tickets/cursor.json",
}
_STATES = {
    "new": "new", "open": "open", "pending": "waiting_customer", "hold": "waiting_third_party", "solved": "solved",
    "closed": "closed",
}  # fmt: skip
_KINDS = {"question": "question", "incident": "incident", "problem": "incident", "task": "task"}
_CHANNELS = {"email": "email", "web": "form", "api": "api", "voice": "phone"}


class ZendeskSource:
    """Reads one Zendesk. The cursor is {"stage", "after", "skip"}: where to ask, and what of it is done already."""

    def __init__(self, access: Access) -> None:
        self.asker = Asker(access.address, {"Accept": "application/json"}, auth=(f"{access.login}/token", access.token))

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """All pages behind the cursor."""
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
                records = tuple(_safely(stage, row, read[stage]) for row in part if row.get("status") != "deleted")
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
        key = str(row["id"])
        requester = str(row.get("requester_id") or "")
        messages = [self._message(key, requester, one) for one in self._comments(key)]
        state = _STATES.get(str(row.get("status")), "open")
        ended = _moment(row.get("updated_at")) if state in {"solved", "closed"} else None
        priority = str(row.get("priority") or "normal")
        return DeskTicket(
            key, key, str(row.get("subject") or row.get("raw_subject") or f"#{key}"), _needed(row["created_at"]), state,
            priority if priority in {"low", "normal", "high", "urgent"} else "normal",
            _KINDS.get(str(row.get("type")), "question"), requester=requester,
            organisation=str(row.get("organization_id") or ""), assignee=str(row.get("assignee_id") or ""),
            tags=tuple(map(str, row.get("tags") or ())), updated_at=_moment(row.get("updated_at")), solved_at=ended,
            closed_at=ended if state == "closed" else None, messages=tuple(sorted(messages, key=lambda one: one.at)),
        )  # fmt: skip

    def _comments(self, ticket: str) -> Iterator[dict[str, Any]]:
        path = f"/api/v2/tickets/{ticket}/comments.json?page[size]=100"
        while path:
            answer = self.asker.json(path)
            yield from answer.get("comments", [])
            has_more = (answer.get("meta") or {}).get("has_more")
            path = str((answer.get("links") or {}).get("next") or "") if has_more else ""

    def _message(self, ticket: str, requester: str, row: dict[str, Any]) -> DeskMessage:
        author = str(row.get("author_id") or "")
        via = row.get("via") or {}
        sender = (via.get("source") or {}).get("from") or {}
        direction = "internal" if not row.get("public", True) else "in" if author == requester else ""
        headers = ((row.get("metadata") or {}).get("system") or {}).get("message_id")
        return DeskMessage(
            f"{ticket}/{row['id']}", direction or _side(sender), _needed(row["created_at"]),
            html=str(row.get("html_body") or ""), text="" if row.get("html_body") else str(row.get("body") or ""),
            author=author, author_name=str(sender.get("name") or ""), author_address=str(sender.get("address") or ""),
            channel=_CHANNELS.get(str(via.get("channel")), "desk"), message_id=str(headers or ""),
            files=tuple(self._file(one) for one in row.get("attachments") or ()),
        )  # fmt: skip

    def _file(self, row: dict[str, Any]) -> DeskFile:
        fetch = partial(self.asker.file, str(row["content_url"]))
        return DeskFile(str(row.get("file_name") or "file"), fetch, str(row.get("content_type") or ""))


def organisation(row: dict[str, Any]) -> DeskOrganisation:
    """An organisation with its mail domains."""
    domains = tuple(map(str, row.get("domain_names") or ()))
    return DeskOrganisation(
        str(row["id"]), str(row["name"]), domains, str(row.get("notes") or row.get("details") or "")
    )


def person(row: dict[str, Any]) -> DeskPerson:
    """A user; end users are customers."""
    emails, phones = ((str(row[key]),) if row.get(key) else () for key in ("email", "phone"))
    language = str(row.get("locale") or "").lower()
    return DeskPerson(
        str(row["id"]), str(row.get("name") or row.get("email") or row["id"]), emails, phones,
        str(row.get("organization_id") or ""), is_staff=row.get("role") in {"agent", "admin"},
        language="zh-hans" if language.startswith("zh") else "en" if language.startswith("en") else "",
        notes=str(row.get("notes") or ""),
    )  # fmt: skip


def _side(sender: Mapping[str, Any]) -> str:
    """Mail of somebody else on the customer's side names its sender; what we wrote does not."""
    return "in" if sender.get("address") else "out"


def _safely(stage: str, row: dict[str, Any], read: Callable[[dict[str, Any]], Record]) -> Record:
    try:
        return read(row)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{type(error).__name__} {error}"
        return DeskRefusal(stage, str(row.get("id", "")), "record_unreadable", {"reason": reason})


def _needed(text: object) -> datetime:
    found = datetime.fromisoformat(str(text))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moment(text: object) -> datetime | None:
    return _needed(text) if text else None
