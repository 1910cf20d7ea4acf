"""What an administrator does with jobs that gave up."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import Refusal
from qiao.kernel.models import JobError


class JobNotFailed(Refusal):
    """It runs, waits for its next try, or is gone."""

    text = _("This job is no longer in the list of failed jobs.")


@transaction.atomic
def retry_failed(job_id: int, *, by: Actor) -> None:
    """Let a job that gave up be tried once more, now. Raises JobNotFailed."""
    job = _failed(job_id)
    record(by, "job.retried", job, data={"task": job.task_name})
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job_id, retry_at=timezone.now())
    except UniqueViolation:  # the same work waits already; a lost connection shows at the next statement
        _forget([job_id])


@transaction.atomic
def retry_all_failed(*, by: Actor) -> int:
    """Let every job that gave up be tried once more; returns how many those are."""
    failed = list(ProcrastinateJob.objects.filter(status="failed").order_by("id").values_list("pk", flat=True))
    for job_id in failed:
        retry_failed(job_id, by=by)
    return len(failed)


@transaction.atomic
def discard_failed(job_id: int, *, by: Actor) -> None:
    """Give a job up for good; the record keeps what it was. Raises JobNotFailed."""
    job = _failed(job_id)
    said = JobError.objects.filter(pk=job_id).first()
    data = {"task": job.task_name, "arguments": job.args, "error": said.error if said else ""}
    record(by, "job.discarded", job, data=data)
    _forget([job_id])


def _failed(job_id: int) -> ProcrastinateJob:
    failed = ProcrastinateJob.objects.select_for_update(no_key=True).filter(pk=job_id, status="failed")
    job: ProcrastinateJob | None = failed.first()
    if job is None:
        raise JobNotFailed
    return job


def _forget(job_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s) AND status = 'failed'", [job_ids])
    JobError.objects.filter(pk__in=job_ids).delete()
