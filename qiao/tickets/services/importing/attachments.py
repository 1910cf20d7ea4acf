"""Files of messages that move in: fetched before anything is locked, then written as rows beside their messages."""

from collections.abc import Iterable, Mapping

from qiao.kernel import files
from qiao.kernel.models import StoredFile
from qiao.kernel.text import sanitise_html
from qiao.tickets.models import Message, MessageAttachment
from qiao.tickets.ports import DeskFile, DeskMessage, DeskTicket, FileUnavailable
from qiao.tickets.services.importing.names import MESSAGE, known_ids

NOT_FETCHED = "not_fetched"
UNKNOWN = "application/octet-stream"
Kept = Mapping[DeskFile, StoredFile]


def fetch_files(system: str, tickets: Iterable[DeskTicket]) -> Kept:
    """Keep the files of messages that are new, one after the other; what cannot be had is left out."""
    messages = [message for ticket in tickets for message in ticket.messages if message.files]
    known = known_ids(system, MESSAGE, [message.key for message in messages])
    kept: dict[DeskFile, StoredFile] = {}
    for one in (file for message in messages if message.key not in known for file in message.files):
        try:
            kept[one] = files.store(one.fetch(), name=one.name, content_type=one.content_type)
        except FileUnavailable:
            continue
    return kept


def attachments_of(source: DeskMessage, message: Message, kept: Kept) -> list[MessageAttachment]:
    """Rows for the files of a stored message, whose HTML then shows the pictures among them."""
    rows, pictures = [], {}
    for one in source.files:
        stored = kept.get(one)
        name = files.safe_name(one.name)
        content_id = one.content_id.strip("<> ")[:255]
        rows.append(
            MessageAttachment(
                message=message, file=stored, name=name, size=stored.size if stored else 0,
                content_type=(one.content_type or (stored.content_type if stored else UNKNOWN))[:255],
                is_inline=bool(content_id) and content_id in source.html, content_id=content_id,
                omitted_reason="" if stored else NOT_FETCHED,
            )
        )  # fmt: skip
        if stored and content_id:
            pictures[content_id] = files.file_url(stored, name)
    if pictures:
        message.html = str(sanitise_html(source.html, cid_urls=pictures).html)
        Message.objects.filter(pk=message.pk).update(html=message.html)
    return rows
