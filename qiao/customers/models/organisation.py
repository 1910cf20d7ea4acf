"""Organisations: the companies we support."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Now, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kernel.text.names import name_keys
from qiao.staff.models import Language
from qiao.staff.models.person import validate_time_zone


class OrganisationManager(models.Manager["Organisation"]):
    """Makes organisations that can be found by the sound of their name."""

    def create_organisation(self, name: str, **fields: Any) -> "Organisation":
        """Store an organisation with its name keys."""
        name_py, initials = name_keys(name)
        return self.create(name=name, name_py=name_py, name_initials=initials, **fields)


class Organisation(models.Model):
    """A company or authority that uses our products. Archived when not `is_active`.

    `merged_into` says that this is the same customer as another one: everything stays where it is, and the
    other one shows it all.
    """

    class Tier(models.TextChoices):
        STRATEGIC = "strategic", pgettext_lazy("tier", "Strategic")
        KEY = "key", pgettext_lazy("tier", "Key")
        NORMAL = "normal", pgettext_lazy("tier", "Standard")

    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Short name"), max_length=60, blank=True, default="")
    name_py = models.CharField(max_length=700, blank=True, default="", editable=False)
    name_initials = models.CharField(max_length=200, blank=True, default="", editable=False)
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True, default="")
    external_key = models.CharField(_("Number in your CRM"), max_length=64, blank=True, default="")
    industry = models.CharField(_("Industry"), max_length=80, blank=True, default="")
    place = models.CharField(_("Place"), max_length=80, blank=True, default="")
    tier = models.CharField(_("Tier"), max_length=10, choices=Tier, default=Tier.NORMAL)
    is_key_account = models.BooleanField(_("Key account"), default=False)
    language = models.CharField(_("Language"), max_length=8, choices=Language, default=Language.CHINESE)
    time_zone = models.CharField(
        _("Time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="organisations",
        verbose_name=_("Dedicated consultant"),
    )  # fmt: skip
    annual_revenue = models.DecimalField(_("Revenue a year"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True, default="CNY")
    notes = models.TextField(_("Notes"), blank=True, default="")
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged", db_index=False
    )
    merged_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    owner_id: int | None
    merged_into_id: int | None

    objects: ClassVar[OrganisationManager] = OrganisationManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_key"],
                condition=~models.Q(external_key=""),
                name="organisation_external_key",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_at=None)
                | (
                    models.Q(merged_into__isnull=False, merged_at__isnull=False) & ~models.Q(merged_into=models.F("id"))
                ),
                name="organisation_merged_has_target",
            ),
        ]
        indexes = [
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="organisation_merged"
            ),
            models.Index("name_py", "id", name="organisation_by_name"),
            models.Index(fields=["created_at", "id"], name="organisation_by_age"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="organisation_name_trgm"),
            GinIndex(OpClass(Upper("short_name"), "gin_trgm_ops"), name="organisation_short_trgm"),
            GinIndex(OpClass(Upper("name_py"), "gin_trgm_ops"), name="organisation_py_trgm"),
            GinIndex(OpClass(Upper("name_initials"), "gin_trgm_ops"), name="organisation_ini_trgm"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationDomain(models.Model):
    """A mail domain of an organisation; mail from it and its subdomains comes from this customer."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(_("Mail domain"), max_length=253, unique=True)

    class Meta:
        ordering = ["domain"]
        constraints = [models.CheckConstraint(condition=models.Q(domain=Lower("domain")), name="domain_lower")]
        indexes = [GinIndex(OpClass(Upper("domain"), "gin_trgm_ops"), name="domain_trgm")]

    def __str__(self) -> str:
        return self.domain
