"""Putting a message into a ticket: its row, its files, and what the queue shows of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from qiao.kernel.files import safe_name
from qiao.kernel.models import StoredFile
from qiao.kernel.text import html_to_text, render_markdown
from qiao.tickets.models import Message, MessageAttachment, Ticket
from qiao.tickets.refusals import EmptyMessage
from qiao.tickets.rules.writing import plain_mentions, show_mentions, snippet_of
from qiao.tickets.services.inputs import NewFile

LATEST_FIELDS = (
    "message_count", "snippet", "last_direction", "last_message_at", "first_customer_at", "last_customer_at",
)  # fmt: skip


def write_markdown(message: Message, markdown: str, *, has_files: bool = False) -> None:
    """Fill a message from what an agent wrote. Raises EmptyMessage."""
    markdown = markdown.strip()
    if not markdown and not has_files:
        raise EmptyMessage
    message.markdown = markdown
    shown, plain = show_mentions(markdown), plain_mentions(markdown)
    message.html = str(render_markdown(shown))
    message.text = html_to_text(message.html if plain == shown else str(render_markdown(plain)))


def write_plain(message: Message, text: str, *, has_files: bool = False) -> None:
    """Fill a message from plain text, in which no sign means anything: logs stay as they are. Raises EmptyMessage."""
    text = plain_text(text)
    if not text and not has_files:
        raise EmptyMessage
    message.text = text


def plain_text(text: str) -> str:
    """Plain text as messages keep it."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def attach_files(message: Message, files: Sequence[NewFile]) -> None:
    """Add files of the store to a stored message."""
    if not files:
        return
    stored = StoredFile.objects.in_bulk([file.file_id for file in files])
    rows = [
        MessageAttachment(
            message=message, file=stored[file.file_id], name=safe_name(file.name), size=stored[file.file_id].size,
            content_type=file.content_type or stored[file.file_id].content_type,
        )
        for file in files
    ]  # fmt: skip
    MessageAttachment.objects.bulk_create(rows)


def show_latest(ticket: Ticket, message: Message) -> None:
    """Set what the queue shows after one more message; the caller stores `LATEST_FIELDS`.

    What a stranger wrote shows only where there is nothing else.
    """
    ticket.message_count += 1
    if message.visibility == "unverified" and ticket.message_count > 1:
        return
    if message.direction == "in" and not message.machine_kind:
        ticket.last_customer_at = _later(ticket.last_customer_at, message)
        ticket.first_customer_at = ticket.first_customer_at or message.created_at
    if message.direction in {"in", "out"}:
        ticket.snippet = snippet_of(message.text)
        ticket.last_direction = message.direction
        ticket.last_message_at = _later(ticket.last_message_at, message)


def recount_messages(ticket: Ticket, family: Iterable[int]) -> None:
    """Set the same from the rows, when messages were taken away or came by merging."""
    messages = Message.objects.filter(ticket_id__in=list(family)).order_by("created_at", "id")
    accepted = messages.exclude(visibility="unverified")
    shown = accepted if accepted.exists() else messages
    said = shown.filter(direction__in=("in", "out"))
    asked = shown.filter(direction="in", machine_kind="")
    latest = said.last()
    ticket.message_count = messages.count()
    ticket.snippet = snippet_of(latest.text) if latest else ""
    ticket.last_direction = latest.direction if latest else ""
    ticket.last_message_at = latest.created_at if latest else None
    ticket.first_customer_at = asked.values_list("created_at", flat=True).first()
    ticket.last_customer_at = asked.values_list("created_at", flat=True).last()


def _later(known: datetime | None, message: Message) -> datetime:
    return max(known, message.created_at) if known else message.created_at
