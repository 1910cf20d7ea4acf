"""Merging by pointer, un-merging, and splitting messages off.

A merged ticket keeps its messages, and later mail of its thread goes on arriving in it; the target shows
them all and bears the effects. Un-merging takes the pointer away, so nothing has to be sorted back.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from qiao.channels import public as channels
from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.events import publish
from qiao.tickets.events import TicketOpened, TicketsMerged, TicketSplit, TicketUnmerged
from qiao.tickets.models import Draft, Follower, Message, Participant, Ticket
from qiao.tickets.refusals import CannotMerge, NothingToSplit, NotMerged
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.merging import merge_problem
from qiao.tickets.services.changing import (
    lock_tickets,
    lock_working_ticket,
    root_id,
    tell,
    write_change,
)
from qiao.tickets.services.clocks import DUE_FIELDS, restart_clocks, start_clocks, stop_clocks, stopped_since
from qiao.tickets.services.findable import reindex_ticket
from qiao.tickets.services.inputs import OpenedTicket
from qiao.tickets.services.messages import LATEST_FIELDS, recount_messages
from qiao.tickets.services.replying import mailbox_for

_MERGE_FIELDS = ("state", "state_before", "merged_into", "merged_at", *DUE_FIELDS)


@transaction.atomic
def merge_tickets(target_id: int, source_ids: Iterable[int], *, by: Actor) -> None:
    """Merge the sources into the target. Their requesters become its participants, their drafts move.

    Raises CannotMerge, DifferentCustomers.
    """
    sources = [source_id for source_id in dict.fromkeys(source_ids) if source_id != target_id]
    locked = lock_tickets([target_id, *sources])
    target = locked[target_id]
    if not sources or target.merged_into_id is not None or target.state == "spam":
        raise CannotMerge
    for source_id in sources:
        _merge_one(locked[source_id], target, by)
    recount_messages(target, family_ids(target.pk))
    numbers = [locked[source_id].number for source_id in sources]
    write_change(target, LATEST_FIELDS, by=by, verb="ticket.merged_in", data={"numbers": numbers, "ids": sources})
    publish(TicketsMerged(target.pk, tuple(sources)))


@transaction.atomic
def unmerge_ticket(source_id: int, *, by: Actor) -> None:
    """Un-merge a ticket: it returns to its former state, and its clocks resume. Raises NotMerged."""
    parent_id = Ticket.objects.filter(pk=source_id).values_list("merged_into_id", flat=True).first()
    if parent_id is None:
        raise NotMerged
    target_id = root_id(parent_id)
    locked = lock_tickets([source_id, parent_id, target_id])
    source, target = locked[source_id], locked[target_id]
    if source.merged_into_id != parent_id:
        raise NotMerged
    now = timezone.now()
    voided = stopped_since(source, source.merged_at)
    source.state, source.state_before = source.state_before or "open", ""
    source.merged_into = source.merged_at = None
    if source.is_open:
        restart_clocks(source, voided, now, reason="merged")
    recount_messages(source, family_ids(source.pk))
    data = {"number": target.number, "id": target.pk}
    write_change(source, [*_MERGE_FIELDS, *LATEST_FIELDS], by=by, verb="ticket.unmerged", data=data)
    _take_people_away(source)
    recount_messages(target, family_ids(target.pk))
    data = {"number": source.number, "id": source.pk}
    write_change(target, LATEST_FIELDS, by=by, verb="ticket.unmerged_from", data=data)
    publish(TicketUnmerged(source.pk, target.pk))


@transaction.atomic
def split_ticket(ticket_id: int, message_ids: Sequence[int], *, by: Actor, subject: str = "") -> OpenedTicket:
    """Move messages into a new ticket of the same customer; a stub stays at their place.

    The mail ids of the messages move too, so that answers to them find the new ticket. Its clocks start when the
    first of the messages came. Raises NothingToSplit.
    """
    ticket = lock_working_ticket(ticket_id)
    family = family_ids(ticket.pk)
    chosen = list(Message.objects.filter(pk__in=list(message_ids), ticket_id__in=family).order_by("created_at", "id"))
    left = Message.objects.filter(ticket_id__in=family).exclude(pk__in=[message.pk for message in chosen])
    if not chosen or len(chosen) != len(set(message_ids)) or not left.exists():
        raise NothingToSplit
    new, thread_id = _split_off(ticket, chosen, subject)
    _move_messages(chosen, new, thread_id)
    for donor in Ticket.objects.filter(pk__in=family):
        reindex_ticket(donor)
    recount_messages(ticket, family)
    ids = [message.pk for message in chosen]
    data = {"number": new.number, "id": new.pk, "message_ids": ids}
    write_change(ticket, LATEST_FIELDS, by=by, verb="ticket.split", data=data)
    data = {"number": ticket.number, "id": ticket.pk, "message_ids": ids}
    audit.record(by, "ticket.split_from", new, data=data)
    publish(TicketOpened(new.pk, new.number, new.channel))
    publish(TicketSplit(ticket.pk, new.pk, tuple(ids)))
    return OpenedTicket(new.pk, new.number, chosen[0].pk)


def _merge_one(source: Ticket, target: Ticket, by: Actor) -> None:
    if problem := merge_problem(source, target):
        raise problem
    source.state_before, source.state = source.state, "merged"
    source.merged_into, source.merged_at = target, timezone.now()
    stop_clocks(source, ("first_reply", "solve"), source.merged_at, cancel=True)
    data = {"number": target.number, "id": target.pk}
    write_change(source, _MERGE_FIELDS, by=by, verb="ticket.merged", data=data)
    _bring_people(source, target)
    _bring_drafts(source, target)


def _bring_people(source: Ticket, target: Ticket) -> None:
    _let_join(target, Participant.objects.filter(ticket=source))
    followers = Follower.objects.filter(ticket=source).values_list("person_id", flat=True)
    Follower.objects.bulk_create(
        [Follower(ticket=target, person_id=person_id) for person_id in followers], ignore_conflicts=True
    )


def _let_join(target: Ticket, people: Iterable[Participant]) -> None:
    """Participants of other tickets become the target's; `came_with` stays the ticket in which each once wrote."""
    rows = [
        Participant(
            ticket=target, contact_id=row.contact_id, is_verified=row.is_verified,
            came_with_id=row.came_with_id or row.ticket_id,
        )
        for row in people
    ]  # fmt: skip
    Participant.objects.bulk_create(rows, ignore_conflicts=True)


