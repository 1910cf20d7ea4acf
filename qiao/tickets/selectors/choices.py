"""Options of choosers: people, teams, tags, filters, quick replies."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from qiao.customers.models import Contact, Organisation
from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.prepared import prepared
from qiao.products.models import Component, Product, Version
from qiao.staff.models import Person, Team
from qiao.staff.public import people_for_mention
from qiao.tickets.labels import (
    DUE_LABELS,
    FILTER_LABELS,
    KIND_LABELS,
    PRIORITY_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
)
from qiao.tickets.models import ClosedMove, CustomField, DeskPolicy, QuickReply, StateName, Tag, Ticket
from qiao.tickets.models.ticket import scope_of
from qiao.tickets.rules.writing import VARIABLES, fill_variables, snippet_of
from qiao.tickets.selectors.conversations import reply_language, ticket_values
from qiao.tickets.selectors.filters import TicketFilters
from qiao.tickets.selectors.page import PersonCard

_MOST = 200
_everybody = prepared(lambda: Person.objects.filter(is_active=True).order_by("name_py", "pk")[:_MOST])
_teams = prepared(lambda hidden: Team.objects.filter(is_active=True).exclude(pk__among=hidden))
_products = prepared(lambda: Product.objects.filter(is_active=True))
_tags = prepared(lambda: Tag.objects.values_list("name")[:_MOST])


@dataclass(frozen=True, slots=True)
class Choice:
    """One value on offer."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is set: what it is and its value in words, the URL query of it alone, and the one without it."""

    field: str
    label: str
    value: str
    alone: str
    without: str


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Values that filters can take."""

    teams: list[Choice]
    people: list[Choice]
    products: list[Choice]
    tags: list[Choice]


@dataclass(frozen=True, slots=True)
class QuickReplyCard:
    """A quick reply to choose."""

    id: int
    name: str
    preview: str
    is_shared: bool


def teams_for(viewer: Person) -> list[Choice]:
    """Teams in use that the viewer may hand tickets to or filter by."""
    rows = _teams.all(list(scope_of(viewer).hidden_team_ids))
    return [Choice(str(row.pk), row.name.text, row.description) for row in rows]


def assignees(viewer: Person, text: str = "", *, team_id: int | None = None, limit: int = 20) -> list[PersonCard]:
    """Colleagues who work tickets, by name, pinyin or initials; oneself first when nothing is typed."""
    if not text.strip() and team_id is None:
        able = [_person(row) for row in _everybody.all() if row.may("ticket.reply")]
        return sorted(able, key=lambda card: card.id != viewer.pk)[:limit]
    cards = people_for_mention(text, limit=_MOST)
    rows = Person.objects.filter(pk__in=[card.id for card in cards])
    if team_id is not None:
        rows = rows.filter(teams=team_id)
    known = {row.pk: row for row in rows if row.may("ticket.reply")}
    found = [_person(known[card.id]) for card in cards if card.id in known]
    if not text.strip():
        found.sort(key=lambda card: card.id != viewer.pk)
    return found[:limit]


def mention_candidates(viewer: Person, ticket_id: int, text: str, limit: int = 8) -> list[PersonCard]:
    """Colleagues who may see the ticket, by name, pinyin or initials; never oneself."""
    ticket = Ticket.objects.only("product_id", "team_id").get(pk=ticket_id)
    cards = people_for_mention(text, limit=limit * 4)
    people = Person.objects.in_bulk([card.id for card in cards if card.id != viewer.pk])
    able = ticket.those_who_see([people[card.id] for card in cards if card.id in people])
    return [_person(person) for person in able[:limit]]


def tag_suggestions(viewer: Person, text: str, limit: int = 10) -> list[str]:
    """Tags used before that contain the text; those that begin with it first."""
    wanted = text.strip().lstrip("#")
    rows = Tag.objects.filter(name__icontains=wanted).order_by("name").values_list("name", flat=True)[:_MOST]
    return sorted(rows, key=lambda name: (not name.casefold().startswith(wanted.casefold()), name))[:limit]


def filter_choices(viewer: Person) -> FilterChoices:
    """What the filters of the queue offer."""
    people = [Choice("me", _("Me")), Choice("none", _("Nobody"))]
    people += [Choice(str(card.id), card.name) for card in assignees(viewer, limit=_MOST) if card.id != viewer.pk]
    own = scope_of(viewer).product_ids
    products = [row for row in _products.all() if not own or row.pk in own]
    return FilterChoices(
        teams=[Choice("none", _("No team")), *teams_for(viewer)], people=people,
        products=[Choice(str(row.pk), row.name.text) for row in products],
        tags=[Choice(name, name) for (name,) in _tags.all()],
    )  # fmt: skip


def filter_chips(viewer: Person, filters: TicketFilters) -> list[FilterChip]:
    """The filters that are set, one chip per value."""
    chips: list[FilterChip] = []
    for field, label in FILTER_LABELS.items():
        value = getattr(filters, field)
        if not value:
            continue
        values = value if isinstance(value, tuple) else (value,)
        shown = _value_labels(field, values)
        for one in values:
            rest = tuple(other for other in values if other != one) if isinstance(value, tuple) else _empty(value)
            without = filters.with_(**{field: rest}).to_query()
            chips.append(FilterChip(field, str(label), shown(one), urlencode({field: one}), without))
    return chips


def quick_replies(
    viewer: Person, text: str = "", *, product_id: int | None = None, limit: int = 20
) -> list[QuickReplyCard]:
    """Quick replies for a product, one's own and everybody's, by name, pinyin or initials; used most first."""
    rows = quick_reply_list(viewer)
    wanted = "".join(text.casefold().split())
    fitting = [
        row for row in rows
        if (not row.products.all() or product_id in {one.pk for one in row.products.all()})
        and any(wanted in key.casefold() for key in ("".join(row.name.split()), row.name_py, row.name_initials))
    ]  # fmt: skip
    fitting.sort(key=lambda row: (-row.used_count, row.name))
    return [
        QuickReplyCard(row.pk, row.name, snippet_of(row.body.text, 90), row.owner_id is None) for row in fitting[:limit]
    ]


def quick_reply_list(viewer: Person) -> list[QuickReply]:
    """All quick replies the viewer may use, by name."""
    rows = QuickReply.objects.filter(Q(owner=None) | Q(owner=viewer)).prefetch_related("products")
    return list(rows.order_by("name", "id"))


def render_quick_reply(reply_id: int, ticket_id: int, viewer: Person) -> str:
    """One prepared text; see `render_quick_replies`."""
    return render_quick_replies([reply_id], ticket_id, viewer)[reply_id]


def render_quick_replies(
    reply_ids: Collection[int], ticket_id: int, viewer: Person, *, language: str = ""
) -> dict[int, str]:
    """Quick replies by id as Markdown, their variables filled, in the customer's language unless told.

    Raises NotFound for a ticket or a text that the viewer does not have.
    """
    replies = QuickReply.objects.filter(Q(owner=None) | Q(owner=viewer)).in_bulk(reply_ids)
    visible = Ticket.objects.visible_to(viewer).filter(pk=ticket_id)
    ticket = visible.select_related("organisation", "requester", "product", "version", "assignee").first()
    if ticket is None or len(replies) != len(set(reply_ids)):
        raise NotFound
    chosen = language or reply_language(ticket)
    values = {
        **ticket_values(ticket), "agent.name": viewer.name, "agent.call_name": viewer.get_short_name(),
    }  # fmt: skip
    return {pk: fill_variables(reply.body.in_language(chosen), values) for pk, reply in replies.items()}


def quick_reply_variables() -> list[Choice]:
    """Variables that quick replies may hold."""
    labels = {
        "contact.call_name": _("How to address the contact"), "contact.name": _("Name of the contact"),
        "organisation.name": _("Customer"), "ticket.number": _("Ticket number"), "ticket.subject": _("Subject"),
        "product.name": _("Product"), "version.name": _("Version"), "agent.name": _("Your name"),
        "agent.call_name": _("How colleagues call you"),
    }  # fmt: skip
    return [Choice(f"{{{{{name}}}}}", labels[name]) for name in VARIABLES]


def custom_field_list() -> list[CustomField]:
    """All custom fields, those in use first."""
    return list(CustomField.objects.prefetch_related("products").order_by("-is_active", "position", "id"))


def closed_moves() -> frozenset[tuple[str, str]]:
    """Disabled transitions between states, as (source, target)."""
    return frozenset(ClosedMove.objects.values_list("source", "target"))


def state_names() -> dict[str, Bilingual]:
    """Configured names of states, by key."""
    return dict(StateName.objects.values_list("key", "label"))


def desk_policy() -> DeskPolicy:
    """The numbers that hold for the whole desk."""
    return DeskPolicy.objects.first() or DeskPolicy()


def _person(person: Person) -> PersonCard:
    return PersonCard(person.pk, person.name, person.avatar_hue, person.job_title)


def _empty(value: object) -> object:
    return "" if isinstance(value, str) else None


def _value_labels(field: str, values: Iterable[Any]) -> Callable[[Any], str]:
    words: dict[str, Mapping[str, Any]] = {
        "state": STATE_LABELS, "kind": KIND_LABELS, "priority": PRIORITY_LABELS, "severity": SEVERITY_LABELS,
        "due": DUE_LABELS, "language": {"en": _("English"), "zh-hans": _("Chinese")},
    }  # fmt: skip
    if field in words:
        return lambda value: str(words[field].get(value, value))
    models: dict[str, Any] = {
        "team": Team, "assignee": Person, "product": Product, "component": Component, "version": Version,
        "organisation": Organisation, "requester": Contact,
    }  # fmt: skip
    if field not in models:
        return str
    ids = [int(value) for value in values if str(value).isdigit()]
    names = {str(pk): str(row) for pk, row in models[field].objects.in_bulk(ids).items()}
    named = {"me": _("Me"), "none": _("Nobody") if field == "assignee" else _("None"), **names}
    return lambda value: str(named.get(str(value), value))
