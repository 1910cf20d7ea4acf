"""Public replies: held for a moment, sent, or withdrawn."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.channels import public as channels
from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.database import pipelined
from qiao.kernel.errors import NotFound
from qiao.kernel.events import publish
from qiao.kernel.prepared import prepared
from qiao.kernel.writing import insert
from qiao.staff.models import Person
from qiao.tickets.events import ReplyWithdrawn, TicketReplied
from qiao.tickets.models import Draft, Message, Ticket
from qiao.tickets.refusals import AlreadySent, MessageBrief, NobodyToWriteTo, SomeoneAnswered
from qiao.tickets.rules.states import STATES, find_transition
from qiao.tickets.rules.undo import WRITES, fields_to_restore
from qiao.tickets.rules.writing import snippet_of
from qiao.tickets.selectors.conversations import reply_language, ticket_values
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.recipients import recipients_of
from qiao.tickets.services.changing import (
    lock_root,
    lock_ticket_to_answer,
    staff_id,
    tell,
    tell_those_in_charge,
    write_change,
)
from qiao.tickets.services.clocks import DUE_FIELDS, restart_clocks, running_clocks, stop_clocks, void_clocks
from qiao.tickets.services.drafts import discard_draft
from qiao.tickets.services.findable import append_message, reindex_ticket
from qiao.tickets.services.inputs import Reply, SentReply
from qiao.tickets.services.messages import (
    LATEST_FIELDS,
    attach_files,
    recount_messages,
    show_latest,
    write_markdown,
)
from qiao.tickets.services.moving import STATE_FIELDS, check_move, events_of_move, is_move_possible, put_state
from qiao.tickets.services.snapshots import restore, snapshot

_UNSENT = {"held", "scheduled", "queued"}
SCHEDULED_AFTER = timedelta(minutes=1)
_person = prepared(lambda person_id: Person.objects.filter(pk=person_id))
_UNDONE = (*WRITES["state"], "assignee_id")


@transaction.atomic
def reply_to_ticket(ticket_id: int, reply: Reply, *, by: Actor) -> SentReply:
    """Answer the customer; the mail leaves after `hold_seconds`, or at `send_at`.

    An answer that leaves soon counts at once: it stops the first-reply clock and sets the state. A scheduled one
    counts when it leaves. Whoever answers an unassigned ticket is in charge of it.
    Raises SomeoneAnswered, NobodyToWriteTo, EmptyMessage, TicketIsMerged, TicketIsSpam, and what `change_state`
    raises for `state_after`.
    """
    ticket, message_id = lock_ticket_to_answer(ticket_id)
    if not reply.send_anyway and reply.last_seen_message_id is not None:
        _refuse_if_answered(ticket, reply.last_seen_message_id, by)
    with pipelined():
        sent = send_reply(ticket, reply, by=by, message_id=message_id)
        discard_draft(ticket_id, "reply", by=by)
    return sent


def send_reply(ticket: Ticket, reply: Reply, *, by: Actor, message_id: int | None = None) -> SentReply:
    """Write and queue a reply on a locked ticket; part of acts that write to the customer.

    `message_id` is drawn before where clocks run that the reply may stop: they name it.
    """
    now = timezone.now()
    is_scheduled = reply.send_at is not None and reply.send_at > now + SCHEDULED_AFTER
    leaves_at = reply.send_at if reply.send_at and is_scheduled else now + timedelta(seconds=reply.hold_seconds)
    to, cc = _recipients(ticket, reply)
    message = Message(
        pk=message_id, ticket=ticket, direction="out", visibility="public", channel="email", author_kind=by.kind,
        author_name=by.name, person_id=by.id if by.is_staff else None,
        language=reply.language or reply_language(ticket),
        recipients={"to": [_entry(one) for one in to], "cc": [_entry(one) for one in cc]},
        has_files=bool(reply.attachments), delivery="scheduled" if is_scheduled else "held",
        leaves_at=leaves_at, created_at=now,
    )  # fmt: skip
    write_markdown(message, reply.markdown, has_files=bool(reply.attachments))
    message.outgoing_id = _queue(ticket, message, reply, to, cc, by)
    if is_scheduled:
        _check_first_move(ticket, reply.state_after, by=by)
        message.undo = {"state_after": reply.state_after}
    else:
        message.undo = _count(ticket, message, reply.state_after, by=by)
    insert(message)
    attach_files(message, reply.attachments)
    append_message(ticket, message)
    show_latest(ticket, message)
    if is_scheduled:
        data = {"message_id": message.pk, "send_at": leaves_at.isoformat()}
        written = ("thread_id", *LATEST_FIELDS)
        write_change(ticket, written, by=by, verb="ticket.reply_scheduled", data=data, message_id=message.pk)
    else:
        _announce(ticket, message, message.undo, by=by)
    return SentReply(message.pk, message.outgoing_id, leaves_at)


@transaction.atomic
def undo_send(message_id: int, *, by: Actor) -> str:
    """Withdraw an unsent reply: its text returns to the writer's draft, the ticket to its former state.

    Returns the text. Raises AlreadySent.
    """
    message, outgoing_id, ticket = _own_reply(message_id, _UNSENT)
    channels.cancel(outgoing_id, by=by)
    undone: dict[str, Any] = message.undo or {}
    before = ticket.state
    fields: list[str] = []
    if "before" in undone:
        is_same = ticket.pk == message.ticket_id  # not merged since
        now = snapshot(ticket, _UNDONE)
        untouched = fields_to_restore(undone["before"], undone["after"], now) if is_same else {}
        fields = restore(ticket, untouched, timezone.now())
        if is_same and ticket.is_open:
            restart_clocks(ticket, undone["stopped"], timezone.now())
        else:
            void_clocks(undone["stopped"], timezone.now())
    markdown, ticket_id = message.markdown, message.ticket_id
    _back_to_draft(message, ticket)
    message.delete()
    reindex_ticket(Ticket.objects.get(pk=ticket_id))
    recount_messages(ticket, family_ids(ticket.pk))
    data = {"message_id": message_id, "before": before, "after": ticket.state}
    written = [*fields, *LATEST_FIELDS, *DUE_FIELDS]
    write_change(ticket, written, by=by, verb="ticket.reply_withdrawn", data=data)
    publish(ReplyWithdrawn(ticket.pk, message_id))
    return markdown


@transaction.atomic
def send_now(message_id: int, *, by: Actor) -> None:
    """Send a held or scheduled reply at once, or retry a failed one. Raises AlreadySent."""
    message, outgoing_id, ticket = _own_reply(message_id, {*_UNSENT, "failed"})
    if message.delivery == "failed":
        channels.retry(outgoing_id, by=by)
        message.refresh_from_db()
    else:
        channels.send_now(outgoing_id, by=by)
    message.leaves_at = timezone.now()
    message.save(update_fields=["leaves_at"])
    write_change(ticket, (), by=by, verb="ticket.reply_hastened", data={"message_id": message_id})


@transaction.atomic
def note_delivery(outgoing_id: int, state: str) -> None:
    """An outgoing mail went to another state; one that was scheduled counts from when it was sent."""
    found = Message.objects.filter(outgoing_id=outgoing_id).values_list("pk", "ticket_id").first()
    if found is None:
        return
    ticket = lock_root(found[1])
    message = Message.objects.select_for_update(no_key=True).get(pk=found[0])
    was_scheduled = bool(message.undo and "state_after" in message.undo)
    message.delivery = "scheduled" if state == "held" and was_scheduled else state
    if state in {"sent", "bounced"}:
        state_after = message.undo["state_after"] if message.undo and was_scheduled else ""
        message.undo = message.leaves_at = None
        if was_scheduled:
            author = Actor(message.author_kind, message.person_id, message.author_name)
            message.created_at = timezone.now()
            done = _count(ticket, message, state_after, by=author, has_left=True)
            _announce(ticket, message, done, by=author)
    message.save(update_fields=["delivery", "undo", "leaves_at", "created_at"])
    audit.record(Actor.system("mail"), "message.delivery_changed", message, data={"state": message.delivery})
    tell(ticket, message_id=message.pk)
    if state in {"failed", "bounced"}:
        tell_those_in_charge(ticket, "bounce")


def _refuse_if_answered(ticket: Ticket, last_seen: int, by: Actor) -> None:
    new = Message.objects.filter(
        ticket_id__in=family_ids(ticket.pk), pk__gt=last_seen, direction__in=("in", "out"), machine_kind=""
    ).order_by("pk")
    if by.is_staff:
        new = new.exclude(direction="out", person_id=staff_id(by))
    briefs = tuple(
        MessageBrief(row.pk, row.author_name, row.direction, snippet_of(row.text), row.created_at) for row in new
    )
    if briefs:
        raise SomeoneAnswered(briefs)


def _recipients(ticket: Ticket, reply: Reply) -> "tuple[list[channels.Address], list[channels.Address]]":
    usual = recipients_of(ticket)
    names = {one.address.lower(): one.name for one in (*usual.to, *usual.cc)}
    to = [channels.Address(one.name, one.address) for one in usual.to]
    cc = [channels.Address(one.name, one.address) for one in usual.cc]
    if reply.to:
        to = [channels.Address(names.get(address.lower(), ""), address) for address in reply.to]
    if reply.cc is not None:
        cc = [channels.Address(names.get(address.lower(), ""), address) for address in reply.cc]
    if not to:
        raise NobodyToWriteTo
    return to, cc


def open_thread(ticket: Ticket) -> int:
    """The mail conversation of the ticket, opened when it has none; the caller stores `thread_id`."""
    if ticket.thread_id is None:
        ticket.thread_id = channels.new_thread(mailbox_for(ticket), ticket.subject)
    return ticket.thread_id


def mailbox_for(ticket: Ticket) -> int | None:
    """The mailbox that sends for a ticket: its product's, else its team's, else the first one."""
    boxes = channels.mailboxes()
    fitting = [box for box in boxes if box.product_id == ticket.product_id and box.product_id is not None]
    fitting = fitting or [box for box in boxes if box.team_id == ticket.team_id and box.team_id is not None]
    fitting = fitting or [box for box in boxes if box.product_id is None] or boxes
    return fitting[0].id if fitting else None


def _queue(
    ticket: Ticket,
    message: Message,
    reply: Reply,
    to: "list[channels.Address]",
    cc: "list[channels.Address]",
    by: Actor,
) -> int:
    return channels.send(
        open_thread(ticket), to=to, cc=cc, html=message.html, by=by, language=message.language,
        values=ticket_values(ticket),
        attachments=[channels.Enclosure(one.file_id, one.name, one.content_type) for one in reply.attachments],
        hold_seconds=reply.hold_seconds, send_at=message.leaves_at if message.delivery == "scheduled" else None,
    )  # fmt: skip


def _check_first_move(ticket: Ticket, state_after: str, *, by: Actor) -> None:
    for step in _path(ticket.state, state_after or ticket.state)[:1]:
        check_move(ticket, step, by=by)


def _count(ticket: Ticket, message: Message, state_after: str, *, by: Actor, has_left: bool = False) -> dict[str, Any]:
    """The reply is an answer now: clocks, state, owner. Returns what it takes to undo that."""
    before = snapshot(ticket, _UNDONE)
    at = message.created_at
    running = running_clocks(ticket)
    stopped = stop_clocks(ticket, ("first_reply",), at, message_id=message.pk, running=running)
    if ticket.assignee_id is None and _may_reply(staff_id(by)):
        ticket.assignee_id = by.id
    ticket.snoozed_until = None
    wanted = state_after or ("open" if ticket.state == "new" else ticket.state)
    for step in _path(ticket.state, wanted):
        if not has_left:
            check_move(ticket, step, by=by)
        elif not is_move_possible(ticket, step, by=by):
            break  # the mail has left: a state that cannot follow must not stop its delivery from being noted
        stopped += put_state(ticket, step, at, message_id=message.pk, running=running)
    return {"before": before, "after": snapshot(ticket, _UNDONE), "stopped": stopped}


def _may_reply(person_id: int) -> bool:
    person = _person.first(person_id)
    return person is not None and person.may("ticket.reply")


def _announce(ticket: Ticket, message: Message, done: Mapping[str, Any], *, by: Actor) -> None:
    """Store and announce the changes of `_count`, after the message is stored."""
    before = done["before"]["state"]
    data = {"message_id": message.pk, "before": before, "after": ticket.state}
    written = ["thread_id", *STATE_FIELDS, *LATEST_FIELDS, "assignee"]
    write_change(ticket, written, by=by, verb="ticket.replied", data=data, message_id=message.pk)
    replied = TicketReplied(ticket.pk, message.pk, by.id if by.is_staff else None)
    publish(replied, *events_of_move(ticket, before, by=by))
    tell_those_in_charge(ticket, "reply", besides=staff_id(by))


def _path(source: str, target: str) -> tuple[str, ...]:
    """The moves from one state to another: a solved ticket that now waits is opened on the way."""
    if source == target:
        return ()
    is_over = STATES[source].category in {"solved", "closed"}
    if is_over and find_transition(source, target) is None and target != "open":
        return ("open", target)
    return (target,)


def _own_reply(message_id: int, deliveries: Collection[str]) -> tuple[Message, int, Ticket]:
    ticket_id = Message.objects.filter(pk=message_id, direction="out").values_list("ticket_id", flat=True).first()
    if ticket_id is None:
        raise NotFound
    ticket = lock_root(ticket_id)
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.outgoing_id is None or message.delivery not in deliveries:
        raise AlreadySent
    return message, message.outgoing_id, ticket


def _back_to_draft(message: Message, ticket: Ticket) -> None:
    """In front of what the writer has begun since."""
    if message.person_id is None:
        return
    files = [
        {"file_id": row.file_id, "name": row.name, "content_type": row.content_type}
        for row in message.attachments.exclude(file=None)
    ]
    addresses = {role: [one["address"] for one in message.recipients.get(role, [])] for role in ("to", "cc")}
    draft, _is_new = Draft.objects.select_for_update(no_key=True).get_or_create(
        ticket=ticket, person_id=message.person_id, kind="reply", defaults={"updated_at": timezone.now()}
    )
    draft.markdown = "\n\n".join(text for text in (message.markdown, draft.markdown) if text.strip())
    draft.files = [*files, *draft.files]
    draft.to = addresses["to"] if draft.to is None else draft.to
    draft.cc = addresses["cc"] if draft.cc is None else draft.cc
    draft.updated_at = timezone.now()
    draft.save()


def _entry(address: "channels.Address") -> dict[str, str]:
    return {"name": address.name, "address": address.address}
