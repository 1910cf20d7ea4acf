"""Promises of a real ticket on China's working calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from qiao.kernel.audit import entries_for
from qiao.kernel.models import Calendar, OutboxEvent
from qiao.kernel.testing import run_jobs
from qiao.tickets.models import Clock, SlaTarget, Ticket
from qiao.tickets.selectors import clock_cards, explain_clock
from qiao.tickets.services import (
    NewTicket,
    Reply,
    change_state,
    mark_spam,
    merge_tickets,
    open_ticket,
    reopen_ticket,
    reply_to_ticket,
    set_fields,
    set_sla_target,
    snooze_ticket,
    solve_ticket,
    unmark_spam,
    unmerge_ticket,
    upkeep,
)
from qiao.tickets.services.changing import lock_ticket
from qiao.tickets.services.upkeep import mark_missed_deadlines, wake_due_tickets
from qiao.tickets.testing import SYSTEM, make_ticket

pytestmark = pytest.mark.django_db
HOUR = 3600
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def opened(bo, start: str, **fields) -> Ticket:
    new = NewTicket("Down", "It is down", requester_id=bo.pk, at=at(start), **fields)
    return Ticket.objects.get(pk=open_ticket(new, by=SYSTEM).ticket_id)


def target(mei, priority: str, first: int | None, solve: int | None) -> None:
    china = Calendar.objects.get(key="china")
    set_sla_target(priority, first_reply_seconds=first, solve_seconds=solve, calendar_id=china.pk, by=mei.actor)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-13 17:30", 4, "2026-02-14 12:30"),
        ("2026-02-13 17:30", 16, "2026-02-24 15:30"),
        ("2026-09-20 10:00", 8, "2026-09-20 18:00"),
        ("2026-09-30 17:00", 2, "2026-10-08 10:00"),
    ],
)
def test_the_shipped_calendar_gives_the_published_deadlines(start, hours, due, bo, mei):
    target(mei, "normal", hours * HOUR, None)
    ticket = opened(bo, start)
    assert ticket.next_due_at == at(due)
    assert [clock.metric for clock in ticket.clocks.all()] == ["first_reply"]


def test_a_new_priority_is_measured_from_when_the_customer_wrote(bo, lin, mei):
    target(mei, "normal", 4 * HOUR, 24 * HOUR)
    target(mei, "urgent", HOUR, None)
    ticket = opened(bo, "2026-03-05 09:00")
    set_fields(ticket.pk, {"priority": "urgent"}, by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.next_due_at == at("2026-03-05 10:00")
    assert Clock.objects.get(ticket=ticket, metric="solve").outcome == "cancelled"


def running(ticket: Ticket) -> dict[str, datetime | None]:
    """Deadlines of the running clocks by metric; None while one is paused."""
    return dict(Clock.objects.filter(ticket=ticket, stopped_at=None).values_list("metric", "due_at"))


def test_what_only_the_new_priority_promises_begins_to_run(bo, lin, mei):
    target(mei, "low", 4 * HOUR, None)
    target(mei, "urgent", HOUR, 8 * HOUR)
    ticket = opened(bo, "2026-03-05 09:00", priority="low")
    set_fields(ticket.pk, {"priority": "urgent"}, by=lin.actor)
    assert running(ticket) == {"first_reply": at("2026-03-05 10:00"), "solve": at("2026-03-05 17:00")}


def test_a_first_reply_that_was_given_is_not_promised_again(bo, lin, mei, mailbox):
    target(mei, "low", None, None)
    target(mei, "normal", 4 * HOUR, None)
    target(mei, "urgent", HOUR, 8 * HOUR)
    never_promised, kept = opened(bo, "2026-03-05 09:00", priority="low"), opened(bo, "2026-03-05 09:00")
    for ticket in (never_promised, kept):
        reply_to_ticket(ticket.pk, Reply("We look into it."), by=lin.actor)
        set_fields(ticket.pk, {"priority": "urgent"}, by=lin.actor)
        assert set(running(ticket)) == {"solve"}


def test_a_promise_that_begins_while_we_wait_for_the_customer_begins_paused(bo, lin, mei):
    target(mei, "low", None, None)
    target(mei, "urgent", None, 8 * HOUR)
    ticket = opened(bo, "2026-03-05 09:00", priority="low")
    change_state(ticket.pk, "waiting_customer", by=lin.actor)
    set_fields(ticket.pk, {"priority": "urgent"}, by=lin.actor)
    ticket.refresh_from_db()
    assert running(ticket) == {"solve": None}
    assert (ticket.next_due_at, ticket.is_paused) == (None, True)


def test_changing_a_target_leaves_running_clocks_alone(bo, mei):
    target(mei, "normal", 4 * HOUR, 24 * HOUR)
    ticket = opened(bo, "2026-03-05 09:00")
    target(mei, "normal", HOUR, HOUR)
    ticket.refresh_from_db()
    assert ticket.next_due_at == at("2026-03-05 13:00")


def test_waiting_for_the_customer_pauses_resolution_but_not_the_first_reply(bo, lin):
    ticket = make_ticket(requester=bo)
    change_state(ticket.pk, "waiting_customer", by=lin.actor)
    ticket.refresh_from_db()
    assert ticket.next_due_metric == "first_reply"
    states = {card.metric: card.state for card in clock_cards(ticket)}
    assert states == {"first_reply": "running", "solve": "paused"}
    change_state(ticket.pk, "waiting_rnd", by=lin.actor)
    assert {card.metric: card.state for card in clock_cards(ticket)}["solve"] == "running"


def test_each_reason_of_waiting_is_a_pause_of_its_own(bo, lin):
    ticket = make_ticket(requester=bo)
    change_state(ticket.pk, "waiting_customer", by=lin.actor)
    change_state(ticket.pk, "scheduled", by=lin.actor)
    change_state(ticket.pk, "open", by=lin.actor)
    clock = Clock.objects.get(ticket=ticket, metric="solve")
    pauses = list(clock.pauses.all())
    assert [pause.reason for pause in pauses] == ["waiting_customer", "scheduled"]
    assert pauses[0].until == pauses[1].since
    assert pauses[1].until is not None


def test_solving_too_late_is_a_breach_and_solving_without_an_answer_cancels_the_first_reply(bo, lin, mei):
    target(mei, "normal", HOUR, HOUR)
    ticket = opened(bo, "2026-03-05 09:00")
    solve_ticket(ticket.pk, by=lin.actor)
    outcomes = dict(Clock.objects.filter(ticket=ticket).values_list("metric", "outcome"))
    assert outcomes == {"first_reply": "cancelled", "solve": "breached"}
    assert Clock.objects.get(ticket=ticket, metric="solve").breached_at == at("2026-03-05 10:00")


def test_reopening_continues_the_same_clock(bo, lin):
    ticket = make_ticket(requester=bo)
    solve_ticket(ticket.pk, by=lin.actor)
    reopen_ticket(ticket.pk, by=lin.actor)
    clock = Clock.objects.get(ticket=ticket, metric="solve")
    assert (clock.outcome, clock.pauses.get().reason) == ("", "solved")
    assert running(ticket)["solve"] == clock.due_at


def test_solving_without_a_word_and_reopening_still_owes_the_first_reply(bo, lin, mailbox):
    silent, answered = make_ticket(requester=bo), make_ticket(requester=bo)
    reply_to_ticket(answered.pk, Reply("Like this."), by=lin.actor)
    for ticket in (silent, answered):
        solve_ticket(ticket.pk, by=lin.actor)
        reopen_ticket(ticket.pk, by=lin.actor)
    assert set(running(silent)) == {"first_reply", "solve"}
    assert set(running(answered)) == {"solve"}


def test_merging_and_spam_void_promises_until_they_are_taken_back(bo, lin):
    one, two = make_ticket(requester=bo), make_ticket(requester=bo)
    merge_tickets(two.pk, [one.pk], by=lin.actor)
    assert set(Clock.objects.filter(ticket=one).values_list("outcome", flat=True)) == {"cancelled"}
    unmerge_ticket(one.pk, by=lin.actor)
    assert set(Clock.objects.filter(ticket=one).values_list("outcome", flat=True)) == {""}
    mark_spam(one.pk, by=lin.actor)
    unmark_spam(one.pk, by=lin.actor)
    one.refresh_from_db()
    assert one.next_due_metric == "first_reply"


def test_missed_deadlines_are_noted_once_and_told(bo, mei, lin):
    target(mei, "normal", HOUR, 100 * HOUR)
    ticket = opened(bo, "2026-03-05 09:00", assignee_id=lin.pk)
    Clock.objects.filter(metric="solve").update(due_at=timezone.now() + timedelta(days=1))
    assert mark_missed_deadlines() == 1
    assert mark_missed_deadlines() == 0
    assert Clock.objects.get(ticket=ticket, metric="first_reply").breached_at == at("2026-03-05 10:00")
    assert entries_for("tickets.ticket", ticket.pk).filter(verb="ticket.deadline_missed").count() == 1
    assert OutboxEvent.objects.filter(name="DeadlineMissed").count() == 1


@pytest.mark.parametrize("act", ["answered", "solved", "paused"])
def test_a_deadline_missed_between_two_looks_is_noted_by_what_ends_the_clock(act, bo, mei, lin, mailbox):
    target(mei, "normal", *((HOUR, None) if act == "answered" else (None, HOUR)))
    ticket = opened(bo, "2026-03-05 09:00")
    if act == "answered":
        reply_to_ticket(ticket.pk, Reply("At last."), by=lin.actor)
    else:
        change_state(ticket.pk, {"solved": "solved", "paused": "waiting_customer"}[act], by=lin.actor)
    assert mark_missed_deadlines() == 0
    [entry] = entries_for("tickets.ticket", ticket.pk).filter(verb="ticket.deadline_missed")
    assert datetime.fromisoformat(entry.data["due_at"]) == at("2026-03-05 10:00")
    assert OutboxEvent.objects.filter(name="DeadlineMissed").count() == 1


def test_a_new_holiday_moves_the_deadlines_that_run(bo, mei, client_of):
    target(mei, "normal", 4 * HOUR, 16 * HOUR)
    ticket = opened(bo, "2026-03-05 09:00")
    before = running(ticket)
    address = f"/setup/calendars/{Calendar.objects.get(key='china').pk}/days/"
    client_of(mei).post(address, {"first": "2026-03-06", "last": "2026-03-09", "kind": "closed", "en": "Flood"})
    run_jobs()
    assert running(ticket) == {"first_reply": before["first_reply"], "solve": at("2026-03-10 16:00")}
    assert explain_clock(ticket.pk, ticket.clocks.get(metric="solve").pk).due_at == at("2026-03-10 16:00")
    client_of(mei).post(address, {"first": "2026-03-05", "kind": "closed", "en": "Flood"})
    run_jobs()
    ticket.refresh_from_db()
    assert (ticket.next_due_metric, ticket.next_due_at) == ("first_reply", at("2026-03-10 13:00"))
    for day in ("2026-03-05", "2026-03-06", "2026-03-09"):
        client_of(mei).post(address, {"clear": day})
    run_jobs()
    assert running(ticket) == before


def test_a_ticket_put_to_sleep_anew_while_the_sweep_waits_sleeps_on(bo, lin, monkeypatch):
    ticket = make_ticket(requester=bo)
    Ticket.objects.update(snoozed_until=timezone.now() - timedelta(minutes=1))
    later = timezone.now() + timedelta(days=1)

    def lock_after_a_colleague(ticket_id: int) -> Ticket:
        snooze_ticket(ticket_id, later, by=lin.actor)
        return lock_ticket(ticket_id)

    with monkeypatch.context() as patched:
        patched.setattr(upkeep, "lock_ticket", lock_after_a_colleague)
        assert wake_due_tickets() == 0
    ticket.refresh_from_db()
    assert ticket.snoozed_until == later


def test_a_deadline_explains_itself_date_by_date(bo, mei):
    target(mei, "normal", 16 * HOUR, None)
    ticket = opened(bo, "2026-02-13 17:30")
    found = explain_clock(ticket.pk, ticket.clocks.get().pk)
    assert (found.due_at, found.zone, found.target_seconds) == (at("2026-02-24 15:30"), "Asia/Shanghai", 16 * HOUR)
    days = {line.day.isoformat(): line for line in found.days}
    assert (days["2026-02-13"].seconds, days["2026-02-14"].kind, days["2026-02-14"].seconds) == (1800, "open", 9 * HOUR)
    assert (days["2026-02-17"].kind, days["2026-02-17"].seconds) == ("closed", 0)
    assert "Spring Festival" in days["2026-02-17"].label
    assert sum(line.seconds for line in found.days) == 16 * HOUR
    assert found.missing_years == ()


def test_a_deadline_in_a_year_nobody_confirmed_warns(bo, mei):
    target(mei, "normal", 200 * HOUR, None)
    ticket = opened(bo, "2026-12-20 09:00")
    assert explain_clock(ticket.pk, ticket.clocks.get().pk).missing_years == (2027,)


def test_an_installation_starts_with_targets_for_every_priority():
    assert set(SlaTarget.objects.values_list("priority", flat=True)) == {"urgent", "high", "normal", "low"}
