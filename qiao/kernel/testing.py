"""For tests: running jobs without a worker."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


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
        app.tasks[job.task_name].func(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk).update(status="succeeded")
        ran += 1
    raise AssertionError(f"More than {most} jobs ran: a loop?")
