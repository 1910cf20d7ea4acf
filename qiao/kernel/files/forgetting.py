"""Destroying files that nothing refers to any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignObjectRel, QuerySet
from django.utils import timezone

from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import StoredFile

from .store import storage

UNCLAIMED = timedelta(days=14)
"""How long bytes stay that nothing refers to: what was uploaded may still be sent, from a form left open."""
_BACKUP_LOCK = 7_240_002
_AFTER_BACKUP = timedelta(minutes=5)
_CHUNK = 1_000

# -> ids of files that a kind of row names elsewhere than in a foreign key, such as in JSON
Holder = Callable[[], set[int]]
_holders: dict[str, Holder] = {}


def register_holder(name: str, holder: Holder) -> None:
    """Register another kind of object that refers to files without a foreign key.

    `name` says which, such as `tickets.draft`.
    """
    _holders[name] = holder


def unreferred(file_ids: Iterable[int]) -> set[int]:
    """Those of the files that no row of any table has."""
    left = set(file_ids)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not (relation.one_to_many or relation.one_to_one):
            continue
        model, name = relation.related_model, relation.field.name
        if left and isinstance(model, type):
            left -= set(QuerySet(model).filter(**{f"{name}__among": left}).values_list(name, flat=True))
    for holder in _holders.values() if left else ():
        left -= holder()
    return left


@transaction.atomic
def forget(stored: StoredFile) -> bool:
    """Destroy a file unless something still refers to it, and say whether; the bytes go after the commit."""
    # waits for whoever is storing the same bytes, and sees what refers to them then
    locked = StoredFile.objects.select_for_update(no_key=False).filter(pk=stored.pk).first()
    if locked is None or not unreferred([locked.pk]):
        return False
    locked.delete()
    remove_bytes.defer(sha256=locked.sha256)
    return True


@job(queue="upkeep", queueing_lock="kernel.collect_orphans")
def collect_orphans(timestamp: int = 0) -> None:
    """Destroy what nobody referred to for `UNCLAIMED`: uploads that were never sent, discarded drafts and requests."""
    last, old = 0, StoredFile.objects.order_by("pk").filter(wanted_at__lt=timezone.now() - UNCLAIMED)
    while ids := list(old.filter(pk__gt=last).values_list("pk", flat=True)[:_CHUNK]):
        for pk in sorted(unreferred(ids)):
            with transaction.atomic():
                # asked again under the lock: somebody may have claimed it meanwhile
                if stored := old.select_for_update(no_key=False).filter(pk=pk).first():
                    forget(stored)
        last = ids[-1]


@contextmanager
def keeping_bytes() -> Iterator[None]:
    """Inside the block no bytes are removed, so a copy of the files holds all that a copy of the tables names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [_BACKUP_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [_BACKUP_LOCK])


@job(queue="upkeep", retry=Retry(attempts=8))
def remove_bytes(sha256: str) -> None:
    """Take bytes from the storage for which there is no row; not while a backup is made, nor when stored again."""
    with suppress(IntegrityError), transaction.atomic():
        if not _may_remove():
            remove_bytes.defer_at(timezone.now() + _AFTER_BACKUP, sha256=sha256)
            return
        # this row waits for whoever is storing the same bytes, and whoever begins now waits for it
        StoredFile.objects.create(sha256=sha256, size=0)
        storage().remove(sha256)
        transaction.set_rollback(True)


def _may_remove() -> bool:
    """Whether no backup is being made; one that begins now waits until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_BACKUP_LOCK])
        return bool(cursor.fetchone()[0])
