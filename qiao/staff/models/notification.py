"""What a colleague should know without looking for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NotificationKind(models.TextChoices):
    """The kinds of notifications; everybody chooses which they want."""

    MENTION = "mention", _("Somebody mentions me")
    ASSIGNED = "assigned", _("A ticket is assigned to me")
    REPLY = "reply", _("A customer writes in a ticket I own or follow")
    DUE_SOON = "due_soon", _("A target is about to be missed")
    OVERDUE = "overdue", _("A target was missed")
    DELIVERY_FAILED = "delivery_failed", _("A mail could not be delivered")
    QUARANTINED = "quarantined", _("A mail waits in quarantine")


_ICONS = {
    NotificationKind.MENTION: "at", NotificationKind.ASSIGNED: "user", NotificationKind.REPLY: "mail",
    NotificationKind.DUE_SOON: "clock", NotificationKind.OVERDUE: "clock", NotificationKind.DELIVERY_FAILED: "warn",
    NotificationKind.QUARANTINED: "shield",
}  # fmt: skip
_SENTENCES = {
    NotificationKind.MENTION: _("%(who)s mentioned you"),
    NotificationKind.ASSIGNED: _("%(who)s assigned this to you"),
    NotificationKind.REPLY: _("%(who)s wrote"),
    NotificationKind.DUE_SOON: _("A target is about to be missed"),
    NotificationKind.OVERDUE: _("A target was missed"),
    NotificationKind.DELIVERY_FAILED: _("A mail could not be delivered"),
    NotificationKind.QUARANTINED: _("A mail waits in quarantine"),
}


class Notification(models.Model):
    """A notification. Repeated ones are counted in the same row until it is read.

    `who` did it, `subject` names what it is about, and `address` leads there. `object_type` is a model label.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", db_index=False
    )
    kind = models.CharField(max_length=20, choices=NotificationKind)
    who = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    address = models.CharField(max_length=500)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    times = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    person_id: int

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NotificationKind.values), name="notification_kind"),
            models.UniqueConstraint(
                fields=["person", "object_type", "object_id", "kind"],
                condition=Q(read_at=None),
                name="notification_unread_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notification_of_person"),
            models.Index(fields=["read_at"], condition=Q(read_at__isnull=False), name="notification_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    @property
    def icon(self) -> str:
        """Name of the mark."""
        return _ICONS[NotificationKind(self.kind)]

    @property
    def is_urgent(self) -> bool:
        """Somebody must act, or something is broken."""
        return self.kind in {NotificationKind.OVERDUE, NotificationKind.DELIVERY_FAILED}

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        said = str(_SENTENCES[NotificationKind(self.kind)]) % {"who": self.who or gettext("Somebody")}
        return said if self.times == 1 else gettext("%(said)s (%(times)d×)") % {"said": said, "times": self.times}
