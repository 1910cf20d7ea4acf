"""Search index of tickets: updated in the transaction that changes the ticket."""

from collections.abc import Iterable

from qiao.kernel import search
from qiao.tickets.models import Message, Ticket

TICKET_TYPE = "tickets.ticket"


def index_new_ticket(ticket: Ticket, message: Message | None) -> None:
    """A new ticket with its first message, or before it has one."""
    is_public = message is not None and message.visibility == "public"
    _write(ticket, "public", [message] if message and is_public else [])
    if message and not is_public:
        append_message(ticket, message)


def append_message(ticket: Ticket, message: Message) -> None:
    """Index one more message. Notes and unverified mails are found by staff only."""
    if ticket.state == "spam":
        return
    search.append(
        TICKET_TYPE, message.ticket_id, body=words_of(message), at=message.created_at,
        visibility="public" if message.visibility == "public" else "internal", numbers=_addresses([message]),
    )  # fmt: skip


def append_words(ticket: Ticket, words: Iterable[str]) -> None:
    """Index the ticket's own texts, such as new tags."""
    search.append(TICKET_TYPE, ticket.pk, body="\n".join(words), at=ticket.updated_at)


def move_words(ticket: Ticket) -> None:
    """The ticket belongs to another product, customer or team: others may find it now."""
    search.move(
        TICKET_TYPE, ticket.pk, product_id=ticket.product_id, organisation_id=ticket.organisation_id,
        team_id=ticket.team_id,
    )  # fmt: skip


def reindex_ticket(ticket: Ticket) -> None:
    """Rebuild everything, when text was removed or the subject changed."""
    search.remove(TICKET_TYPE, ticket.pk)
    if ticket.state == "spam":
        return
    messages = list(Message.objects.filter(ticket=ticket).order_by("created_at", "id"))
    _write(ticket, "public", [message for message in messages if message.visibility == "public"])
    internal = [message for message in messages if message.visibility != "public"]
    if internal:
        _write(ticket, "internal", internal)


def words_of(message: Message) -> str:
    """What of a message can be found: its new text and the names of its files."""
    names = message.attachments.values_list("name", flat=True) if message.has_files else ()
    return "\n".join([message.text, *names])


def _write(ticket: Ticket, visibility: str, messages: list[Message]) -> None:
    is_public = visibility == "public"
    search.index(
        TICKET_TYPE, ticket.pk, visibility=visibility, title=ticket.subject if is_public else "",
        body="\n".join([*ticket.tags, *map(words_of, messages)]),
        numbers=(*numbers_of(ticket), *_addresses(messages)) if is_public else _addresses(messages),
        product_id=ticket.product_id, organisation_id=ticket.organisation_id, team_id=ticket.team_id,
        language=ticket.language, at=messages[-1].created_at if messages else ticket.created_at,
    )  # fmt: skip


def numbers_of(ticket: Ticket) -> tuple[str, ...]:
    """The numbers of a ticket: ours, and that of the system it was imported from."""
    return (ticket.shown_number, ticket.outside_number) if ticket.outside_number else (ticket.shown_number,)


def _addresses(messages: Iterable[Message]) -> list[str]:
    return list(dict.fromkeys(message.author_address for message in messages if message.author_address))
