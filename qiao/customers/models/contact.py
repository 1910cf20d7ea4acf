"""Contacts: people at our customers, and how to reach them."""

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.customers.models.organisation import Organisation
from qiao.kernel.text.names import name_keys
from qiao.staff.models import Language


class ContactManager(models.Manager["Contact"]):
    """Makes contacts that can be found by the sound of their name."""

    def create_contact(self, name: str, **fields: Any) -> "Contact":
        """Store a contact with its name keys."""
        name_py, initials = name_keys(name, is_person=True)
        return self.create(name=name, name_py=name_py, name_initials=initials, **fields)


class Contact(models.Model):
    """A person on the customer's side. Empty language and time zone mean: as the organisation.

    `merged_into` says that this is the same person as another contact: everything stays where it is, and the
    other one shows it all. `erased_at`: the person asked us to forget them, what is left is a pseudonym.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts",
        verbose_name=_("Customer"),
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=120)
    call_name = models.CharField(_("How to address them"), max_length=60, blank=True, default="")
    job_title = models.CharField(_("Job title"), max_length=120, blank=True, default="")
    duty = models.CharField(_("Part in our work"), max_length=60, blank=True, default="")
    name_py = models.CharField(max_length=400, blank=True, default="", editable=False)
    name_initials = models.CharField(max_length=120, blank=True, default="", editable=False)
    language = models.CharField(_("Language"), max_length=8, choices=Language, blank=True, default="")
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True, default="")
    notes = models.TextField(_("Notes"), blank=True, default="")
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged", db_index=False
    )
    merged_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    merged_into_id: int | None

    objects: ClassVar[ContactManager] = ContactManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_at=None)
                | (
                    models.Q(merged_into__isnull=False, merged_at__isnull=False) & ~models.Q(merged_into=models.F("id"))
                ),
                name="contact_merged_has_target",
            )
        ]
        indexes = [
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="contact_merged"),
            models.Index(fields=["organisation", "name_py", "id"], name="contact_of_organisation"),
            models.Index("name_py", "id", name="contact_by_name"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="contact_name_trgm"),
            GinIndex(OpClass(Upper("name_py"), "gin_trgm_ops"), name="contact_py_trgm"),
            GinIndex(OpClass(Upper("name_initials"), "gin_trgm_ops"), name="contact_ini_trgm"),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """One way to reach a contact; `value_norm` is the form by which messages are matched."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("Email")
        PHONE = "phone", _("Phone")
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(_("Address or number"), max_length=254)
    value_norm = models.CharField(max_length=254, editable=False)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    undeliverable_at = models.DateTimeField(null=True, blank=True)
    undeliverable_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-is_primary", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value_norm"], name="contact_point_once"),
            models.UniqueConstraint(
                fields=["contact", "kind"],
                condition=models.Q(is_primary=True),
                name="contact_point_one_primary",
            ),
        ]
        indexes = [GinIndex(OpClass(Upper("value_norm"), "gin_trgm_ops"), name="contact_point_trgm")]

    def __str__(self) -> str:
        return self.value
