"""Requests of people about their own data, and what may stand against forgetting somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.customers.models.contact import Contact
from qiao.customers.models.organisation import Organisation


class PrivacyPolicy(models.Model):
    """The single row of deadlines: days (PIPL, other laws) and calendar months (GDPR) until a request is answered.

    `files_kept_days`: how long an export can be fetched before it is destroyed.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    pipl_days = models.PositiveSmallIntegerField(_("Days under the PIPL"), default=15)
    gdpr_months = models.PositiveSmallIntegerField(_("Months under the GDPR"), default=1)
    other_days = models.PositiveSmallIntegerField(_("Days under other laws"), default=30)
    files_kept_days = models.PositiveSmallIntegerField(_("Days an export can be downloaded"), default=14)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="privacy_policy_once")]


class DataRequest(models.Model):
    """A request for a copy or for erasure of personal data.

    `report` says what was handed out or erased, and what stays.

    `words` are further spellings and nicknames to erase, one a line. `name` is shown until the request is done.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("A copy of their data")
        ERASURE = "erasure", _("To be forgotten")

    class Law(models.TextChoices):
        PIPL = "pipl", _("PIPL (China)")
        GDPR = "gdpr", _("GDPR (European Union)")
        OTHER = "other", _("Another law or agreement")

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("data request", "Received")
        VERIFYING = "verifying", pgettext_lazy("data request", "Verifying identity")
        IN_PROGRESS = "in_progress", pgettext_lazy("data request", "In progress")
        DONE = "done", pgettext_lazy("data request", "Done")
        REFUSED = "refused", pgettext_lazy("data request", "Refused")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(_("What they want"), max_length=8, choices=Kind)
    law = models.CharField(_("Under which law"), max_length=6, choices=Law)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    asked = models.TextField(_("What they wrote or said"), blank=True, default="")
    words = models.TextField(_("Other spellings and nicknames"), blank=True, default="")
    verified_how = models.TextField(_("How the identity was verified"), blank=True, default="")
    refusal = models.TextField(_("Why it is refused"), blank=True, default="")
    received_on = models.DateField(_("Received on"))
    due_on = models.DateField()
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True, default="")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    contact_id: int
    handler_id: int | None
    file_id: int | None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["done", "refused"], finished_at__isnull=False)
                | (~Q(state__in=["done", "refused"]) & Q(finished_at=None)),
                name="data_request_finished",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="data_request_refusal"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(finished_at=None), name="data_request_due"),
            models.Index(fields=["-id"], condition=Q(finished_at__isnull=False), name="data_request_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither done nor refused."""
        return self.state not in {self.State.DONE, self.State.REFUSED}


class LegalHold(models.Model):
    """A reason in law to keep a person's data, or all data of a customer: nothing of it is erased meanwhile."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="holds")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="holds")
    reason = models.TextField(_("Reason"))
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField(db_default=Now())
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, contact=None) | Q(organisation=None, contact__isnull=False),
                name="legal_hold_on_one",
            )
        ]

    def __str__(self) -> str:
        return self.reason[:60]
