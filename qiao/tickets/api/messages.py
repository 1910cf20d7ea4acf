"""The conversation of a ticket: reading it, replying, notes, files, drafts."""

from typing import Literal

from django.http.response import HttpResponseBase

from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.audit import entries_for
from qiao.kernel.text import render_markdown
from qiao.tickets import services
from qiao.tickets.api.given import DraftGiven, NoteGiven, ReplyGiven, TextGiven
from qiao.tickets.api.showing import messages_for_showing, readable_message, show_messages, ticket_row
from qiao.tickets.api.shown import (
    DraftShown,
    EventShown,
    HtmlShown,
    MadeShown,
    MarkdownShown,
    MessageShown,
    SentShown,
)
from qiao.tickets.api.tickets import one_act, ticket_to_change
from qiao.tickets.models import Message
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.sentences import event_line
from qiao.tickets.services import Reply
from qiao.tickets.views.uploads import attachments

DraftKind = Literal["reply", "note"]

messages = Operations("messages")


@messages.get("/tickets/{number}/messages", "ticket.view", Listing[MessageShown], screens=["tickets:earlier"])
def list_messages(request: ApiRequest, number: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List what was said in a ticket.

    Oldest first, with the messages of tickets that were merged into it.
    """
    ticket = ticket_row(request, number)
    rows = messages_for_showing(Message.objects.filter(ticket_id__in=family_ids(ticket.pk)))
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
        attachments=attachments(data.attachments).all(), state_after=data.state_after, send_at=data.send_at,
        hold_seconds=data.hold_seconds, last_seen_message_id=data.last_seen_message_id, send_anyway=data.send_anyway,
    )  # fmt: skip
    with one_act(request):
        sent = services.reply_to_ticket(ticket_to_change(request, number), given, by=request.actor)
    return answer(request, SentShown(message_id=sent.message_id, leaves_at=sent.leaves_at), status=201)


@messages.post(
    "/tickets/{number}/notes", "ticket.note", MadeShown, status=201, is_versioned=True, screens=["tickets:note"]
)
def add_note(request: ApiRequest, number: Id, data: NoteGiven) -> HttpResponseBase:
    """Write a note that only colleagues see."""
    files = attachments(data.attachments).all()
    with one_act(request):
        ticket_id = ticket_to_change(request, number)
        message_id = services.add_note(ticket_id, data.markdown, by=request.actor, attachments=files)
    return answer(request, MadeShown(id=message_id), status=201)


@messages.get("/messages/{message_id}", "ticket.view", MessageShown, screens=["tickets:delivery"])
def get_message(request: ApiRequest, message_id: Id) -> HttpResponseBase:
    """Get one message, as to see how far a reply is on its way."""
    readable_message(request, message_id)
    found = list(messages_for_showing(Message.objects.filter(pk=message_id)))
    return answer(request, show_messages(found)[0])


@messages.post("/messages/{message_id}/undo", "ticket.reply", MarkdownShown, screens=["tickets:undo-send"])
def undo_send(request: ApiRequest, message_id: Id) -> HttpResponseBase:
    """Take back a reply that has not left.

    Its text comes back; that of a person is also in their draft again.
    """
    readable_message(request, message_id)
    return answer(request, MarkdownShown(markdown=services.undo_send(message_id, by=request.actor)))


@messages.post("/messages/{message_id}/send-now", "ticket.reply", screens=["tickets:send-now"])
def send_now(request: ApiRequest, message_id: Id) -> HttpResponseBase:
    """Let a held or scheduled reply leave at once."""
    readable_message(request, message_id)
    services.send_now(message_id, by=request.actor)
    return nothing()


@messages.post("/messages/{message_id}/accept", "ticket.edit", screens=["tickets:accept"])
def accept_message(request: ApiRequest, message_id: Id) -> HttpResponseBase:
    """Accept the sender of a message as genuine."""
    readable_message(request, message_id)
    services.accept_message(message_id, by=request.actor)
    return nothing()


@messages.get("/tickets/{number}/events", "ticket.view", Listing[EventShown], screens=["tickets:history"])
def list_events(request: ApiRequest, number: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List every recorded act on a ticket, oldest first."""
    ticket = ticket_row(request, number)
    rows = entries_for("tickets.ticket", ticket.pk)
    found, following = page_of(rows, ("id",), cursor=cursor, limit=limit, name=f"events.{ticket.pk}")
    shown = [
        EventShown(
            id=row.pk, verb=row.verb, actor_kind=row.actor_kind, actor_id=row.actor_id, actor_name=row.actor_name,
            text=event_line(row).text, data=row.data, cause=row.cause, at=row.at,
        )
        for row in found
    ]  # fmt: skip
    return answer(request, Listing[EventShown].model_construct(items=shown, next_cursor=following))


@messages.put("/tickets/{number}/drafts/{kind}", "ticket.note", DraftShown, screens=["tickets:draft"])
def save_draft(request: ApiRequest, number: Id, kind: DraftKind, data: DraftGiven) -> HttpResponseBase:
    """Keep what I am writing."""
    need_person(request)
    ticket = ticket_row(request, number)
    files = attachments(data.attachments).all()
    services.save_draft(
        ticket.pk, kind, data.markdown, by=request.actor, to=data.to, cc=data.cc, language=data.language,
        attachments=files,
    )  # fmt: skip
    shown = DraftShown(
        kind=kind, markdown=data.markdown, to=data.to, cc=data.cc, language=data.language,
        files=[one.name for one in files],
    )  # fmt: skip
    return answer(request, shown)


@messages.delete("/tickets/{number}/drafts/{kind}", "ticket.note", screens=["tickets:draft"])
def discard_draft(request: ApiRequest, number: Id, kind: DraftKind) -> HttpResponseBase:
    """Delete my draft."""
    need_person(request)
    services.discard_draft(ticket_row(request, number).pk, kind, by=request.actor)
    return nothing()


@messages.post("/preview", "ticket.note", HtmlShown, screens=["tickets:preview"])
def preview(request: ApiRequest, data: TextGiven) -> HttpResponseBase:
    """Show how a text will look."""
    return answer(request, HtmlShown(html=str(render_markdown(data.markdown))))
