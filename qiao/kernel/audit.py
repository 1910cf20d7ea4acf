"""Recording acts, and proving that the record was not edited.

Entries are sealed in batches: a seal hashes every entry of the transactions that ended since the last
seal, together with the last seal's digest. Writers therefore never wait for each other, and a changed,
removed or back-dated entry breaks every later digest.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.copying import copy_rows
from qiao.kernel.models import AuditEntry, AuditSeal
from qiao.kernel.writing import put

_SEAL_LOCK = 7_240_001
CAUSE: ContextVar[str] = ContextVar("qiao_audit_cause", default="")
"""What led to everything recorded from here on in this request, such as `token:7`."""


def record(by: Actor, verb: str, obj: Model, *, data: dict[str, Any] | None = None, cause: str = "") -> None:
    """Append one act to the object's stream. `verb` is `noun.past`, as in `ticket.solved`."""
    put(
        AuditEntry(
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            verb=verb,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_name=by.name,
            data=data or {},
            cause=cause or CAUSE.get(),
        )
    )


def record_many(by: Actor, verb: str, acts: Iterable[tuple[Model, dict[str, Any]]], *, cause: str) -> None:
    """Append the same act on many objects, each with its own data, as an import does."""
    names = ("object_type", "object_id", "verb", "actor_kind", "actor_id", "actor_name", "data", "cause")
    copy_rows(
        AuditEntry, names,
        [(one._meta.label_lower, one.pk, verb, by.kind, by.id, by.name, data, cause) for one, data in acts],
    )  # fmt: skip


def entries_for(object_type: str, object_id: int) -> QuerySet[AuditEntry]:
    """All acts on one object, oldest first."""
    return AuditEntry.objects.filter(object_type=object_type, object_id=object_id).order_by("id")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What somebody looks for in the record. Days are inclusive, in the reader's zone; empty means all."""

    person_id: int | None = None
    object_type: str = ""
    object_id: int | None = None
    since: date | None = None
    until: date | None = None


def entries_matching(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Acts that fit, in no order yet."""
    found = AuditEntry.objects.all()
    if wanted.person_id is not None:
        found = found.filter(actor_kind="person", actor_id=wanted.person_id)
    if wanted.object_type:
        found = found.filter(object_type=wanted.object_type)
    if wanted.object_id is not None:
        found = found.filter(object_id=wanted.object_id)
    if wanted.since:
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(wanted.since, time.min)))
    if wanted.until:
        found = found.filter(at__lt=timezone.make_aware(datetime.combine(wanted.until + timedelta(days=1), time.min)))
    return found


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Result of checking the chain: `broken_seal` is the first seal whose digest does not fit."""

    seals: int
    entries: int
    unsealed: int
    broken_seal: int | None

    @property
    def is_intact(self) -> bool:
        """True when every sealed entry is as it was."""
        return self.broken_seal is None


@transaction.atomic
def seal_entries() -> AuditSeal | None:
    """Seal everything that can no longer change; None when there is nothing new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    last = last_seal()
    since = last.until_transaction if last else 0
    if horizon <= since or not AuditEntry.objects.filter(transaction__gte=since, transaction__lt=horizon).exists():
        return None
    digest, count = _digest(last.digest if last else "", _batch(since, horizon))
    return AuditSeal.objects.create(until_transaction=horizon, entry_count=count, digest=digest)


def last_seal() -> AuditSeal | None:
    """The newest link of the chain."""
    return AuditSeal.objects.order_by("-id").first()


def verify_chain() -> ChainReport:
    """Recompute every seal from the entries as they stand now."""
    previous, since, entries, broken = "", 0, 0, None
    seals = list(AuditSeal.objects.order_by("id"))
    for seal in seals:
        digest, count = _digest(previous, _batch(since, seal.until_transaction))
        if broken is None and (digest != seal.digest or count != seal.entry_count):
            broken = seal.pk
        previous, since, entries = seal.digest, seal.until_transaction, entries + count
    unsealed = AuditEntry.objects.filter(transaction__gte=since).count()
    return ChainReport(seals=len(seals), entries=entries, unsealed=unsealed, broken_seal=broken)


def _batch(since: int, until: int) -> Iterator[AuditEntry]:
    entries = AuditEntry.objects.filter(transaction__gte=since, transaction__lt=until)
    return entries.order_by("transaction", "id").iterator(chunk_size=5_000)


def _digest(previous: str, entries: Iterable[AuditEntry]) -> tuple[str, int]:
    digest, count = hashlib.sha256(previous.encode()), 0
    for entry in entries:
        row = [
            entry.pk, entry.transaction, entry.at.isoformat(), entry.object_type, entry.object_id, entry.verb,
            entry.actor_kind, entry.actor_id, entry.actor_name, entry.data, entry.cause,
        ]  # fmt: skip
        digest.update(json.dumps(row, sort_keys=True, ensure_ascii=True).encode())
        count += 1
    return digest.hexdigest(), count
