"""Background jobs on PostgreSQL, behind a small interface.

`@job` makes a function that can be called at once or deferred. A deferred job is written on Django's own
connection: it commits with its cause or not at all. Periodic jobs stand on one page, `timetable.py`.
"""

from qiao.kernel.jobs.job import Job, Retry, job

__all__ = ["Job", "Retry", "job"]
