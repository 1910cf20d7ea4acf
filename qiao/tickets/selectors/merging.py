"""What can be merged with a ticket, and what merging would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from qiao.customers.public import find_organisations, is_same_organisation
from qiao.kernel.search import Filters, search
from qiao.staff.models import Person
from qiao.tickets.models import Clock, Participant, Ticket
from qiao.tickets.models.ticket import TicketQuerySet
from qiao.tickets.refusals import CannotMerge, DifferentCustomers
from qiao.tickets.rules.states import find_transition
from qiao.tickets.selectors.queue import TICKET_TYPE
from qiao.tickets.selectors.scope import number_in, search_scope


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """A ticket one may choose. `is_theirs`: of the same customer, so that merging is possible."""

    number: int
    subject: str
    customer: str
    state: str
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do: `target` goes on and shows `messages`, `sources` point to it.

    `joining`: people who will be written to as well. `running`: numbers whose deadlines stop. `problem`: why it
    cannot be done, else None.
    """

    target: MergeCandidate
    sources: tuple[MergeCandidate, ...]
    messages: int
    joining: tuple[str, ...]
    running: tuple[int, ...]
    problem: CannotMerge | DifferentCustomers | None


def merge_candidates(viewer: Person, ticket: Ticket, text: str, *, limit: int = 12) -> list[MergeCandidate]:
    """Tickets by number, words or customer; with no text the open ones of the same customer. Theirs come first."""
    others = Ticket.objects.visible_to(viewer).exclude(state__in=("merged", "spam")).exclude(pk=ticket.pk)
    rows = list(_found(viewer, ticket, others.select_related("organisation", "requester"), text.strip(), limit))
    cards = [_candidate(row, ticket) for row in {row.pk: row for row in rows}.values()]
    return sorted(cards, key=lambda card: not card.is_theirs)[:limit]


def _found(viewer: Person, ticket: Ticket, others: TicketQuerySet, text: str, limit: int) -> list[Ticket]:
    recent = others.open().order_by("-updated_at", "-id")
    if not text:
        same = {"organisation_id": ticket.organisation_id} if ticket.organisation_id else {}
        if not same and ticket.requester_id:
            same = {"requester_id": ticket.requester_id}
        return list(recent.filter(**same)[:limit]) if same else []
    number = number_in(text)
    if number is not None:
        return list(others.filter(number=number))
    customers = [one.id for one in find_organisations(text, limit=3)]
    of_customers = list(recent.filter(organisation_id__in=customers)[:limit]) if customers else []
    hits = search(
        text, scope=search_scope(viewer), limit=limit,
        filters=Filters(object_types=[TICKET_TYPE], within={TICKET_TYPE: others.open()}),
    ).hits  # fmt: skip
    by_id = others.in_bulk([hit.object_id for hit in hits])
    return [*(by_id[hit.object_id] for hit in hits if hit.object_id in by_id), *of_customers]


def merge_preview(viewer: Person, target_id: int, source_ids: Sequence[int]) -> MergePreview:
    """What `merge_tickets` would do with these; ids the viewer may not see are passed over."""
    seen = Ticket.objects.visible_to(viewer).select_related("organisation", "requester")
    rows = seen.in_bulk([target_id, *source_ids])
    target = rows[target_id]
    sources = [rows[pk] for pk in dict.fromkeys(source_ids) if pk in rows and pk != target_id]
    problems = [why for source in sources if (why := merge_problem(source, target))]
    known = set(Participant.objects.filter(ticket=target).values_list("contact_id", flat=True))
    coming = Participant.objects.filter(ticket__in=sources).exclude(contact_id__in=known).order_by("id")
    running = Clock.objects.filter(ticket__in=sources, stopped_at=None).values_list("ticket__number", flat=True)
    return MergePreview(
        target=_candidate(target, target), sources=tuple(_candidate(source, target) for source in sources),
        messages=sum(row.message_count for row in (target, *sources)),
        joining=tuple(dict.fromkeys(coming.values_list("contact__name", flat=True))),
        running=tuple(dict.fromkeys(running)), problem=problems[0] if problems else None,
    )  # fmt: skip


def merge_problem(source: Ticket, target: Ticket) -> CannotMerge | DifferentCustomers | None:
    """Why one ticket cannot point to the other; None when it can."""
    is_target_gone = target.merged_into_id is not None or target.state == "spam"
    if is_target_gone or find_transition(source.state, "merged", "merge") is None:
        return CannotMerge()
    return None if _is_theirs(source, target) else DifferentCustomers()


def _is_theirs(source: Ticket, target: Ticket) -> bool:
    customers = {source.organisation_id, target.organisation_id} - {None}
    if len(customers) > 1:
        return is_same_organisation(source.organisation_id, target.organisation_id)
    return bool(customers) or source.requester_id == target.requester_id


def _candidate(row: Ticket, ticket: Ticket) -> MergeCandidate:
    customer = row.organisation.name if row.organisation else row.requester.name if row.requester else ""
    return MergeCandidate(row.number, row.subject, customer, row.state, _is_theirs(row, ticket))
