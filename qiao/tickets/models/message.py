"""Messages of a ticket, and the files that came or went with them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from qiao.tickets.models.ticket import Ticket
from qiao.tickets.rules.words import DELIVERIES, DIRECTIONS, VISIBILITIES


class Message(models.Model):
    """One thing that was said: by the customer (in), to them (out), among us (internal), by the machine (system).

    `html` is safe to show; what was folded away is in `quoted_html` and `quoted_text`. `text` is the new text
    without `signature`, which is folded because the sender's earlier mails ended with the same lines.
    A message stays in the ticket it came to when that is merged. `moved_from` names the ticket it was split off.
    `undo` holds what a reply changed, until it has left: {"state", "stopped": [clock ids], "paused": [clock ids]}.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages", db_index=False)
    direction = models.CharField(max_length=8)
    visibility = models.CharField(max_length=10, default="public")
    channel = models.CharField(max_length=8, default="desk")
    author_kind = models.CharField(max_length=8)
    author_name = models.CharField(max_length=200)
    author_address = models.CharField(max_length=320, blank=True, default="")
    contact = models.ForeignKey(
        "customers.Contact", on_delete=models.PROTECT, null=True, related_name="messages", db_index=False
    )
    person = models.ForeignKey(
        "staff.Person", on_delete=models.PROTECT, null=True, related_name="messages", db_index=False
    )
    subject = models.CharField(max_length=500, blank=True, default="")
    markdown = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    quoted_html = models.TextField(blank=True, default="")
    quoted_text = models.TextField(blank=True, default="")
    signature = models.TextField(blank=True, default="", db_default="")
    remote_images = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True, default="")
    machine_kind = models.CharField(max_length=12, blank=True, default="")
    suggests_split = models.BooleanField(default=False)
    has_files = models.BooleanField(default=False)
    recipients = models.JSONField(default=dict)
    trust = models.JSONField(default=dict)
    raw_mail_id = models.BigIntegerField(null=True)
    outgoing_id = models.BigIntegerField(null=True)
    delivery = models.CharField(max_length=10, blank=True, default="")
    delivery_detail = models.TextField(blank=True, default="")
    leaves_at = models.DateTimeField(null=True)
    undo = models.JSONField(null=True)
    moved_from = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, related_name="moved_messages", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())

    ticket_id: int
    contact_id: int | None
    person_id: int | None
    moved_from_id: int | None

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=DIRECTIONS), name="message_direction"),
            models.CheckConstraint(condition=Q(visibility__in=VISIBILITIES), name="message_visibility"),
            models.CheckConstraint(condition=Q(delivery__in=DELIVERIES), name="message_delivery"),
            models.UniqueConstraint(
                fields=["raw_mail_id"], condition=Q(raw_mail_id__isnull=False), name="message_of_raw_mail"
            ),
            models.UniqueConstraint(
                fields=["outgoing_id"], condition=Q(outgoing_id__isnull=False), name="message_of_outgoing"
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "created_at", "id"], name="message_of_ticket"),
            models.Index(
                fields=["contact", "created_at"], condition=Q(contact__isnull=False), name="message_of_contact"
            ),
            models.Index(fields=["moved_from"], condition=Q(moved_from__isnull=False), name="message_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"


class MessageAttachment(models.Model):
    """A file of a message. Without a file it was left out, and `omitted_reason` says why.

    `is_decoration`: a small picture that came with many mails before, such as the logo of a signature.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.BigIntegerField(default=0)
    is_inline = models.BooleanField(default=False)
    is_decoration = models.BooleanField(default=False, db_default=False)
    content_id = models.CharField(max_length=255, blank=True, default="")
    omitted_reason = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(omitted_reason=""), name="attachment_file_or_reason"
            ),
        ]
        indexes = [models.Index(fields=["file", "message"], name="attachment_of_file")]

    def __str__(self) -> str:
        return self.name
