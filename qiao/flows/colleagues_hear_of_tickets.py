"""Notifications of tickets for the colleagues concerned."""

from django.urls import reverse

from qiao.kernel.events import on
from qiao.staff.public import News, NotificationKind, notify_people, people_cards
from qiao.tickets.events import CustomerReplied, DeadlineMissed, DeadlineNear, NoteAdded, TicketAssigned
from qiao.tickets.public import TicketCard, is_watched, message_card, watch_of


@on(NoteAdded)
def tell_the_mentioned(event: NoteAdded) -> None:
    """Those a colleague called by name in a note."""
    message = message_card(event.message_id)
    if message is None:
        return
    ticket = watch_of(event.ticket_id).ticket
    others = set(event.mentioned) - {message.person_id}
    notify_people(others, _news(NotificationKind.MENTION, ticket, who=message.author_name))


@on(TicketAssigned)
def tell_the_new_owner(event: TicketAssigned) -> None:
    """Notify the new assignee, unless they took the ticket themselves."""
    if event.person_id is None or event.person_id == event.by_id:
        return
    by = people_cards([event.by_id]).get(event.by_id) if event.by_id else None
    watch = watch_of(event.ticket_id)
    if watch.assignee_id == event.person_id:  # it may have gone on to somebody else since
        news = _news(NotificationKind.ASSIGNED, watch.ticket, who=by.name if by else "")
        notify_people([event.person_id], news)


def _concerns_somebody(event: CustomerReplied) -> bool:
    return not event.is_by_machine and is_watched(event.ticket_id)


@on(CustomerReplied, when=_concerns_somebody)
def tell_of_a_customers_words(event: CustomerReplied) -> None:
    """Owner and followers, of what a person wrote; machines write to nobody."""
    message = message_card(event.message_id)
    if message is None:
        return
    watch = watch_of(event.ticket_id)
    people = {watch.assignee_id, *watch.follower_ids} - {None, message.person_id}
    notify_people([one for one in people if one], _news(NotificationKind.REPLY, watch.ticket, who=message.author_name))


@on(DeadlineNear)
def warn_of_a_deadline(event: DeadlineNear) -> None:
    """The owner, or the followers of a ticket nobody has taken."""
    _tell_of_deadline(NotificationKind.DUE_SOON, event.ticket_id)


@on(DeadlineMissed)
def tell_of_a_missed_deadline(event: DeadlineMissed) -> None:
    """The same people, when it is too late."""
    _tell_of_deadline(NotificationKind.OVERDUE, event.ticket_id)


def _tell_of_deadline(kind: NotificationKind, ticket_id: int) -> None:
    watch = watch_of(ticket_id)
    people = [watch.assignee_id] if watch.assignee_id else list(watch.follower_ids)
    notify_people(people, _news(kind, watch.ticket))


def _news(kind: NotificationKind, ticket: TicketCard, *, who: str = "") -> News:
    address = reverse("tickets:ticket", args=[ticket.number])
    return News(kind, f"{ticket.shown_number} {ticket.subject}", address, "tickets.ticket", ticket.id, who)
