"""Everything the page of one ticket shows, in a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.prepared import prepared
from qiao.staff.models import Person
from qiao.tickets import house
from qiao.tickets.models import Ticket
from qiao.tickets.models.ticket import TicketScope, scope_of
from qiao.tickets.rules.states import moves_from
from qiao.tickets.selectors.beside import LINKED, Line, read_beside
from qiao.tickets.selectors.clocks import ClockCard, clock_cards
from qiao.tickets.selectors.families import family_of
from qiao.tickets.selectors.presence import PresenceCard
from qiao.tickets.selectors.recipients import MailPoint, Recipients, arrange_recipients, by_contact
from qiao.tickets.selectors.scope import ticket_id
from qiao.tickets.selectors.sentences import EventLine, event_line
from qiao.tickets.selectors.timeline import TimelineEntry, read_new, read_window

_JOINED = (
    "organisation", "requester", "product", "version", "component", "deployment", "team", "assignee", "merged_into",
    "follow_up_of",
)  # fmt: skip
_MOST_LINES = 500
_ticket = prepared(lambda number: Ticket.objects.get_queryset().select_related(*_JOINED).filter(number=number))


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A colleague."""

    id: int
    name: str
    hue: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantCard:
    """Somebody on the customer's side."""

    contact_id: int
    name: str
    address: str
    role: str
    is_verified: bool
    is_undeliverable: bool


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A linked ticket. `is_outward`: this ticket relates to that one, not the other way round."""

    link_id: int
    kind: str
    number: int
    subject: str
    state: str
    is_outward: bool = True
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class MergedCard:
    """A ticket that was merged into this one."""

    ticket_id: int
    number: int
    subject: str
    merged_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """One value of a choice field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldCard:
    """A custom field with this ticket's value, as stored and as shown."""

    key: str
    label: str
    kind: str
    value: Any
    shown: str
    choices: tuple[ChoiceCard, ...]
    is_required: bool


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft of the viewer. `to` and `cc` are None for the usual recipients, `language` is "" for the customer's."""

    kind: str
    markdown: str
    to: tuple[str, ...] | None
    cc: tuple[str, ...] | None
    language: str
    files: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The page. `last_seen_message_id` goes into the reply form, `moves` are the states open to it now.

    `has_news`: something in it is unread to the viewer, or notifications of it are.
    """

    ticket: Ticket
    entries: tuple[TimelineEntry, ...]
    earlier_cursor: str
    last_seen_message_id: int
    participants: tuple[ParticipantCard, ...]
    followers: tuple[PersonCard, ...]
    is_following: bool
    links: tuple[LinkCard, ...]
    merged: tuple[MergedCard, ...]
    follow_ups: tuple[LinkCard, ...]
    clocks: tuple[ClockCard, ...]
    moves: tuple[str, ...]
    fields: tuple[FieldCard, ...]
    drafts: Mapping[str, DraftCard]
    presence: tuple[PresenceCard, ...]
    recipients: Recipients
    unread_mentions: tuple[int, ...]
    has_news: bool


def ticket_page(viewer: Person, number: int, *, before: str = "") -> TicketPage:
    """The page of a ticket. Raises NotFound, also for tickets outside the viewer's scope."""
    scope = scope_of(viewer)
    ticket = _ticket.first(number)
    if ticket is None or not scope.covers(product_id=ticket.product_id, team_id=ticket.team_id):
        raise NotFound
    family = family_of(ticket.pk)
    window = read_window(family.numbers, ticket.pk, before=before)
    beside = read_beside(ticket.pk, list(family.numbers), viewer)
    points = by_contact(beside.points)
    followers = tuple(PersonCard(*line) for line in beside.followers)
    return TicketPage(
        ticket=ticket, entries=window.entries, earlier_cursor=window.earlier_cursor,
        last_seen_message_id=family.newest, participants=_participants(beside.participants, points),
        followers=followers, is_following=any(one.id == viewer.pk for one in followers),
        links=_links(beside.links, ticket, scope), merged=_merged(family.numbers, ticket.pk),
        follow_ups=_follow_ups(beside.follow_ups, scope), clocks=clock_cards(ticket), moves=allowed_moves(ticket),
        fields=tuple(_field(line, ticket.fields) for line in beside.fields), drafts=_drafts(beside.drafts),
        presence=tuple(PresenceCard(*line) for line in beside.present),
        recipients=arrange_recipients(
            [(contact_id, role) for contact_id, _name, role, is_verified in beside.participants if is_verified], points
        ),
        unread_mentions=tuple(message_id for (message_id,) in beside.unread_mentions),
        has_news=beside.has_notices or not any(seen >= family.newest for (seen,) in beside.seen),
    )  # fmt: skip