def _take_people_away(source: Ticket) -> None:
    """Participants that came with the source, or with a ticket merged into it, leave the target.

    Unless another ticket that stays merged there brought them too.
    """
    family = family_ids(source.pk)
    came = Participant.objects.filter(came_with__in=family).exclude(ticket__in=family).select_related("ticket")
    for row in came:
        row.delete()
        others = Participant.objects.filter(ticket__in=family_ids(row.ticket.pk)[1:], contact_id=row.contact_id)
        _let_join(row.ticket, others.order_by("pk"))


def _bring_drafts(source: Ticket, target: Ticket) -> None:
    """Drafts move to the target; a draft is appended to one that exists there."""
    for draft in Draft.objects.filter(ticket=source):
        known = Draft.objects.filter(ticket=target, person_id=draft.person_id, kind=draft.kind).first()
        if known is None:
            draft.ticket = target
            draft.save(update_fields=["ticket"])
            continue
        known.markdown = "\n\n".join(text for text in (known.markdown, draft.markdown) if text.strip())
        known.files = [*known.files, *draft.files]
        known.save(update_fields=["markdown", "files"])
        draft.delete()


def _split_off(ticket: Ticket, chosen: Sequence[Message], subject: str) -> tuple[Ticket, int]:
    came = [message for message in chosen if message.direction == "in"]
    asked = min(came, key=lambda message: message.visibility == "unverified", default=chosen[0])
    is_strangers = asked.visibility == "unverified"
    requester_id = asked.contact_id or (None if is_strangers else ticket.requester_id)
    new = Ticket(
        subject=" ".join((subject or asked.subject or ticket.subject).split())[:500], channel=ticket.channel,
        requester_id=requester_id, product_id=ticket.product_id, kind=ticket.kind, priority=ticket.priority,
        team_id=ticket.team_id, language=ticket.language, created_at=chosen[0].created_at,
    )  # fmt: skip
    if not is_strangers:  # else it belongs to nobody until an agent accepts the writer
        new.organisation_id, new.version_id = ticket.organisation_id, ticket.version_id
        new.component_id, new.deployment_id = ticket.component_id, ticket.deployment_id
    # the customer goes on hearing from the address they wrote to
    mailbox_id = channels.mailbox_of_thread(ticket.thread_id) or mailbox_for(ticket)
    new.thread_id = thread_id = channels.new_thread(mailbox_id, new.subject)
    new.save(force_insert=True)
    if requester_id:
        Participant.objects.create(ticket=new, contact_id=requester_id, role="requester", is_verified=not is_strangers)
    return new, thread_id


def _move_messages(chosen: Sequence[Message], new: Ticket, thread_id: int) -> None:
    for message in chosen:
        message.moved_from_id, message.ticket = message.ticket_id, new
        message.suggests_split = False
        message.save(update_fields=["moved_from", "ticket", "suggests_split"])
    raw_ids = [message.raw_mail_id for message in chosen if message.raw_mail_id]
    outgoing_ids = [message.outgoing_id for message in chosen if message.outgoing_id]
    channels.move_mails(raw_ids=raw_ids, outgoing_ids=outgoing_ids, to_thread_id=thread_id)
    recount_messages(new, [new.pk])
    if any(message.direction == "in" and not message.machine_kind for message in chosen):
        start_clocks(new, ("first_reply", "solve"), chosen[0].created_at)
    new.save(update_fields=[*LATEST_FIELDS, *DUE_FIELDS])
    reindex_ticket(new)
    tell(new)
