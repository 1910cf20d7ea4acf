"""A mail failed: its author and those who manage mail are told."""

from django.urls import reverse
from django.utils.translation import override

from qiao.channels.events import DeliveryFailed, MailQuarantined
from qiao.channels.public import outgoing_cards, reason_text
from qiao.kernel.events import on
from qiao.staff.public import News, NotificationKind, notify_people, people_cards, people_who_may
from qiao.tickets.public import message_of_mail, watch_of


@on(MailQuarantined)
def call_those_who_manage_mail(event: MailQuarantined) -> None:
    """A quarantined mail needs a person."""
    address = reverse("channels:mail", args=[event.raw_id])
    for person in people_cards(people_who_may("mail.manage")).values():
        with override(person.language):
            why = str(reason_text(event.reason))
        news = News(NotificationKind.QUARANTINED, why, address, "channels.rawmail", event.raw_id)
        notify_people([person.id], news)


@on(DeliveryFailed)
def tell_of_a_mail_that_did_not_arrive(event: DeliveryFailed) -> None:
    """The writer and the owner see it at their ticket; those who manage mail at the mail itself."""
    mail = outgoing_cards([event.outgoing_id]).get(event.outgoing_id)
    if mail is None:
        return
    refused = f" ({'; '.join(mail.refused)})" if event.state == "partial" else ""
    reply = message_of_mail(event.outgoing_id)
    told: list[int] = []
    if reply is not None:
        watch = watch_of(reply.ticket_id)
        address = reverse("tickets:ticket", args=[watch.ticket.number])
        subject = f"{watch.ticket.shown_number} {watch.ticket.subject}{refused}"
        news = News(NotificationKind.DELIVERY_FAILED, subject, address, "tickets.ticket", watch.ticket.id)
        told = notify_people([one for one in (reply.person_id, watch.assignee_id) if one], news)
    keepers = set(people_who_may("mail.manage")) - set(told)
    about = reverse("channels:outgoing")
    notify_people(
        keepers,
        News(NotificationKind.DELIVERY_FAILED, f"{mail.subject}{refused}", about, "channels.outgoingmail", mail.id),
    )
