"""Moving in from another help desk."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.secrets import EncryptedTextField


class DeskImport(models.Model):
    """One move from another desk, page by page. `cursor` says behind which page it goes on.

    `system` names the other desk in the keys that are kept (`zammad:help.acme.com`), so that a second run knows
    everything again. `counts` is {organisations, people, tickets, messages, files, known}; `refused` is
    [[what, key, code, {details}], …], of which the first `MOST_REFUSED` are kept.
    """

    MOST_REFUSED = 2_000
    QUIET = timedelta(minutes=2)

    class State(models.TextChoices):
        RUNNING = "running", _("Moving in")
        DONE = "done", _("Moved in")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=40)
    system = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True, default="")
    login = models.CharField(max_length=254, blank=True, default="")
    token = EncryptedTextField(blank=True, default="")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    wants_stop = models.BooleanField(default=False)
    problem = models.TextField(blank=True, default="")
    cursor = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    refused_count = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.system

    @property
    def is_quiet(self) -> bool:
        """It should be running, and nothing has moved for some minutes."""
        return self.state == self.State.RUNNING and timezone.now() - self.moved_at > self.QUIET
