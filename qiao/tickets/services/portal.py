"""What customers do on the portal: ask, answer, confirm, open again, ask to hurry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish
from qiao.kernel.writing import insert
from qiao.tickets.events import CustomerReplied
from qiao.tickets.models import FormAnswers, Message, PortalDraft, RequestType, Ticket
from qiao.tickets.refusals import TicketIsSpam
from qiao.tickets.rules.custom_fields import FieldValueWrong, stored_value
from qiao.tickets.rules.request_forms import LONGEST_TEXT
from qiao.tickets.rules.states import STATES, CustomerWrote
from qiao.tickets.rules.writing import language_of
from qiao.tickets.services.assigning import nudge_ticket
from qiao.tickets.services.changing import lock_root, lock_working_ticket, tell_those_in_charge, write_change
from qiao.tickets.services.customer_words import effect_on, let_act
from qiao.tickets.services.fields import active_fields
from qiao.tickets.services.findable import append_message
from qiao.tickets.services.inputs import NewFile, NewTicket, OpenedTicket
from qiao.tickets.services.messages import LATEST_FIELDS, attach_files, show_latest, write_plain
from qiao.tickets.services.moving import (
    STATE_FIELDS,
    events_of_move,
    put_state,
    reopen_ticket,
    write_move,
)
from qiao.tickets.services.opening import open_ticket
from qiao.tickets.services.people import join_contacts

NUDGE_EVERY = timedelta(days=1)
MOST_ANSWERS = 60


class NudgedAlready(Refusal):
    """One nudge a ticket and day: more of them say nothing more."""

    text = _("You asked us to speed this up less than a day ago, and we have seen it. You can ask again tomorrow.")
    status = 429


class TextTooLong(Refusal):
    """More than a message takes; nothing is cut off."""

    text = _("This is too long: a message takes at most %(most)s characters. Send long texts as a file.")
    status = 422


class NotOurTurn(Refusal):
    """A nudge while we wait for the customer."""

    text = _("We are waiting for your reply. Write it below and we will continue.")


class AlreadyOver(Refusal):
    """Confirming what is confirmed."""

    text = _("This request is already closed.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as filled in. `answers`: (question, answer) as they are shown; `values` by key as they are stored."""

    subject: str
    text: str
    product_id: int | None = None
    version_id: int | None = None
    deployment_id: int | None = None
    request_type_id: int | None = None
    answers: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[NewFile, ...] = ()
    follow_up_of_id: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Where an answer ended up: in its ticket, or in a new one that follows it up."""

    number: int
    is_follow_up: bool = False


def with_files(asked: Asked, files: tuple[NewFile, ...]) -> Asked:
    """The same request with files."""
    return replace(asked, attachments=files)


def with_context(asked: Asked, context: Mapping[str, Any]) -> Asked:
    """The same request with the context sent by the embedding page; agents see it below the text."""
    labels = {
        "page": _("Page"), "title": _("Title of the page"), "version": _("Version of the product"),
        "browser": _("Browser"), "screen": _("Screen"), "errors": _("Errors on the page"),
    }  # fmt: skip
    lines = [
        (str(labels[key]), "\n" + "\n".join(value) if isinstance(value, list) else str(value))
        for key, value in context.items()
    ]
    return replace(asked, context=dict(context), answers=(*asked.answers, *lines))


@transaction.atomic
def ask_on_portal(asked: Asked, contact: Contact, *, by: Actor) -> OpenedTicket:
    """Open a ticket from a form; its draft is over. Raises SubjectMissing, FieldsWrong, EmptyMessage."""
    kind = RequestType.objects.filter(pk=asked.request_type_id).first() if asked.request_type_id else None
    lines = "\n".join(f"{question}: {answer}" for question, answer in asked.answers)
    new = NewTicket(
        subject=asked.subject, markdown="\n\n".join(part for part in (asked.text.strip(), lines) if part),
        requester_id=contact.pk, product_id=asked.product_id, version_id=asked.version_id,
        deployment_id=asked.deployment_id, kind=kind.kind if kind else "question",
        priority=kind.priority if kind else "normal", team_id=kind.team_id if kind else None,
        fields=_ticket_fields(asked), channel="form", said_by="customer", attachments=asked.attachments,
        language=language_of(f"{asked.subject}\n{asked.text}"), follow_up_of_id=asked.follow_up_of_id, is_plain=True,
    )  # fmt: skip
    opened = open_ticket(new, by=by)
    if kind or asked.values or asked.context:
        FormAnswers.objects.create(
            ticket_id=opened.ticket_id, request_type=kind, context=dict(asked.context),
            answers={"values": dict(asked.values), "shown": [list(pair) for pair in asked.answers]},
        )  # fmt: skip
    PortalDraft.objects.filter(contact=contact, place="new").delete()
    return opened


@transaction.atomic
def write_on_portal(
    ticket_id: int, text: str, contact: Contact, *, by: Actor, attachments: tuple[NewFile, ...] = ()
) -> Written:
    """A customer's answer: it wakes, reopens, or after the closing period opens a follow-up, as a mail would.

    Raises EmptyMessage, TextTooLong, TicketIsSpam.
    """
    _check_length([text])
    ticket = lock_root(ticket_id)
    if ticket.state == "spam":
        raise TicketIsSpam
    PortalDraft.objects.filter(contact=contact, place=f"ticket:{ticket.number}").delete()
    effect = effect_on(ticket)
    if effect is CustomerWrote.FOLLOW_UP:
        return _follow_up(ticket, text, contact, by=by, attachments=attachments)
    message = _add_message(ticket, text, contact, attachments)
    before = ticket.state
    let_act(ticket, message, effect, message.created_at)
    show_latest(ticket, message)
    write_change(
        ticket, [*STATE_FIELDS, *LATEST_FIELDS], by=by, verb="ticket.received", message_id=message.pk,
        data={"message_id": message.pk, "before": before, "after": ticket.state, "channel": "form"},
    )  # fmt: skip
    publish(CustomerReplied(ticket.pk, message.pk), *events_of_move(ticket, before, by=by))
    tell_those_in_charge(ticket, "customer_reply")
    return Written(ticket.number)


@transaction.atomic
def confirm_on_portal(ticket_id: int, *, by: Actor) -> None:
    """The customer says it is over: solved and closed at once; fields that staff must fill do not stop them.

    Raises AlreadyOver, TicketIsMerged, TicketIsSpam.
    """
    ticket = lock_working_ticket(ticket_id)
    if ticket.state == "closed":
        raise AlreadyOver
    for state in ("solved", "closed"):
        before = ticket.state
        if before != state:
            put_state(ticket, state, timezone.now())
            write_move(ticket, before, by=by)


def reopen_on_portal(ticket_id: int, *, by: Actor) -> None:
    """It was not over after all. Raises ClosedTooLong when too much time has passed: then a new request is right."""
    ticket = Ticket.objects.get(pk=ticket_id)
    if STATES[ticket.state].category in {"solved", "closed"}:
        reopen_ticket(ticket_id, by=by)


@transaction.atomic
def nudge_on_portal(ticket_id: int, *, by: Actor) -> int:
    """Ask to speed up a ticket, once a day; returns how often this has happened.

    Raises NudgedAlready, NotOurTurn, AlreadyOver, TicketIsMerged, TicketIsSpam.
    """
    ticket = lock_working_ticket(ticket_id)
    if not ticket.is_open:
        raise AlreadyOver
    if ticket.state == "waiting_customer":
        raise NotOurTurn
    if nudged_lately(ticket.pk):
        raise NudgedAlready
    return nudge_ticket(ticket_id, by=by)


def nudged_lately(ticket_id: int) -> bool:
    """Whether a customer asked to hurry within the last day."""
    since = timezone.now() - NUDGE_EVERY
    rows = entries_for("tickets.ticket", ticket_id).filter(verb="ticket.nudged", actor_kind="contact", at__gt=since)
    return rows.exists()


def keep_portal_draft(contact: Contact, place: str, data: Mapping[str, str]) -> None:
    """Keep what a customer is writing; nothing written keeps nothing. Raises TextTooLong."""
    _check_length(data.values())
    kept = {key: str(value) for key, value in list(data.items())[:MOST_ANSWERS] if str(value).strip()}
    if not kept:
        PortalDraft.objects.filter(contact=contact, place=place).delete()
        return
    PortalDraft.objects.update_or_create(
        contact=contact, place=place, defaults={"data": kept, "updated_at": timezone.now()}
    )


def _check_length(texts: Iterable[str]) -> None:
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise TextTooLong(most=intcomma(LONGEST_TEXT))


def _add_message(ticket: Ticket, text: str, contact: Contact, attachments: tuple[NewFile, ...]) -> Message:
    message = Message(
        ticket=ticket, direction="in", visibility="public", channel="form", author_kind="contact",
        author_name=contact.name, contact=contact, language=language_of(text) or ticket.language,
        has_files=bool(attachments), created_at=timezone.now(),
    )  # fmt: skip
    write_plain(message, text, has_files=bool(attachments))
    insert(message)
    attach_files(message, attachments)
    join_contacts(ticket, [contact.pk], is_verified=True)
    append_message(ticket, message)
    return message


def _follow_up(ticket: Ticket, text: str, contact: Contact, *, by: Actor, attachments: tuple[NewFile, ...]) -> Written:
    new = NewTicket(
        subject=ticket.subject, markdown=text, requester_id=contact.pk, organisation_id=ticket.organisation_id,
        product_id=ticket.product_id, version_id=ticket.version_id, component_id=ticket.component_id,
        deployment_id=ticket.deployment_id, kind=ticket.kind, team_id=ticket.team_id, channel="form",
        said_by="customer", attachments=attachments, follow_up_of_id=ticket.pk, is_plain=True,
        language=ticket.language,
    )  # fmt: skip
    return Written(open_ticket(new, by=by).number, is_follow_up=True)


def _ticket_fields(asked: Asked) -> dict[str, Any]:
    """Answers to questions that the ticket has a field for, where they fit it."""
    known = {one.key: one for one in active_fields() if one.applies_to(asked.product_id)}
    fitting: dict[str, Any] = {}
    for key, value in asked.values.items():
        try:
            fitting[key] = stored_value(known[key], value) if key in known else None
        except FieldValueWrong:
            continue  # the form asks more freely than the field: its answer stands in the text
    return {key: value for key, value in fitting.items() if value is not None}
