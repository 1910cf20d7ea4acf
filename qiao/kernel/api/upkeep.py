"""Forgetting what was answered to repeated requests."""

from datetime import timedelta

from django.utils import timezone

from qiao.kernel.jobs import job
from qiao.kernel.models import IdempotentAnswer

KEPT = timedelta(hours=24)


@job(queue="upkeep", queueing_lock="forget_answers")
def forget_answers(timestamp: int = 0) -> None:
    """Drop answers older than a day: their keys may be used again."""
    IdempotentAnswer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
