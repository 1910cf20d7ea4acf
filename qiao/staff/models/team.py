"""Teams: who takes which queue."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField


class Team(models.Model):
    """A group of people with a queue. What a restricted team has is seen by its members only."""

    name = BilingualField(_("Name"))
    description = models.TextField(_("What the team is for"), blank=True, default="")
    is_restricted = models.BooleanField(_("Only members see its tickets"), default=False)
    is_active = models.BooleanField(default=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name.text
