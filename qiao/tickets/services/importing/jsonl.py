"""The documented form of another desk's data: JSON lines, alone or in a ZIP archive with the files of messages.

See docs/recipes/import-jsonl.md.
"""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from django.utils import timezone

from qiao.tickets.ports import (
    Access,
    DeskFile,
    DeskMessage,
    DeskOrganisation,
    DeskPage,
    DeskPerson,
    DeskRefusal,
    DeskTicket,
    FileUnavailable,
    Record,
    SourceFailed,
)
from qiao.tickets.rules.states import STATES
from qiao.tickets.rules.words import CHANNELS, KINDS, PRIORITIES, SEVERITIES

PAGE = 100
LARGEST_FILE = 100 * 1024 * 1024
LONGEST_LINE = 20_000_000
_UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_FIRST = ("organisations.jsonl", "people.jsonl", "tickets.jsonl")


class RecordWrong(Exception):
    """A record lacks something or says something impossible; the text says what, in English."""


class JsonlSource:
    """Reads records in the order of the files; the cursor is the number of lines that are done."""

    def __init__(self, access: Access) -> None:
        self.path = Path(access.path)

    def pages(self, cursor: Mapping[str, Any]) -> Iterator[DeskPage]:
        """Pages of `PAGE` lines."""
        done = int(cursor.get("lines", 0))
        try:
            with _Opened(self.path) as archive:
                lines = archive.lines()
                total = sum(1 for _ in archive.lines())
                for _ in islice(lines, done):
                    pass
                while part := list(islice(lines, PAGE)):
                    records = tuple(_record(line, number, archive.file) for number, line in enumerate(part, done + 1))
                    done += len(part)
                    yield DeskPage(records, {"lines": done}, done, total)
        except (*_UNREADABLE, UnicodeDecodeError) as error:
            raise SourceFailed(f"The file cannot be read: {error}") from error


