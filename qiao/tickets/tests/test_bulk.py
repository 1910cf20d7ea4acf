"""One act on many tickets: what it does, what it leaves out, and taking it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.kernel.errors import NotAllowed, NotFound
from qiao.kernel.models import SearchDocument
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import Clock, Follower, Ticket, UndoStep
from qiao.tickets.refusals import CannotUndo, FieldsWrong, UnknownAct
from qiao.tickets.selectors import bulk_progress
from qiao.tickets.services import bulk as bulk_services
from qiao.tickets.services import bulk_apply, change_state, move_ticket, set_fields, undo_bulk
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(bo):
    return [make_ticket(requester=bo) for _ in range(3)]


def ids(tickets):
    return [ticket.pk for ticket in tickets]


def rows(tickets):
    """Everything about tickets but what every change touches."""
    passing = {"revision", "updated_at"}
    found = Ticket.objects.filter(pk__in=ids(tickets)).order_by("pk").values()
    return [{key: value for key, value in row.items() if key not in passing} for row in found]


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("assign", lambda s: {"person_id": s["lin"].pk}),
        ("move", lambda s: {"team_id": s["team"].pk}),
        ("state", lambda s: {"state": "waiting_rnd"}),
        ("state", lambda s: {"state": "solved"}),
        ("priority", lambda s: {"priority": "urgent"}),
        ("kind", lambda s: {"kind": "incident"}),
        ("product", lambda s: {"product_id": s["product"].pk}),
        ("tag", lambda s: {"names": ["upgrade", "4.8"]}),
        ("snooze", lambda s: {"until": (timezone.now() + timedelta(days=1)).isoformat()}),
        ("spam", lambda s: {}),
    ],
)
def test_every_act_can_be_undone_to_the_last_field(act, arguments, three, lin):
    subjects = {"lin": lin, "team": make_team("Two"), "product": make_product()}
    before, clocks = rows(three), list(Clock.objects.order_by("pk").values("pk", "stopped_at", "outcome", "due_at"))
    started = bulk_apply(ids(three), act, arguments(subjects), by=lin.actor)
    assert rows(three) != before
    progress = bulk_progress(started.token, lin)
    assert (progress.done, progress.total, progress.changed, progress.can_undo) == (3, 3, 3, True)
    undo_bulk(started.token, by=lin.actor)
    assert rows(three) == before
    assert list(Clock.objects.order_by("pk").values("pk", "stopped_at", "outcome", "due_at")) == clocks
    assert SearchDocument.objects.filter(object_type="tickets.ticket").count() == 3
    progress = bulk_progress(started.token, lin)
    assert (progress.is_undone, progress.can_undo) == (True, False)
    with pytest.raises(CannotUndo):
        undo_bulk(started.token, by=lin.actor)


def test_following_many_is_undone_only_where_one_did_not_follow_before(three, lin):
    Follower.objects.create(ticket=three[0], person=lin)
    started = bulk_apply(ids(three), "follow", {}, by=lin.actor)
    assert Follower.objects.filter(person=lin).count() == 3
    undo_bulk(started.token, by=lin.actor)
    assert Follower.objects.get(person=lin).ticket == three[0]


def test_undo_does_not_overwrite_what_others_did_since(three, lin, mei):
    started = bulk_apply(ids(three), "priority", {"priority": "urgent"}, by=lin.actor)
    set_fields(three[1].pk, {"priority": "high"}, by=mei.actor)
    undo_bulk(started.token, by=lin.actor)
    assert list(Ticket.objects.order_by("pk").values_list("priority", flat=True)) == ["normal", "high", "normal"]
    assert [number for number, _ in bulk_progress(started.token, lin).refused] == [three[1].number]


def test_what_one_ticket_refuses_does_not_hold_up_the_others(three, lin):
    change_state(three[0].pk, "solved", by=lin.actor)
    change_state(three[0].pk, "closed", by=lin.actor)
    started = bulk_apply(ids(three), "state", {"state": "waiting_rnd"}, by=lin.actor)
    progress = bulk_progress(started.token, lin)
    assert progress.changed == 2
    [(number, reason)] = progress.refused
    assert number == three[0].number
    assert "%(" not in reason


def test_tickets_out_of_scope_are_left_out(three, lin, mei):
    move_ticket(three[0].pk, by=mei.actor, team_id=make_team("Secret", mei, is_restricted=True).pk)
    started = bulk_apply(ids(three), "priority", {"priority": "low"}, by=lin.actor)
    assert started.total == 2
    three[0].refresh_from_db()
    assert three[0].priority == "normal"


def test_rights_acts_and_arguments_are_checked(three, lin):
    auditor = make_person(roles=("auditor",))
    with pytest.raises(NotAllowed):
        bulk_apply(ids(three), "priority", {"priority": "low"}, by=auditor.actor)
    with pytest.raises(UnknownAct):
        bulk_apply(ids(three), "delete", {}, by=lin.actor)
    for act, arguments in (
        ("assign", {}),
        ("snooze", {"until": "tomorrow"}),
        ("snooze", {"until": "2030-01-01T00:00"}),
    ):
        with pytest.raises(FieldsWrong):
            bulk_apply(ids(three), act, arguments, by=lin.actor)


def test_nobody_else_sees_or_undoes_it(three, lin, mei):
    started = bulk_apply(ids(three), "priority", {"priority": "low"}, by=lin.actor)
    with pytest.raises(NotFound):
        undo_bulk(started.token, by=mei.actor)
    for token in (started.token, "nonsense"):
        with pytest.raises(NotFound):
            bulk_progress(token, mei)


def test_many_tickets_are_done_by_a_job_that_can_be_interrupted(bo, lin, monkeypatch):
    monkeypatch.setattr(bulk_services, "INLINE", 4)
    monkeypatch.setattr(bulk_services, "STEP", 3)
    many = [make_ticket(requester=bo) for _ in range(7)]
    started = bulk_apply(ids(many), "priority", {"priority": "high"}, by=lin.actor)
    assert started.is_running
    assert bulk_progress(started.token, lin).done == 0
    bulk_services._do_some(UndoStep.objects.get().pk, 3)  # a worker that then died
    assert bulk_progress(started.token, lin).done == 3
    with pytest.raises(CannotUndo):
        undo_bulk(started.token, by=lin.actor)
    run_jobs()
    assert bulk_progress(started.token, lin).is_finished
    assert set(Ticket.objects.values_list("priority", flat=True)) == {"high"}
    undo_bulk(started.token, by=lin.actor)
    run_jobs()
    assert set(Ticket.objects.values_list("priority", flat=True)) == {"normal"}
