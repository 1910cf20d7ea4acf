"""New tickets: on behalf of a contact, or as a follow-up of a closed one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.customers.models import Contact
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import number_or_none
from qiao.staff.models import Person, Team
from qiao.tickets import selectors, services
from qiao.tickets.forms import NewTicketForm
from qiao.tickets.rules.states import OPEN_STATES
from qiao.tickets.selectors import QueueRow, TicketFilters
from qiao.tickets.services import NewTicket
from qiao.tickets.views.acts import get_or_post
from qiao.tickets.views.answers import go, ticket_address
from qiao.tickets.views.panes import filters_of, rail_context
from qiao.tickets.views.uploads import attachments


@desk_page("ticket.edit")
@get_or_post
def new_ticket(request: DeskRequest) -> HttpResponse:
    """Open a ticket at the desk."""
    contact = _contact(request)
    form = _form(request, contact)
    if form.is_valid():
        opened = attempt(form, lambda: services.open_ticket(_new(form, request), by=request.actor))
        if opened:
            return go(request, ticket_address(request, opened.number))
    context = rail_context(request, filters_of(request)) | {
        "form": form,
        "contact": contact,
        "open_tickets": _open_tickets(request, contact),
        "filters": filters_of(request),
    }
    return render(request, "tickets/new.html", context, status=422 if form.is_bound else 200)


def _form(request: DeskRequest, contact: Contact | None) -> NewTicketForm:
    initial: dict[str, Any] = {
        "kind": "question",
        "priority": "normal",
        "said_by": "customer",
        "assignee": request.user.pk,
    }
    if contact:
        initial |= {"requester": contact.pk, "organisation": contact.organisation_id}
    return NewTicketForm(
        request.POST if request.method == "POST" and "subject" in request.POST else None,
        initial=initial,
        product_id=number_or_none(request.GET.get("product", "")),
        teams=Team.objects.filter(pk__in=[choice.value for choice in selectors.teams_for(request.user)]),
        people=Person.objects.filter(is_active=True).order_by("name_py", "id"),
    )


def _contact(request: DeskRequest) -> Contact | None:
    given = number_or_none(request.POST.get("requester") or request.GET.get("contact", ""))
    if given is None:
        return None
    return Contact.objects.select_related("organisation").filter(pk=given, is_active=True).first()


def _new(form: NewTicketForm, request: DeskRequest) -> NewTicket:
    values = form.cleaned_data
    ids: dict[str, Any] = {
        f"{key}_id": values[key].pk if values[key] else None
        for key in ("requester", "product", "version", "component", "team", "assignee")
    }
    organisation = values["organisation"] or (values["requester"].organisation if values["requester"] else None)
    return NewTicket(
        subject=values["subject"],
        markdown=values["markdown"],
        organisation_id=organisation.pk if organisation else None,
        kind=values["kind"],
        priority=values["priority"],
        severity=values["severity"],
        language=values["language"],
        said_by=values["said_by"],
        channel="phone" if values["said_by"] == "customer" else "desk",
        attachments=attachments(request.POST.getlist("attachment"), request.FILES.getlist("files")).all(),
        **ids,
    )


@desk_page("ticket.edit")
@require_safe
def contact_side(request: DeskRequest) -> HttpResponse:
    """Who the chosen contact is, and what is open for them, beside the form."""
    contact = _contact(request)
    return render(
        request,
        "tickets/fragments/new_contact.html",
        {"contact": contact, "open_tickets": _open_tickets(request, contact)},
    )


def _open_tickets(request: DeskRequest, contact: Contact | None) -> tuple[QueueRow, ...]:
    """What is open for the contact's customer, so that nobody opens the same ticket twice."""
    if contact is None or contact.organisation_id is None:
        return ()
    filters = TicketFilters(view="all", organisation=(contact.organisation_id,), state=OPEN_STATES)
    return selectors.queue_page(request.user, filters, sort="updated", limit=6).rows


@desk_page("ticket.edit")
@require_POST
def follow_up(request: DeskRequest, number: int) -> HttpResponse:
    """A follow-up ticket of a closed one."""
    before = selectors.ticket_page(request.user, number).ticket
    opened = services.open_ticket(
        NewTicket(
            subject=before.subject,
            markdown=request.POST.get("markdown", "").strip()
            or _("Follow-up of %(ticket)s.") % {"ticket": before.shown_number},
            requester_id=before.requester_id,
            organisation_id=before.organisation_id,
            product_id=before.product_id,
            version_id=before.version_id,
            component_id=before.component_id,
            deployment_id=before.deployment_id,
            kind=before.kind,
            priority=before.priority,
            team_id=before.team_id,
            assignee_id=request.user.pk,
            language=before.language,
            said_by="note",
            follow_up_of_id=before.pk,
        ),
        by=request.actor,
    )
    return go(request, ticket_address(request, opened.number))