class _Opened:
    """A JSONL file, or an archive of several with the files that messages name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive:
            self.archive.close()

    def lines(self) -> Iterator[str]:
        """All lines that are not empty: organisations, people and tickets first, then other files by name."""
        if self.archive is None:
            with self.path.open("rb") as file:
                yield from _lines(file)
            return
        names = [name for name in self.archive.namelist() if name.endswith((".jsonl", ".ndjson"))]
        order = {name: place for place, name in enumerate(_FIRST)}
        for name in sorted(names, key=lambda one: (order.get(PurePosixPath(one).name, len(_FIRST)), one)):
            with self.archive.open(name) as file:
                yield from _lines(file)

    def file(self, name: str) -> Callable[[], bytes]:
        """How to get a file of the archive."""

        def fetch() -> bytes:
            try:
                if self.archive is None or self.archive.getinfo(name).file_size > LARGEST_FILE:
                    raise FileUnavailable(name)
                return self.archive.read(name)
            except (*_UNREADABLE, KeyError) as error:
                raise FileUnavailable(name) from error

        return fetch


def _lines(file: IO[bytes]) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        text = line.decode("utf-8-sig").strip()
        if text:
            yield text


def _record(line: str, number: int, files: Callable[[str], Callable[[], bytes]]) -> Record:
    key, what = f"line {number}", "line"
    try:
        value = json.loads(line)
        if not isinstance(value, dict):
            raise RecordWrong("it is not a JSON object")
        key, what = str(value.get("key", key))[:200], str(value.get("type", what))[:40]
        return record_of(value, files)
    except json.JSONDecodeError as error:
        return DeskRefusal(what, key, "record_unreadable", {"reason": f"no JSON ({error.msg})"})
    except RecordWrong as wrong:
        return DeskRefusal(what, key, "record_unreadable", {"reason": str(wrong)})


def record_of(value: Mapping[str, Any], files: Callable[[str], Callable[[], bytes]]) -> Record:
    """A record from its JSON form. Raises RecordWrong."""
    if value.get("type") == "organisation":
        return _organisation(value)
    if value.get("type") == "person":
        return _person(value)
    if value.get("type") == "ticket":
        return _ticket(value, files)
    raise RecordWrong("“type” must be organisation, person or ticket")


def _organisation(value: Mapping[str, Any]) -> DeskOrganisation:
    return DeskOrganisation(
        _text(value, "key", most=200, needed=True), _text(value, "name", most=200, needed=True),
        _texts(value, "domains"), _text(value, "notes"), _one_of(value, "language", ("", "en", "zh-hans"), ""),
    )  # fmt: skip


def _person(value: Mapping[str, Any]) -> DeskPerson:
    emails = _texts(value, "emails")
    name = _text(value, "name", most=120) or (emails[0].partition("@")[0] if emails else "")
    if not name:
        raise RecordWrong("a person needs “name” or “emails”")
    return DeskPerson(
        _text(value, "key", most=200, needed=True), name, emails, _texts(value, "phones"),
        _text(value, "organisation", most=200), bool(value.get("is_staff")),
        _one_of(value, "language", ("", "en", "zh-hans"), ""), _text(value, "job_title", most=120),
        _text(value, "notes"),
    )  # fmt: skip


def _ticket(value: Mapping[str, Any], files: Callable[[str], Callable[[], bytes]]) -> DeskTicket:
    key = _text(value, "key", most=180, needed=True)
    messages = value.get("messages", [])
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise RecordWrong("“messages” must be a list of objects")
    said = [_message(one, f"{key}/{place}", files) for place, one in enumerate(messages, 1)]
    return DeskTicket(
        key, _text(value, "number", most=80) or key, _text(value, "subject", most=500, needed=True),
        _needed_moment(value, "created_at"),
        _one_of(value, "state", tuple(key for key in STATES if key != "merged"), "open"),
        _one_of(value, "priority", PRIORITIES, "normal"), _one_of(value, "kind", KINDS, "question"),
        _one_of(value, "severity", ("", *SEVERITIES), ""), _text(value, "requester", most=254),
        _text(value, "organisation", most=200), _text(value, "assignee", most=254), _text(value, "product", most=120),
        _text(value, "version", most=60), _text(value, "team", most=120), _texts(value, "tags"),
        _one_of(value, "language", ("", "en", "zh-hans"), ""), _moment(value, "updated_at"),
        _moment(value, "solved_at"),
        _moment(value, "closed_at"), tuple(sorted(said, key=lambda one: one.at)),
    )  # fmt: skip


def _message(value: Mapping[str, Any], place: str, files: Callable[[str], Callable[[], bytes]]) -> DeskMessage:
    attached = value.get("files", [])
    if not isinstance(attached, list) or not all(isinstance(one, dict) for one in attached):
        raise RecordWrong("“files” must be a list of objects")
    return DeskMessage(
        _text(value, "key", most=200) or place, _one_of(value, "direction", ("in", "out", "internal"), "in"),
        _needed_moment(value, "at"), _text(value, "html"), _text(value, "text"), _text(value, "author", most=200),
        _text(value, "author_name", most=200), _text(value, "author_address", most=254),
        _text(value, "subject", most=500),
        _one_of(value, "channel", CHANNELS, "email"), _text(value, "message_id", most=998), _texts(value, "references"),
        tuple(_file(one, files) for one in attached),
    )  # fmt: skip


def _file(value: Mapping[str, Any], files: Callable[[str], Callable[[], bytes]]) -> DeskFile:
    path = _text(value, "path", most=1000, needed=True)
    name = _text(value, "name", most=255) or PurePosixPath(path).name
    return DeskFile(name, files(path), _text(value, "content_type", most=255), _text(value, "content_id", most=255))


def _text(value: Mapping[str, Any], key: str, *, most: int = 2_000_000, needed: bool = False) -> str:
    found = value.get(key)
    if found is None or found == "":
        if needed:
            raise RecordWrong(f"“{key}” is missing")
        return ""
    if not isinstance(found, str | int) or isinstance(found, bool):
        raise RecordWrong(f"“{key}” must be a text")
    text = str(found).replace("\0", "").strip()
    if len(text) > most:
        raise RecordWrong(f"“{key}” has {len(text)} characters, at most {most} are possible")
    return text


def _texts(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise RecordWrong(f"“{key}” must be a list of texts")
    return tuple(one.replace("\0", "").strip() for one in found if one.strip())


def _one_of(value: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str) -> str:
    found = value.get(key) or default
    if found not in allowed:
        raise RecordWrong(f"“{key}” is “{found}”; allowed: {', '.join(filter(None, allowed))}")
    return str(found)


def _moment(value: Mapping[str, Any], key: str) -> datetime | None:
    found = value.get(key)
    if not found:
        return None
    return moment(found, key)


def _needed_moment(value: Mapping[str, Any], key: str) -> datetime:
    found = _moment(value, key)
    if found is None:
        raise RecordWrong(f"“{key}” is missing")
    return found


def moment(text: object, key: str) -> datetime:
    """A moment as ISO 8601 writes it; without a zone it is in the default zone. Raises RecordWrong."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        raise RecordWrong(f"“{key}” is “{text}”; write it as 2026-03-31T14:05:00+08:00") from None
    return found if found.tzinfo else timezone.make_aware(found)
