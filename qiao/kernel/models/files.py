"""Stored files: bytes are kept once, whatever their names."""

from django.db import models
from django.db.models.functions import Now


class StoredFile(models.Model):
    """Content in the file store, found by its sha256 (hex); `size` in bytes.

    `wanted_at` is about when somebody last stored it or was about to use it: what nothing refers to stays a day longer.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=255)
    created_at = models.DateTimeField(db_default=Now())
    wanted_at = models.DateTimeField(db_default=Now())
