"""Organisation of the desk: tags, views, quick replies, fields, links, drafts, policy."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper

from qiao.kernel.i18n import BilingualField
from qiao.tickets.models.ticket import Ticket
from qiao.tickets.rules.states import STATES
from qiao.tickets.rules.words import FIELD_KINDS, LINK_KINDS


class Tag(models.Model):
    """A tag that was used at least once, for completion. Tickets carry their tags themselves."""

    name = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="tag_trgm")]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A named set of filters: private, everybody's, or one team's. `query` is a canonical URL query.

    A deleted one is kept for a while (`deleted_at`), so that deleting can be undone.
    """

    name = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(default=False)
    team = models.ForeignKey("staff.Team", on_delete=models.CASCADE, null=True, related_name="saved_views")
    query = models.TextField(blank=True, default="")
    columns = ArrayField(models.CharField(max_length=20), default=list)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True)

    owner_id: int
    team_id: int | None

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class DeskHabit(models.Model):
    """One person's desk settings: the queue it opens with, the order of saved views, columns of the table."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_habit")
    start_view = models.CharField(max_length=30, blank=True, default="")
    view_order = ArrayField(models.BigIntegerField(), default=list)
    columns = ArrayField(models.CharField(max_length=20), default=list)


class StateName(models.Model):
    """The installation's name of a state; its category, and so its meaning, does not change."""

    key = models.CharField(max_length=20, unique=True)
    label = BilingualField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(key__in=tuple(STATES)), name="state_name_key")]

    def __str__(self) -> str:
        return self.label.text


class ClosedMove(models.Model):
    """A transition between states that the rules define and this installation has disabled."""

    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="closed_move_once"),
            models.CheckConstraint(
                condition=Q(source__in=tuple(STATES), target__in=tuple(STATES)), name="closed_move_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class QuickReply(models.Model):
    """A quick reply in both languages with variables such as {{contact.call_name}}; without owner everybody's."""

    name = models.CharField(max_length=120)
    name_py = models.CharField(max_length=400, blank=True, default="")
    name_initials = models.CharField(max_length=120, blank=True, default="")
    body = BilingualField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="quick_replies"
    )
    products = models.ManyToManyField("products.Product", related_name="+", blank=True)
    used_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(db_default=Now())

    owner_id: int | None

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CustomField(models.Model):
    """A field of tickets that this installation needs, for some products or (none named) for all.

    `choices` is [{"key", "en", "zh-hans"}, …]. Retired fields keep their values but are no longer asked for.
    """

    key = models.SlugField(max_length=40, unique=True)
    label = BilingualField()
    kind = models.CharField(max_length=8, default="text")
    choices = models.JSONField(default=list)
    products = models.ManyToManyField("products.Product", related_name="+", blank=True)
    is_required_to_solve = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=FIELD_KINDS), name="custom_field_kind")]

    def __str__(self) -> str:
        return self.label.text


class TicketLink(models.Model):
    """`ticket` is related to, a duplicate of, blocks, or was caused by `other`; a suggested link awaits a yes."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links", db_index=False)
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, default="related")
    is_suggested = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    ticket_id: int
    other_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(ticket=F("other")), name="link_to_another"),
            models.CheckConstraint(condition=Q(kind__in=LINK_KINDS), name="link_kind"),
        ]


class Draft(models.Model):
    """An unsent text: kept on the server, one of each kind per ticket and person.

    `files` is [{"file_id", "name", "content_type"}, …]; `to` and `cc` are addresses as typed, null for the default;
    `language` is that of greeting and signature, empty for the customer's.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=5)
    markdown = models.TextField(blank=True, default="")
    to = models.JSONField(null=True)
    cc = models.JSONField(null=True)
    language = models.CharField(max_length=10, blank=True, default="")
    files = models.JSONField(default=list)
    updated_at = models.DateTimeField(db_default=Now())

    person_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person", "kind"], name="draft_once"),
            models.CheckConstraint(condition=Q(kind__in=("reply", "note")), name="draft_kind"),
        ]


class DeskPolicy(models.Model):
    """The single row of desk-wide settings.

    Solved tickets close after `auto_close_days`; a mail later than `follow_up_days` after closing is a new ticket.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    auto_close_days = models.PositiveSmallIntegerField(default=7)
    follow_up_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="desk_policy_once")]
