"""Background work: how the queue stands, which jobs failed and why, trying them again."""

from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.kernel.api.answers import Id, Listing, Shown, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.jobs.failures import TroubledJob, described, troubled_jobs
from qiao.kernel.jobs.mending import discard_failed, retry_all_failed, retry_failed
from qiao.kernel.jobs.upkeep import queue_facts

work = Operations("background work")


class JobsStateShown(Shown):
    """How the queue of jobs stands."""

    waiting: int = Field(description="Jobs that are due and wait.")
    oldest_seconds: float = Field(description="Since when the oldest of them waits.")
    failed: int = Field(description="Jobs that gave up.")


class JobShown(Shown):
    """A job whose last attempt failed."""

    id: int
    task: str = Field(description="What was to be done.")
    arguments: dict[str, Any]
    tries: int
    again_at: datetime | None = Field(description="When it is tried again; null when it gave up.")
    error: str
    at: datetime | None = Field(description="When it failed last.")


class RetriedShown(Shown):
    """How many jobs are tried again."""

    count: int


@work.get("/jobs/state", "setup.manage", JobsStateShown, screens=["staff:background_work"])
def get_jobs_state(request: ApiRequest) -> HttpResponseBase:
    """Get how the queue stands, as for a monitor."""
    facts = queue_facts()
    shown = JobsStateShown(waiting=facts.waiting, oldest_seconds=facts.oldest_seconds, failed=facts.failed)
    return answer(request, shown)


@work.get("/jobs", "setup.manage", Listing[JobShown], screens=["staff:background_work"])
def list_failed_jobs(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List jobs whose last attempt failed, latest first: those that gave up, and those that are tried again."""
    found, following = page_of(troubled_jobs(), ("-id",), cursor=cursor, limit=limit, name="jobs")
    items = [_shown(job) for job in described(found)]
    return answer(request, Listing[JobShown](items=items, next_cursor=following))


@work.post("/jobs/retry", "setup.manage", RetriedShown, screens=["staff:retry_all_jobs"])
def retry_failed_jobs(request: ApiRequest) -> HttpResponseBase:
    """Try everything that gave up once more, as after an outage."""
    return answer(request, RetriedShown(count=retry_all_failed(by=request.actor)))


@work.post("/jobs/{job_id}/retry", "setup.manage", screens=["staff:mend_job"])
def retry_job(request: ApiRequest, job_id: Id) -> HttpResponseBase:
    """Try a job that gave up once more, now."""
    retry_failed(job_id, by=request.actor)
    return nothing()


@work.delete("/jobs/{job_id}", "setup.manage", screens=["staff:mend_job"])
def discard_job(request: ApiRequest, job_id: Id) -> HttpResponseBase:
    """Give a job up for good; the audit record keeps what it was."""
    discard_failed(job_id, by=request.actor)
    return nothing()


def _shown(job: TroubledJob) -> JobShown:
    return JobShown(
        id=job.id, task=job.task, arguments=job.arguments, tries=job.tries, again_at=job.again_at, error=job.error,
        at=job.at,
    )  # fmt: skip
