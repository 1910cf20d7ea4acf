"""The portal's side of tickets: kinds of request with their forms, what was answered, drafts, unproven requests."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import BilingualField
from qiao.tickets.models.ticket import Ticket
from qiao.tickets.rules.request_forms import FIELD_KINDS
from qiao.tickets.rules.words import KINDS, PRIORITIES


class RequestType(models.Model):
    """A kind of request customers can make, for some products or (none named) for all.

    `kind`, `priority` and `team` are what the ticket begins with; without team the product decides.
    """

    name = BilingualField(_("Name"))
    description = BilingualField(_("When to choose it"), blank=True)
    icon = models.CharField(max_length=20, default="chat")
    kind = models.CharField(max_length=16, default="question")
    priority = models.CharField(max_length=8, default="normal")
    team = models.ForeignKey("staff.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    products = models.ManyToManyField("products.Product", related_name="+", blank=True)
    is_open_to_all = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    team_id: int | None

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="request_type_kind"),
            models.CheckConstraint(condition=Q(priority__in=PRIORITIES), name="request_type_priority"),
        ]

    def __str__(self) -> str:
        return self.name.text


class RequestField(models.Model):
    """One question of a form. `choices` is [{"key", "en", "zh-hans"}, …].

    `shown_if` and `required_if` are {"field", "test", "value"} or empty: shown always, required as `is_required` says.
    A field whose key is that of a ticket field fills that too.
    """

    request_type = models.ForeignKey(RequestType, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=40)
    label = BilingualField(_("Question"))
    hint = BilingualField(_("Hint"), blank=True)
    kind = models.CharField(max_length=9, default="text")
    choices = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    shown_if = models.JSONField(default=dict)
    required_if = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    request_type_id: int

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request_type", "key"], name="request_field_key_once"),
            models.CheckConstraint(condition=Q(kind__in=FIELD_KINDS), name="request_field_kind"),
        ]

    def __str__(self) -> str:
        return self.label.text


class FormAnswers(models.Model):
    """What a customer answered in the form a ticket came from, and the context their browser sent."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="form_answers", primary_key=True)
    request_type = models.ForeignKey(RequestType, on_delete=models.SET_NULL, null=True, related_name="+")
    answers = models.JSONField(default=dict)
    context = models.JSONField(default=dict)


class PortalDraft(models.Model):
    """What a customer is writing: `place` is `new` or `ticket:<number>`; `data` are the form's plain values."""

    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "place"], name="portal_draft_once")]


class PendingRequest(models.Model):
    """A request by somebody who has not signed in: a ticket when the address is proven, else forgotten.

    `form` is what was asked, `context` is sent by the page it came from; `files` as in `Draft`.
    """

    address = models.CharField(max_length=254)
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE, null=True, related_name="+")
    request_type = models.ForeignKey(RequestType, on_delete=models.SET_NULL, null=True, related_name="+")
    form = models.JSONField(default=dict)
    context = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_index=True)

    product_id: int | None
    request_type_id: int | None
    ticket_id: int | None


class PublicAnswer(models.Model):
    """An answer that staff wrote for everybody to read; suggested while a customer writes a request."""

    title = BilingualField(_("Question it answers"))
    body = BilingualField(_("Answer"))
    products = models.ManyToManyField("products.Product", related_name="+", blank=True)
    words = ArrayField(models.CharField(max_length=60), default=list)
    is_active = models.BooleanField(default=True)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title.text
