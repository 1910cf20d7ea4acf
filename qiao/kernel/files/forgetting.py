"""Destroying files that nothing refers to any more."""

from __future__ import annotations

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, QuerySet

from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import StoredFile

from .store import storage


def is_referred_to(stored: StoredFile) -> bool:
    """Whether any row of any table still has this file."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not (relation.one_to_many or relation.one_to_one):
            continue
        model, name = relation.related_model, relation.field.name
        if isinstance(model, type) and QuerySet(model).filter(**{name: stored}).exists():
            return True
    return False


@transaction.atomic
def forget(stored: StoredFile) -> bool:
    """Destroy a file unless something still refers to it, and say whether; the bytes go after the commit."""
    if is_referred_to(stored):
        return False
    sha256 = stored.sha256
    stored.delete()
    remove_bytes.defer(sha256=sha256)
    return True


@job(queue="upkeep", retry=Retry(attempts=8))
def remove_bytes(sha256: str) -> None:
    """Take bytes from the storage for which there is no row; those stored again meanwhile stay."""
    with suppress(IntegrityError), transaction.atomic():
        # this row waits for whoever is storing the same bytes, and whoever begins now waits for it
        StoredFile.objects.create(sha256=sha256, size=0)
        storage().remove(sha256)
        transaction.set_rollback(True)
