"""Everything the page of one ticket shows, in a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.prepared import prepared
from qiao.staff.models import Person
from qiao.tickets import house
from qiao.tickets.models import CustomField, Draft, Follower, Mention, Participant, Ticket, TicketLink
from qiao.tickets.models.ticket import TicketScope, scope_of
from qiao.tickets.rules.states import moves_from
from qiao.tickets.selectors.clocks import ClockCard, clock_cards
from qiao.tickets.selectors.families import family_of
from qiao.tickets.selectors.presence import PresenceCard, who_is_here
from qiao.tickets.selectors.recipients import Recipients, arrange_recipients, mail_points
from qiao.tickets.selectors.scope import ticket_id
from qiao.tickets.selectors.sentences import EventLine, event_line
from qiao.tickets.selectors.timeline import TimelineEntry, read_new, read_window

_JOINED = (
    "organisation", "requester", "product", "version", "component", "deployment", "team", "assignee", "merged_into",
    "follow_up_of",
)  # fmt: skip
_MOST_LINES = 500
_OF_LINKED = ("id", "number", "subject", "state", "product_id", "team_id")
_ticket = prepared(lambda number: Ticket.objects.get_queryset().select_related(*_JOINED).filter(number=number))
_people = prepared(
    lambda ticket_id: Participant.objects.filter(ticket=ticket_id).select_related("contact").order_by("id")
)
_following = prepared(
    lambda ticket_id: (
        Follower.objects.filter(ticket=ticket_id)
        .order_by("id")
        .values_list("person_id", "person__name", "person__avatar_hue")
    )
)
_linked = prepared(
    lambda ticket_id: (
        TicketLink.objects.filter(Q(ticket=ticket_id) | Q(other=ticket_id))
        .order_by("id")
        .values("id", "kind", "is_suggested", *(f"{end}__{name}" for end in ("ticket", "other") for name in _OF_LINKED))
    )
)
_following_up = prepared(
    lambda ticket_id: Ticket.objects.get_queryset().filter(follow_up_of=ticket_id).order_by("id").values(*_OF_LINKED)
)
_drafted = prepared(lambda ticket_id, person_id: Draft.objects.filter(ticket=ticket_id, person=person_id))
_fields = prepared(lambda: CustomField.objects.filter(is_active=True))
_unread = prepared(
    lambda family, person_id: Mention.objects.filter(
        ticket_id__among=family, person_id=person_id, read_at=None
    ).values_list("message_id")
)


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
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The page. `last_seen_message_id` goes into the reply form, `moves` are the states open to it now."""

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


def ticket_page(viewer: Person, number: int, *, before: str = "") -> TicketPage:
    """The page of a ticket. Raises NotFound, also for tickets outside the viewer's scope."""
    scope = scope_of(viewer)
    ticket = _ticket.first(number)
    if ticket is None or not scope.covers(product_id=ticket.product_id, team_id=ticket.team_id):
        raise NotFound
    family = family_of(ticket.pk)
    window = read_window(family.numbers, ticket.pk, before=before)
    people = _people.all(ticket.pk)
    points = mail_points([row.contact_id for row in people])
    followers = tuple(PersonCard(*row) for row in _following.all(ticket.pk))
    return TicketPage(
        ticket=ticket, entries=window.entries, earlier_cursor=window.earlier_cursor,
        last_seen_message_id=family.newest, participants=_participants(people, points),
        followers=followers, is_following=any(one.id == viewer.pk for one in followers), links=_links(ticket, scope),
        merged=_merged(family.numbers, ticket.pk), follow_ups=_follow_ups(ticket, scope), clocks=clock_cards(ticket),
        moves=allowed_moves(ticket), fields=field_cards(ticket), drafts=_drafts(ticket, viewer),
        presence=who_is_here(ticket.pk, besides=viewer.pk),
        recipients=arrange_recipients([(row.contact_id, row.role) for row in people if row.is_verified], points),
        unread_mentions=tuple(message_id for (message_id,) in _unread.all(list(family.numbers), viewer.pk)),
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


def field_cards(ticket: Ticket) -> tuple[FieldCard, ...]:
    """Custom fields of the ticket's product with its values."""
    rows = _fields.all()
    prefetch_related_objects(rows, "products")
    fitting = [
        row for row in rows if not row.products.all() or ticket.product_id in {one.pk for one in row.products.all()}
    ]
    return tuple(_field(row, ticket.fields.get(row.key)) for row in fitting)


def _field(row: CustomField, value: Any) -> FieldCard:
    choices = tuple(ChoiceCard(one["key"], Bilingual.of(one).text) for one in row.choices)
    shown = next((one.label for one in choices if one.value == value), "" if value is None else str(value))
    return FieldCard(row.key, row.label.text, row.kind, value, shown, choices, row.is_required_to_solve)


def _participants(people: list[Participant], points: Mapping[int, Any]) -> tuple[ParticipantCard, ...]:
    cards = []
    for row in people:
        known = points.get(row.contact_id, [])
        best = next((point for point in known if point.undeliverable_at is None), known[0] if known else None)
        cards.append(
            ParticipantCard(
                row.contact_id, row.contact.name, best.value if best else "", row.role, row.is_verified,
                bool(best and best.undeliverable_at),
            )
        )  # fmt: skip
    return tuple(cards)


def _links(ticket: Ticket, scope: TicketScope) -> tuple[LinkCard, ...]:
    """Outward ones first; only to tickets in the scope."""
    cards = []
    for row in _linked.all(ticket.pk):
        is_outward = row["ticket__id"] == ticket.pk
        end = "other" if is_outward else "ticket"
        other = {name: row[f"{end}__{name}"] for name in _OF_LINKED}
        if scope.covers(product_id=other["product_id"], team_id=other["team_id"]):
            cards.append(
                LinkCard(
                    row["id"], row["kind"], other["number"], other["subject"], other["state"], is_outward,
                    row["is_suggested"],
                )
            )  # fmt: skip
    return tuple(sorted(cards, key=lambda card: not card.is_outward))


def _merged(family: Mapping[int, int], root_id: int) -> tuple[MergedCard, ...]:
    others = [one for one in family if one != root_id]
    if not others:
        return ()
    rows = Ticket.objects.filter(pk__in=others).order_by("merged_at", "id")
    return tuple(MergedCard(row.pk, row.number, row.subject, row.merged_at) for row in rows)


def _follow_ups(ticket: Ticket, scope: TicketScope) -> tuple[LinkCard, ...]:
    return tuple(
        LinkCard(0, "follow_up", row["number"], row["subject"], row["state"])
        for row in _following_up.all(ticket.pk)
        if scope.covers(product_id=row["product_id"], team_id=row["team_id"])
    )


def _drafts(ticket: Ticket, viewer: Person) -> dict[str, DraftCard]:
    return {
        row.kind: DraftCard(
            row.kind, row.markdown, None if row.to is None else tuple(row.to),
            None if row.cc is None else tuple(row.cc), row.language, tuple(row.files), row.updated_at,
        )
        for row in _drafted.all(ticket.pk, viewer.pk)
    }  # fmt: skip
