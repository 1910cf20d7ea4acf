"""Any sequence of acts keeps a ticket sound: state, clocks, counters, what the queue shows, the audit."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from qiao.channels.testing import make_mailbox
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.errors import Refusal
from qiao.kernel.models import AuditEntry, SearchDocument
from qiao.staff.testing import make_person
from qiao.tickets.models import Clock, Pause, Ticket
from qiao.tickets.models.ticket import NEVER
from qiao.tickets.rules.states import STATES, find_transition
from qiao.tickets.services import (
    Reply,
    add_note,
    assign_ticket,
    change_state,
    mark_spam,
    merge_tickets,
    reply_to_ticket,
    set_fields,
    snooze_ticket,
    undo_send,
    unmark_spam,
    unmerge_ticket,
    wake_ticket,
)
from qiao.tickets.testing import make_ticket


class Lifecycle(RuleBasedStateMachine):
    """Acts on three tickets of one customer, in any order; refused ones must change nothing."""

    sent = Bundle("sent")

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def open_tickets(self) -> None:
        make_mailbox()
        self.lin = make_person("Lin")
        bo = make_contact("Bo", organisation=make_organisation("Acme"))
        self.ids = [make_ticket(requester=bo).pk for _ in range(3)]

    def act(self, ticket_id, service, *args, **kwargs):
        before = Ticket.objects.values().get(pk=ticket_id)
        lines = AuditEntry.objects.count()
        try:
            with transaction.atomic():
                result = service(*args, by=self.lin.actor, **kwargs)
        except Refusal:
            assert Ticket.objects.values().get(pk=ticket_id) == before
            return None
        after = Ticket.objects.values().get(pk=ticket_id)
        if after != before:
            assert after["revision"] > before["revision"]
            assert AuditEntry.objects.count() > lines
        self.check_move(before["state"], after["state"])
        return result

    def check_move(self, before, after):
        acts = ("change", "merge", "unmerge", "spam", "unspam")
        direct = before == after or any(find_transition(before, after, act) for act in acts)
        # a reply to a finished ticket opens it on the way; assigning takes a new one up; undo goes back
        assert direct or STATES[before].category in {"solved", "closed", "waiting", "open"}, (before, after)

    tickets = st.integers(0, 2)

    @rule(which=tickets, state=st.sampled_from(sorted(STATES)))
    def change(self, which, state):
        self.act(self.ids[which], change_state, self.ids[which], state)

    @rule(which=tickets, nobody=st.booleans())
    def assign(self, which, nobody):
        self.act(self.ids[which], assign_ticket, self.ids[which], person_id=None if nobody else self.lin.pk)

    @rule(target=sent, which=tickets, state=st.sampled_from(["", "solved", "waiting_customer", "open"]))
    def reply(self, which, state):
        return self.act(self.ids[which], reply_to_ticket, self.ids[which], Reply("Try this.", state_after=state))

    @rule(reply=sent)
    def undo(self, reply):
        if reply is not None:
            self.act(self.ids[0], undo_send, reply.message_id)

    @rule(which=tickets)
    def note(self, which):
        self.act(self.ids[which], add_note, self.ids[which], "I think so.")

    @rule(which=tickets, priority=st.sampled_from(["urgent", "low"]))
    def prioritise(self, which, priority):
        self.act(self.ids[which], set_fields, self.ids[which], {"priority": priority})

    @rule(which=tickets, other=tickets)
    def merge(self, which, other):
        self.act(self.ids[which], merge_tickets, self.ids[which], [self.ids[other]])

    @rule(which=tickets)
    def unmerge(self, which):
        self.act(self.ids[which], unmerge_ticket, self.ids[which])

    @rule(which=tickets)
    def spam(self, which):
        self.act(self.ids[which], mark_spam, self.ids[which])

    @rule(which=tickets)
    def unspam(self, which):
        self.act(self.ids[which], unmark_spam, self.ids[which])

    @rule(which=tickets)
    def snooze(self, which):
        self.act(self.ids[which], snooze_ticket, self.ids[which], timezone.now() + timedelta(days=1))

    @rule(which=tickets)
    def wake(self, which):
        self.act(self.ids[which], wake_ticket, self.ids[which])

    @invariant()
    @precondition(lambda self: hasattr(self, "ids"))
    def clocks_follow_the_state(self):
        for ticket in Ticket.objects.filter(pk__in=self.ids):
            running = list(Clock.objects.filter(ticket=ticket, stopped_at=None))
            if not ticket.is_open:
                assert running == [], ticket.state
            for clock in running:
                is_paused = clock.metric in STATES[ticket.state].pauses
                assert (clock.due_at is None) == is_paused, (ticket.state, clock.metric)
                assert Pause.objects.filter(clock=clock, until=None).exists() == is_paused
            due = min((clock.due_at for clock in running if clock.due_at), default=None)
            assert ticket.next_due_at == due
            assert ticket.due_at_sort == (due or NEVER)
            assert ticket.is_paused == (bool(running) and due is None)

    @invariant()
    @precondition(lambda self: hasattr(self, "ids"))
    def the_row_is_sound(self):
        for ticket in Ticket.objects.filter(pk__in=self.ids):
            assert (ticket.state == "merged") == (ticket.merged_into_id is not None)
            assert (ticket.state in {"solved", "closed"}) <= (ticket.solved_at is not None)
            if ticket.is_open:
                assert ticket.solved_at is None
                assert ticket.closed_at is None
            findable = SearchDocument.objects.filter(object_type="tickets.ticket", object_id=ticket.pk)
            assert findable.exists() == (ticket.state != "spam")

    @invariant()
    @precondition(lambda self: hasattr(self, "ids"))
    def counts_cover_the_family(self):
        for ticket in Ticket.objects.filter(pk__in=self.ids, merged_into=None):
            family = [ticket.pk]
            for _ in self.ids:
                family += list(
                    Ticket.objects.filter(merged_into__in=family).exclude(pk__in=family).values_list("pk", flat=True)
                )
            assert ticket.message_count == sum(one.messages.count() for one in Ticket.objects.filter(pk__in=family))


class TestLifecycle(Lifecycle.TestCase, TestCase):
    settings = settings(
        max_examples=15, stateful_step_count=16, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),  # a shorter example is not worth minutes of a database
    )  # fmt: skip


@pytest.mark.django_db
def test_a_ticket_goes_the_usual_way(mailbox, bo, lin):
    ticket = make_ticket(requester=bo)
    for state in ("open", "waiting_rnd", "waiting_release", "scheduled", "open", "solved", "closed", "open"):
        change_state(ticket.pk, state, by=lin.actor)
        ticket.refresh_from_db()
        assert ticket.state == state
    assert ticket.reopened_count == 1
