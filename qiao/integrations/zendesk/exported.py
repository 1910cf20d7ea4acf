"""Reading the files of Zendesk's own export (Admin Center, Reports, Export, "JSON export").

Each holds one object a line: tickets with their `comments`, users, or organizations, in the shapes of the API; a
ticket may hold its people and its organization whole instead of their ids. Several files come as a ZIP archive. The
bytes of attachments are not in them: the messages name the files, and the API brings them.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from qiao.integrations.zendesk.records import organisation, person, safely, ticket
from qiao.tickets.ports import Access, DeskPage, DeskRefusal, FileUnavailable, Record, SourceFailed

PAGE = 100
LONGEST_LINE = 50_000_000
_ORDER = {"organization": 0, "user": 1, "ticket": 2}
_ENDINGS = (".json", ".jsonl", ".ndjson")


class ZendeskFiles:
    """Reads exported files: organizations first, then users, then tickets. The cursor counts lines that are done."""

    def __init__(self, access: Access) -> None:
        self.path = Path(access.path)

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """Pages of `PAGE` lines."""
        done = int(cursor.get("lines", 0))
        try:
            total = sum(1 for _ in self._lines())
            lines = islice(self._lines(), done, None)
            while part := list(islice(lines, PAGE)):
                records = chain.from_iterable(_records(line, done + at) for at, line in enumerate(part, 1))
                done += len(part)
                yield DeskPage(tuple(records), {"lines": done}, done, total)
        except (OSError, zipfile.BadZipFile, UnicodeDecodeError, RuntimeError) as error:
            raise SourceFailed(f"The file cannot be read: {error}") from error

    def _lines(self) -> Iterator[str]:
        if not zipfile.is_zipfile(self.path):
            with self.path.open("rb") as file:
                yield from _texts(file)
            return
        with zipfile.ZipFile(self.path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(_ENDINGS)]
            for name in sorted(names, key=lambda one: (_place(archive, one), one)):
                with archive.open(name) as file:
                    yield from _texts(file)


def _texts(file: IO[bytes]) -> Iterator[str]:
    """The lines that hold an object; an array around them, one object a line, does no harm."""
    while line := file.readline(LONGEST_LINE):
        text = line.decode("utf-8-sig").strip().rstrip(",")
        if text not in {"", "[", "]"}:
            yield text


def _place(archive: zipfile.ZipFile, name: str) -> int:
    """When a file is read: what its first line holds decides, not its name."""
    with archive.open(name) as file:
        first = _object(next(_texts(file), ""))
    return _ORDER[_kind(first)] if first else len(_ORDER)


def _records(line: str, number: int) -> Iterable[Record]:
    row = _object(line)
    if row is None:
        return [DeskRefusal("line", f"line {number}", "record_unreadable", {"reason": "it is no JSON object"})]
    kind = _kind(row)
    if kind == "organization":
        return [safely("organizations", row, organisation)]
    if kind == "user":
        return [safely("users", row, person)]
    if row.get("status") == "deleted":
        return []
    return [*_held(row), safely("tickets", row, lambda one: ticket(one, one.get("comments") or (), _not_here))]


def _held(row: Mapping[str, Any]) -> Iterator[Record]:
    """The organization, the requester and the agent that a ticket holds whole."""
    if isinstance(row.get("organization"), Mapping):
        yield safely("organizations", row["organization"], organisation)
    if isinstance(row.get("requester"), Mapping):
        yield safely("users", row["requester"], person)
    if isinstance(row.get("assignee"), Mapping):
        yield safely("users", {"role": "agent"} | dict(row["assignee"]), person)


def _kind(row: Mapping[str, Any]) -> str:
    if "status" in row or "requester" in row or "comments" in row:
        return "ticket"
    return "user" if "role" in row or "email" in row else "organization"


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def _not_here(_address: str) -> bytes:
    raise FileUnavailable("Zendesk's export holds no files")
