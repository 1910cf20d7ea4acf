"""What a person has to keep an eye on, as events of a calendar."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from qiao.customers.models import Contract
from qiao.kernel.icalendar import CalendarEvent
from qiao.staff.models import Person
from qiao.tickets.labels import METRIC_LABELS
from qiao.tickets.models import Message, Ticket

MOST = 500
_AHEAD, _BACK = timedelta(days=400), timedelta(days=30)


def agenda(person: Person, *, now: datetime) -> list[CalendarEvent]:
    """Deadlines and snoozed tickets of the person, replies they planned, ends of contracts they look after."""
    events: list[CalendarEvent] = []
    if person.may("ticket.view"):
        mine = Ticket.objects.visible_to(person).open().filter(assignee=person)
        events += [_due(ticket) for ticket in mine.exclude(next_due_at=None).order_by("due_at_sort", "id")[:MOST]]
        asleep = mine.filter(snoozed_until__gt=now).order_by("snoozed_until", "id")[:MOST]
        events += [_asleep(ticket) for ticket in asleep]
        events += _planned(person)
    if person.may("customer.view"):
        events += _contract_ends(person, now)
    return events


def _due(ticket: Ticket) -> CalendarEvent:
    title = f"{METRIC_LABELS[ticket.next_due_metric]}: {ticket}" if ticket.next_due_metric else str(ticket)
    assert ticket.next_due_at
    return CalendarEvent(
        _uid("due", ticket.pk), ticket.next_due_at, title, _url(ticket), ticket.snippet, ticket.revision
    )


def _asleep(ticket: Ticket) -> CalendarEvent:
    assert ticket.snoozed_until
    title = _("Wakes: %(ticket)s") % {"ticket": ticket}
    return CalendarEvent(
        _uid("wakes", ticket.pk), ticket.snoozed_until, title, _url(ticket), ticket.snippet, ticket.revision
    )


def _planned(person: Person) -> list[CalendarEvent]:
    seen = Ticket.objects.visible_to(person).values("pk")
    rows = Message.objects.filter(person=person, delivery="scheduled", leaves_at__isnull=False, ticket__in=seen)
    return [
        CalendarEvent(
            _uid("reply", row.pk), row.leaves_at, _("Scheduled reply: %(ticket)s") % {"ticket": row.ticket},
            _url(row.ticket),
        )
        for row in rows.select_related("ticket").order_by("leaves_at", "id")[:MOST]
        if row.leaves_at
    ]  # fmt: skip


def _contract_ends(person: Person, now: datetime) -> list[CalendarEvent]:
    today = localdate(now)
    rows = Contract.objects.filter(
        organisation__owner=person, organisation__is_active=True, is_active=True,
        ends_on__gte=today - _BACK, ends_on__lte=today + _AHEAD,
    ).select_related("organisation")  # fmt: skip
    return [
        CalendarEvent(
            _uid("contract", row.pk), row.ends_on,
            _("Contract ends: %(customer)s %(number)s") % {"customer": row.organisation.name, "number": row.number},
            f"{settings.ADDRESS}{reverse('customers:organisation', args=[row.organisation_id])}",
        )
        for row in rows.order_by("ends_on", "id")[:MOST]
        if row.ends_on
    ]  # fmt: skip


def _uid(kind: str, pk: int) -> str:
    return f"{kind}-{pk}@{settings.MAIL_DOMAIN}"


def _url(ticket: Ticket) -> str:
    return f"{settings.ADDRESS}{reverse('tickets:ticket', args=[ticket.number])}"
