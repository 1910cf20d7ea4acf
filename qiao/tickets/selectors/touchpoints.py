"""Tickets as touchpoints with a customer: what was said, what was asked, what was answered."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from qiao.customers.ports import Touchpoint, TouchpointQuery, key_of
from qiao.tickets.models import Message, Ticket
from qiao.tickets.models.ticket import TicketQuerySet
from qiao.tickets.rules.writing import split_signature

_DETAIL = 160


class TicketTouchpoints:
    """The source of this domain. Machines' mails and system lines are no touchpoints."""

    kinds: Mapping[str, str | Promise] = {"message": _("Messages"), "ticket": _("Tickets")}

    def touchpoints(self, query: TouchpointQuery) -> list[Touchpoint]:
        """Messages in and out, notes in tickets, tickets opened and solved."""
        tickets = _tickets(query)
        found: list[Touchpoint] = []
        if not query.kinds or "message" in query.kinds:
            found += _messages(query, tickets)
        if not query.kinds or "ticket" in query.kinds:
            found += _opened(query, tickets) + _solved(query, tickets)
        return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[: query.limit]


def _tickets(query: TouchpointQuery) -> TicketQuerySet:
    seen = Ticket.objects.visible_to(query.viewer).exclude(state="spam")
    if query.contact_ids:
        return seen.filter(requester__in=query.contact_ids)
    return seen.filter(organisation__in=query.organisation_ids)


def _messages(query: TouchpointQuery, tickets: TicketQuerySet) -> list[Touchpoint]:
    said = Message.objects.filter(ticket__in=tickets, direction__in=("in", "out", "internal"), machine_kind="")
    if query.contact_ids:
        wrote = Message.objects.filter(contact__in=query.contact_ids, machine_kind="")
        said = said | wrote.filter(ticket__in=Ticket.objects.visible_to(query.viewer))
    below = _below("created_at", query.bound("m"))
    rows = said.filter(below).select_related("ticket").order_by("-created_at", "-pk")
    return [_message(row) for row in rows[: query.limit]]


def _message(row: Message) -> Touchpoint:
    icon, sentence = {
        "in": ("mail", _("wrote in")),
        "out": ("reply", _("answered in")),
        "internal": ("lock", _("noted in")),
    }[row.direction]
    said, _signature = split_signature(row.text or row.markdown)
    text = Truncator(" ".join(said.split())).chars(_DETAIL)
    return Touchpoint(
        row.created_at, key_of("m", row.pk), "message", icon, row.author_name, sentence, text,
        row.ticket.shown_number, _address(row.ticket), row.language,
    )  # fmt: skip


def _opened(query: TouchpointQuery, tickets: TicketQuerySet) -> list[Touchpoint]:
    rows = tickets.filter(_below("created_at", query.bound("t"))).order_by("-created_at", "-pk")[: query.limit]
    return [_ticket(row, row.created_at, "t", "ticket", _("Ticket opened")) for row in rows]


def _solved(query: TouchpointQuery, tickets: TicketQuerySet) -> list[Touchpoint]:
    solved = tickets.filter(_below("solved_at", query.bound("s")), solved_at__isnull=False)
    rows = solved.order_by("-solved_at", "-pk")[: query.limit]
    return [_ticket(row, row.solved_at, "s", "check", _("Ticket solved")) for row in rows if row.solved_at]


def _ticket(row: Ticket, at: datetime, prefix: str, icon: str, sentence: str | Promise) -> Touchpoint:
    return Touchpoint(
        at, key_of(prefix, row.pk), "ticket", icon, "", sentence, row.subject, row.shown_number, _address(row),
        row.language,
    )  # fmt: skip


def _below(moment: str, bound: tuple[datetime, int] | None) -> Q:
    if bound is None:
        return Q()
    at, row_id = bound
    return Q(**{f"{moment}__lt": at}) | Q(**{moment: at}, pk__lt=row_id)


def _address(ticket: Ticket) -> str:
    return reverse("tickets:ticket", args=[ticket.number])
