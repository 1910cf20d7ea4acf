"""What customers need from others: who can write mail, who holds data of a person, who met a customer."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from django.utils.functional import Promise

from qiao.kernel.erasing import Scrubber, Traces
from qiao.kernel.models import StoredFile
from qiao.staff.models import Person


@dataclass(frozen=True, slots=True)
class Letter:
    """A short mail of the machine to one address; after `lives` it is of no use any more.

    `sender`: the name it comes from, in `language`; empty for that of the mailbox.
    """

    address: str
    subject: str
    text: str
    language: str
    product_id: int | None = None
    sender: str = ""
    lives: timedelta = timedelta(days=1)


class Postman(Protocol):
    """Sends letters, from inside the caller's transaction and outside any conversation."""

    def post(self, letter: Letter) -> None:
        """Queue a letter; its text is sealed until it leaves."""


_postmen: list[Postman] = []


def register_postman(postman: Postman) -> None:
    """Named once, at start, by the domain that owns mail."""
    _postmen[:] = [postman]


def postman() -> Postman:
    """The one that was named. Raises LookupError when nobody was."""
    if not _postmen:
        raise LookupError("no postman is registered")
    return _postmen[0]


SignInNotice = Callable[[], str]
_sign_in_notices: list[SignInNotice] = []


def register_sign_in_notice(notice: SignInNotice) -> None:
    """Name something the portal's sign-in page says when `notice` has text (safe HTML, in the reader's language)."""
    _sign_in_notices.append(notice)


def sign_in_notices() -> list[str]:
    """What the sign-in page has to say now."""
    return [text for notice in _sign_in_notices if (text := notice())]


# --- a person's own data: every domain that holds some registers a keeper ---

Fate = Literal["erased", "pseudonymised", "kept", "unread"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one kind of data: `code` is a key of the keeper's `labels`; `unread`: could not be looked into."""

    code: str
    number: int
    fate: Fate


@dataclass
class Erasure:
    """Forgetting one person: whom, by which words, and what was found on the way.

    `everywhere` finds what belongs to nobody else (addresses, numbers); `nearby` also the names, for what the person
    took part in. Files that lost a reference go into `loose_files`; those nobody refers to any more are destroyed.
    """

    contact_ids: tuple[int, ...]
    organisation_ids: tuple[int, ...]
    addresses: tuple[str, ...]
    traces: Traces
    everywhere: Scrubber
    nearby: Scrubber
    findings: list[Finding] = field(default_factory=list)
    loose_files: set[int] = field(default_factory=set)

    def note(self, code: str, number: int, fate: Fate) -> None:
        """Record what was found, unless it is nothing."""
        if number:
            self.findings.append(Finding(code, number, fate))


@dataclass
class PersonalCopy:
    """What a person gets of their own data: sections of rows with plain values, and files under a path."""

    contact_ids: tuple[int, ...]
    addresses: tuple[str, ...]
    sections: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    files: list[tuple[str, StoredFile]] = field(default_factory=list)

    def add(self, code: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """A section; empty ones are left out. `code` is a key of the keeper's `labels`."""
        if rows:
            self.sections[code] = list(rows)


class DataKeeper(Protocol):
    """A domain that holds data of persons. Both acts run inside the caller's transaction."""

    labels: Mapping[str, str | Promise]
    """What each code of a finding or section is called."""

    def copy(self, into: PersonalCopy) -> None:
        """Add everything this domain holds of the person that is theirs to have."""
        ...

    def erase(self, erasure: Erasure) -> None:
        """Put the pseudonym in the person's place, and note what became of what. What must stay is noted as kept."""
        ...


_keepers: dict[str, DataKeeper] = {}


def register_data_keeper(name: str, keeper: DataKeeper) -> None:
    """Named once, at start, by each domain; the last under a name counts."""
    _keepers[name] = keeper


def data_keepers() -> Sequence[DataKeeper]:
    """All of them, the highest layers first: they need the layers below."""
    return list(reversed(_keepers.values()))


# --- what happened with a customer: every domain that meets one registers a source ---


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One thing that happened with a customer. `key` is unique and says the order within one moment.

    `label` is what leads to `address`, such as a ticket's number; `detail` are some words of it.
    """

    at: datetime
    key: str
    kind: str
    icon: str
    actor: str
    sentence: str | Promise
    detail: str
    label: str = ""
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class TouchpointQuery:
    """Whose touchpoints, before which (`at`, `key`), at most `limit`, as far as `viewer` may see them.

    Without contact ids everybody of the organisations counts; with them only what concerns these people.
    """

    viewer: Person
    organisation_ids: tuple[int, ...]
    contact_ids: tuple[int, ...]
    kinds: Collection[str]
    before: tuple[datetime, str] | None
    limit: int

    def bound(self, prefix: str) -> tuple[datetime, int] | None:
        """For a source whose keys are `key_of(prefix, id)`: rows with (moment, id) below this are wanted."""
        if self.before is None:
            return None
        at, key = self.before
        if key[:1] == prefix:
            return at, int(key[1:])
        return at, _HIGHEST if prefix < key[:1] else 0


_HIGHEST = 2**63 - 1


def key_of(prefix: str, row_id: int) -> str:
    """The key of a touchpoint; `prefix` is one letter, a different one for each kind of row."""
    return f"{prefix}{row_id:019d}"


class TouchpointSource(Protocol):
    """Tells touchpoints of its domain, newest first, ordered by (`at`, `key`) descending."""

    kinds: Mapping[str, str | Promise]
    """The kinds it knows, and what they are called."""

    def touchpoints(self, query: TouchpointQuery) -> list[Touchpoint]:
        """At most `query.limit` of them."""
        ...


_sources: dict[str, TouchpointSource] = {}


def register_touchpoints(name: str, source: TouchpointSource) -> None:
    """Named once, at start, by each domain."""
    _sources[name] = source


def touchpoint_sources() -> Sequence[TouchpointSource]:
    """All of them."""
    return list(_sources.values())


# --- lists that can be had as a file: every domain with a list registers one ---

Cell = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class ExportSource:
    """A list as a file. `rows` yields cells in the order of `columns`, by keyset, never holding a long transaction.

    `query` holds the list's filters as they stand in its address; only what `person` may see is told. `remark` is a
    sentence on what the file leaves out, if anything: it stands in the last row.
    """

    key: str
    title: str | Promise
    permission: str
    columns: Callable[[], Sequence[str]]
    count: Callable[[Person, str], int]
    rows: Callable[[Person, str], Iterator[Sequence[Cell]]]
    address: str
    remark: Callable[[Person, str], str] = lambda _person, _query: ""

    def lines(self, person: Person, query: str) -> Iterator[Sequence[Cell]]:
        """The whole file: names of the columns, rows, remark."""
        yield list(self.columns())
        yield from self.rows(person, query)
        if said := self.remark(person, query):
            yield [said]


_lists: dict[str, ExportSource] = {}


def register_export(source: ExportSource) -> None:
    """Named once, at start, by each domain that has a list."""
    _lists[source.key] = source


def export_sources() -> Mapping[str, ExportSource]:
    """All of them by key."""
    return _lists
