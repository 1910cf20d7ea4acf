"""For tests: running jobs without a worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job


def run_jobs(*, until: datetime | None = None, most: int = 500) -> int:
    """Run every job that is due (by `until`, default now), and those they defer; returns how many ran."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    ran = 0
    while ran < most:
        due = ProcrastinateJob.objects.filter(status="todo").order_by("scheduled_at", "id")
        limit = until or timezone.now()
        job = next((row for row in due if row.scheduled_at is None or row.scheduled_at <= limit), None)
        if job is None:
            return ran
        ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing")
        app.tasks[job.task_name].func(_context(job), **job.args)
        ProcrastinateJob.objects.filter(pk=job.pk).update(status="succeeded")
        ran += 1
    raise AssertionError(f"More than {most} jobs ran: a loop?")


def _context(row: ProcrastinateJob) -> JobContext:
    job = Job(id=row.pk, queue=row.queue_name, lock=row.lock, queueing_lock=row.queueing_lock, task_name=row.task_name)
    return JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None)
