"""Writing past tickets: many at once, with their messages, files, people, words and keys.

Nothing is sent and nobody is told. Clocks start only for tickets that are still open, from now on: a promise that
was given elsewhere was measured there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db import connection, transaction
from django.utils import timezone

from qiao.channels import public as channels
from qiao.customers import public as customers
from qiao.kernel import search
from qiao.kernel.access import Actor
from qiao.kernel.audit import record, record_many
from qiao.kernel.copying import copy_in, copy_rows, like
from qiao.kernel.tables.values import fold
from qiao.kernel.text import html_to_text, sanitise_html
from qiao.tickets.models import Clock, Message, Participant, Ticket
from qiao.tickets.ports import DeskMessage, DeskTicket
from qiao.tickets.rules.custom_fields import tidy_tags
from qiao.tickets.rules.states import STATES
from qiao.tickets.rules.writing import language_of, other_subject
from qiao.tickets.services.clocks import DUE_FIELDS, clocks_of_promise, follow_state, promise_for, start_clocks
from qiao.tickets.services.fields import remember_tags
from qiao.tickets.services.findable import TICKET_TYPE, numbers_of
from qiao.tickets.services.importing.attachments import Kept, attachments_of
from qiao.tickets.services.importing.names import MESSAGE, TICKET, Names, keep_ids, known_ids
from qiao.tickets.services.messages import LATEST_FIELDS, plain_text, show_latest
from qiao.tickets.services.moving import STATE_FIELDS, put_state


@dataclass(slots=True)
class Written:
    """The result of a batch: ids of new tickets, how many messages and files, how many tickets were known.

    `kept` are the files that were fetched for it.
    """

    kept: Kept
    created: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    known: int = 0
    messages: int = 0
    files: int = 0


@dataclass(slots=True)
class _Arriving:
    """A ticket being imported, with its messages and their source records."""

    source: DeskTicket
    ticket: Ticket
    messages: list[tuple[DeskMessage, Message]]


FindableWords = Mapping[str, search.Words]
"""The words of a ticket, by who may find it by them."""


@transaction.atomic
def write_past_tickets(
    system: str, tickets: Sequence[DeskTicket], *, kept: Kept | None = None,
    words: Mapping[str, FindableWords] | None = None, by: Actor, cause: str,
) -> Written:  # fmt: skip
    """Store tickets that are new, and of known ones the messages that are new.

    `kept` are their files, `words` what `findable_words` gave for them before, by their keys.
    """
    written = Written(kept or {})
    unique = {ticket.key: ticket for ticket in tickets}
    known = known_ids(system, TICKET, unique)
    names = Names.of(system, unique.values())
    if strangers := _strangers(unique.values(), names):
        customers.take_people(strangers, by=by, cause=cause)
        names.look_up_contacts(system, unique.values())
    arriving = [_arriving(one, names) for one in unique.values() if one.key not in known]
    _store_new(system, arriving, written, words or {})
    record_many(
        by, "ticket.imported", cause=cause,
        acts=[(one.ticket, {"system": system, "number": one.source.number}) for one in arriving],
    )  # fmt: skip
    for key, ticket_id in known.items():
        ticket = Ticket.objects.select_for_update(no_key=True).filter(pk=ticket_id).first()
        if ticket is None:
            written.known += 1
            continue
        is_moved = _take_state(ticket, unique[key], by=by, cause=cause)
        is_longer = _add_messages(system, unique[key], ticket, names, written)
        written.changed += is_moved or is_longer
        written.known += not (is_moved or is_longer)
    return written


def _strangers(tickets: Iterable[DeskTicket], names: Names) -> list[customers.PastPerson]:
    """Those who wrote, or for whom it was asked, and whom nobody named as a person."""
    found: dict[str, customers.PastPerson] = {}
    for ticket in tickets:
        asked = [(ticket.requester, ticket.requester, "")]
        asked += [(one.author, one.author_address, one.author_name) for one in ticket.messages if one.direction == "in"]
        for key, address, name in asked:
            if "@" not in address or names.contact(key, address) or names.person(key, address):
                continue
            organisation_id = names.organisation_id(ticket.organisation, None, address)
            named = name or (found[address.lower()].name if address.lower() in found else address.partition("@")[0])
            found[address.lower()] = customers.PastPerson(named, (address,), organisation_id=organisation_id)
    ours = channels.own_among(found) if found else set()
    return [person for address, person in found.items() if address not in ours]


def _arriving(source: DeskTicket, names: Names) -> _Arriving:
    requester = names.contact(source.requester)
    product = names.products.get(fold(source.product))
    assignee = names.person(source.assignee) if source.assignee else None
    first = next((one for one in source.messages if one.direction == "in"), None)
    address = source.requester if "@" in source.requester else (first.author_address if first else "")
    ticket = like(
        _blank_ticket(), subject=_subject(source), outside_number=source.number[:80],
        channel=first.channel if first else "desk", state=source.state, priority=source.priority, kind=source.kind,
        severity=source.severity, requester_id=requester.id if requester else None,
        product_id=product.pk if product else None, assignee_id=assignee.pk if assignee else None,
        organisation_id=names.organisation_id(source.organisation, requester, address),
        version_id=names.versions.get((product.pk, fold(source.version).removeprefix("v"))) if product else None,
        team_id=names.teams.get(fold(source.team)) or (product.team_id if product else None),
        tags=tidy_tags(source.tags), created_at=source.created_at,
        updated_at=source.updated_at or max([source.created_at, *(one.at for one in source.messages)]),
        solved_at=source.solved_at or (source.closed_at if source.state == "closed" else None),
        closed_at=source.closed_at,
    )  # fmt: skip
    if source.state in {"solved", "closed"} and ticket.solved_at is None:
        ticket.solved_at = ticket.updated_at
    if source.state == "closed" and ticket.closed_at is None:
        ticket.closed_at = ticket.updated_at
    ticket.language = source.language or (requester.language if requester else "") or _language(source)
    return _Arriving(source, ticket, [(one, message_from(one, ticket, names)) for one in source.messages])


def message_from(source: DeskMessage, ticket: Ticket, names: Names) -> Message:
    """One message, not stored yet. Its author's name is kept even without a matching person."""
    contact = names.contact(source.author, source.author_address) if source.direction == "in" else None
    person = names.person(source.author, source.author_address) if source.direction != "in" else None
    name = contact.name if contact else person.name if person else ""
    message = like(
        _blank_message(), ticket_id=ticket.pk, direction=source.direction, channel=source.channel, created_at=source.at,
        visibility="internal" if source.direction == "internal" else "public",
        author_kind="contact" if source.direction == "in" else "person", contact_id=contact.id if contact else None,
        person_id=person.pk if person else None,
        author_name=(source.author_name or name or source.author_address or "?")[:200],
        author_address=source.author_address[:320], has_files=bool(source.files),
        subject=other_subject(source.subject, ticket.subject)[:500],
        delivery="sent" if source.direction == "out" else "", text=_text(source), language=ticket.language,
    )  # fmt: skip
    if source.html:
        safe = sanitise_html(source.html)
        message.html, message.remote_images = str(safe.html), min(safe.remote_image_count, 32_000)
    return message


