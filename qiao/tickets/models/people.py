"""Who takes part in a ticket: customers' people, followers, those mentioned, what each has seen, who looks now."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from qiao.tickets.models.message import Message
from qiao.tickets.models.ticket import Ticket


class Participant(models.Model):
    """Somebody on the customer's side who gets our answers.

    Not verified: a stranger wrote into the ticket; they see nothing until an agent accepts them.
    `came_with` is the merged ticket they belong to, also by way of others; it takes them along when it is un-merged.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants", db_index=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=9, default="cc")
    is_verified = models.BooleanField(default=True)
    came_with = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    contact_id: int
    came_with_id: int | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "contact"], name="participant_once"),
            models.CheckConstraint(condition=Q(role__in=("requester", "cc")), name="participant_role"),
        ]


class Follower(models.Model):
    """A colleague who follows this ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="followers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(db_default=Now())

    person_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="follower_once")]


class Mention(models.Model):
    """A colleague called by name in a note; open until they have looked."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    ticket_id: int
    person_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="mention_once")]
        indexes = [
            models.Index(fields=["person", "ticket"], condition=Q(read_at=None), name="mention_unread"),
            models.Index(fields=["ticket", "person"], name="mention_of_ticket"),
        ]


class Seen(models.Model):
    """How far a colleague has read a ticket: `message_id` is the newest message they saw, of it or of a merged one."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="seen_by", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seen", db_index=False)
    message_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(db_default=Now())

    ticket_id: int
    person_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "ticket"], name="seen_once")]
        indexes = [models.Index(fields=["ticket"], name="seen_of_ticket")]


class Presence(models.Model):
    """Somebody has the ticket open now; a lease that their browser renews."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="presences", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    is_typing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_default=Now())

    person_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="presence_once")]
