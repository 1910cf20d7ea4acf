"""What colleagues keep about a customer or a person: notes with their earlier wordings, and files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from qiao.customers.models.contact import Contact
from qiao.customers.models.organisation import Organisation

_ONE_OWNER = Q(organisation__isnull=False, contact=None) | Q(organisation=None, contact__isnull=False)


class Note(models.Model):
    """A note about an organisation or a contact, in Markdown. Removed when `removed_at` is set."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="remarks", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="remarks", db_index=False)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_pinned = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    organisation_id: int | None
    contact_id: int | None
    author_id: int | None

    class Meta:
        constraints = [models.CheckConstraint(condition=_ONE_OWNER, name="note_about_one")]
        indexes = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="note_of_organisation"),
            models.Index(fields=["contact", "-created_at", "-id"], name="note_of_contact"),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class NoteWording(models.Model):
    """How a note read before somebody changed it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="earlier")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]

    def __str__(self) -> str:
        return self.body[:60]


class KeptFile(models.Model):
    """A file kept with an organisation or a contact. Removed when `removed_at` is set; its bytes go days later."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="files", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="files", db_index=False)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.BigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True)

    organisation_id: int | None
    contact_id: int | None
    file_id: int

    class Meta:
        constraints = [models.CheckConstraint(condition=_ONE_OWNER, name="kept_file_of_one")]
        indexes = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="file_of_organisation"),
            models.Index(fields=["contact", "-created_at", "-id"], name="file_of_contact"),
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="file_to_forget"),
        ]

    def __str__(self) -> str:
        return self.name
