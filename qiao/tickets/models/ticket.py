"""Tickets: what is asked, who deals with it, where it stands. Messages are rows of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Now

from qiao.kernel.prepared import prepared
from qiao.kernel.remembering import once_a_page
from qiao.products.models import Product
from qiao.staff.models import Team
from qiao.tickets.rules.states import OPEN_STATES, STATES, WAITING_STATES
from qiao.tickets.rules.words import CHANNELS, KINDS, METRICS, PRIORITIES, SEVERITIES

if TYPE_CHECKING:
    from qiao.staff.models import Person

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Sorts tickets without a running clock behind all others, so that a keyset needs no special case for null."""

IS_OPEN = Q(state__in=OPEN_STATES)


class NextNumber(models.Func):
    """The next ticket number of this installation; gaps are harmless."""

    template = "nextval('tickets_number')"
    output_field = models.BigIntegerField()


@dataclass(frozen=True, slots=True)
class TicketScope:
    """What a person may know of: tickets of these products (none listed means all) outside the hidden teams."""

    product_ids: tuple[int, ...]
    hidden_team_ids: tuple[int, ...]

    @property
    def limits(self) -> tuple[bool, bool]:
        """Whether it limits products, and teams."""
        return bool(self.product_ids), bool(self.hidden_team_ids)

    def covers(self, *, product_id: int | None, team_id: int | None) -> bool:
        """Whether a ticket of this product and team is in it; one without either is in everybody's."""
        is_ours = not self.product_ids or product_id is None or product_id in self.product_ids
        return is_ours and (team_id is None or team_id not in self.hidden_team_ids)


def _bounds(person: Any, seen_from_within: Any) -> tuple[ArraySubquery, ArraySubquery]:
    """For a query: the products a person is limited to, and the restricted teams they are not in."""
    mine = Product.people.through.objects.filter(person=person).order_by("product")
    inside = Team.members.through.objects.filter(person=seen_from_within, team=OuterRef("pk"))
    closed = Team.objects.filter(~Exists(inside), is_restricted=True).order_by("pk")
    return ArraySubquery(mine.values("product")), ArraySubquery(closed.values("pk"))


def _bounded(**of: Any) -> models.QuerySet[Any, Any]:
    people = get_user_model().objects.filter(**of)
    return people.values_list("pk", *_bounds(OuterRef("pk"), OuterRef(OuterRef("pk"))))


_bounds_of = prepared(lambda person_ids: _bounded(pk__among=person_ids))
# every request asks it, and the server, which cannot know how long a list will be, would plan that one each time
_bounds_of_one = prepared(lambda person_id: _bounded(pk=person_id))
_standing = prepared(
    lambda number, person_id: (
        Ticket.objects.filter(number=number)
        .order_by()
        .values_list("pk", "product_id", "team_id", *_bounds(person_id, person_id))
    )
)


def scopes_of(people: Iterable["Person"]) -> dict[int, TicketScope]:
    """What each of these people may know of, by their ids, in one statement.

    Leads, administrators and auditors look into every team; members look into their own restricted ones.
    """
    known = {person.pk: person for person in people}
    bounds = _bounds_of.all(list(known)) if known else []
    return {pk: _scope(known[pk], products, closed) for pk, products, closed in bounds}


@once_a_page
def scope_of(person: "Person") -> TicketScope:
    """What one person may know of."""
    [(_pk, products, closed)] = _bounds_of_one.all(person.pk)
    return _scope(person, products, closed)


def id_for(person: "Person", number: int) -> int | None:
    """The id of the ticket with this number, if there is one this person may know of; one statement."""
    found = _standing.first(number, person.pk)
    if found is None:
        return None
    pk, product_id, team_id, products, closed = found
    scope = _scope(person, products, closed)
    return pk if scope.covers(product_id=product_id, team_id=team_id) else None


