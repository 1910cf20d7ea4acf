"""What can be done to one ticket. Each answers with the ticket as it is afterwards."""

from collections.abc import Callable

from django.db import transaction
from django.http.response import HttpResponseBase

from qiao.kernel.api.answers import Id
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.references import check_references
from qiao.kernel.errors import NotFound
from qiao.staff.models import Person, Team
from qiao.tickets import services
from qiao.tickets.api.given import (
    AssigneeGiven,
    LinkGiven,
    MoveGiven,
    NumbersGiven,
    ParticipantGiven,
    SnoozeGiven,
    SplitGiven,
    StateGiven,
    TagsGiven,
)
from qiao.tickets.api.showing import ticket_row, visible_tickets, with_joins
from qiao.tickets.api.shown import TicketShown
from qiao.tickets.api.tickets import answered_ticket, ticket_to_change
from qiao.tickets.models import Ticket, TicketLink

acts = Operations("acts on tickets")

_ticket = "/tickets/{number}"


def _done(request: ApiRequest, number: int, act: Callable[[int], object], *, status: int = 200) -> HttpResponseBase:
    """Do it in one transaction, at the revision that If-Match names; the ticket as it is now."""
    with transaction.atomic():
        act(ticket_to_change(request, number))
    rows = Ticket.objects.get_queryset()  # also when the act has taken it out of the caller's sight
    return answered_ticket(request, with_joins(rows, frozenset()).get(number=number), status=status)