# no default of theirs depends on the moment
@cache
def _blank_ticket() -> Ticket:
    return Ticket()


@cache
def _blank_message() -> Message:
    return Message()


def _text(source: DeskMessage) -> str:
    return (source.text or html_to_text(source.html)).replace("\0", "") if source.html else plain_text(source.text)


def _store_new(
    system: str, arriving: Sequence[_Arriving], written: Written, words: Mapping[str, FindableWords]
) -> None:
    if not arriving:
        return
    numbers = _next_numbers(len(arriving))
    threads = channels.adopt_conversations([_conversation(one) for one in arriving])
    for one, number, thread_id in zip(arriving, numbers, threads, strict=True):
        one.ticket.number, one.ticket.thread_id = number, thread_id
        for _, message in one.messages:
            show_latest(one.ticket, message)
    clocks = _planned_clocks([one for one in arriving if one.ticket.is_open])
    copy_in([one.ticket for one in arriving])
    for one in arriving:
        for _, message in one.messages:
            message.ticket_id = one.ticket.pk
    _store_clocks(clocks)
    _store_messages(system, [pair for one in arriving for pair in one.messages], written)
    copy_rows(Participant, ("ticket_id", "contact_id", "role"), [row for one in arriving for row in _participants(one)])
    written.created = {one.source.key: one.ticket.pk for one in arriving}
    keep_ids(system, TICKET, written.created)
    remember_tags(sorted({tag for one in arriving for tag in one.ticket.tags}))
    search.index_new(document for one in arriving for document in _documents(one, words.get(one.source.key)))


def _planned_clocks(arriving: Sequence[_Arriving]) -> list[tuple[Ticket, Clock]]:
    """The current targets; those of each priority are looked up once."""
    now = timezone.now()
    promises = {priority: promise_for(priority, now) for priority in {one.ticket.priority for one in arriving}}
    planned = []
    for one in arriving:
        is_answered = any(message.direction == "out" for _, message in one.messages)
        metrics = ("solve",) if is_answered else ("first_reply", "solve")
        clocks = clocks_of_promise(promises[one.ticket.priority], one.ticket, metrics, now)
        planned += [(one.ticket, clock) for clock in clocks]
    return planned


def _store_clocks(planned: Sequence[tuple[Ticket, Clock]]) -> None:
    """Store the clocks of saved tickets; those of waiting tickets are paused."""
    for ticket, clock in planned:
        clock.ticket_id = ticket.pk
    copy_in([clock for _, clock in planned])
    for ticket in {ticket.pk: ticket for ticket, _ in planned}.values():
        if STATES[ticket.state].pauses:
            follow_state(ticket, timezone.now())
            ticket.save(update_fields=list(DUE_FIELDS))


def _store_messages(system: str, pairs: Sequence[tuple[DeskMessage, Message]], written: Written) -> None:
    copy_in([message for _, message in pairs])
    rows = [row for source, message in pairs for row in attachments_of(source, message, written.kept)]
    copy_in(rows)
    keep_ids(system, MESSAGE, {source.key: message.pk for source, message in pairs if source.key})
    written.messages += len(pairs)
    written.files += sum(row.file_id is not None for row in rows)


