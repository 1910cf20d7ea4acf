"""Contracts: what service a customer has bought."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.customers.models.organisation import Organisation
from qiao.products.models import Product


class Contract(models.Model):
    """A support contract; without a product it covers all of them."""

    class Level(models.TextChoices):
        PLATINUM = "platinum", _("Platinum")
        GOLD = "gold", _("Gold")
        SILVER = "silver", _("Silver")
        STANDARD = "standard", _("Standard service")

    class Hours(models.TextChoices):
        ALWAYS = "7x24", _("7×24")
        LONG = "7x12", _("7×12")
        OFFICE = "5x8", _("5×8")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contracts")
    product = models.ForeignKey(
        Product,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("Product"),
    )
    number = models.CharField(_("Contract number"), max_length=60)
    level = models.CharField(_("Service level"), max_length=12, choices=Level, default=Level.STANDARD)
    hours = models.CharField(_("Service hours"), max_length=6, choices=Hours, default=Hours.OFFICE)
    starts_on = models.DateField(_("Starts on"))
    ends_on = models.DateField(_("Ends on"), null=True, blank=True)
    terms = models.TextField(_("Terms worth knowing"), blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="contract_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.number
