"""Deployments: which customer runs what, where."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.customers.models.organisation import Organisation
from qiao.products.models import Product, Version


class Deployment(models.Model):
    """One installation of a product at a customer; in use until `until`."""

    class Environment(models.TextChoices):
        PRODUCTION = "production", _("Production")
        RECOVERY = "dr", _("Disaster recovery")
        TEST = "test", _("Test")
        DEVELOPMENT = "development", _("Development")

    class Source(models.TextChoices):
        MANUAL = "manual", _("Entered by hand")
        TICKET = "ticket", _("Told in a ticket")
        IMPORT = "import", _("Imported")
        TELEMETRY = "telemetry", _("Reported by the product")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="deployments")
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="deployments", verbose_name=_("Product")
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="deployments",
        verbose_name=_("Version"),
    )  # fmt: skip
    environment = models.CharField(_("Environment"), max_length=12, choices=Environment, default=Environment.PRODUCTION)
    name = models.CharField(_("Name of the installation"), max_length=120, blank=True, default="")
    edition = models.CharField(_("Edition"), max_length=60, blank=True, default="")
    since = models.DateField(_("In use since"), null=True, blank=True)
    until = models.DateField(_("In use until"), null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.MANUAL, editable=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["product", "version"], name="deployment_of_version")]

    def __str__(self) -> str:
        return self.name or f"{self.product} · {self.get_environment_display()}"
