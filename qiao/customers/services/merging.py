"""Merging contacts and organisations by pointer, and taking that back.

Nothing is rewritten: addresses, domains, tickets, contracts and notes stay with whom they came to, and mail to an
address of the merged one goes on arriving there. The target shows it all. So there is nothing to sort back when the
pointer is taken away, whatever came in the meantime.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.events import ContactsMerged, ContactUnmerged, OrganisationsMerged, OrganisationUnmerged
from qiao.customers.models import Contact, NotTheSame, Organisation
from qiao.customers.selectors.families import root_id
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish

One = TypeVar("One", Contact, Organisation)


class CannotMerge(Refusal):
    """Both must stand on their own, and be two."""

    text = _("These cannot be merged: each must stand on its own, and neither may be merged or erased already.")


class NotMerged(Refusal):
    """Nothing to take back."""

    text = _("This is not merged with another one.")


@transaction.atomic
def merge_contacts(target_id: int, source_ids: Iterable[int], *, by: Actor) -> None:
    """Say that these contacts are the same person as the target. Raises CannotMerge."""
    target, sources = _merge(Contact, target_id, source_ids)
    for source in sources:
        record(by, "contact.merged", source, data={"name": target.name, "into": target.pk})
    names = ", ".join(source.name for source in sources)
    ids = tuple(source.pk for source in sources)
    record(by, "contact.merged_in", target, data={"name": names, "ids": list(ids)})
    publish(ContactsMerged(contact_id=target.pk, source_ids=ids))


@transaction.atomic
def unmerge_contact(contact_id: int, *, by: Actor) -> int:
    """Let a merged contact stand on its own again; returns the id of whom it was merged into. Raises NotMerged."""
    source, target, since = _unmerge(Contact, contact_id)
    record(by, "contact.unmerged", source, data={"name": target.name, "from": target.pk})
    record(by, "contact.unmerged_from", target, data={"name": source.name, "id": source.pk})
    publish(ContactUnmerged(contact_id=source.pk, from_id=target.pk, since=since.isoformat()))
    return target.pk


@transaction.atomic
def merge_organisations(target_id: int, source_ids: Iterable[int], *, by: Actor) -> None:
    """Say that these organisations are the same customer as the target. Raises CannotMerge."""
    target, sources = _merge(Organisation, target_id, source_ids)
    for source in sources:
        record(by, "organisation.merged", source, data={"name": target.name, "into": target.pk})
    names = ", ".join(source.name for source in sources)
    ids = tuple(source.pk for source in sources)
    record(by, "organisation.merged_in", target, data={"name": names, "ids": list(ids)})
    publish(OrganisationsMerged(organisation_id=target.pk, source_ids=ids))


@transaction.atomic
def unmerge_organisation(organisation_id: int, *, by: Actor) -> int:
    """Let a merged organisation stand on its own again; returns whom it was merged into. Raises NotMerged."""
    source, target, _since = _unmerge(Organisation, organisation_id)
    record(by, "organisation.unmerged", source, data={"name": target.name, "from": target.pk})
    record(by, "organisation.unmerged_from", target, data={"name": source.name, "id": source.pk})
    publish(OrganisationUnmerged(organisation_id=source.pk, from_id=target.pk))
    return target.pk


@transaction.atomic
def say_not_the_same(kind: str, one_id: int, other_id: int, *, by: Actor) -> None:
    """Remember that two are not the same, so that they are not suggested again."""
    model = Contact if kind == NotTheSame.Kind.CONTACT else Organisation
    low, high = sorted((one_id, other_id))
    pair = {row.pk: row for row in model.objects.filter(pk__in=(low, high))}
    if low == high or len(pair) != 2:
        raise CannotMerge
    _row, is_new = NotTheSame.objects.get_or_create(kind=kind, low=low, high=high)
    if is_new:
        record(by, f"{kind}.told_apart", pair[one_id], data={"name": pair[other_id].name, "id": other_id})


def _merge(kind: type[One], target_id: int, source_ids: Iterable[int]) -> tuple[One, list[One]]:
    chosen: list[int] = [source_id for source_id in dict.fromkeys(source_ids) if source_id != target_id]
    # in the order of their ids, so that two merges at once wait for each other instead of both failing
    rows = kind.objects.select_for_update(no_key=True).filter(pk__in=[target_id, *chosen]).order_by("pk")
    locked = {row.pk: row for row in rows}
    if not chosen or len(locked) != len(chosen) + 1 or not all(_is_free(row) for row in locked.values()):
        raise CannotMerge
    target, now = locked[target_id], timezone.now()
    sources = [locked[source_id] for source_id in chosen]
    for source in sources:
        source.merged_into, source.merged_at = target, now
        source.save(update_fields=["merged_into", "merged_at", "updated_at"])
    return target, sources


def _is_free(one: Contact | Organisation) -> bool:
    return one.merged_into_id is None and getattr(one, "erased_at", None) is None


def _unmerge(kind: type[One], object_id: int) -> tuple[One, One, datetime]:
    source = kind.objects.select_for_update(no_key=True).filter(pk=object_id).first()
    if source is None or source.merged_into_id is None or getattr(source, "erased_at", None) is not None:
        raise NotMerged
    since = source.merged_at
    assert since is not None  # by constraint: a merged one has both
    target = kind.objects.get(pk=root_id(kind, source.merged_into_id))
    source.merged_into = source.merged_at = None
    source.save(update_fields=["merged_into", "merged_at", "updated_at"])
    return source, target, since
