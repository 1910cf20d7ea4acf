"""What can be found, and by whom."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchDocument(models.Model):
    """The searchable words of one object, as one audience may read them.

    A ticket has a public row with everything its customers see and an internal row with the notes, so
    that permission to find is a condition on the row itself. `tsv` holds words, Han pairs and `#codes`
    with positions; weight A marks the title.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        INTERNAL = "internal"

    object_type = models.CharField(max_length=64)
    object_id = models.BigIntegerField()
    visibility = models.CharField(max_length=8, choices=Visibility)
    title = models.TextField(blank=True, default="")
    numbers = models.TextField(blank=True, default="")
    product_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=10, blank=True, default="")
    at = models.DateTimeField()
    tsv = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "visibility"], name="search_object"),
        ]
        indexes = [
            GinIndex(fields=["tsv"], name="search_words"),
            models.Index(fields=["-at", "-id"], name="search_newest"),
            models.Index(fields=["organisation_id", "-at", "-id"], name="search_organisation"),
        ]
