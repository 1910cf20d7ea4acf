"""Products."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField


class Product(models.Model):
    """Something we support. `people` are those limited to it; who is in no product's list sees all."""

    class Kind(models.TextChoices):
        ON_PREMISES = "on_premises", _("On-premises")
        CLOUD = "cloud", _("Cloud")

    key = models.SlugField(_("Key"), max_length=40, unique=True)
    name = BilingualField(_("Name"))
    name_py = models.CharField(max_length=400, blank=True, default="", editable=False)
    name_initials = models.CharField(max_length=120, blank=True, default="", editable=False)
    description = BilingualField(_("Description"), blank=True)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.ON_PREMISES)
    sender_name = BilingualField(_("Sender name in mail"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("Product manager"),
    )  # fmt: skip
    team = models.ForeignKey(
        "staff.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="products",
        verbose_name=_("Team that receives new tickets"),
    )  # fmt: skip
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="products", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name.text
