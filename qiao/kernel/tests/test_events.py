"""An event and its consequences are committed together, and each consequence happens once."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel import events
from qiao.kernel.events import Event, on, publish, react
from qiao.kernel.models import EventDelivery, OutboxEvent, WebhookEndpoint
from qiao.kernel.testing import run_jobs


@dataclass(frozen=True)
class KettleBoiled(Event):
    kettle_id: int


@pytest.fixture
def cups():
    poured: list[int] = []

    @on(KettleBoiled)
    def pour(event: KettleBoiled) -> None:
        poured.append(event.kettle_id)

    yield poured
    events._subscribers.pop("KettleBoiled")


@pytest.mark.django_db
def test_subscribers_hear_of_a_committed_event(cups):
    publish(KettleBoiled(7))
    assert cups == []
    run_jobs()
    assert cups == [7]
    assert OutboxEvent.objects.get().payload == {"kettle_id": 7}


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_event_never_happened(cups):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(KettleBoiled(7))
        raise ZeroDivisionError
    assert run_jobs() == 0
    assert not OutboxEvent.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_reaction_run_twice_happens_once(cups):
    publish(KettleBoiled(7))
    run_jobs()
    react(event_id=OutboxEvent.objects.get().pk, subscriber=EventDelivery.objects.get().subscriber)
    assert cups == [7]


@pytest.mark.django_db(transaction=True)
def test_a_failed_reaction_is_tried_again(cups):
    @on(KettleBoiled)
    def spill(event: KettleBoiled) -> None:
        raise RuntimeError("burnt")

    with transaction.atomic():
        publish(KettleBoiled(7))
    with pytest.raises(RuntimeError, match="burnt"):
        run_jobs()
        run_jobs()
    assert not EventDelivery.objects.filter(subscriber__endswith="spill").exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        publish(KettleBoiled(7))


@pytest.mark.django_db
def test_a_flow_with_nothing_to_do_costs_no_job(cups):
    asked: list[int] = []

    def is_large(event: KettleBoiled) -> bool:
        asked.append(event.kettle_id)
        return event.kettle_id > 5

    events._subscribers.pop("KettleBoiled")

    @on(KettleBoiled, when=is_large)
    def pour_much(event: KettleBoiled) -> None:
        cups.append(event.kettle_id)

    publish(KettleBoiled(5))
    assert not ProcrastinateJob.objects.exists()
    publish(KettleBoiled(6))
    run_jobs()
    assert (asked, cups) == ([5, 6], [6])


@pytest.mark.django_db
def test_rows_that_a_flow_needs_are_looked_for_as_the_event_is_stored(cups):
    events._subscribers.pop("KettleBoiled")

    @on(KettleBoiled, if_any=lambda: WebhookEndpoint.objects.filter(name="Tea's"))
    def pour_for_guests(event: KettleBoiled) -> None:
        cups.append(event.kettle_id)

    publish(KettleBoiled(1))
    assert not ProcrastinateJob.objects.exists()
    endpoint = WebhookEndpoint.objects.create(name="Tea's", url="https://tea.example/", secret="")
    with CaptureQueriesContext(connection) as captured:
        publish(KettleBoiled(2))
    assert len(captured) == 2  # the event with its question, the job
    endpoint.delete()
    publish(KettleBoiled(3))
    run_jobs()
    assert cups == [2]


@dataclass(frozen=True)
class TeaPoured(Event):
    cup_id: int


@pytest.mark.django_db
def test_several_events_are_one_statement_and_each_has_its_own_reactions(cups, django_assert_num_queries):
    drunk: list[int] = []

    @on(TeaPoured, if_any=lambda: WebhookEndpoint.objects.filter(name="Tea's"))
    def drink(event: TeaPoured) -> None:
        drunk.append(event.cup_id)

    with django_assert_num_queries(2):  # the events with their question, the job of the one that is heard
        publish(TeaPoured(1), KettleBoiled(2))
    WebhookEndpoint.objects.create(name="Tea's", url="https://tea.example/", secret="")
    publish(TeaPoured(3), TeaPoured(4), KettleBoiled(5))
    run_jobs()
    events._subscribers.pop("TeaPoured")
    assert (drunk, cups) == ([3, 4], [2, 5])
    assert list(OutboxEvent.objects.order_by("id").values_list("name", "payload")) == [
        ("TeaPoured", {"cup_id": 1}), ("KettleBoiled", {"kettle_id": 2}), ("TeaPoured", {"cup_id": 3}),
        ("TeaPoured", {"cup_id": 4}), ("KettleBoiled", {"kettle_id": 5}),
    ]  # fmt: skip


@pytest.mark.django_db
def test_nothing_to_tell_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        publish()
    assert not OutboxEvent.objects.exists()
