"""Jobs commit with their cause; the timetable names real jobs; dead workers lose nothing."""

from datetime import timedelta
from importlib import import_module

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel.jobs import job
from qiao.kernel.jobs.schedule import register_timetable
from qiao.kernel.jobs.timetable import TIMETABLE
from qiao.kernel.jobs.upkeep import _retry_stalled, delete_finished, queue_facts
from qiao.kernel.testing import run_jobs

seen: list[str] = []


@job()
def greet(name: str) -> None:
    seen.append(name)


@job(queueing_lock="sweep-the-floor")
def sweep() -> None:
    seen.append("swept")


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_commits_with_its_cause():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        greet.defer(name="never")
        raise ZeroDivisionError
    greet.defer(name="Lin")
    run_jobs()
    assert seen == ["Lin"]


@pytest.mark.django_db
def test_a_scheduled_job_waits_for_its_time():
    greet.defer_at(timezone.now() + timedelta(hours=1), name="later")
    run_jobs()
    assert seen == []
    run_jobs(until=timezone.now() + timedelta(hours=2))
    assert seen == ["later"]


@pytest.mark.django_db
def test_only_one_job_with_a_queueing_lock_waits():
    with transaction.atomic():
        sweep.defer()
        sweep.defer()
    run_jobs()
    assert seen == ["swept"]


@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_that_begins_before_the_commit_is_followed_by_another():
    sweep.defer()
    with transaction.atomic():
        sweep.defer()
        with psycopg.connect(connection.connection.info.dsn, autocommit=True) as worker:
            worker.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert sorted(ProcrastinateJob.objects.values_list("status", flat=True)) == ["doing", "todo"]


@pytest.mark.django_db
def test_one_that_was_faster_meanwhile_does_the_work(monkeypatch):
    monkeypatch.setattr(import_module("qiao.kernel.jobs.job"), "_is_waiting", lambda _lock: False)
    with transaction.atomic():
        sweep.defer()
        sweep.defer()
        greet.defer(name="Lin")
    run_jobs()
    assert sorted(seen) == ["Lin", "swept"]


@pytest.mark.django_db
def test_a_job_for_later_does_not_keep_away_one_that_is_due_now():
    sweep.defer_at(timezone.now() + timedelta(hours=1))
    sweep.defer()
    run_jobs()
    assert seen == ["swept"]
    run_jobs(until=timezone.now() + timedelta(hours=2))
    assert seen == ["swept", "swept"]


@pytest.mark.django_db(transaction=True)
def test_a_server_that_dies_while_a_second_job_is_refused_fails_the_cause(monkeypatch):
    sweep.defer()
    go_back = connection.savepoint_rollback

    def after_the_server_died(savepoint: str) -> None:
        with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
        go_back(savepoint)

    monkeypatch.setattr(connection, "savepoint_rollback", after_the_server_died)
    monkeypatch.setattr(
        import_module("qiao.kernel.jobs.job"), "_is_waiting", lambda _lock: False
    )  # as it was a moment before the other committed
    with pytest.raises(OperationalError), transaction.atomic():
        greet.defer(name="Lin")
        sweep.defer()


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_is_given_to_another():
    greet.defer(name="Mei")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker_id])
    from procrastinate.contrib.django import app

    async def sweep_as_the_worker_does() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await _retry_stalled()

    async_to_sync(sweep_as_the_worker_does)()
    assert ProcrastinateJob.objects.get(task_name__endswith="greet").status == "todo"
    run_jobs(until=timezone.now() + timedelta(minutes=1))
    assert seen == ["Mei"]


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_and_the_queue_explains_itself():
    greet.defer(name="Lin")
    assert queue_facts().waiting == 1
    run_jobs()
    assert queue_facts().waiting == 0
    assert callable(delete_finished)


def test_the_timetable_names_jobs_that_exist():
    assert TIMETABLE
    register_timetable()