def _take_state(ticket: Ticket, source: DeskTicket, *, by: Actor, cause: str) -> bool:
    """Until somebody here has worked on a ticket, its state is taken from the other system.

    The revision stays 1, which is how we know that nobody has. Nobody is told, as of everything that moves in.
    """
    if ticket.revision != 1 or source.state not in STATES or source.state == ticket.state:
        return False
    before, now = ticket.state, timezone.now()
    put_state(ticket, source.state, min(source.solved_at or source.closed_at or source.updated_at or now, now))
    if ticket.closed_at:
        ticket.closed_at = source.closed_at or ticket.closed_at
    if ticket.is_open and not ticket.clocks.filter(stopped_at=None).exists():
        start_clocks(ticket, ("solve",), now)
        follow_state(ticket, now)
    ticket.updated_at = source.updated_at or now
    ticket.save(update_fields=[*STATE_FIELDS, "updated_at"])
    record(by, "ticket.state_changed", ticket, data={"before": before, "after": ticket.state}, cause=cause)
    return True


def _add_messages(system: str, source: DeskTicket, ticket: Ticket, names: Names, written: Written) -> bool:
    """Store what was said since; False when that was nothing."""
    said = known_ids(system, MESSAGE, [one.key for one in source.messages])
    fresh = [one for one in source.messages if one.key and one.key not in said]
    if not fresh:
        return False
    pairs = [(one, message_from(one, ticket, names)) for one in fresh]
    _store_messages(system, pairs, written)
    for one, message in pairs:
        show_latest(ticket, message)
        body = "\n".join([message.text, *(file.name for file in one.files)])
        if ticket.state != "spam":
            search.append(
                TICKET_TYPE, ticket.pk, body=body, at=message.created_at,
                visibility="internal" if message.visibility == "internal" else "public",
            )  # fmt: skip
    ticket.updated_at = max(ticket.updated_at, source.updated_at or fresh[-1].at)
    ticket.save(update_fields=[*LATEST_FIELDS, "updated_at"])
    if ticket.thread_id:
        channels.remember_past(ticket.thread_id, _conversation_of(ticket.subject, fresh))
    return True


def _conversation(one: _Arriving) -> channels.PastConversation:
    return _conversation_of(one.ticket.subject, one.source.messages)


def _conversation_of(subject: str, messages: Sequence[DeskMessage]) -> channels.PastConversation:
    own = tuple((one.message_id, one.direction == "out") for one in messages if one.message_id)
    ghosts = tuple(name for one in messages for name in one.references)
    return channels.PastConversation(subject, own, ghosts)


def _participants(one: _Arriving) -> list[tuple[int, int, str]]:
    """Ticket, contact and role of everybody on the customer's side, the requester first."""
    ids = dict.fromkeys([one.ticket.requester_id, *(message.contact_id for _, message in one.messages)])
    return [(one.ticket.pk, pk, "requester" if pk == one.ticket.requester_id else "cc") for pk in ids if pk]


def findable_words(source: DeskTicket) -> FindableWords:
    """The words a ticket will be found by. They depend on nothing but the ticket."""
    found: dict[str, search.Words] = {}
    for visibility in ("public", "internal"):
        said = [one for one in source.messages if (one.direction == "internal") == (visibility == "internal")]
        texts = [text for one in said for text in (_text(one), *(file.name for file in one.files))]
        if visibility == "public":
            found[visibility] = search.words_of("\n".join([*tidy_tags(source.tags), *texts]), title=_subject(source))
        elif said:
            found[visibility] = search.words_of("\n".join(texts))
    return found


def _documents(one: _Arriving, words: FindableWords | None) -> list[search.Document]:
    ticket = one.ticket
    if ticket.state == "spam":
        return []
    found = []
    for visibility, own_words in (words or findable_words(one.source)).items():
        shown = [message for _, message in one.messages if message.visibility == visibility]
        addresses = dict.fromkeys(message.author_address for message in shown if message.author_address)
        found.append(
            search.Document(
                object_type=TICKET_TYPE, object_id=ticket.pk, visibility=visibility,
                title=ticket.subject if visibility == "public" else "", words=own_words,
                numbers=(*numbers_of(ticket), *addresses) if visibility == "public" else tuple(addresses),
                product_id=ticket.product_id, organisation_id=ticket.organisation_id, team_id=ticket.team_id,
                language=ticket.language, at=_latest(ticket, shown),
            )
        )  # fmt: skip
    return found


def _latest(ticket: Ticket, shown: Sequence[Message]) -> datetime:
    return max([ticket.created_at, *(message.created_at for message in shown)])


def _subject(source: DeskTicket) -> str:
    return " ".join(source.subject.split())[:500] or source.number


def _language(source: DeskTicket) -> str:
    texts = (one.text or html_to_text(one.html) for one in source.messages[:1])
    return language_of("\n".join([source.subject, *texts]))


def _next_numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tickets_number') FROM generate_series(1, %s)", [count])
        return [int(number) for (number,) in cursor.fetchall()]
