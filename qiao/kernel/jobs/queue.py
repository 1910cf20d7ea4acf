"""Writing a job into procrastinate's queue, by the function that it has in the database."""

import json
from datetime import datetime
from typing import Any

from procrastinate.tasks import Task

from qiao.kernel.database import prepared_cursor

_DEFER = """
SELECT procrastinate_defer_jobs_v1(
  ARRAY[ROW(%s, %s, %s::integer, %s, %s, %s::jsonb, %s::timestamptz)::procrastinate_job_to_defer_v1])
"""


def enqueue(
    task: "Task[..., Any, Any]", arguments: dict[str, Any], *, when: datetime | None, queueing_lock: str | None = None
) -> None:
    """Add a job to this transaction; `when` (aware): not before. Raises IntegrityError when the lock is taken.

    As `task.defer` does, in a prepared statement whose answer nobody waits for: every reply has a job.
    """
    moment = None if when is None else when.isoformat()
    with prepared_cursor() as cursor:
        cursor.execute(
            _DEFER,
            [task.queue, task.name, task.priority, task.lock, queueing_lock, json.dumps(arguments), moment],
        )
        if queueing_lock is not None:
            cursor.fetchall()  # in a pipeline, too, it has to be known now whether the lock is taken
