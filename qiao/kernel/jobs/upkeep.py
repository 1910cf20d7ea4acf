"""Keeping the queue and the audit chain in order."""

from dataclasses import dataclass

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from qiao.kernel.audit import seal_entries
from qiao.kernel.jobs.job import job

HOURS_KEPT = 6


@job(queue="upkeep", queueing_lock="retry_stalled")
def retry_stalled(timestamp: int = 0) -> None:
    """Requeue the jobs of a worker that died."""
    async_to_sync(_retry_stalled)()


async def _retry_stalled() -> None:
    from procrastinate import utils

    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await app.job_manager.retry_job(stalled, retry_at=utils.utcnow())


@job(queue="upkeep", queueing_lock="delete_finished")
def delete_finished(timestamp: int = 0) -> None:
    """Delete jobs that succeeded some hours ago: a long table slows down the start of every worker."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=HOURS_KEPT)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM kernel_joberror e WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.id = e.job_id)"
        )


@job(queue="upkeep", queueing_lock="seal_audit")
def seal_audit(timestamp: int = 0) -> None:
    """Add a link to the audit's hash chain."""
    seal_entries()


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """How the queue stands: due jobs that wait, the age of the oldest of them, jobs that gave up."""

    waiting: int
    oldest_seconds: float
    failed: int


def queue_facts() -> QueueFacts:
    """State of the job queue, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),"
            " count(*) FILTER (WHERE status = 'failed'),"
            " extract(epoch FROM now() - min(scheduled_at) FILTER (WHERE status = 'todo' AND scheduled_at <= now()))"
            " FROM procrastinate_jobs"
        )
        waiting, failed, oldest = cursor.fetchone()
    return QueueFacts(waiting, float(oldest or 0), failed)
