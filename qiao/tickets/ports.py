"""What another help desk must tell so that we can move in from it; vendors' folders implement `DeskSource`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

Label = str | Promise


@dataclass(frozen=True, slots=True)
class DeskOrganisation:
    """A customer; `key` is the other desk's own."""

    key: str
    name: str
    domains: tuple[str, ...] = ()
    notes: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """Somebody who writes: a customer's, or `is_staff`, one of us (known here by address or not at all)."""

    key: str
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organisation: str = ""
    is_staff: bool = False
    language: str = ""
    job_title: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file of a message. `fetch` gives its bytes, or raises FileUnavailable."""

    name: str
    fetch: Callable[[], bytes]
    content_type: str = ""
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """One thing that was said. `direction`: in, out or internal. `author` is the key of a person, if known."""

    key: str
    direction: str
    at: datetime
    html: str = ""
    text: str = ""
    author: str = ""
    author_name: str = ""
    author_address: str = ""
    subject: str = ""
    channel: str = "email"
    message_id: str = ""
    references: tuple[str, ...] = ()
    files: tuple[DeskFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskTicket:
    """A ticket with everything said in it, oldest first. Words are ours: states, priorities, kinds, severities."""

    key: str
    number: str
    subject: str
    created_at: datetime
    state: str = "open"
    priority: str = "normal"
    kind: str = "question"
    severity: str = ""
    requester: str = ""
    organisation: str = ""
    assignee: str = ""
    product: str = ""
    version: str = ""
    team: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    updated_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    messages: tuple[DeskMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskRefusal:
    """A record that cannot be read: what it is, its key, and a sentence's code with what fills it."""

    what: str
    key: str
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


Record = DeskOrganisation | DeskPerson | DeskTicket | DeskRefusal


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Some records, and the cursor to go on behind them. `done` of `total` is progress; 0 when nobody knows."""

    records: tuple[Record, ...]
    cursor: Mapping[str, Any]
    done: int = 0
    total: int = 0


class DeskSource(Protocol):
    """Reads another desk from a cursor on: organisations, then people, then tickets."""

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """Pages behind `cursor` ({} from the beginning). Raises SourceFailed."""


class FileUnavailable(Exception):
    """A file that cannot be had; the message is kept and says so."""


class SourceFailed(Exception):
    """The other desk cannot be read any further now; the text says why, in English, for the administrator."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach another desk, as entered; `path` is the uploaded file on disk."""

    address: str = ""
    login: str = ""
    token: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class DeskKind:
    """A desk one can move in from. `asks` names the fields of `Access` it needs."""

    key: str
    label: Label
    description: Label
    asks: tuple[str, ...]
    open: Callable[[Access], DeskSource]


_kinds: dict[str, DeskKind] = {}


def add_desk_kind(kind: DeskKind) -> None:
    """Offer a desk."""
    _kinds[kind.key] = kind


def desk_kinds() -> list[DeskKind]:
    """All desks, in the order in which they were offered."""
    return list(_kinds.values())


def desk_kind(key: str) -> DeskKind | None:
    """One desk."""
    return _kinds.get(key)
