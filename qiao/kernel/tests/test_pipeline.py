"""Statements that are sent without waiting do what they would have done one by one."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from qiao.kernel.access import Actor
from qiao.kernel.audit import AuditEntry, record
from qiao.kernel.database import pipelined
from qiao.kernel.jobs import job
from qiao.kernel.models import WebhookEndpoint
from qiao.kernel.testing import run_jobs
from qiao.kernel.writing import insert, put, update

Team = apps.get_model("staff.Team")
BY = Actor.system("test")
pytestmark = pytest.mark.django_db
swept = []


@job(queueing_lock="sweep-the-yard")
def sweep(which: int) -> None:
    swept.append(which)


def endpoint(name, **values):
    return WebhookEndpoint(name=name, url="https://erp.example/", secret="whsec_", **values)


def test_what_is_read_inside_sees_what_was_written_before():
    one = endpoint("ERP")
    with pipelined():
        insert(one)
        record(BY, "test.made", one)
        update(endpoint("Old ERP", pk=one.pk), ("name",))
        assert [(row.pk, row.name) for row in WebhookEndpoint.objects.all()] == [(one.pk, "Old ERP")]
        record(BY, "test.renamed", one)
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == ["test.made", "test.renamed"]


def test_a_row_that_is_gone_is_noticed_at_the_end():
    reached = False
    with pytest.raises(DatabaseError, match="WebhookEndpoint 4711 is gone"), transaction.atomic(), pipelined():
        update(endpoint("ERP", pk=4711), ("name",))
        record(BY, "test.made", Team(pk=1))
        reached = True
    assert reached
    assert not AuditEntry.objects.exists()


def test_the_error_that_shows_is_the_first_one_and_the_transaction_is_lost():
    with pytest.raises(IntegrityError, match="null value in column"), transaction.atomic():
        record(BY, "test.before", Team(pk=1))
        with pipelined():
            put(AuditEntry(object_type="x", object_id=None, verb="x.y", actor_kind="system"))
            for _ in range(20):
                record(BY, "test.after", Team(pk=1))
    assert not AuditEntry.objects.exists()


def test_what_goes_wrong_outside_the_database_shows_as_it_is():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), pipelined():
        record(BY, "test.before", Team(pk=1))
        1 / 0  # noqa: B018
    assert not AuditEntry.objects.exists()
    record(BY, "test.after", Team(pk=1))
    assert AuditEntry.objects.get().verb == "test.after"


def test_django_hears_how_many_rows_it_changed():
    one = endpoint("ERP")
    insert(one)
    with pipelined():
        record(BY, "test.before", one)
        assert WebhookEndpoint.objects.filter(pk=one.pk).update(name="Old ERP") == 1
        assert WebhookEndpoint.objects.filter(pk=4711).update(name="New ERP") == 0
        one.url = "https://erp.example/hook"
        one.save(update_fields=["url"])
        assert WebhookEndpoint.objects.get_or_create(name="CRM", defaults={"secret": "whsec_"})[1]
        assert WebhookEndpoint.objects.filter(name="CRM").delete()[0] == 1
    assert WebhookEndpoint.objects.get().name == "Old ERP"


def test_after_a_savepoint_the_pipeline_goes_on():
    with pipelined():
        record(BY, "test.before", Team(pk=1))
        with pytest.raises(IntegrityError), transaction.atomic():
            record(BY, "test.lost", Team(pk=1))
            update(endpoint("ERP", pk=4711), ("name",))
            insert(AuditEntry(object_type="x", object_id=None, verb="x.y", actor_kind="system"))
        record(BY, "test.after", Team(pk=1))
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == ["test.before", "test.after"]


def test_an_error_in_a_savepoint_shows_in_it():
    with pipelined():
        with pytest.raises(IntegrityError), transaction.atomic():
            put(AuditEntry(object_type="x", object_id=None, verb="x.y", actor_kind="system"))
        record(BY, "test.after", Team(pk=1))
    assert AuditEntry.objects.get().verb == "test.after"


def test_a_job_that_waits_already_is_not_added_twice_in_a_pipeline():
    with pipelined():
        sweep.defer(which=1)
        sweep.defer(which=2)
        record(BY, "test.after", Team(pk=1))
    run_jobs()
    assert swept == [1]
    assert AuditEntry.objects.filter(verb="test.after").count() == 1


def test_blocks_inside_belong_to_the_outermost():
    with pipelined():
        with pipelined():
            record(BY, "test.inner", Team(pk=1))
        record(BY, "test.outer", Team(pk=1))
        assert connection.connection.info.pipeline_status
    assert not connection.connection.info.pipeline_status
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_pipeline_needs_a_transaction():
    with pytest.raises(TransactionManagementError), pipelined():
        record(BY, "test.made", Team(pk=1))
    assert not AuditEntry.objects.exists()


def test_moments_come_back_as_they_were_put():
    moment = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    with pipelined():
        put(AuditEntry(object_type="x", object_id=1, verb="x.y", actor_kind="system", at=moment))
    assert AuditEntry.objects.get().at == moment
