"""Links between tickets."""

from django.db import transaction

from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.tickets.models import TicketLink
from qiao.tickets.refusals import CannotMerge, FieldsWrong
from qiao.tickets.rules.words import LINK_KINDS
from qiao.tickets.services.changing import lock_tickets, write_change
from qiao.tickets.services.fields import problem_text


@transaction.atomic
def link_tickets(ticket_id: int, other_id: int, *, by: Actor, kind: str = "related") -> int:
    """Say how a ticket relates to another; the link's id. A suggested link is thereby confirmed."""
    if kind not in LINK_KINDS:
        raise FieldsWrong({"kind": problem_text("not_a_choice", "kind")})
    if ticket_id == other_id:
        raise CannotMerge
    locked = lock_tickets([ticket_id, other_id])
    link, is_new = TicketLink.objects.get_or_create(ticket_id=ticket_id, other_id=other_id, kind=kind)
    if not is_new and not link.is_suggested:
        return link.pk
    link.is_suggested = False
    link.save(update_fields=["is_suggested"])
    for here, there in ((ticket_id, other_id), (other_id, ticket_id)):
        data = {"kind": kind, "number": locked[there].number, "id": there, "is_source": here == ticket_id}
        write_change(locked[here], (), by=by, verb="ticket.linked", data=data)
    return link.pk


@transaction.atomic
def unlink_tickets(link_id: int, *, by: Actor) -> None:
    """Take a link back, or decline a suggested one."""
    link = TicketLink.objects.filter(pk=link_id).first()
    if link is None:
        raise NotFound
    locked = lock_tickets([link.ticket_id, link.other_id])
    link.delete()
    for here, there in ((link.ticket_id, link.other_id), (link.other_id, link.ticket_id)):
        data = {"kind": link.kind, "number": locked[there].number, "id": there}
        write_change(locked[here], (), by=by, verb="ticket.unlinked", data=data)
