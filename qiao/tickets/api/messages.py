"""The conversation of a ticket: reading it, replying, notes, files, drafts."""

from django.db import transaction
from django.http.response import HttpResponseBase

from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.tickets import services
from qiao.tickets.api.given import NoteGiven, ReplyGiven
from qiao.tickets.api.showing import messages_for_showing, show_messages, ticket_row
from qiao.tickets.api.shown import MadeShown, MessageShown, SentShown
from qiao.tickets.api.tickets import ticket_to_change
from qiao.tickets.models import Message
from qiao.tickets.selectors.page import family_numbers
from qiao.tickets.services import Reply
from qiao.tickets.views.uploads import kept_files

messages = Operations("messages")


@messages.get("/tickets/{number}/messages", "ticket.view", Listing[MessageShown], screens=["tickets:earlier"])
def list_messages(request: ApiRequest, number: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List what was said in a ticket.

    Oldest first, with the messages of tickets that were merged into it.
    """
    ticket = ticket_row(request, number)
    rows = messages_for_showing(Message.objects.filter(ticket_id__in=list(family_numbers(ticket.pk))))
    found, following = page_of(rows, ("created_at", "id"), cursor=cursor, limit=limit, name=f"messages.{ticket.pk}")
    listing = Listing[MessageShown].model_construct(items=show_messages(found), next_cursor=following)
    return answer(request, listing)


@messages.post(
    "/tickets/{number}/reply", "ticket.reply", SentShown, status=201, is_versioned=True, screens=["tickets:reply"]
)
def reply(request: ApiRequest, number: Id, data: ReplyGiven) -> HttpResponseBase:
    """Answer the customer.

    The mail leaves after `hold_seconds`, or at `send_at`; until then it can be undone.
    """
    given = Reply(
        data.markdown, to=tuple(data.to), cc=None if data.cc is None else tuple(data.cc),
        attachments=kept_files(data.attachments), state_after=data.state_after, send_at=data.send_at,
        hold_seconds=data.hold_seconds, last_seen_message_id=data.last_seen_message_id, send_anyway=data.send_anyway,
    )  # fmt: skip
    with transaction.atomic():
        sent = services.reply_to_ticket(ticket_to_change(request, number), given, by=request.actor)
    return answer(request, SentShown(message_id=sent.message_id, leaves_at=sent.leaves_at), status=201)


@messages.post(
    "/tickets/{number}/notes", "ticket.note", MadeShown, status=201, is_versioned=True, screens=["tickets:note"]
)
def add_note(request: ApiRequest, number: Id, data: NoteGiven) -> HttpResponseBase:
    """Write a note that only colleagues see."""
    files = kept_files(data.attachments)
    with transaction.atomic():
        ticket_id = ticket_to_change(request, number)
        message_id = services.add_note(ticket_id, data.markdown, by=request.actor, attachments=files)
    return answer(request, MadeShown(id=message_id), status=201)