def _scope(person: "Person", products: list[int], closed: list[int]) -> TicketScope:
    return TicketScope(tuple(products), () if person.sees_all_teams else tuple(closed))


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets, narrowed to who asks."""

    def visible_to(self, person: "Person") -> "TicketQuerySet":
        """Only what this person may know of; see `scope_of`."""
        return self.in_scope(scope_of(person))

    def in_scope(self, scope: TicketScope) -> "TicketQuerySet":
        """The same for a scope that is known already."""
        found = self
        if scope.product_ids:
            found = found.filter(Q(product_id__among=scope.product_ids) | Q(product_id=None))
        if scope.hidden_team_ids:
            found = found.filter(Q(team_id=None) | ~Q(team_id__among=scope.hidden_team_ids))
        return found

    def open(self) -> "TicketQuerySet":
        """Not solved, closed, merged or spam."""
        return self.filter(IS_OPEN)


class TicketManager(models.Manager["Ticket"]):
    """Entrance to tickets."""

    def get_queryset(self) -> TicketQuerySet:
        return TicketQuerySet(self.model, using=self._db)

    def visible_to(self, person: "Person") -> TicketQuerySet:
        """See `TicketQuerySet.visible_to`."""
        return self.get_queryset().visible_to(person)

    def in_scope(self, scope: TicketScope) -> TicketQuerySet:
        """See `TicketQuerySet.in_scope`."""
        return self.get_queryset().in_scope(scope)

    def open(self) -> TicketQuerySet:
        """See `TicketQuerySet.open`."""
        return self.get_queryset().open()


def _one_of(field: str, values: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class Ticket(models.Model):
    """One question of a customer, from arrival to answer.

    `thread_id` is the mail conversation in channels. `merged_into` is a pointer: messages stay here, and
    the target shows them. `state_before` remembers where a merged or spam ticket came from.
    `due_at_sort` is `next_due_at` or the end of time. `outside_number`: what an imported ticket was called before.
    """

    number = models.BigIntegerField(unique=True, editable=False, db_default=NextNumber())
    thread_id = models.BigIntegerField(null=True, unique=True)
    subject = models.CharField(max_length=500)
    outside_number = models.CharField(max_length=80, blank=True, default="", db_default="")
    channel = models.CharField(max_length=8, default="desk")
    language = models.CharField(max_length=8, blank=True, default="")

    organisation = models.ForeignKey(
        "customers.Organisation", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    requester = models.ForeignKey(
        "customers.Contact", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    version = models.ForeignKey(
        "products.Version", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    component = models.ForeignKey(
        "products.Component", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    deployment = models.ForeignKey(
        "customers.Deployment", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    kind = models.CharField(max_length=16, default="question")
    priority = models.CharField(max_length=8, default="normal")
    severity = models.CharField(max_length=2, blank=True, default="")
    state = models.CharField(max_length=20, default="new")
    state_before = models.CharField(max_length=20, blank=True, default="")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    tags = ArrayField(models.CharField(max_length=60), default=list)
    fields = models.JSONField(default=dict)

    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    merged_at = models.DateTimeField(null=True)
    spammed_at = models.DateTimeField(null=True)
    follow_up_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="follow_ups", db_index=False
    )
    claims_number = models.BigIntegerField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    nudge_count = models.PositiveSmallIntegerField(default=0)
    reopened_count = models.PositiveSmallIntegerField(default=0)

    message_count = models.PositiveIntegerField(default=0)
    snippet = models.CharField(max_length=200, blank=True, default="")
    last_direction = models.CharField(max_length=8, blank=True, default="")
    first_customer_at = models.DateTimeField(null=True)
    last_customer_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    next_due_metric = models.CharField(max_length=12, blank=True, default="")
    due_at_sort = models.DateTimeField(default=NEVER)
    is_paused = models.BooleanField(default=False)
    priority_rank = models.GeneratedField(
        expression=Case(
            *(When(priority=key, then=Value(rank)) for rank, key in enumerate(PRIORITIES)), default=Value(9)
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    organisation_id: int | None
    requester_id: int | None
    product_id: int | None
    version_id: int | None
    component_id: int | None
    deployment_id: int | None
    team_id: int | None
    assignee_id: int | None
    merged_into_id: int | None
    follow_up_of_id: int | None

    objects: ClassVar[TicketManager] = TicketManager()

    class Meta:
        constraints = [
            _one_of("state", tuple(STATES), "ticket_state"),
            _one_of("priority", PRIORITIES, "ticket_priority_known"),
            _one_of("kind", KINDS, "ticket_kind"),
            _one_of("severity", ("", *SEVERITIES), "ticket_severity"),
            _one_of("channel", CHANNELS, "ticket_channel"),
            _one_of("next_due_metric", ("", *METRICS), "ticket_due_metric"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="ticket_merged_has_target",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at_sort", "id"], condition=IS_OPEN, name="ticket_open_due"),
            models.Index(fields=["updated_at", "id"], condition=IS_OPEN, name="ticket_open_updated"),
            models.Index(fields=["created_at", "id"], condition=IS_OPEN, name="ticket_open_created"),
            models.Index(fields=["priority_rank", "due_at_sort", "id"], condition=IS_OPEN, name="ticket_open_priority"),
            models.Index(fields=["team", "due_at_sort", "id"], condition=IS_OPEN, name="ticket_open_team"),
            models.Index(fields=["assignee", "due_at_sort", "id"], condition=IS_OPEN, name="ticket_open_assignee"),
            models.Index(fields=["product", "due_at_sort", "id"], condition=IS_OPEN, name="ticket_open_product"),
            models.Index(
                fields=["organisation", "updated_at", "id"], condition=IS_OPEN, name="ticket_open_organisation"
            ),
            models.Index(
                fields=["due_at_sort", "id"], condition=IS_OPEN & Q(assignee=None), name="ticket_open_unassigned"
            ),
            models.Index(fields=["due_at_sort", "id"], condition=Q(state__in=WAITING_STATES), name="ticket_waiting"),
            models.Index(
                fields=["organisation", "updated_at", "id"],
                condition=Q(state__in=("solved", "closed")),
                name="ticket_done_organisation",
            ),
            models.Index(fields=["due_at_sort", "id"], name="ticket_due"),
            models.Index(fields=["priority_rank", "due_at_sort", "id"], name="ticket_priority"),
            models.Index(fields=["updated_at", "id"], name="ticket_updated"),
            models.Index(fields=["created_at", "id"], name="ticket_created"),
            models.Index(fields=["assignee", "updated_at", "id"], name="ticket_assignee"),
            models.Index(fields=["team", "updated_at", "id"], name="ticket_team"),
            models.Index(fields=["organisation", "updated_at", "id"], name="ticket_organisation"),
            models.Index(fields=["requester", "updated_at", "id"], name="ticket_requester"),
            models.Index(fields=["solved_at"], condition=Q(state="solved"), name="ticket_to_close"),
            models.Index(fields=["updated_at", "id"], condition=Q(state="spam"), name="ticket_spam"),
            models.Index(fields=["snoozed_until"], condition=Q(snoozed_until__isnull=False), name="ticket_snoozed"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="ticket_merged"),
            models.Index(fields=["follow_up_of"], condition=Q(follow_up_of__isnull=False), name="ticket_follow_up"),
            GinIndex(fields=["tags"], name="ticket_tags"),
        ]

    def __str__(self) -> str:
        return f"{settings.TICKET_PREFIX}-{self.number} {self.subject}"

    @property
    def shown_number(self) -> str:
        """As people say it: `Q-48213`."""
        return f"{settings.TICKET_PREFIX}-{self.number}"

    def is_visible_to(self, person: "Person") -> bool:
        """Whether this person works with tickets and may know of this one."""
        return bool(self.those_who_see([person]))

    def those_who_see(self, people: Sequence["Person"]) -> list["Person"]:
        """Those of these people who work with tickets and may know of this one, in one statement."""
        scopes = scopes_of(person for person in people if person.may("ticket.view"))
        where = {"product_id": self.product_id, "team_id": self.team_id}
        return [person for person in people if person.pk in scopes and scopes[person.pk].covers(**where)]

    @property
    def is_open(self) -> bool:
        """Not solved, closed, merged or spam."""
        return STATES[self.state].is_open

    @property
    def category(self) -> str:
        """Category of the state, which decides what it means whatever it is called."""
        return STATES[self.state].category


def bump() -> dict[str, Any]:
    """What every change of a ticket sets in addition to its own fields."""
    return {"revision": F("revision") + 1, "updated_at": Now()}
