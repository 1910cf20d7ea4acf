"""Who takes a ticket, and from which state to which it may go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotFound
from qiao.kernel.models import SearchDocument
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import (
    Ticket,
)
from qiao.tickets.refusals import (
    ClosedTooLong,
    FieldsMissing,
    MoveNotPossible,
    PersonNeeded,
    PersonOutOfReach,
    SnoozeInPast,
    TicketIsSpam,
)
from qiao.tickets.services import (
    CustomFieldDraft,
    assign_ticket,
    change_state,
    close_ticket,
    mark_spam,
    move_ticket,
    nudge_ticket,
    reopen_ticket,
    save_custom_field,
    set_desk_policy,
    set_fields,
    snooze_ticket,
    solve_ticket,
    take_ticket,
)
from qiao.tickets.tasks import close_solved, wake_snoozed
from qiao.tickets.testing import make_ticket
from qiao.tickets.tests.looking import fresh, last_verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


# --- who takes it ---


def test_taking_a_new_ticket_puts_it_in_progress(ticket, lin):
    take_ticket(ticket.pk, by=lin.actor)
    assert (fresh(ticket).assignee, ticket.state, last_verb(ticket)) == (lin, "open", "ticket.assigned")
    revision = ticket.revision
    take_ticket(ticket.pk, by=lin.actor)
    assert fresh(ticket).revision == revision


def test_a_ticket_goes_only_to_people_who_can_see_and_answer_it(ticket, lin, mei):
    with pytest.raises(PersonOutOfReach):
        assign_ticket(ticket.pk, by=lin.actor, person_id=make_person(roles=("sales",)).pk)
    move_ticket(ticket.pk, by=mei.actor, team_id=make_team("Secret", mei, is_restricted=True).pk)
    with pytest.raises(PersonOutOfReach):
        assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    gone = make_person(is_active=False)
    with pytest.raises(NotFound):
        assign_ticket(ticket.pk, by=mei.actor, person_id=gone.pk)


def test_handing_over_carries_a_remark_and_releases_who_had_it(ticket, lin, mei):
    take_ticket(ticket.pk, by=lin.actor)
    team = make_team("Gateway team")
    move_ticket(ticket.pk, by=lin.actor, team_id=team.pk, remark="Log is attached.")
    assert (fresh(ticket).team, ticket.assignee) == (team, None)
    assert ticket.messages.get(direction="internal").text == "Log is attached."
    assert (
        SearchDocument.objects.filter(object_id=ticket.pk).values_list("team_id", flat=True).distinct().get() == team.pk
    )
    move_ticket(ticket.pk, by=lin.actor, team_id=team.pk, person_id=mei.pk)
    assert fresh(ticket).assignee == mei


def test_a_nudge_is_counted(ticket, lin):
    assert [nudge_ticket(ticket.pk, by=lin.actor) for _ in range(2)] == [1, 2]
    assert fresh(ticket).nudge_count == 2


# --- states ---


def test_moves_and_guards_refuse_in_sentences(ticket, lin, mei):
    with pytest.raises(MoveNotPossible, match=r"New.*Closed"):
        close_ticket(ticket.pk, by=lin.actor)
    with pytest.raises(PersonNeeded):
        change_state(ticket.pk, "open", by=Actor("mail", 1, "robot"))
    save_custom_field(CustomFieldDraft("cause", {"en": "Cause"}, is_required_to_solve=True), by=mei.actor)
    with pytest.raises(FieldsMissing, match="Cause"):
        solve_ticket(ticket.pk, by=lin.actor)
    set_fields(ticket.pk, {"fields": {"cause": "disk"}}, by=lin.actor)
    solve_ticket(ticket.pk, by=lin.actor)
    close_ticket(ticket.pk, by=lin.actor)
    Ticket.objects.update(closed_at=timezone.now() - timedelta(days=20))
    with pytest.raises(ClosedTooLong, match="14"):
        reopen_ticket(ticket.pk, by=lin.actor)
    mark = make_ticket()
    mark_spam(mark.pk, by=lin.actor)
    with pytest.raises(TicketIsSpam):
        take_ticket(mark.pk, by=lin.actor)


def test_a_reason_becomes_a_note(ticket, lin):
    change_state(ticket.pk, "scheduled", by=lin.actor, reason="Window on Sunday.")
    assert ticket.messages.get(direction="internal").text == "Window on Sunday."


def test_solved_tickets_close_after_the_policys_days(ticket, lin, mei):
    set_desk_policy(auto_close_days=3, follow_up_days=5, by=mei.actor)
    solve_ticket(ticket.pk, by=lin.actor)
    other = make_ticket()
    solve_ticket(other.pk, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(solved_at=timezone.now() - timedelta(days=3, minutes=1))
    close_solved()
    assert (fresh(ticket).state, fresh(other).state) == ("closed", "solved")
    assert entries_for("tickets.ticket", ticket.pk).last().actor_kind == "system"


def test_sleeping_tickets_come_back(ticket, lin):
    with pytest.raises(SnoozeInPast):
        snooze_ticket(ticket.pk, timezone.now(), by=lin.actor)
    snooze_ticket(ticket.pk, timezone.now() + timedelta(hours=1), by=lin.actor)
    wake_snoozed()
    assert fresh(ticket).snoozed_until is not None
    Ticket.objects.update(snoozed_until=timezone.now() - timedelta(seconds=1))
    wake_snoozed()
    assert fresh(ticket).snoozed_until is None
    assert last_verb(ticket) == "ticket.woken"
