"""Opening a ticket; nothing goes unrecorded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.kernel.models import AuditEntry
from qiao.products.testing import make_product, make_version
from qiao.staff.testing import make_team
from qiao.tickets.models import (
    Ticket,
)
from qiao.tickets.refusals import (
    EmptyMessage,
    FieldsWrong,
    SubjectMissing,
)
from qiao.tickets.services import (
    NewTicket,
    add_tags,
    follow_ticket,
    nudge_ticket,
    open_ticket,
    snooze_ticket,
    take_ticket,
)
from qiao.tickets.testing import SYSTEM, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


def test_a_ticket_needs_a_subject_words_and_sound_values(bo, lin):
    for new, refusal in (
        (NewTicket(" ", "x"), SubjectMissing), (NewTicket("x", " "), EmptyMessage),
        (NewTicket("x", "x", priority="p0"), FieldsWrong), (NewTicket("x", "x", requester_id=999_999), FieldsWrong),
        (NewTicket("x", "x", product_id=999_999), FieldsWrong),
        (NewTicket("x", "x", product_id=make_product().pk, version_id=make_version(make_product()).pk), FieldsWrong),
    ):  # fmt: skip
        with pytest.raises(refusal):
            open_ticket(new, by=lin.actor)
    assert not Ticket.objects.exists()


def test_numbers_rise_and_are_never_given_twice(bo):
    numbers = [make_ticket(requester=bo).number for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_a_note_to_oneself_starts_only_the_resolution_clock(lin):
    opened = open_ticket(NewTicket("Check backups", "Every Monday", kind="task", said_by="note"), by=lin.actor)
    ticket = Ticket.objects.get(pk=opened.ticket_id)
    assert [clock.metric for clock in ticket.clocks.all()] == ["solve"]
    assert ticket.messages.get().visibility == "internal"


def test_the_products_team_gets_new_tickets(bo):
    team = make_team()
    assert make_ticket(requester=bo, product=make_product(team=team)).team == team


def test_nothing_that_changes_a_ticket_goes_unrecorded(ticket, lin):
    before = AuditEntry.objects.count()
    for act in (
        lambda: take_ticket(ticket.pk, by=lin.actor), lambda: nudge_ticket(ticket.pk, by=SYSTEM),
        lambda: add_tags(ticket.pk, ["x"], by=lin.actor), lambda: follow_ticket(ticket.pk, by=lin.actor),
        lambda: snooze_ticket(ticket.pk, timezone.now() + timedelta(hours=1), by=lin.actor),
    ):  # fmt: skip
        act()
        assert AuditEntry.objects.count() == before + 1
        before += 1
