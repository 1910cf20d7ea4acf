"""Incoming mail: the bytes are kept, and every mail ends in one visible state with a reason."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.TextChoices):
    """How a mail arrived."""

    IMAP = "imap", "IMAP"
    SMTP = "smtp", "SMTP"
    LMTP = "lmtp", "LMTP"
    PIPE = "pipe", _("Pipe")


class RawState(models.TextChoices):
    """What became of a mail. Only `waiting` is not final."""

    WAITING = "waiting", _("Waiting")
    TICKETED = "ticketed", pgettext_lazy("state of a mail", "New ticket")
    APPENDED = "appended", _("Added to a ticket")
    SUPPRESSED = "suppressed", _("Suppressed")
    QUARANTINED = "quarantined", _("In quarantine")


class RawMail(models.Model):
    """One delivery of one mail. The same mail delivered twice is two rows, the later one a duplicate.

    `size` in octets as delivered; `is_cut`: too large, only the header block was kept. `envelope_from` is ""
    for the null sender and null when unknown.
    `forgotten_at`: when its bytes were deleted because they were kept long enough; the row stays.
    `confirmation`: "sent", or the code of the rule that forbade to confirm it.
    """

    mailbox = models.ForeignKey(
        "channels.Mailbox", null=True, blank=True, on_delete=models.SET_NULL, related_name="raw_mails", db_index=False
    )
    source = models.CharField(max_length=4, choices=Source.choices)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    is_cut = models.BooleanField(default=False)
    envelope_from = models.CharField(max_length=320, null=True, blank=True)
    envelope_to = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    folder = models.CharField(max_length=255, blank=True, default="")
    uidvalidity = models.BigIntegerField(null=True, blank=True)
    uid = models.BigIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    stored_at = models.DateTimeField(db_default=Now())

    state = models.CharField(max_length=12, choices=RawState.choices, default=RawState.WAITING)
    reason = models.CharField(max_length=40, blank=True, default="")
    detail = models.TextField(blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    processed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    is_released = models.BooleanField(default=False)

    rfc_id = models.TextField(blank=True, default="")
    has_generated_id = models.BooleanField(default=False)
    body_sha256 = models.CharField(max_length=64, blank=True, default="")
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates", db_index=False
    )
    thread = models.ForeignKey(
        "channels.Thread", null=True, blank=True, on_delete=models.SET_NULL, related_name="raw_mails", db_index=False
    )
    ticket_number = models.BigIntegerField(null=True, blank=True)

    sender = models.CharField(max_length=320, blank=True, default="")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    machine_kind = models.CharField(max_length=10, blank=True, default="")
    confirmation = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="waiting"), name="raw_waiting"),
            models.Index(fields=["state", "-id"], name="raw_by_state"),
            models.Index(fields=["mailbox", "-id"], name="raw_by_mailbox"),
            models.Index(fields=["mailbox", "received_at"], condition=Q(forgotten_at__isnull=True), name="raw_kept"),
            models.Index(fields=["sender", "-received_at"], name="raw_by_sender"),
            models.Index(fields=["thread", "-received_at"], condition=Q(thread__isnull=False), name="raw_by_thread"),
            models.Index(fields=["duplicate_of"], condition=Q(duplicate_of__isnull=False), name="raw_duplicate"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "folder", "uidvalidity", "uid"],
                condition=Q(uid__isnull=False),
                name="raw_uid_once",
            ),
            models.UniqueConstraint(
                MD5("rfc_id"),
                "body_sha256",
                condition=Q(duplicate_of__isnull=True) & ~Q(rfc_id=""),
                name="raw_message_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", processed_at__isnull=True)
                | (~Q(state="waiting") & Q(processed_at__isnull=False)),
                name="raw_processed",
            ),
        ]

    @property
    def is_decidable(self) -> bool:
        """A rule stopped it, and a person may decide otherwise."""
        is_stopped = self.state in {RawState.QUARANTINED, RawState.SUPPRESSED}
        return is_stopped and not self.forgotten_at and not self.duplicate_of_id
