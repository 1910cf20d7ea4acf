"""Handing out the audit record."""

import json
from collections.abc import Iterator, Mapping

from qiao.kernel.access import Actor
from qiao.kernel.audit import AuditFilter, entries_matching, record
from qiao.kernel.models import AuditEntry
from qiao.kernel.tables.writing import csv_lines
from qiao.staff.models import Person

COLUMNS = ["id", "at", "actor_kind", "actor_id", "actor_name", "verb", "object_type", "object_id", "data", "cause"]


def export_audit(wanted: AuditFilter, *, asked: Mapping[str, str], person: Person, by: Actor) -> Iterator[str]:
    """Acts that fit as lines of CSV, oldest first; that they were taken is itself recorded, with what was asked."""
    record(by, "audit.exported", person, data={"filter": dict(asked)})
    found = entries_matching(wanted).order_by("pk")
    return csv_lines(COLUMNS, map(_cells, found.iterator(chunk_size=1_000)))


def _cells(entry: AuditEntry) -> list[object]:
    return [
        entry.pk, entry.at.isoformat(), entry.actor_kind, entry.actor_id, entry.actor_name, entry.verb,
        entry.object_type, entry.object_id, json.dumps(entry.data, ensure_ascii=False, sort_keys=True), entry.cause,
    ]  # fmt: skip
