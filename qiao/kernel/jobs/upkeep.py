"""Keeping the queue and the audit chain in order."""

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel.audit import seal_entries
from qiao.kernel.jobs.job import job

HOURS_KEPT = 6


@job(queue="upkeep", queueing_lock="retry_stalled")
def retry_stalled(timestamp: int = 0) -> None:
    """Give the jobs of a worker that died to another one."""
    async_to_sync(_retry_stalled)()


async def _retry_stalled() -> None:
    from procrastinate import utils

    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await app.job_manager.retry_job(stalled, retry_at=utils.utcnow())


@job(queue="upkeep", queueing_lock="delete_finished")
def delete_finished(timestamp: int = 0) -> None:
    """Forget jobs that went well some hours ago: a long table makes every worker slow to start."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=HOURS_KEPT)


@job(queue="upkeep", queueing_lock="seal_audit")
def seal_audit(timestamp: int = 0) -> None:
    """Add a link to the audit's hash chain."""
    seal_entries()


def failed_jobs() -> int:
    """How many jobs gave up for good."""
    return ProcrastinateJob.objects.filter(status="failed").count()
