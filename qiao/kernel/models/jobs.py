"""What went wrong when a job was last tried."""

from django.db import models
from django.db.models.functions import Now


class JobError(models.Model):
    """The latest error of a job that is tried again or gave up; goes with its job.

    No foreign key: the queue's table belongs to the library, which removes finished jobs by itself.
    """

    job_id = models.BigIntegerField(primary_key=True)
    error = models.TextField()
    at = models.DateTimeField(db_default=Now())
