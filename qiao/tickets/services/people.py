"""People of a ticket: participants, followers, mentions, presence."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from qiao.customers import public as customers
from qiao.customers.models import Contact
from qiao.kernel import audit, live
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.kernel.prepared import prepared
from qiao.staff import public as staff
from qiao.staff.models import Person
from qiao.tickets.models import Follower, Mention, Message, Participant, Presence, Seen, Ticket
from qiao.tickets.refusals import NobodyToWriteTo, PersonOutOfReach
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.presence import LEASE, PresenceCard, who_is_here
from qiao.tickets.services.changing import (
    lock_working_ticket,
    staff_id,
    tell_page,
    tell_person,
    write_change,
)

_seen = prepared(
    lambda ticket_id, person_id: Seen.objects.filter(ticket=ticket_id, person=person_id).values_list("message_id")
)


@transaction.atomic
def follow_ticket(ticket_id: int, *, by: Actor, person_id: int | None = None) -> None:
    """Follow a ticket; for oneself or for a colleague who may see it. Raises PersonOutOfReach."""
    person = _person(person_id or staff_id(by))
    ticket = Ticket.objects.get(pk=ticket_id)
    if not ticket.is_visible_to(person):
        raise PersonOutOfReach(name=person.name)
    _, is_new = Follower.objects.get_or_create(ticket=ticket, person=person)
    if is_new:
        audit.record(by, "ticket.followed", ticket, data={"person_id": person.pk, "person": person.name})
        tell_page(ticket)


@transaction.atomic
def unfollow_ticket(ticket_id: int, *, by: Actor, person_id: int | None = None) -> None:
    """Stop following a ticket."""
    person = _person(person_id or staff_id(by))
    ticket = Ticket.objects.get(pk=ticket_id)
    gone, _ = Follower.objects.filter(ticket=ticket, person=person).delete()
    if gone:
        audit.record(by, "ticket.unfollowed", ticket, data={"person_id": person.pk, "person": person.name})
        tell_page(ticket)


@transaction.atomic
def add_participant(
    ticket_id: int, *, by: Actor, contact_id: int | None = None, address: str = "", name: str = ""
) -> int:
    """Add a contact as participant, who then receives our replies; returns the contact's id. Raises NobodyToWriteTo."""
    ticket = lock_working_ticket(ticket_id)
    if contact_id is None:
        if "@" not in address:
            raise NobodyToWriteTo
        contact_id = customers.contact_for_address(address, name, by=by).id
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    Participant.objects.update_or_create(
        ticket=ticket, contact=contact, defaults={"is_verified": True}, create_defaults={"role": "cc"}
    )
    write_change(ticket, (), by=by, verb="ticket.participant_added", data={"name": contact.name, "id": contact.pk})
    return contact.pk


@transaction.atomic
def remove_participant(ticket_id: int, contact_id: int, *, by: Actor) -> None:
    """Somebody no longer receives our replies. The requester stays."""
    ticket = lock_working_ticket(ticket_id)
    row = Participant.objects.filter(ticket=ticket, contact_id=contact_id).exclude(role="requester").first()
    if row is None:
        raise NotFound
    name = row.contact.name
    row.delete()
    write_change(ticket, (), by=by, verb="ticket.participant_removed", data={"name": name, "id": contact_id})


@transaction.atomic
def read_mentions(ticket_id: int, *, by: Actor) -> int:
    """Mark the person's mentions as read; returns how many there were."""
    unread = Mention.objects.filter(ticket_id__in=family_ids(ticket_id), person_id=staff_id(by), read_at=None)
    count = unread.update(read_at=timezone.now())
    if count:
        ticket = Ticket.objects.get(pk=ticket_id)
        audit.record(by, "ticket.mentions_read", ticket, data={"count": count})
        tell_person(staff_id(by), "mentions_read", ticket)
    return count


def see_ticket(ticket_id: int, message_id: int, *, by: Actor) -> None:
    """The person has seen the conversation up to this message: it is no longer unread.

    Reading is not an act on the ticket: it leaves no audit line.
    """
    person_id = staff_id(by)
    staff.read_notifications(person_id, "tickets.ticket", ticket_id)
    if not any(known >= message_id for (known,) in _seen.all(ticket_id, person_id)):
        # only here, because most pages are looked at again with nothing new in them
        with transaction.atomic():
            _put_seen(ticket_id, person_id, message_id)


@transaction.atomic
def mark_unread(ticket_id: int, *, by: Actor) -> None:
    """Let the newest message of somebody else be news again to this person alone."""
    others = Message.objects.filter(ticket_id__in=family_ids(ticket_id)).exclude(person_id=staff_id(by))
    newest = others.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        _put_seen(ticket_id, staff_id(by), newest - 1)


def _put_seen(ticket_id: int, person_id: int, message_id: int) -> None:
    row = Seen(ticket_id=ticket_id, person_id=person_id, message_id=message_id, seen_at=timezone.now())
    Seen.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person", "ticket"], update_fields=["message_id", "seen_at"]
    )
    live.notify(f"person:{person_id}", kind="seen", ticket_id=ticket_id)


@transaction.atomic
def heartbeat(ticket_id: int, *, by: Actor, is_typing: bool = False) -> tuple[PresenceCard, ...]:
    """Renew the lease of somebody who has the ticket open; who else has. Others hear only of changes.

    Looking is not an act on the ticket: it leaves no audit line.
    """
    now = timezone.now()
    known = Presence.objects.filter(ticket_id=ticket_id, person_id=staff_id(by)).first()
    is_news = known is None or known.is_typing != is_typing or known.seen_at < now - LEASE
    Presence.objects.update_or_create(
        ticket_id=ticket_id, person_id=staff_id(by), defaults={"is_typing": is_typing, "seen_at": now}
    )
    if is_news:
        tell_page(Ticket.objects.get(pk=ticket_id), presence=staff_id(by))
    return who_is_here(ticket_id, besides=staff_id(by))


@transaction.atomic
def leave(ticket_id: int, *, by: Actor) -> None:
    """The person closed the page."""
    gone, _ = Presence.objects.filter(ticket_id=ticket_id, person_id=staff_id(by)).delete()
    if gone:
        tell_page(Ticket.objects.get(pk=ticket_id), presence=staff_id(by))


def note_mentions(message: Message, ticket: Ticket, person_ids: Sequence[int]) -> list[int]:
    """Open mentions for those of these people who may see the ticket; part of adding a note."""
    reached = ticket.those_who_see(list(Person.objects.filter(pk__in=person_ids, is_active=True)))
    Mention.objects.bulk_create(
        [Mention(message=message, ticket=ticket, person=person) for person in reached], ignore_conflicts=True
    )
    for person in reached:
        tell_person(person.pk, "mention", ticket)
    return [person.pk for person in reached]


def join_contacts(ticket: Ticket, contact_ids: Iterable[int], *, is_verified: bool) -> None:
    """Make contacts participants who are none yet; part of receiving a message."""
    rows = [
        Participant(ticket=ticket, contact_id=contact_id, role="cc", is_verified=is_verified)
        for contact_id in dict.fromkeys(contact_ids)
    ]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)


def _person(person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise NotFound
    return person
