"""Mail we send: one row per mail with its state, attempts and last error."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.channels.models.mailbox import Mailbox


class OutgoingState(models.TextChoices):
    """Where an outgoing mail stands."""

    HELD = "held", _("Held back")
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Bounced")
    CANCELLED = "cancelled", _("Cancelled")


class OutgoingKind(models.TextChoices):
    """Who wrote it: a person (reply) or the machine (ack, notice)."""

    REPLY = "reply", _("Reply")
    ACK = "ack", _("Confirmation of receipt")
    NOTICE = "notice", _("Notice")


class OutgoingMail(models.Model):
    """One mail of ours. `rfc_id` is fixed before the first attempt, so a repeated send carries the same id.

    `to` and `cc` are lists of {"name", "address"}. `send_at`: not before this moment. `taken_for`: addresses the
    server has taken it for; only the others are tried again. `refused` is a list of {"address", "code", "text"}.
    `is_told`: whether the keeper of conversations knows the last outcome.
    """

    UNSENT: ClassVar[tuple[str, ...]] = (OutgoingState.HELD, OutgoingState.QUEUED)

    thread = models.ForeignKey("channels.Thread", on_delete=models.PROTECT, related_name="outgoing", db_index=False)
    mailbox = models.ForeignKey(
        "channels.Mailbox", null=True, on_delete=models.PROTECT, related_name="outgoing", db_index=False
    )
    kind = models.CharField(max_length=6, choices=OutgoingKind.choices, default=OutgoingKind.REPLY)
    language = models.CharField(max_length=10, default="en")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True, default="")

    rfc_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.TextField(blank=True, default="")
    references = ArrayField(models.TextField(), default=list)

    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.HELD)
    send_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
    refused = models.JSONField(default=list)
    taken_for = ArrayField(models.CharField(max_length=320), default=list, db_default=[])
    is_told = models.BooleanField(default=True, db_default=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["send_at"], condition=Q(state__in=["held", "queued", "sending"]), name="outgoing_due"),
            models.Index(fields=["id"], condition=Q(is_told=False), name="outgoing_untold"),
            models.Index(fields=["thread", "id"], name="outgoing_by_thread"),
            models.Index(fields=["state", "-id"], name="outgoing_by_state"),
            models.Index(fields=["mailbox", "-id"], name="outgoing_by_mailbox"),
            GinIndex(OpClass("to", "jsonb_path_ops"), name="outgoing_by_recipient"),
        ]

    @property
    def sending_mailbox(self) -> Mailbox:
        """The mailbox it leaves from; only rows whose mailbox was erased have none."""
        if self.mailbox is None:
            raise ValueError("this mail has no mailbox to leave from")
        return self.mailbox

    @property
    def recipient_addresses(self) -> list[str]:
        """Bare addresses of To and Cc, in lower case."""
        return [str(entry["address"]).lower() for entry in (*self.to, *self.cc)]

    @property
    def lasting_refusals(self) -> list[dict[str, Any]]:
        """Those of `refused` that no further attempt will change."""
        return [item for item in self.refused if 500 <= item["code"] < 600]


class OutgoingAttachment(models.Model):
    """A file that goes with an outgoing mail; inline ones are referred to by `content_id` in the HTML."""

    outgoing = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    content_id = models.CharField(max_length=255, blank=True, default="")
    is_inline = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class AckSent(models.Model):
    """A confirmation of receipt that was sent to this address; used by the rules against mail loops."""

    address = models.CharField(max_length=320)
    thread = models.ForeignKey("channels.Thread", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["address", "-sent_at"], name="ack_by_address")]
        constraints = [models.UniqueConstraint(fields=["thread", "address"], name="ack_once_per_thread")]


class TemplateKind(models.TextChoices):
    """What a template is for."""

    REPLY = "reply", _("Reply of an agent")
    ACK = "ack", _("Confirmation of receipt")
    OVERSIZED = "oversized", _("Mail was too large")


class MailTemplate(models.Model):
    """Wording of a mail in one language, for one product or (product null) for all.

    `subject` and `body` hold variables such as {{ticket.number}}; `body` is Markdown.
    """

    kind = models.CharField(max_length=10, choices=TemplateKind.choices)
    product = models.ForeignKey("products.Product", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "product_id", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "product", "language"], nulls_distinct=False, name="mail_template_once"
            ),
        ]
