"""Internal notes: written for colleagues, never sent to the customer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.events import publish
from qiao.kernel.writing import insert
from qiao.tickets.events import NoteAdded
from qiao.tickets.models import Message, Ticket
from qiao.tickets.rules.writing import language_of, mentioned_people
from qiao.tickets.services.changing import lock_unmerged_ticket, staff_id, tell_those_in_charge, write_change
from qiao.tickets.services.drafts import discard_draft
from qiao.tickets.services.findable import append_message
from qiao.tickets.services.inputs import NewFile
from qiao.tickets.services.messages import LATEST_FIELDS, attach_files, show_latest, write_markdown
from qiao.tickets.services.people import note_mentions


@transaction.atomic
def add_note(
    ticket_id: int,
    markdown: str,
    *,
    by: Actor,
    attachments: Sequence[NewFile] = (),
    mentions: Sequence[int] | None = None,
) -> int:
    """Write a note; the message's id. People in it as @[Name](person:12) are called.

    Raises EmptyMessage, TicketIsMerged.
    """
    ticket = lock_unmerged_ticket(ticket_id)
    message = put_note(ticket, markdown, by=by, attachments=attachments, mentions=mentions)
    discard_draft(ticket_id, "note", by=by)
    return message.pk


def put_note(
    ticket: Ticket,
    markdown: str,
    *,
    by: Actor,
    attachments: Sequence[NewFile] = (),
    mentions: Sequence[int] | None = None,
) -> Message:
    """Add a note to a locked ticket; part of acts that carry a remark."""
    message = Message(
        ticket=ticket, direction="internal", visibility="internal", author_kind=by.kind, author_name=by.name,
        person_id=by.id if by.is_staff else None, has_files=bool(attachments), created_at=timezone.now(),
        language=language_of(markdown),
    )  # fmt: skip
    write_markdown(message, markdown, has_files=bool(attachments))
    insert(message)
    attach_files(message, attachments)
    called = note_mentions(message, ticket, mentioned_people(markdown) if mentions is None else mentions)
    show_latest(ticket, message)
    append_message(ticket, message)
    write_change(
        ticket, LATEST_FIELDS, by=by, verb="ticket.noted", message_id=message.pk,
        data={"message_id": message.pk, "mentioned": called},
    )  # fmt: skip
    publish(NoteAdded(ticket.pk, message.pk, tuple(called)))
    tell_those_in_charge(ticket, "note", besides=staff_id(by))
    return message
