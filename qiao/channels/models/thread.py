"""Conversations as mail sees them: a thread is a set of Message-IDs."""

from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Thread(models.Model):
    """A conversation. What it is about (which ticket) only the keeper knows.

    `subject` is the base subject of its first mail, without Re: and tags.
    """

    mailbox = models.ForeignKey(
        "channels.Mailbox", null=True, blank=True, on_delete=models.SET_NULL, related_name="threads"
    )
    subject = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())


class RefKind(models.TextChoices):
    """How an id is known: as a mail's own, or only because another mail named it (a ghost)."""

    OWN = "own", "own"
    IN_REPLY_TO = "in_reply_to", "in_reply_to"
    REFERENCE = "reference", "reference"


class MessageRef(models.Model):
    """A Message-ID that belongs to a thread, once per thread.

    `is_threading` is false for ids that must no longer pull mails in. `is_ours`: we wrote that mail.
    Ids may be long, so the look-up index is over their hash.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="refs")
    rfc_id = models.TextField()
    kind = models.CharField(max_length=12, choices=RefKind.choices)
    is_ours = models.BooleanField(default=False)
    is_threading = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            HashIndex(fields=["rfc_id"], condition=Q(is_threading=True), name="message_ref_id"),
        ]
