"""The error of a job's last attempt."""

from django.db import models
from django.db.models.functions import Now


class JobError(models.Model):
    """The latest error of a retried or failed job; deleted with its job.

    No foreign key: the queue's table belongs to the library, which removes finished jobs by itself.
    """

    job_id = models.BigIntegerField(primary_key=True)
    error = models.TextField()
    at = models.DateTimeField(db_default=Now())
