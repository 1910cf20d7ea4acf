"""Mails a customer asked for in their settings: their request arrived, progressed, or a colleague has a question."""

from datetime import timedelta
from typing import Any, Literal, get_args

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string

from qiao.channels import public as channels
from qiao.customers.models import PortalAccount
from qiao.kernel.access import Actor
from qiao.kernel.i18n import in_language, known_language
from qiao.kernel.prepared import Prepared, prepared
from qiao.products.public import brand_for_host, brand_of_product
from qiao.tickets.models import Ticket
from qiao.tickets.selectors.portal_words import STATUS
from qiao.tickets.selectors.recipients import mail_points
from qiao.tickets.services.changing import lock_root
from qiao.tickets.services.replying import mailbox_for

NoticeKind = Literal["receipt", "change", "colleague"]
_MACHINE = Actor.system("portal")


def somebody_asked_for(ticket_id: int, kind: NoticeKind) -> bool:
    """Whether `tell_customers` would notify anybody."""
    return _anybody_wanting[kind].first(ticket_id) is not None


@transaction.atomic
def tell_customers(ticket_id: int, kind: NoticeKind) -> int:
    """Mail those who subscribed to this kind of event; returns how many."""
    ticket = lock_root(ticket_id)
    wanting = _wanting(kind, ticket.requester_id, ticket.organisation_id)
    accounts = list(wanting.select_related("contact__organisation"))
    mailbox_id = mailbox_for(ticket)
    is_their_own_act = kind == "change" and _was_confirmed(ticket)
    if not accounts or mailbox_id is None or is_their_own_act or ticket.state in {"spam", "merged"}:
        return 0
    if ticket.thread_id is None:
        ticket.thread_id = channels.new_thread(mailbox_id, ticket.subject)
        ticket.save(update_fields=["thread_id"])
    points = mail_points([account.contact_id for account in accounts])
    told = 0
    for account in accounts:
        working = [point for point in points.get(account.contact_id, []) if not point.is_undeliverable]
        if working:
            _write(ticket, kind, account, working[0].value)
            told += 1
    return told


def _was_confirmed(ticket: Ticket) -> bool:
    """A customer's own “it works” solves and closes in one act."""
    if ticket.closed_at is None or ticket.solved_at is None:
        return False
    return ticket.closed_at - ticket.solved_at < timedelta(seconds=5)


def _wanting(kind: NoticeKind, requester_id: Any, organisation_id: Any) -> QuerySet[PortalAccount]:
    """Accounts of a ticket's people, whose ids may be expressions."""
    rows = PortalAccount.objects.filter(
        is_blocked=False, contact__is_active=True, contact__merged_into=None, contact__erased_at=None
    )
    if kind == "colleague":
        if organisation_id is None:
            return rows.none()
        others = rows.filter(contact__organisation=organisation_id).exclude(contact=requester_id)
        return others.filter(mails_colleagues=True).exclude(role="own")
    wish = {"mails_receipts": True} if kind == "receipt" else {"mails_changes": True}
    return rows.filter(contact=requester_id, **wish)


def _prepared_to_ask(kind: NoticeKind) -> Prepared[tuple[int]]:
    def ask(ticket_id: Any) -> QuerySet[Any, Any]:
        ticket = Ticket.objects.filter(pk=ticket_id)
        requester = Coalesce(Subquery(ticket.values("requester")), 0)
        return _wanting(kind, requester, Subquery(ticket.values("organisation"))).values_list("pk")[:1]

    return prepared(ask)


_anybody_wanting = {kind: _prepared_to_ask(kind) for kind in get_args(NoticeKind)}


def _write(ticket: Ticket, kind: NoticeKind, account: PortalAccount, address: str) -> None:
    contact, house = account.contact, account.contact.organisation
    language = known_language(contact.language or (house.language if house else ticket.language))
    brand = brand_of_product(ticket.product_id) if ticket.product_id else brand_for_host("")
    with in_language(language):
        values = {
            "ticket": ticket, "kind": kind, "status": STATUS[ticket.state][0],
            "name": contact.call_name or contact.name,
            "asker": ticket.requester.name if ticket.requester else "",
            "link": f"{brand.address or settings.ADDRESS}/portal/tickets/{ticket.number}/",
        }  # fmt: skip
        html = render_to_string("tickets/portal/mail/notice.html", values)
    channels.send(
        ticket.thread_id or 0, to=[channels.Address(contact.name, address)], by=_MACHINE, language=language,
        html=html, hold_seconds=0, is_notice=True,
    )  # fmt: skip
