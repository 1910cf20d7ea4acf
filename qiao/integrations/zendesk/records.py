"""What Zendesk's JSON says of organisations, users, tickets and comments, over its API as in its exported files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from qiao.tickets.ports import (
    DeskFile,
    DeskMessage,
    DeskOrganisation,
    DeskPerson,
    DeskRefusal,
    DeskTicket,
    Record,
)

Row = Mapping[str, Any]
Fetch = Callable[[str], bytes]
_STATES = {
    "new": "new", "open": "open", "pending": "waiting_customer", "hold": "waiting_third_party", "solved": "solved",
    "closed": "closed",
}  # fmt: skip
_KINDS = {"question": "question", "incident": "incident", "problem": "incident", "task": "task"}
_CHANNELS = {"email": "email", "web": "form", "api": "api", "voice": "phone"}


def organisation(row: Row) -> DeskOrganisation:
    """An organisation with its mail domains."""
    domains = tuple(map(str, row.get("domain_names") or ()))
    return DeskOrganisation(
        str(row["id"]), str(row["name"]), domains, str(row.get("notes") or row.get("details") or "")
    )


def person(row: Row) -> DeskPerson:
    """A user; end users are customers."""
    emails, phones = ((str(row[key]),) if row.get(key) else () for key in ("email", "phone"))
    language = str(row.get("locale") or "").lower()
    return DeskPerson(
        str(row["id"]), str(row.get("name") or row.get("email") or row["id"]), emails, phones,
        id_of(row, "organization"), is_staff=row.get("role") in {"agent", "admin"},
        language="zh-hans" if language.startswith("zh") else "en" if language.startswith("en") else "",
        notes=str(row.get("notes") or ""),
    )  # fmt: skip


def ticket(row: Row, comments: Iterable[Row], fetch: Fetch) -> DeskTicket:
    """A ticket with its comments; `fetch` gets a file by its address."""
    key = str(row["id"])
    requester = id_of(row, "requester")
    messages = [_message(key, requester, one, fetch) for one in comments]
    state = _STATES.get(str(row.get("status")), "open")
    ended = _moment(row.get("updated_at")) if state in {"solved", "closed"} else None
    priority = str(row.get("priority") or "normal")
    return DeskTicket(
        key, key, str(row.get("subject") or row.get("raw_subject") or f"#{key}"), _needed(row["created_at"]), state,
        priority if priority in {"low", "normal", "high", "urgent"} else "normal",
        _KINDS.get(str(row.get("type")), "question"), requester=requester,
        organisation=id_of(row, "organization"), assignee=id_of(row, "assignee"),
        tags=tuple(map(str, row.get("tags") or ())), updated_at=_moment(row.get("updated_at")), solved_at=ended,
        closed_at=ended if state == "closed" else None, messages=tuple(sorted(messages, key=lambda one: one.at)),
    )  # fmt: skip


def id_of(row: Row, name: str) -> str:
    """Whom a row names: the API says `requester_id`, exported files may hold the whole `requester`."""
    whole = row.get(name)
    return str((whole.get("id") if isinstance(whole, Mapping) else row.get(f"{name}_id")) or "")


def safely(what: str, row: Row, read: Callable[[Any], Record]) -> Record:
    """A record, or why there is none."""
    try:
        return read(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__} {error}"
        return DeskRefusal(what, str(row.get("id", "")), "record_unreadable", {"reason": reason})


def _message(ticket_key: str, requester: str, row: Row, fetch: Fetch) -> DeskMessage:
    author = str(row.get("author_id") or "")
    via = row.get("via") or {}
    sender = (via.get("source") or {}).get("from") or {}
    direction = "internal" if not row.get("public", True) else "in" if author == requester else ""
    headers = ((row.get("metadata") or {}).get("system") or {}).get("message_id")
    return DeskMessage(
        f"{ticket_key}/{row['id']}", direction or _side(sender), _needed(row["created_at"]),
        html=str(row.get("html_body") or ""), text="" if row.get("html_body") else str(row.get("body") or ""),
        author=author, author_name=str(sender.get("name") or ""), author_address=str(sender.get("address") or ""),
        channel=_CHANNELS.get(str(via.get("channel")), "desk"), message_id=str(headers or ""),
        files=tuple(_file(one, fetch) for one in row.get("attachments") or ()),
    )  # fmt: skip


def _file(row: Row, fetch: Fetch) -> DeskFile:
    get = partial(fetch, str(row["content_url"]))
    return DeskFile(str(row.get("file_name") or "file"), get, str(row.get("content_type") or ""))


def _side(sender: Row) -> str:
    """Mail of somebody else on the customer's side names its sender; what we wrote does not."""
    return "in" if sender.get("address") else "out"


def _needed(text: object) -> datetime:
    found = datetime.fromisoformat(str(text))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moment(text: object) -> datetime | None:
    return _needed(text) if text else None
