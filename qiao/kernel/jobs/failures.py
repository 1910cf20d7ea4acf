"""Failed jobs: their errors, and retrying them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.kernel.models import JobError

LONGEST_ERROR = 4_000


@dataclass(frozen=True, slots=True)
class TroubledJob:
    """A job whose last attempt failed. `again_at`: time of the next attempt; None when there is none."""

    id: int
    task: str
    arguments: dict[str, Any]
    tries: int
    again_at: datetime | None
    error: str
    at: datetime | None


def note_error(job_id: int, error: Exception) -> None:
    """Keep the latest error of a job. Never raises: the job's own error must reach the worker."""
    text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR].replace("\0", "")
    # when the database itself is away, there is nothing to write to; the worker logs the error
    with suppress(DatabaseError), transaction.atomic():
        JobError.objects.update_or_create(job_id=job_id, defaults={"error": text, "at": timezone.now()})


def troubled_jobs() -> QuerySet[ProcrastinateJob]:
    """Jobs that gave up, and those that failed and are tried again."""
    return ProcrastinateJob.objects.filter(Q(status="failed") | Q(status="todo", attempts__gt=0))


def described(jobs: Iterable[ProcrastinateJob]) -> list[TroubledJob]:
    """The same jobs with what they said."""
    rows = list(jobs)
    errors = JobError.objects.in_bulk([row.pk for row in rows])
    return [_described(row, errors.get(row.pk)) for row in rows]


def _described(row: ProcrastinateJob, known: JobError | None) -> TroubledJob:
    return TroubledJob(
        id=row.pk,
        task=row.task_name,
        arguments=row.args,
        tries=max(row.attempts, 1),
        again_at=row.scheduled_at if row.status == "todo" else None,
        error=known.error if known else "",
        at=known.at if known else None,
    )
