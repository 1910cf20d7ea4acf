"""How the portal of a product looks, and under which name of its own it is reached."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField
from qiao.products.models.product import Product


class PortalBrand(models.Model):
    """Name, logo and colour of the portal; the row without a product is the default.

    `domain` leads to this brand by the Host header and must be among the hosts the installation serves.
    `embed_origins` are the websites that may show the request form, as `https://app.vendor.example`.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, null=True, blank=True, related_name="brand")
    name = BilingualField(_("Name of the portal"))
    logo = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    colour = models.CharField(_("Colour"), max_length=7, default="#116368")
    domain = models.CharField(_("Domain of its own"), max_length=253, blank=True, default="")
    embed_origins = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    takes_anonymous = models.BooleanField(_("People without an account may ask"), default=True)
    updated_at = models.DateTimeField(db_default=Now())

    product_id: int | None
    logo_id: int | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain"], condition=~Q(domain=""), name="brand_domain_once"),
            models.UniqueConstraint(models.Value(1), condition=Q(product__isnull=True), name="brand_of_the_house_once"),
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="brand_domain_lower"),
            models.CheckConstraint(condition=Q(colour__regex=r"^#[0-9a-f]{6}$"), name="brand_colour"),
        ]

    def __str__(self) -> str:
        return self.name.text
