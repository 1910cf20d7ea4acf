"""Parts of a product, as a tree."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField
from qiao.products.models.product import Product


class Component(models.Model):
    """A module or feature of a product; siblings are ordered by `position`."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="components")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Part of"),
    )
    name = BilingualField(_("Name"))
    name_py = models.CharField(max_length=400, blank=True, default="", editable=False)
    name_initials = models.CharField(max_length=120, blank=True, default="", editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("Contact in R&D"),
    )  # fmt: skip
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name.text