def timeline(viewer: Person, number: int, *, before: str = "") -> tuple[tuple[TimelineEntry, ...], str]:
    """Earlier entries and the cursor to those before them. Raises NotFound."""
    root = ticket_id(viewer, number)
    window = read_window(family_of(root).numbers, root, before=before)
    return window.entries, window.earlier_cursor


def new_entries(viewer: Person, number: int, *, after_message_id: int) -> tuple[TimelineEntry, ...]:
    """What came since a message. Raises NotFound."""
    root = ticket_id(viewer, number)
    return read_new(family_of(root).numbers, root, after_message_id=after_message_id)


def history(viewer: Person, number: int) -> tuple[EventLine, ...]:
    """Every recorded act on the ticket, oldest first. Raises NotFound."""
    entries = entries_for("tickets.ticket", ticket_id(viewer, number)).order_by("-id")[:_MOST_LINES]
    return tuple(event_line(entry) for entry in entries)[::-1]


def allowed_moves(ticket: Ticket) -> tuple[str, ...]:
    """States the ticket may be set to now, guards apart."""
    return moves_from(ticket.state, house.states.closed_moves())


def moves_by_reply(ticket: Ticket) -> tuple[str, ...]:
    """States a reply may leave the ticket in: the present one, those it may go to, also by way of opening it again."""
    closed = house.states.closed_moves()
    direct = moves_from(ticket.state, closed)
    reopened = () if ticket.is_open or "open" not in direct else moves_from("open", closed)
    return tuple(dict.fromkeys((ticket.state, *direct, *reopened)))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def _field(line: Line, values: Mapping[str, Any]) -> FieldCard:
    key, label, kind, known, is_required = line
    value = values.get(key)
    choices = tuple(ChoiceCard(one["key"], Bilingual.of(one).text) for one in known)
    shown = next((one.label for one in choices if one.value == value), _shown(value))
    return FieldCard(key, Bilingual.of(label).text, kind, value, shown, choices, is_required)


def _participants(people: list[Line], points: Mapping[int, list[MailPoint]]) -> tuple[ParticipantCard, ...]:
    cards = []
    for contact_id, name, role, is_verified in people:
        known = points.get(contact_id, [])
        best = next((point for point in known if not point.is_undeliverable), known[0] if known else None)
        cards.append(
            ParticipantCard(
                contact_id, name, best.value if best else "", role, is_verified, bool(best and best.is_undeliverable)
            )
        )
    return tuple(cards)


def _links(found: list[Line], ticket: Ticket, scope: TicketScope) -> tuple[LinkCard, ...]:
    """Outward ones first; only to tickets in the scope."""
    cards = []
    for link_id, kind, is_suggested, from_id, *ends in found:
        is_outward = from_id == ticket.pk
        number, subject, state, product_id, team_id = ends[len(LINKED) :] if is_outward else ends[: len(LINKED)]
        if scope.covers(product_id=product_id, team_id=team_id):
            cards.append(LinkCard(link_id, kind, number, subject, state, is_outward, is_suggested))
    return tuple(sorted(cards, key=lambda card: not card.is_outward))


def _merged(family: Mapping[int, int], root_id: int) -> tuple[MergedCard, ...]:
    others = [one for one in family if one != root_id]
    if not others:
        return ()
    rows = Ticket.objects.filter(pk__in=others).order_by("merged_at", "id")
    return tuple(MergedCard(row.pk, row.number, row.subject, row.merged_at) for row in rows)


def _follow_ups(found: list[Line], scope: TicketScope) -> tuple[LinkCard, ...]:
    return tuple(
        LinkCard(0, "follow_up", number, subject, state)
        for number, subject, state, product_id, team_id in found
        if scope.covers(product_id=product_id, team_id=team_id)
    )


def _drafts(found: list[Line]) -> dict[str, DraftCard]:
    return {
        kind: DraftCard(
            kind, markdown, None if to is None else tuple(to), None if cc is None else tuple(cc), language, tuple(files)
        )
        for kind, markdown, to, cc, language, files in found
    }
