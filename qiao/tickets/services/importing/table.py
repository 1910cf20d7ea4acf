"""Past tickets from a table: one row is one ticket with its question, its answer and a note."""

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Organisation
from qiao.kernel import search
from qiao.kernel.access import Actor
from qiao.kernel.audit import record_many
from qiao.kernel.models import ExternalKey
from qiao.kernel.tables import (
    Field,
    Plan,
    Row,
    TableKind,
    add_sentences,
    add_table_kind,
    choice_words,
    headers_of,
    read_words,
)
from qiao.kernel.tables.kinds import Label
from qiao.kernel.tables.values import choice_of, lines_of, list_of, moment_of, text_of
from qiao.staff.models import Language
from qiao.tickets.labels import KIND_LABELS, PRIORITY_LABELS, SEVERITY_LABELS, STATE_LABELS, TAG_PROBLEMS
from qiao.tickets.models import Message, Ticket
from qiao.tickets.ports import DeskKind, DeskMessage, DeskTicket, add_desk_kind
from qiao.tickets.rules.custom_fields import tags_problem
from qiao.tickets.rules.states import STATES
from qiao.tickets.services.findable import TICKET_TYPE
from qiao.tickets.services.importing.jsonl import JsonlSource
from qiao.tickets.services.importing.names import MESSAGE, ORGANISATION, TICKET, keep_ids, known_ids
from qiao.tickets.services.importing.writing import findable_words, write_past_tickets

SYSTEM = "table"
WORDS = read_words("qiao.tickets", "import_words.toml")
_MOMENT = re.compile(r"\d{4}\D?\d{1,2}\D?\d{1,2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{4}.*")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

SENTENCES = {
    "subject_missing": _("A ticket needs a subject or a description."),
    "ticket_number_missing": _("A ticket needs the number it had, so that it is not imported twice."),
    "date_missing": _("A ticket needs the time at which it was opened."),
    "solved_before": _("“%(value)s” is before the ticket was opened."),
    "record_unreadable": _("The record cannot be read: %(reason)s."),
    "file_missing": _("The file “%(value)s” is missing."),
    **TAG_PROBLEMS,
}


def ticket_fields() -> tuple[Field, ...]:
    """Columns of past tickets."""

    def make(key: str, label: Label, read: Any, hint: Label = "", **more: Any) -> Field:
        return Field(key, label, read, hint, headers=headers_of(WORDS, key), **more)

    def choice(key: str, label: Label, labels: Mapping[str, Label]) -> Field:
        choices = tuple(labels.items())
        return make(key, label, choice_of(choice_words(WORDS, key, choices)), choices=choices)

    states = {key: STATE_LABELS[key] for key in STATES if key != "merged"}
    return (
        make("number", _(
            "Number it had"
        ), text_of(80), _("Identifies the same row when it is imported again."), is_required=True),
        make("subject", _("Subject"), text_of(500)),
        make("description", _("Description"), lines_of(200_000), _("What the customer wrote")),
        make("answer", _("Answer"), lines_of(200_000), _("What we answered")),
        make("note", _("Internal note"), lines_of(200_000)),
        make("email", _("Requester's mail address"), text_of(254), form=_MAIL),
        make("requester", _("Requester's name"), text_of(120)),
        make("organisation_key", _("Customer's number in your CRM"), text_of(64)),
        make("organisation", _("Customer"), text_of(200)),
        make("product", _("Product"), text_of(120), _("Key or name")),
        make("version", _("Version"), text_of(60)),
        choice("state", _("State"), states),
        choice("priority", _("Priority"), dict(PRIORITY_LABELS)),
        choice("severity", _("Severity"), dict(SEVERITY_LABELS)),
        choice("kind", _("Type"), dict(KIND_LABELS)),
        make("team", _("Team"), text_of(120)),
        make("assignee", _("Assignee"), text_of(254), _("Name or mail address of a colleague")),
        make("tags", _("Tags"), list_of, repeats=True),
        make("created_at", _("Opened"), moment_of, "2026-03-31 14:05", form=_MOMENT, is_required=True),
        make("solved_at", _("Solved"), moment_of, "2026-03-31 14:05", form=_MOMENT),
        make("closed_at", _("Closed"), moment_of, "2026-03-31 14:05", form=_MOMENT),
        make(
            "language", _("Language"), choice_of(choice_words({}, "language", Language.choices)),
            choices=tuple(Language.choices),
        ),
    )  # fmt: skip


