"""Reading Zammad page by page: organisations, users, tickets with articles, tags and attachments.

Shapes as in docs.zammad.org, "REST API" (organization, user, ticket, articles, states, tags): lists take `page`,
`per_page` and `expand=true`, which adds names beside ids; an access token goes into the header
`Authorization: Token token=…`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr
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

PER_PAGE = 100
TICKETS_PER_PAGE = 25
_STAGES = ("organizations", "users", "tickets")
# by type of state, because their names are free
_STATES = {
    "new": "new", "open": "open", "pending reminder": "waiting_customer", "pending action": "waiting_customer",
    "closed": "closed", "merged": "closed", "removed": "spam",
}  # fmt: skip
_PRIORITIES = {"1": "low", "2": "normal", "3": "high", "4": "urgent"}
_CHANNELS = {"email": "email", "phone": "phone", "web": "form"}


class ZammadSource:
    """Reads one Zammad. The cursor is {"stage", "page"}: the last page that is done."""

    def __init__(self, access: Access) -> None:
        headers = {"Authorization": f"Token token={access.token}", "Accept": "application/json"}
        self.asker = Asker(access.address, headers)

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """All pages after the cursor."""
        start = _STAGES.index(cursor.get("stage", _STAGES[0]))
        for stage in _STAGES[start:]:
            page = int(cursor.get("page", 0)) if stage == cursor.get("stage") else 0
            yield from self._stage(stage, page)

    def _stage(self, stage: str, page: int) -> Iterator[DeskPage]:
        size = TICKETS_PER_PAGE if stage == "tickets" else PER_PAGE
        states = self._states() if stage == "tickets" else {}
        read: dict[str, Callable[[dict[str, Any]], Record]] = {
            "organizations": organisation, "users": person, "tickets": partial(self._ticket, states),
        }  # fmt: skip
        while True:
            page += 1
            rows = self.asker.json(f"/api/v1/{stage}", page=page, per_page=size, expand="true")
            records = tuple(_safely(stage, row, read[stage]) for row in rows if isinstance(row, dict))
            yield DeskPage(records, {"stage": stage, "page": page})
            if len(rows) < size:
                return

    def _states(self) -> dict[int, str]:
        """Which of ours each state of theirs is."""
        rows = self.asker.json("/api/v1/ticket_states", expand="true")
        return {row["id"]: _STATES.get(str(row.get("state_type") or row.get("name")), "open") for row in rows}

    def _ticket(self, states: Mapping[int, str], row: dict[str, Any]) -> DeskTicket:
        key = str(row["id"])
        articles = self.asker.json(f"/api/v1/ticket_articles/by_ticket/{key}", expand="true")
        tags = self.asker.json("/api/v1/tags", object="Ticket", o_id=key).get("tags", [])
        closed = _moment(row.get("close_at")) if states.get(row.get("state_id", 0)) == "closed" else None
        return DeskTicket(
            key, str(row.get("number") or key), str(row.get("title") or "").strip() or f"#{row.get('number')}",
            _needed(row["created_at"]), states.get(row.get("state_id", 0), "open"),
            _PRIORITIES.get(str(row.get("priority") or row.get("priority_id") or "2")[:1], "normal"),
            requester=_user(row.get("customer_id")), organisation=_key(row.get("organization_id")),
            assignee=_user(row.get("owner_id")), team=str(row.get("group") or ""), tags=tuple(map(str, tags)),
            updated_at=_moment(row.get("updated_at")), solved_at=closed, closed_at=closed,
            messages=tuple(sorted((self._message(key, one) for one in articles), key=lambda one: one.at)),
        )  # fmt: skip

    def _message(self, ticket: str, row: dict[str, Any]) -> DeskMessage:
        is_html = str(row.get("content_type", "")).startswith("text/html")
        body = str(row.get("body") or "")
        name, address = split_address(str(row.get("from") or ""))
        references = str(row.get("references") or row.get("in_reply_to") or "").split()
        return DeskMessage(
            f"{ticket}/{row['id']}", _direction(row), _needed(row["created_at"]), html=body if is_html else "",
            text="" if is_html else body, author=_user(row.get("origin_by_id") or row.get("created_by_id")),
            author_name=name, author_address=address, subject=str(row.get("subject") or ""),
            channel=_CHANNELS.get(str(row.get("type")), "desk"), message_id=str(row.get("message_id") or ""),
            references=tuple(references),
            files=tuple(self._file(ticket, str(row["id"]), one) for one in row.get("attachments") or ()),
        )  # fmt: skip

    def _file(self, ticket: str, article: str, row: dict[str, Any]) -> DeskFile:
        facts = {str(key).lower(): str(value) for key, value in (row.get("preferences") or {}).items()}
        fetch = partial(self.asker.file, f"/api/v1/ticket_attachment/{ticket}/{article}/{row['id']}")
        kind = facts.get("mime-type") or facts.get("content-type") or ""
        return DeskFile(str(row.get("filename") or "file"), fetch, kind, facts.get("content-id", ""))


def organisation(row: dict[str, Any]) -> DeskOrganisation:
    """An organisation; its domain counts only where Zammad uses it to assign people."""
    domains = [one for one in str(row.get("domain") or "").replace(",", " ").split() if row.get("domain_assignment")]
    return DeskOrganisation(str(row["id"]), str(row["name"]), tuple(domains), str(row.get("note") or ""))


def person(row: dict[str, Any]) -> DeskPerson:
    """A user; anybody with more than the customer role is staff, and so is the system user 1."""
    roles = {str(role).lower() for role in row.get("roles") or ()}
    name = " ".join(part for part in (row.get("firstname"), row.get("lastname")) if part) or str(row.get("login") or "")
    emails = (str(row["email"]),) if row.get("email") else ()
    phones = tuple(str(row[key]) for key in ("phone", "mobile") if row.get(key))
    return DeskPerson(
        str(row["id"]), name or str(row.get("email") or row["id"]), emails, phones, _key(row.get("organization_id")),
        is_staff=bool(roles & {"agent", "admin"}) or row["id"] == 1, job_title=str(row.get("department") or ""),
        notes=str(row.get("note") or ""),
    )  # fmt: skip


def split_address(text: str) -> tuple[str, str]:
    """Name and address of `Ada Byron <ada@acme.com>`, each empty when it is not there."""
    name, address = parseaddr(text)
    return (name, address) if "@" in address else (text.strip(), "")


def _direction(row: Mapping[str, Any]) -> str:
    if row.get("internal"):
        return "internal"
    return "in" if str(row.get("sender")) == "Customer" else "out" if str(row.get("sender")) == "Agent" else "internal"


def _safely(stage: str, row: dict[str, Any], read: Callable[[dict[str, Any]], Record]) -> Record:
    try:
        return read(row)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{type(error).__name__} {error}"
        return DeskRefusal(stage, str(row.get("id", "")), "record_unreadable", {"reason": reason})


def _key(value: object) -> str:
    return str(value) if value else ""


def _user(value: object) -> str:
    """User 1 of every Zammad is called "-" and is the system."""
    return "" if str(value) == "1" else _key(value)


def _needed(text: object) -> datetime:
    found = datetime.fromisoformat(str(text))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moment(text: object) -> datetime | None:
    return _needed(text) if text else None
