"""What every act on a ticket shares: the lock, the new revision, the audit line, the word to open browsers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from qiao.kernel import audit, live
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.kernel.prepared import prepared
from qiao.kernel.writing import NextKey, update
from qiao.tickets.models import Message, Ticket
from qiao.tickets.refusals import TicketIsMerged, TicketIsSpam
from qiao.tickets.selectors.followers import IS_FOLLOWED, followers_of

_OWN_FIELDS = [field.name for field in Ticket._meta.concrete_fields]
_NAMED = (
    "organisation__name", "organisation__language", "requester__name", "requester__call_name", "requester__language",
    "product__name", "version__name", "assignee__name", "assignee__call_name",
)  # fmt: skip
"""What `ticket_values` and `reply_language` want of the rows beside a ticket."""
_locked = prepared(lambda ticket_id: Ticket.objects.get_queryset().select_for_update(no_key=True).filter(pk=ticket_id))
_locked_to_answer = prepared(
    lambda ticket_id: (
        Ticket.objects.get_queryset()
        .select_related("organisation", "requester", "product", "version", "assignee")
        .only(*_OWN_FIELDS, *_NAMED)
        .annotate(next_message_id=NextKey(Message), is_followed=IS_FOLLOWED)
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=ticket_id)
    )
)


def staff_id(by: Actor) -> int:
    """The id of the colleague who acts; 0, which nobody has, for customers and machines."""
    return by.id if by.is_staff and by.id is not None else 0


def lock_ticket(ticket_id: int) -> Ticket:
    """The row, locked against other writers. Raises NotFound."""
    return _found(_locked.first(ticket_id))


def lock_ticket_to_answer(ticket_id: int) -> tuple[Ticket, int]:
    """As `lock_working_ticket`, joined with whom and what an answer names; and the id that the answer will have."""
    ticket: Any = _working(_found(_locked_to_answer.first(ticket_id)))
    return ticket, ticket.next_message_id


def lock_working_ticket(ticket_id: int) -> Ticket:
    """The row, locked, of a ticket that can be worked on. Raises NotFound, TicketIsMerged, TicketIsSpam."""
    return _working(lock_ticket(ticket_id))


def lock_unmerged_ticket(ticket_id: int) -> Ticket:
    """The locked row of a ticket that is not merged. Raises NotFound, TicketIsMerged."""
    return _unmerged(lock_ticket(ticket_id))


def _found(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise NotFound
    return ticket


def _working(ticket: Ticket) -> Ticket:
    if _unmerged(ticket).state == "spam":
        raise TicketIsSpam
    return ticket


def _unmerged(ticket: Ticket) -> Ticket:
    if ticket.merged_into_id is not None:
        target = Ticket.objects.get(pk=root_id(ticket.pk))
        raise TicketIsMerged(number=target.shown_number)
    return ticket


def lock_tickets(ticket_ids: Iterable[int]) -> dict[int, Ticket]:
    """Several rows, locked in the order of their ids so that two writers never wait for each other."""
    wanted = sorted(set(ticket_ids))
    rows = Ticket.objects.get_queryset().select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {ticket.pk: ticket for ticket in rows}
    if len(found) != len(wanted):
        raise NotFound
    return found


def root_id(ticket_id: int) -> int:
    """The ticket that shows this one's messages: itself unless it is merged."""
    parent = Ticket.objects.values_list("merged_into_id", flat=True).get(pk=ticket_id)
    while parent is not None:
        ticket_id = parent
        parent = Ticket.objects.values_list("merged_into_id", flat=True).get(pk=ticket_id)
    return ticket_id


def lock_root(ticket_id: int) -> Ticket:
    """The row, locked, of the ticket that shows this one's messages. Raises NotFound."""
    ticket = lock_ticket(root_id(ticket_id))
    while ticket.merged_into_id is not None:  # merged while we waited for the lock
        ticket = lock_ticket(root_id(ticket.pk))
    return ticket


def write_change(
    ticket: Ticket,
    fields: Iterable[str],
    *,
    by: Actor,
    verb: str,
    data: Mapping[str, Any] | None = None,
    cause: str = "",
    message_id: int | None = None,
) -> None:
    """Store the changed fields with a new revision, record the act, tell open browsers."""
    ticket.revision += 1
    ticket.updated_at = timezone.now()
    update(ticket, {*fields, "revision", "updated_at"})
    audit.record(by, verb, ticket, data=dict(data or {}), cause=cause)
    tell(ticket, message_id=message_id)


def tell(ticket: Ticket, *, message_id: int | None = None) -> None:
    """Let the lists and the page of this ticket refresh themselves."""
    more = {"message_id": message_id} if message_id else {}
    facts = _hint(ticket)
    live.notify_all({"queue": facts, f"ticket:{ticket.pk}": {**facts, **more}})


def tell_page(ticket: Ticket, **more: Any) -> None:
    """Let the page of this ticket refresh itself."""
    live.notify(f"ticket:{ticket.pk}", **_hint(ticket), **more)


def tell_lists(ticket: Ticket) -> None:
    """Let the lists refresh themselves."""
    live.notify("queue", **_hint(ticket))


def _hint(ticket: Ticket) -> dict[str, Any]:
    # product and team decide which browsers may receive the hint
    return {"ticket_id": ticket.pk, "team_id": ticket.team_id, "product_id": ticket.product_id,
            "revision": ticket.revision}  # fmt: skip


def tell_person(person_id: int, kind: str, ticket: Ticket) -> None:
    """Notify one person: what happened to which ticket."""
    live.notify(f"person:{person_id}", kind=kind, ticket_id=ticket.pk)


def tell_those_in_charge(ticket: Ticket, kind: str, *, besides: int = 0) -> None:
    """Notify the assignee and the followers who may see the ticket, except the person who acted."""
    people = set(followers_of(ticket))
    if ticket.assignee_id:
        people.add(ticket.assignee_id)
    told = sorted(people - {besides})
    if told:
        live.notify_all({f"person:{person_id}": {"kind": kind, "ticket_id": ticket.pk} for person_id in told})