class TicketSession:
    """One pass over a file of tickets. A known ticket is left unchanged: it is now maintained here."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, int] = {}

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there."""
        plan = Plan()
        known = known_ids(SYSTEM, TICKET, [row.values["number"] for row in rows if row.values.get("number")])
        organisations = _organisations(rows)
        return plan.each(rows, lambda row: self._plan_row(row, known, organisations, plan))

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write tickets with everything that belongs to them."""
        rows: list[Row] = plan.created
        keep_ids(SYSTEM, ORGANISATION, _new_organisation_keys(rows))
        words = {row.values["number"]: row.prepared for row in rows if row.prepared is not None}
        written = write_past_tickets(SYSTEM, [_ticket(row) for row in rows], words=words, by=by, cause=cause)
        return list(written.created.values())

    def _plan_row(self, row: Row, known: dict[str, int], organisations: dict[tuple[str, str], int], plan: Plan) -> None:
        values = row.values
        number = values.get("number")
        if not number:
            plan.refuse(row, "number", "ticket_number_missing")
        if not values.get("created_at"):
            plan.refuse(row, "created_at", "date_missing")
        if not (values.get("subject") or values.get("description")):
            plan.refuse(row, "subject", "subject_missing")
        if problem := tags_problem(values.get("tags", ())):
            code, details = problem
            plan.refuse(row, "tags", code, **details)
        for key in ("solved_at", "closed_at"):
            if values.get(key) and values[key] < values["created_at"]:
                plan.refuse(row, key, "solved_before")
        for key in ("organisation_key", "organisation"):
            if values.get(key):
                found = organisations.get((key, values[key].casefold()))
                if found is None:
                    plan.refuse(row, key, "organisation_unknown")
                values["organisation_id"] = found
                break
        if self._seen.setdefault(number, row.number) != row.number:
            plan.refuse(row, "number", "repeated", row=str(self._seen[number]))
        if number in known:
            plan.unchanged += 1
        else:
            plan.created.append(row)


def prepare_row(row: Row) -> object:
    """What a ticket is found by; None for a row that will be refused."""
    values = row.values
    is_whole = (
        values.get("number") and values.get("created_at") and (values.get("subject") or values.get("description"))
    )
    return findable_words(_ticket(row)) if is_whole else None


def _ticket(row: Row) -> DeskTicket:
    """A row as a ticket. Its messages need no keys: they came with it, and stay as they are."""
    values, key = row.values, row.values["number"]
    opened: datetime = values["created_at"]
    ended = values.get("solved_at") or values.get("closed_at") or opened
    state = values.get("state") or (
        "closed" if values.get("closed_at") else "solved" if values.get("solved_at") else "open"
    )
    said = partial(DeskMessage, channel="form")
    email = values.get("email", "")
    messages = [
        said("", "in", opened, text=values.get("description") or values["subject"], author_address=email,
             author_name=values.get("requester", ""))
    ]  # fmt: skip
    if values.get("answer"):
        messages.append(said("", "out", ended, text=values["answer"], author=values.get("assignee", ""),
                             author_name=values.get("assignee", "")))  # fmt: skip
    if values.get("note"):
        messages.append(said("", "internal", ended, text=values["note"], author_name=values.get("assignee", "")))
    subject = values.get("subject") or values["description"].splitlines()[0][:120]
    return DeskTicket(
        key, key, subject, opened, state, values.get("priority", "normal"), values.get("kind", "question"),
        values.get("severity", ""), requester=email, organisation=_organisation_key(row),
        assignee=values.get("assignee", ""), product=values.get("product", ""), version=values.get("version", ""),
        team=values.get("team", ""), tags=tuple(values.get("tags", ())), language=values.get("language", ""),
        updated_at=ended, solved_at=values.get("solved_at"), closed_at=values.get("closed_at"),
        messages=tuple(messages),
    )  # fmt: skip


def _organisation_key(row: Row) -> str:
    """Organisations of a table are known by our own ids."""
    return f"id:{row.values['organisation_id']}" if row.values.get("organisation_id") else ""


def _new_organisation_keys(rows: Sequence[Row]) -> dict[str, int]:
    wanted = {_organisation_key(row): row.values["organisation_id"] for row in rows if _organisation_key(row)}
    known = known_ids(SYSTEM, ORGANISATION, wanted)
    return {key: pk for key, pk in wanted.items() if key not in known}


def _organisations(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    keys = {row.values["organisation_key"] for row in rows if row.values.get("organisation_key")}
    names = {row.values["organisation"].casefold() for row in rows if row.values.get("organisation")}
    found: dict[tuple[str, str], int] = {}
    known = Organisation.objects.filter(merged_into=None).annotate(lower=Lower("name"), lower_short=Lower("short_name"))
    if keys or names:
        either = Q(external_key__in=keys) | Q(lower__in=names) | Q(lower_short__in=names)
        for pk, number, *called in known.filter(either).values_list("pk", "external_key", "lower", "lower_short"):
            found |= {("organisation", name): pk for name in called if name}
            if number:
                found["organisation_key", number.casefold()] = pk
    return found


def undo_tickets(ids: Sequence[int], *, by: Actor, cause: str) -> tuple[int, int]:
    """Remove imported tickets nobody here has touched since."""
    untouched = Ticket.objects.select_for_update(no_key=False, of=("self",)).filter(pk__in=ids, revision=1)
    others = Q(merged__isnull=False) | Q(follow_ups__isnull=False) | Q(linked_from__isnull=False)
    taken_up = set(Ticket.objects.filter(pk__in=ids).filter(others).values_list("pk", flat=True))
    free = [one for one in untouched if one.pk not in taken_up]
    gone = [one.pk for one in free]
    record_many(by, "ticket.import_undone", [(one, {"number": one.number}) for one in free], cause=cause)
    messages = Message.objects.filter(ticket__in=gone)
    ExternalKey.objects.filter(object_type=MESSAGE, object_id__in=messages.values("pk")).delete()
    ExternalKey.objects.filter(object_type=TICKET, object_id__in=gone).delete()
    for pk in gone:
        search.remove(TICKET_TYPE, pk)
    messages.delete()
    Ticket.objects.filter(pk__in=gone).delete()
    return len(gone), len(ids) - len(gone)


def register_ticket_table() -> None:
    """Offer past tickets for import from tables."""
    add_sentences(SENTENCES)
    add_desk_kind(
        DeskKind(
            "jsonl", _("JSON lines"),
            _("A documented format that any help desk can be exported to, with files in a ZIP archive"),
            ("file",), JsonlSource,
        )
    )  # fmt: skip
    add_table_kind(
        TableKind(
            "tickets", _("Past tickets"), _("Question, answer, state and times of each, to be searched and counted"),
            "ticket", ticket_fields(), TicketSession, undo_tickets, prepare=prepare_row,
        )
    )  # fmt: skip
