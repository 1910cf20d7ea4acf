"""Background work: a job that fails is seen with its reason, tried again, or given up."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel.audit import entries_for
from qiao.kernel.jobs import Retry, job
from qiao.kernel.jobs.upkeep import delete_finished
from qiao.kernel.models import JobError

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/setup/work/"
is_broken = True
delivered: list[int] = []


@job(queue="parcels")
def deliver_parcel(number: int) -> None:
    if is_broken:
        raise ConnectionRefusedError(f"nobody opens at door {number}")
    delivered.append(number)


@job(queue="parcels", retry=Retry(attempts=3))
def deliver_patiently(number: int) -> None:
    raise ConnectionRefusedError(f"nobody opens at door {number}")


@pytest.fixture(autouse=True)
def _broken(monkeypatch):
    monkeypatch.setattr(f"{__name__}.is_broken", True)
    delivered.clear()


def work_once() -> None:
    """A real worker takes everything that is due."""

    async def work() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            await worker.run_worker_async(queues=["parcels"], wait=False, install_signal_handlers=False)

    async_to_sync(work)()


def test_a_job_that_gave_up_is_seen_and_tried_again(client_of, mei, monkeypatch):
    deliver_parcel.defer(number=7)
    work_once()
    browser = client_of(mei)
    page = browser.get(ADDRESS).content.decode()
    assert "ConnectionRefusedError: nobody opens at door 7" in page
    assert "number=7" in page
    monkeypatch.setattr(f"{__name__}.is_broken", False)
    failed = ProcrastinateJob.objects.get(status="failed")
    assert browser.post(f"{ADDRESS}{failed.pk}/", {"act": "retry"}).status_code == 302
    work_once()
    assert delivered == [7]
    assert "nobody opens" not in browser.get(ADDRESS).content.decode()
    assert [entry.verb for entry in entries_for("procrastinate.procrastinatejob", failed.pk)] == ["job.retried"]


def test_a_job_that_is_tried_again_by_itself_is_seen_too(client_of, mei):
    deliver_patiently.defer(number=3)
    work_once()
    page = client_of(mei).get(ADDRESS).content.decode()
    assert "nobody opens at door 3" in page
    assert "tried again" in page
    assert 'value="retry"' not in page


def test_everything_that_gave_up_is_tried_again_after_an_outage(client_of, mei, monkeypatch):
    for number in range(3):
        deliver_parcel.defer(number=number)
    work_once()
    monkeypatch.setattr(f"{__name__}.is_broken", False)
    client_of(mei).post(f"{ADDRESS}again/")
    work_once()
    assert sorted(delivered) == [0, 1, 2]


def test_what_is_given_up_stays_in_the_record(client_of, mei):
    deliver_parcel.defer(number=9)
    work_once()
    failed = ProcrastinateJob.objects.get(status="failed")
    client_of(mei).post(f"{ADDRESS}{failed.pk}/", {"act": "discard"})
    assert not ProcrastinateJob.objects.filter(pk=failed.pk).exists()
    (entry,) = entries_for("procrastinate.procrastinatejob", failed.pk)
    assert entry.data["arguments"] == {"number": 9}
    assert "nobody opens at door 9" in entry.data["error"]


def test_a_job_that_is_gone_is_refused_with_a_sentence(client_of, mei):
    answer = client_of(mei).post(f"{ADDRESS}424242/", {"act": "retry"}, follow=True)
    assert "no longer in the list of failed jobs" in answer.content.decode()


def test_errors_go_with_their_jobs(client_of, mei):
    deliver_parcel.defer(number=1)
    work_once()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    delete_finished()
    assert not JobError.objects.exists()


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}again/", f"{ADDRESS}1/"])
def test_only_those_who_set_up_may(address, client_of, client, lin, eve):
    send = "get" if address == ADDRESS else "post"
    assert getattr(client_of(lin), send)(address).status_code == 403
    assert getattr(client_of(eve), send)(address).status_code == 403
    assert getattr(client, send)(address).headers["Location"].startswith("/accounts/login/")


def test_as_many_statements_for_thirty_jobs_as_for_three(client_of, mei):
    browser, counts = client_of(mei), []
    for number in (3, 27):
        for parcel in range(number):
            deliver_parcel.defer(number=parcel)
        work_once()
        browser.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(ADDRESS).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
