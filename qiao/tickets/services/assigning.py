"""Who takes a ticket: assigning, claiming, handing over, nudging."""

from django.db import transaction

from qiao.kernel.access import Actor
from qiao.kernel.errors import NotAllowed, NotFound
from qiao.kernel.events import publish
from qiao.staff.models import Person, Team
from qiao.tickets.events import TicketAssigned
from qiao.tickets.models import Ticket
from qiao.tickets.models.ticket import scope_of
from qiao.tickets.refusals import PersonOutOfReach, TeamOutOfReach
from qiao.tickets.services.changing import (
    lock_working_ticket,
    staff_id,
    tell_person,
    tell_those_in_charge,
    write_change,
)
from qiao.tickets.services.findable import move_words
from qiao.tickets.services.notes import put_note


@transaction.atomic
def assign_ticket(ticket_id: int, *, by: Actor, person_id: int | None) -> None:
    """Put a person in charge, or nobody. A new ticket is in progress from then on. Raises PersonOutOfReach."""
    ticket = lock_working_ticket(ticket_id)
    if ticket.assignee_id == person_id:
        return
    before = ticket.assignee.name if ticket.assignee else ""
    ticket.assignee = assignable_person(person_id, ticket) if person_id else None
    _take_up(ticket)
    _write_assignment(ticket, by, "ticket.assigned", {"person": _name(ticket), "before": before})


def take_ticket(ticket_id: int, *, by: Actor) -> None:
    """Claim a ticket for oneself."""
    if not by.is_staff:
        raise NotAllowed
    assign_ticket(ticket_id, by=by, person_id=by.id)


@transaction.atomic
def move_ticket(
    ticket_id: int, *, by: Actor, team_id: int | None, person_id: int | None = None, remark: str = ""
) -> None:
    """Hand a ticket over to a team, and to a person in it if named; the remark becomes a note for them.

    Somebody outside a restricted team loses sight of the ticket, so whoever was in charge is released.
    """
    ticket = lock_working_ticket(ticket_id)
    before = {"team": ticket.team.name.as_json() if ticket.team else {}, "person": _name(ticket)}
    ticket.team = assignable_team(team_id) if team_id else None
    ticket.assignee = assignable_person(person_id, ticket) if person_id else None
    _take_up(ticket)
    move_words(ticket)
    team = ticket.team.name.as_json() if ticket.team else {}
    _write_assignment(
        ticket, by, "ticket.moved", {"team": team, "person": _name(ticket), "before": before}, is_move=True
    )
    if remark.strip():
        put_note(ticket, remark, by=by)


@transaction.atomic
def nudge_ticket(ticket_id: int, *, by: Actor) -> int:
    """Ask for more speed: counted, and told to whoever is in charge; how often that happened by now."""
    ticket = lock_working_ticket(ticket_id)
    ticket.nudge_count += 1
    write_change(ticket, ["nudge_count"], by=by, verb="ticket.nudged", data={"count": ticket.nudge_count})
    tell_those_in_charge(ticket, "nudge", besides=staff_id(by))
    return ticket.nudge_count


def assignable_person(person_id: int, ticket: Ticket) -> Person:
    """A colleague who works tickets and can see this one. Raises NotFound, PersonOutOfReach."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise NotFound
    if not person.may("ticket.reply") or not scope_of(person).covers(
        product_id=ticket.product_id, team_id=ticket.team_id
    ):
        raise PersonOutOfReach(name=person.name)
    return person


def assignable_team(team_id: int) -> Team:
    """A team that takes tickets. Raises TeamOutOfReach."""
    team = Team.objects.filter(pk=team_id, is_active=True).first()
    if team is None:
        raise TeamOutOfReach
    return team


def _take_up(ticket: Ticket) -> None:
    if ticket.state == "new" and ticket.assignee_id:
        ticket.state = "open"


def _write_assignment(ticket: Ticket, by: Actor, verb: str, data: dict[str, object], *, is_move: bool = False) -> None:
    fields = ["assignee", "state", *(["team"] if is_move else [])]
    write_change(ticket, fields, by=by, verb=verb, data=data)
    publish(TicketAssigned(ticket.pk, ticket.assignee_id, ticket.team_id, staff_id(by) or None))
    if ticket.assignee_id and ticket.assignee_id != by.id:
        tell_person(ticket.assignee_id, "assigned", ticket)


def _name(ticket: Ticket) -> str:
    return ticket.assignee.name if ticket.assignee else ""
