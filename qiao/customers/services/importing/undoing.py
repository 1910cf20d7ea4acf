"""Taking back what an import created, as long as nobody has built on it."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from qiao.customers.services.importing.writing import Imported, drop_keys
from qiao.kernel.access import Actor
from qiao.kernel.audit import record_many

# what comes with an object at its import and goes with it
_PARTS = {"customers.organisationdomain", "customers.contactpoint"}


@transaction.atomic
def remove_unused(model: type[Imported], ids: Sequence[int], *, noun: str, by: Actor, cause: str) -> tuple[int, int]:
    """Delete those of `ids` that no row of another table points at: (removed, kept)."""
    # nobody can begin to point at a row that is locked in full
    objects = list(model.objects.filter(pk__in=ids).select_for_update(no_key=False, of=("self",)))
    used: set[int] = set()
    for field in _pointing_at(model):
        rows = field.model.objects.filter(**{f"{field.attname}__in": ids})
        used |= set(rows.values_list(field.attname, flat=True))
    free = [one for one in objects if one.pk not in used]
    record_many(by, f"{noun}.import_undone", [(one, {"name": str(one)}) for one in free], cause=cause)
    gone = [one.pk for one in free]
    drop_keys(model._meta.label_lower, gone)
    model.objects.filter(pk__in=gone).delete()
    return len(gone), len(ids) - len(gone)


def _pointing_at(model: type[Imported]) -> list[Any]:
    fields = [one.field for one in model._meta.related_objects if isinstance(one.field, models.ForeignKey)]
    return [field for field in fields if field.model._meta.label_lower not in _PARTS]