@acts.post(f"{_ticket}/take", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:take"])
def take_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Make the ticket mine."""
    need_person(request)
    return _done(request, number, lambda pk: services.take_ticket(pk, by=request.actor))


@acts.post(f"{_ticket}/assign", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:assign"])
def assign_ticket(request: ApiRequest, number: Id, data: AssigneeGiven) -> HttpResponseBase:
    """Put a person in charge, or nobody."""
    check_references({"person_id": (Person, data.person_id)})
    return _done(request, number, lambda pk: services.assign_ticket(pk, by=request.actor, person_id=data.person_id))


@acts.post(f"{_ticket}/move", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:move"])
def move_ticket(request: ApiRequest, number: Id, data: MoveGiven) -> HttpResponseBase:
    """Hand the ticket over to a team.

    A caller outside a restricted team gets the ticket a last time here and then no longer sees it.
    """
    check_references({"team_id": (Team, data.team_id), "person_id": (Person, data.person_id)})
    return _done(
        request,
        number,
        lambda pk: services.move_ticket(
            pk, by=request.actor, team_id=data.team_id, person_id=data.person_id, remark=data.remark
        ),
    )


@acts.post(f"{_ticket}/state", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:state"])
def change_state(request: ApiRequest, number: Id, data: StateGiven) -> HttpResponseBase:
    """Change the state."""
    return _done(
        request, number, lambda pk: services.change_state(pk, data.state, by=request.actor, reason=data.reason)
    )


@acts.put(f"{_ticket}/tags", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:tags"])
def set_tags(request: ApiRequest, number: Id, data: TagsGiven) -> HttpResponseBase:
    """Set the tags the ticket has afterwards."""
    return _done(request, number, lambda pk: services.set_tags(pk, data.tags, by=request.actor))


@acts.put(f"{_ticket}/follow", "ticket.view", TicketShown, screens=["tickets:follow"])
def follow_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Follow the ticket."""
    need_person(request)
    return _done(request, number, lambda pk: services.follow_ticket(pk, by=request.actor))


@acts.delete(f"{_ticket}/follow", "ticket.view", TicketShown, screens=["tickets:follow"])
def unfollow_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Stop following it."""
    need_person(request)
    return _done(request, number, lambda pk: services.unfollow_ticket(pk, by=request.actor))


@acts.post(f"{_ticket}/nudge", "ticket.note", TicketShown, is_versioned=True, screens=["tickets:nudge"])
def nudge_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Remind whoever is in charge that somebody waits."""
    return _done(request, number, lambda pk: services.nudge_ticket(pk, by=request.actor))


@acts.put(f"{_ticket}/snooze", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:snooze"])
def snooze_ticket(request: ApiRequest, number: Id, data: SnoozeGiven) -> HttpResponseBase:
    """Let the ticket sleep until a moment."""
    return _done(request, number, lambda pk: services.snooze_ticket(pk, data.until, by=request.actor))


@acts.delete(f"{_ticket}/snooze", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:snooze"])
def wake_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Wake a sleeping ticket."""
    return _done(request, number, lambda pk: services.wake_ticket(pk, by=request.actor))


@acts.put(f"{_ticket}/spam", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:spam"])
def mark_spam(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Put the ticket into spam."""
    return _done(request, number, lambda pk: services.mark_spam(pk, by=request.actor))


@acts.delete(f"{_ticket}/spam", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:spam"])
def unmark_spam(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Take the ticket out of spam."""
    return _done(request, number, lambda pk: services.unmark_spam(pk, by=request.actor))


@acts.post(f"{_ticket}/merge", "ticket.merge", TicketShown, is_versioned=True, screens=["tickets:merge"])
def merge_tickets(request: ApiRequest, number: Id, data: NumbersGiven) -> HttpResponseBase:
    """Merge other tickets into this one.

    Their messages stay theirs and are shown here; each can be taken out again.
    """
    sources = _ids_of(request, data.numbers)
    return _done(request, number, lambda pk: services.merge_tickets(pk, sources, by=request.actor))


@acts.post(f"{_ticket}/unmerge", "ticket.merge", TicketShown, is_versioned=True, screens=["tickets:unmerge"])
def unmerge_ticket(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Take this ticket out of the one it was merged into."""
    return _done(request, number, lambda pk: services.unmerge_ticket(pk, by=request.actor))


@acts.post(f"{_ticket}/split", "ticket.merge", TicketShown, status=201, is_versioned=True, screens=["tickets:split"])
def split_ticket(request: ApiRequest, number: Id, data: SplitGiven) -> HttpResponseBase:
    """Make a new ticket of some messages.

    Answers with the new ticket; a stub stays in the old one.
    """
    with transaction.atomic():
        ticket_id = ticket_to_change(request, number)
        opened = services.split_ticket(ticket_id, data.message_ids, by=request.actor, subject=data.subject)
    return answered_ticket(request, ticket_row(request, opened.number), status=201)


@acts.post(f"{_ticket}/links", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:links"])
def link_ticket(request: ApiRequest, number: Id, data: LinkGiven) -> HttpResponseBase:
    """Link another ticket, or say yes to a suggested link."""
    (other,) = _ids_of(request, [data.number])
    return _done(request, number, lambda pk: services.link_tickets(pk, other, by=request.actor, kind=data.kind))


@acts.delete(f"{_ticket}/links/{{link_id}}", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:links"])
def unlink_ticket(request: ApiRequest, number: Id, link_id: Id) -> HttpResponseBase:
    """Take a link away."""
    rows, _scope = visible_tickets(request)
    links = TicketLink.objects.filter(pk=link_id, ticket__in=rows.values("pk"), other__in=rows.values("pk"))

    def act(ticket_id: int) -> None:
        if not (links.filter(ticket=ticket_id) | links.filter(other=ticket_id)).exists():
            raise NotFound
        services.unlink_tickets(link_id, by=request.actor)

    return _done(request, number, act)


@acts.post(f"{_ticket}/participants", "ticket.edit", TicketShown, is_versioned=True, screens=["tickets:participants"])
def add_participant(request: ApiRequest, number: Id, data: ParticipantGiven) -> HttpResponseBase:
    """Let somebody on the customer's side get our answers."""
    return _done(
        request,
        number,
        lambda pk: services.add_participant(
            pk, by=request.actor, contact_id=data.contact_id, address=data.email or "", name=data.name
        ),
    )


@acts.delete(
    f"{_ticket}/participants/{{contact_id}}", "ticket.edit", TicketShown, is_versioned=True,
    screens=["tickets:participants"],
)  # fmt: skip
def remove_participant(request: ApiRequest, number: Id, contact_id: Id) -> HttpResponseBase:
    """Somebody no longer receives our replies."""
    return _done(request, number, lambda pk: services.remove_participant(pk, contact_id, by=request.actor))


@acts.post(
    f"{_ticket}/participants/{{contact_id}}/verify", "ticket.edit", TicketShown, is_versioned=True,
    screens=["tickets:participants"],
)  # fmt: skip
def verify_participant(request: ApiRequest, number: Id, contact_id: Id) -> HttpResponseBase:
    """Accept a stranger and what they wrote."""
    return _done(request, number, lambda pk: services.verify_participant(pk, contact_id, by=request.actor))


@acts.post(f"{_ticket}/mentions/read", "ticket.view", TicketShown, screens=["tickets:ticket"])
def read_mentions(request: ApiRequest, number: Id) -> HttpResponseBase:
    """Say that I have looked at what I was mentioned in."""
    need_person(request)
    return _done(request, number, lambda pk: services.read_mentions(pk, by=request.actor))


def _ids_of(request: ApiRequest, numbers: list[int]) -> list[int]:
    """Ids behind numbers, in their order; what this caller may not see does not exist. Raises NotFound."""
    rows, _scope = visible_tickets(request)
    found = dict(rows.filter(number__in=numbers).values_list("number", "pk"))
    if len(found) != len(set(numbers)):
        raise NotFound
    return [found[number] for number in dict.fromkeys(numbers)]
