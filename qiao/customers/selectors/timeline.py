"""All touchpoints with a customer or a person, from every domain that met them, by keyset."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, Contract, Deployment, Note
from qiao.customers.ports import Touchpoint, TouchpointQuery, key_of, touchpoint_sources
from qiao.kernel.history import history_lines
from qiao.kernel.keyset import cursor_moment, read_cursor, write_cursor
from qiao.kernel.models import AuditEntry
from qiao.staff.models import Person

_VERBS: dict[str, tuple[str, ...]] = {
    "note": ("note.",),
    "agreement": ("contract.", "deployment."),
    "person": ("contact.",),
    "change": ("organisation.", "file."),
}
_DETAIL = 160


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Touchpoints, newest first; `next` leads to the earlier ones and is empty at the beginning."""

    rows: list[Touchpoint]
    next: str


def timeline_kinds() -> dict[str, str | Promise]:
    """What one can look for."""
    return {kind: label for source in touchpoint_sources() for kind, label in source.kinds.items()}


def timeline(
    viewer: Person, *, organisation_ids: tuple[int, ...] = (), contact_ids: tuple[int, ...] = (), kind: str = "",
    after: str = "", size: int = 30,
) -> TimelinePage:  # fmt: skip
    """One page. Every source gives at most a page; together they give the newest of all."""
    query = TouchpointQuery(
        viewer=viewer, organisation_ids=organisation_ids, contact_ids=contact_ids,
        kinds=(kind,) if kind in timeline_kinds() else (), before=_decode(after), limit=size + 1,
    )  # fmt: skip
    found = [one for source in touchpoint_sources() for one in source.touchpoints(query)]
    found.sort(key=lambda one: (one.at, one.key), reverse=True)
    if len(found) <= size:
        return TimelinePage(found, "")
    shown = found[:size]
    return TimelinePage(shown, _encode(shown[-1]))


class CustomerTouchpoints:
    """The source of this domain: what the record says of the customer, their people, contracts and installations."""

    kinds: Mapping[str, str | Promise] = {
        "note": _("Notes"),
        "agreement": _("Contracts and installations"),
        "person": _("People"),
        "change": _("Changes and files"),
    }

    def touchpoints(self, query: TouchpointQuery) -> list[Touchpoint]:
        """Lines of the record, notes with how they begin."""
        wanted = [kind for kind in _VERBS if not query.kinds or kind in query.kinds]
        if not wanted:
            return []
        verbs = Q()
        for prefix in (prefix for kind in wanted for prefix in _VERBS[kind]):
            verbs |= Q(verb__startswith=prefix)
        rows = AuditEntry.objects.filter(verbs & _objects(query))
        if bound := query.bound("a"):
            rows = rows.filter(Q(at__lt=bound[0]) | Q(at=bound[0], pk__lt=bound[1]))
        entries = list(rows.order_by("-at", "-pk")[: query.limit])
        return _as_touchpoints(entries)


def _objects(query: TouchpointQuery) -> Q:
    people = Q(object_type="customers.contact", object_id__in=query.contact_ids)
    if query.contact_ids:
        return people
    found = Q(object_type="customers.organisation", object_id__in=query.organisation_ids)
    for model in (Contact, Contract, Deployment):
        parts = model.objects.filter(organisation__in=query.organisation_ids).values("pk")
        found |= Q(object_type=model._meta.label_lower, object_id__in=parts)
    return found


def _as_touchpoints(entries: list[AuditEntry]) -> list[Touchpoint]:
    notes = _notes(entries)
    found = []
    for entry, line in zip(entries, history_lines(entries), strict=True):
        kind = next(kind for kind, prefixes in _VERBS.items() if entry.verb.startswith(prefixes))
        detail = notes.get(entry.data.get("note") or 0, "") if kind == "note" else line.detail
        found.append(
            Touchpoint(
                entry.at,
                key_of("a", entry.pk),
                kind,
                line.icon,
                line.actor,
                line.sentence,
                detail,
                address=_address(entry),
            )
        )
    return found


def _notes(entries: list[AuditEntry]) -> dict[int, str]:
    ids = {entry.data["note"] for entry in entries if isinstance(entry.data.get("note"), int)}
    rows = Note.objects.filter(pk__in=ids, removed_at=None) if ids else []
    return {row.pk: Truncator(" ".join(row.body.split())).chars(_DETAIL) for row in rows}


def _address(entry: AuditEntry) -> str:
    if entry.object_type == "customers.contact":
        return reverse("customers:contact", args=[entry.object_id])
    return ""


def _encode(last: Touchpoint) -> str:
    return write_cursor([last.at, last.key])


def _decode(cursor: str) -> tuple[datetime, str] | None:
    moment, key = read_cursor(cursor, 2) or ("", "")
    text = str(key)
    is_ours = text[:1].isalpha() and text[1:].isdecimal() and len(text) == 20
    try:
        return (cursor_moment(moment), text) if is_ours else None
    except ValueError:
        return None
