"""What a ticket says about itself: type, priority, product, version, customer, own fields, tags."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.customers.models import Contact, Deployment, Organisation
from qiao.kernel.access import Actor
from qiao.products.models import Component, Product, Version
from qiao.tickets.labels import FIELD_PROBLEMS, FILTER_LABELS, OTHER_LABELS, TAG_PROBLEMS
from qiao.tickets.models import CustomField, Participant, Tag, Ticket
from qiao.tickets.refusals import FieldsWrong, StaleTicket, SubjectMissing
from qiao.tickets.rules.custom_fields import Field, FieldValueWrong, stored_value, tags_problem, tidy_tags
from qiao.tickets.rules.words import KINDS, PRIORITIES, SEVERITIES
from qiao.tickets.services.changing import lock_working_ticket, write_change
from qiao.tickets.services.clocks import DUE_FIELDS, retarget_clocks
from qiao.tickets.services.findable import append_words, move_words, reindex_ticket

_WORDS: dict[str, tuple[str, ...]] = {
    "kind": KINDS, "priority": PRIORITIES, "severity": ("", *SEVERITIES), "language": ("", "en", "zh-hans"),
}  # fmt: skip
_REFERENCES: dict[str, Any] = {
    "product_id": Product, "version_id": Version, "component_id": Component, "deployment_id": Deployment,
    "organisation_id": Organisation, "requester_id": Contact,
}  # fmt: skip
EDITABLE = ("subject", *_WORDS, *_REFERENCES, "fields")


@transaction.atomic
def set_fields(ticket_id: int, changes: Mapping[str, object], *, by: Actor, revision: int | None = None) -> None:
    """Change some of `EDITABLE`; `fields` maps custom keys to values, and None or "" clears a value.

    With the `revision` the form was made from, a change that somebody else made to the same ticket since is
    never overwritten unseen. Choosing another product clears version, component and deployment of the old one.
    Raises FieldsWrong, SubjectMissing, StaleTicket.
    """
    ticket = lock_working_ticket(ticket_id)
    if revision is not None and revision != ticket.revision:
        raise StaleTicket
    before = _shown(ticket)
    _apply(ticket, changes)
    after = _shown(ticket)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    now = timezone.now()
    if "priority" in changed:
        retarget_clocks(ticket, now)
    if "requester_id" in changed:
        _hand_to_requester(ticket)
    written = [*(name.removesuffix("_id") for name in changed), *DUE_FIELDS]
    data = {name: [before[name], after[name]] for name in changed}
    write_change(ticket, written, by=by, verb="ticket.fields_changed", data=data)
    if "subject" in changed or "language" in changed:
        reindex_ticket(ticket)
    elif {"product_id", "organisation_id"} & set(changed):
        move_words(ticket)


@transaction.atomic
def set_tags(ticket_id: int, names: Sequence[str], *, by: Actor) -> None:
    """Let a ticket have these tags and no others. Raises FieldsWrong."""
    known = lock_working_ticket(ticket_id).tags
    wanted = {name.casefold() for name in checked_tags(names)}
    remove_tags(ticket_id, [tag for tag in known if tag.casefold() not in wanted], by=by)
    add_tags(ticket_id, names, by=by)


@transaction.atomic
def add_tags(ticket_id: int, names: Sequence[str], *, by: Actor) -> list[str]:
    """Put tags on a ticket; those that are new to it. Raises FieldsWrong."""
    ticket = lock_working_ticket(ticket_id)
    known = {tag.casefold() for tag in ticket.tags}
    new = [name for name in tidy_tags(names) if name.casefold() not in known]
    if new:
        ticket.tags = checked_tags([*ticket.tags, *new])
        remember_tags(new)
        write_change(ticket, ["tags"], by=by, verb="ticket.tagged", data={"tags": new})
        append_words(ticket, new)
    return new


@transaction.atomic
def remove_tags(ticket_id: int, names: Sequence[str], *, by: Actor) -> list[str]:
    """Take tags off a ticket; those that it had."""
    ticket = lock_working_ticket(ticket_id)
    unwanted = {name.casefold() for name in tidy_tags(names)}
    gone = [tag for tag in ticket.tags if tag.casefold() in unwanted]
    if gone:
        ticket.tags = [tag for tag in ticket.tags if tag not in gone]
        write_change(ticket, ["tags"], by=by, verb="ticket.untagged", data={"tags": gone})
        reindex_ticket(ticket)
    return gone


def checked_tags(names: Sequence[str]) -> list[str]:
    """Tags as stored. Raises FieldsWrong, naming the limit: none is left out or cut in silence."""
    if problem := tags_problem(names):
        code, details = problem
        raise FieldsWrong({"tags": TAG_PROBLEMS[code] % details})
    return tidy_tags(names)


def remember_tags(names: list[str]) -> None:
    """Offer these tags for completion from now on."""
    if names:
        Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)


def active_fields() -> list[Field]:
    """All custom fields in use, as the rules see them."""
    rows = CustomField.objects.filter(is_active=True).prefetch_related("products")
    return [
        Field(
            row.key, row.kind, tuple(choice["key"] for choice in row.choices),
            tuple(product.pk for product in row.products.all()), row.is_required_to_solve,
        )
        for row in rows
    ]  # fmt: skip


def checked_custom_values(
    product_id: int | None, known: Mapping[str, object], given: Mapping[str, object]
) -> dict[str, object]:
    """The stored values after `given` was applied. Raises FieldsWrong."""
    if not given:
        return dict(known)
    fields = {field.key: field for field in active_fields() if field.applies_to(product_id)}
    values, problems = dict(known), {}
    for key, value in given.items():
        try:
            stored = stored_value(fields[key], value)
        except KeyError:
            problems[key] = problem_text("unknown", key)
        except FieldValueWrong as wrong:
            problems[key] = problem_text(wrong.problem, key)
        else:
            values.pop(key, None) if stored is None else values.update({key: stored})
    if problems:
        raise FieldsWrong(problems)
    return values


def checked_references(ticket: Ticket) -> None:
    """Refuse versions, components and deployments of another product or customer. Raises FieldsWrong."""
    checks: dict[str, Callable[[], bool]] = {
        "version": lambda: ticket.version is None or ticket.version.product_id == ticket.product_id,
        "component": lambda: ticket.component is None or ticket.component.product_id == ticket.product_id,
        "deployment": lambda: (
            ticket.deployment is None
            or (ticket.deployment.product_id, ticket.deployment.organisation_id)
            == (ticket.product_id, ticket.organisation_id)
        ),
    }
    problems = {f"{name}_id": problem_text("unknown", name) for name, fits in checks.items() if not fits()}
    if problems:
        raise FieldsWrong(problems)


def _apply(ticket: Ticket, changes: Mapping[str, object]) -> None:
    unknown = [name for name in changes if name not in EDITABLE]
    if unknown:
        raise FieldsWrong({name: problem_text("unknown", name) for name in unknown})
    if "subject" in changes:
        ticket.subject = " ".join(str(changes["subject"]).split())[:500]
        if not ticket.subject:
            raise SubjectMissing
    for name in _WORDS.keys() & changes.keys():
        if changes[name] not in _WORDS[name]:
            raise FieldsWrong({name: problem_text("not_a_choice", name)})
        setattr(ticket, name, changes[name])
    _apply_references(ticket, changes)
    checked_references(ticket)
    given = changes.get("fields")
    if isinstance(given, Mapping):
        ticket.fields = checked_custom_values(ticket.product_id, ticket.fields, given)


def _apply_references(ticket: Ticket, changes: Mapping[str, object]) -> None:
    if "product_id" in changes and changes["product_id"] != ticket.product_id:
        ticket.version = ticket.component = ticket.deployment = None
    if "organisation_id" in changes and changes["organisation_id"] != ticket.organisation_id:
        ticket.deployment = None
    for name, model in _REFERENCES.items():
        if name not in changes:
            continue
        value = changes[name] or None
        row = model.objects.filter(pk=value).first() if value else None
        if value and row is None:
            raise FieldsWrong({name: problem_text("unknown", name.removesuffix("_id"))})
        setattr(ticket, name.removesuffix("_id"), row)
    if changes.get("deployment_id") and ticket.deployment:
        ticket.product = ticket.product or ticket.deployment.product
        if not changes.get("version_id"):
            ticket.version = ticket.deployment.version
    if changes.get("requester_id") and "organisation_id" not in changes and ticket.requester:
        ticket.organisation = ticket.requester.organisation or ticket.organisation


def _hand_to_requester(ticket: Ticket) -> None:
    Participant.objects.filter(ticket=ticket, role="requester").update(role="cc")
    if ticket.requester_id:
        Participant.objects.update_or_create(
            ticket=ticket, contact_id=ticket.requester_id, defaults={"role": "requester", "is_verified": True}
        )


def _shown(ticket: Ticket) -> dict[str, Any]:
    return {name: getattr(ticket, name) for name in EDITABLE}


def problem_text(problem: str, name: str) -> str:
    """What is wrong with a value, as a sentence about the field."""
    key = name.removesuffix("_id")
    label = FILTER_LABELS.get(key) or OTHER_LABELS.get(key) or name
    return str(FIELD_PROBLEMS[problem]) % {"field": label}
