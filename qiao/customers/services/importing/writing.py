"""What all imports of customers share: a memory of keys, and writing many rows at once."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.kernel.access import Actor
from qiao.kernel.audit import record_many
from qiao.kernel.changes import Changes
from qiao.kernel.copying import copy_in
from qiao.kernel.models import ExternalKey
from qiao.kernel.tables import Row

Imported = Organisation | Contact | Contract | Deployment
M = TypeVar("M", Organisation, Contact, Contract, Deployment)


class Seen:
    """Keys of the rows that were taken, so that one thing does not come twice in a file."""

    def __init__(self) -> None:
        self._rows: dict[Hashable, int] = {}

    def earlier(self, key: Hashable, row: Row) -> int | None:
        """Number of the row that has this key already. The same row may be looked at again."""
        number = self._rows.get(key)
        return None if number == row.number else number

    def take(self, keys: Iterable[Hashable], row: Row) -> None:
        """Remember the keys of a row that is taken."""
        for key in keys:
            self._rows.setdefault(key, row.number)


@dataclass(slots=True)
class New:
    """A row that becomes an object when it is written: the object's values, and what is to hang on it."""

    row: Row
    values: dict[str, Any]
    parts: list[Any]


@dataclass(slots=True)
class Draft(Generic[M]):
    """An object to write, with what the audit says of it and what hangs on it."""

    obj: M
    row: Row
    changes: Changes
    parts: list[Any]

    @property
    def is_new(self) -> bool:
        """Whether nothing is stored of it yet."""
        return self.obj.pk is None


def make_drafts(model: type[M], several: Sequence[New]) -> list[Draft[M]]:
    """The objects of new rows, not stored yet."""
    return [Draft(model(**new.values), new.row, {}, new.parts) for new in several]


def insert_many(drafts: Sequence[Draft[M]]) -> list[int]:
    """Insert the objects of drafts; their ids."""
    copy_in([draft.obj for draft in drafts])
    return [int(draft.obj.pk) for draft in drafts]


def update_many(drafts: Sequence[Draft[M]]) -> None:
    """Write changed objects in one statement; the caller has locked their rows."""
    changed = [draft.obj for draft in drafts if set(draft.changes) - {"points", "domains"}]
    if not changed:
        return
    model = type(changed[0])
    names = [
        field.name for field in model._meta.concrete_fields if not field.primary_key and field.name != "created_at"
    ]
    model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=names)


def record_drafts(
    noun: str, created: Sequence[Draft[M]], changed: Sequence[Draft[M]], *, by: Actor, cause: str
) -> None:
    """A line in the audit for every object."""
    record_many(by, f"{noun}.created", [(one.obj, {"name": _name(one.obj)}) for one in created], cause=cause)
    record_many(by, f"{noun}.changed", [(one.obj, one.changes) for one in changed], cause=cause)


def drop_keys(object_type: str, ids: Sequence[int]) -> None:
    """Forget numbers of objects that are gone."""
    ExternalKey.objects.filter(object_type=object_type, object_id__in=ids).delete()


def _name(obj: Imported) -> str:
    return str(getattr(obj, "name", "") or getattr(obj, "number", ""))
