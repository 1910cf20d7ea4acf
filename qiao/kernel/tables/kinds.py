"""What can be imported from a table: each domain registers its kinds at start."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, NoReturn, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.kernel.tables.values import Reader, fold

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can fill. `choices` are (key, label); `form` is what its values look like.

    A field that `repeats` takes several columns, and its `read` gives a list. `headers` are folded.
    """

    key: str
    label: Label
    read: Reader
    hint: Label = ""
    is_required: bool = False
    repeats: bool = False
    headers: tuple[str, ...] = ()
    choices: tuple[tuple[str, Label], ...] = ()
    form: re.Pattern[str] | None = None

    @property
    def allowed(self) -> str:
        """The choices as people write them, in the active language."""
        return str(_(", ")).join(str(label) for _key, label in self.choices)


@dataclass(slots=True)
class Row:
    """A row that could be read: values by field, and the column each came from.

    `prepared` is what the kind's `prepare` made of it.
    """

    number: int
    values: dict[str, Any]
    columns: Mapping[str, int]
    texts: Mapping[str, str] = field(default_factory=dict)
    prepared: Any = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row is not taken: a sentence's code, what fills it, and the column at fault (None for the row)."""

    row: int
    column: int | None
    code: str
    details: Mapping[str, str]

    def as_json(self) -> list[Any]:
        """For storing."""
        return [self.row, self.column, self.code, dict(self.details)]


class RowRefused(Exception):
    """The row has been refused; stop checking it."""


@dataclass(slots=True)
class Plan:
    """What is to be done with a batch. `created` and `changed` hold whatever the session needs to write them.

    `found` names the objects that rows lead to: row number → id. `also` is what has to be there first, of another
    kind (see `Also`); the session writes it and leaves the ids in `also_ids`.
    """

    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    found: dict[int, int] = field(default_factory=dict)
    also: Plan | None = None
    also_ids: list[int] = field(default_factory=list)

    def each(self, rows: Iterable[Row], plan_row: Callable[[Row], None]) -> Plan:
        """Plan row by row; a refused one does not hold up the others."""
        for row in rows:
            with suppress(RowRefused):
                plan_row(row)
        return self

    def refuse(self, row: Row, key: str | None, code: str, /, **details: str) -> NoReturn:
        """Leave a row out; `key` is the field at fault. Raises RowRefused, which ends the planning of the row."""
        shown = {"value": row.texts.get(key, "") if key else ""} | details
        self.refused.append(Refused(row.number, row.columns.get(key) if key else None, code, shown))
        raise RowRefused


class Session(Protocol):
    """One pass over a file. It remembers the keys it saw, so that a row cannot come twice."""

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there; writes nothing. `lock` keeps others from changing it meanwhile."""

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write what `plan` says; ids of what was created."""


@dataclass(frozen=True, slots=True)
class Also:
    """Rows of another kind that can be created during an import, when a row names a missing one.

    `question`, `refuse` and `make` are the choice as it is offered; `count` names the number of those made.
    """

    kind: str
    open: Callable[[], Session]
    question: Label
    refuse: Label
    make: Label
    count: Label


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of row. `undo` removes created objects that nothing hangs on yet: (removed, kept).

    `prepare` finds what writing a row needs, takes long and depends on the row alone. Like the readers of the fields
    it may run in another process, so it asks no database.
    """

    key: str
    label: Label
    description: Label
    icon: str
    fields: tuple[Field, ...]
    open: Callable[[], Session]
    undo: Callable[..., tuple[int, int]]
    also: Also | None = None
    prepare: Callable[[Row], object] | None = None

    def field(self, key: str) -> Field | None:
        """A field by its key."""
        return next((one for one in self.fields if one.key == key), None)


@dataclass(frozen=True, slots=True)
class OtherDoor:
    """Another way to import, as from a help desk: shown beside the kinds of tables."""

    label: Label
    description: Label
    icon: str
    url_name: str


_kinds: dict[str, TableKind] = {}
_doors: dict[str, OtherDoor] = {}


def add_table_kind(kind: TableKind) -> None:
    """Offer a kind of rows for import."""
    _kinds[kind.key] = kind


def add_other_door(door: OtherDoor) -> None:
    """Offer an import that does not begin with a table."""
    _doors[door.url_name] = door


def table_kinds() -> list[TableKind]:
    """All kinds, in the order in which one would import them."""
    return list(_kinds.values())


def other_doors() -> list[OtherDoor]:
    """All other ways in."""
    return list(_doors.values())


def kind_of(key: str) -> TableKind:
    """A kind by its key. Raises NotFound."""
    kind = _kinds.get(key)
    if kind is None:
        raise NotFound
    return kind


def read_words(package: str, name: str) -> dict[str, dict[str, Any]]:
    """The words of a domain's imports from `<package>/data/<name>`: headers of columns and names of values."""
    return tomllib.loads((files(package) / "data" / name).read_text(encoding="utf-8"))


def headers_of(words: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Folded headers under which people have a field."""
    found = words.get("headers", {}).get(key, [])
    return tuple(dict.fromkeys(fold(word) for word in (key, *found)))


def choice_words(words: Mapping[str, Any], name: str, choices: Sequence[tuple[str, Label]]) -> dict[str, str]:
    """Folded word → key, from the keys themselves and the words file."""
    found = {fold(key): key for key, _ in choices}
    for key, names in words.get(name, {}).items():
        found |= {fold(word): key for word in names}
    return found
