"""Versions of a product."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.products.models.product import Product


class Version(models.Model):
    """A version customers run or will run. `sort_key` orders 4.10 after 4.9; see `rules.version_sort_key`."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SUPPORTED = "supported", _("Supported")
        ENDED = "ended", _("Out of support")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("Version"), max_length=60)
    sort_key = models.CharField(max_length=300, editable=False, db_collation="C")
    released_on = models.DateField(_("Released on"), null=True, blank=True)
    supported_until = models.DateField(_("Supported until"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=State, default=State.SUPPORTED)

    class Meta:
        ordering = ["-sort_key"]
        constraints = [models.UniqueConstraint(fields=["product", "name"], name="version_once")]

    def __str__(self) -> str:
        return self.name
