"""The portal: a customer's tickets, and asking for help."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers.models import Contact
from qiao.customers.portal import PortalRequest, knock, portal_page, show
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.files.views import answer_file
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import number_or_none
from qiao.tickets.models import PortalDraft, Ticket
from qiao.tickets.portal_forms import RequestForm
from qiao.tickets.selectors import portal as seen
from qiao.tickets.selectors.choices import desk_policy
from qiao.tickets.selectors.portal_words import FILTERS, Periods, reopens_until, standing_of, status_of, steps_of
from qiao.tickets.selectors.request_types import (
    form_fields,
    offered_types,
    places_of,
    suggested_answers,
    versions_for,
)
from qiao.tickets.services import NewFile
from qiao.tickets.services.portal import (
    ask_on_portal,
    confirm_on_portal,
    keep_portal_draft,
    nudge_on_portal,
    nudged_lately,
    reopen_on_portal,
    with_files,
    write_on_portal,
)
from qiao.tickets.views.uploads import Attachments, TooBig, attachments, keep_upload, sealed
from qiao.ui.formats import file_size

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@portal_page
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Home page: requests that wait for the customer, recent ones, and kinds of request."""
    context = {
        "nav": "home",
        "awaiting": _rows(seen.awaiting_customer(request.customer)),
        "recent": _rows(seen.recent_tickets(request.customer)),
        "types": offered_types()[:6],
    }
    return show(request, "tickets/portal/home.html", context)


@portal_page
@require_safe
def tickets(request: PortalRequest) -> HttpResponse:
    """The list: in progress or finished, one's own or the organisation's, by words."""
    whose = request.GET.get("whose", "mine")
    wanted = seen.TicketFilter(
        show="done" if request.GET.get("show") == "done" else "open",
        whose="all" if whose == "all" and request.customer.sees_organisation else "mine",
        words=request.GET.get("q", "").strip()[:200],
    )
    page = seen.listed_tickets(request.customer, wanted, after=request.GET.get("after", ""))
    query = {"show": wanted.show, "whose": wanted.whose, "q": wanted.words}
    context = {
        "nav": "tickets", "rows": _rows(page.rows), "wanted": wanted, "filters": FILTERS.items(),
        "next": f"?{urlencode({**query, 'after': page.next})}" if page.next else "",
        "is_first": not request.GET.get("after"),
    }  # fmt: skip
    return show(request, "tickets/portal/tickets.html", context)


@portal_page
@require_safe
def ticket(request: PortalRequest, number: int) -> HttpResponse:
    """One ticket: where it stands, what was said, what can be done."""
    found = seen.portal_ticket(request.customer, number)
    target = seen.shown_instead(request.customer, found)
    if target is not None:
        return redirect("portal:ticket", target.number)
    return _ticket_page(request, found)


@portal_page
@require_POST
def reply(request: PortalRequest, number: int) -> HttpResponse:
    """Write into a ticket; long after closing that opens a new one."""
    found = seen.portal_ticket(request.customer, number)
    text, files = request.POST.get("text", ""), _files(request)
    if not text.strip() and files == Attachments():
        return _ticket_page(request, found, error=_("Write something, or add a file."), text=text, status=422)
    try:
        written = write_on_portal(found.pk, text, _contact(request), by=request.actor, attachments=files.all())
    except Refusal as refusal:
        return _ticket_page(request, found, error=refusal.message, text=text, kept=files.files, status=422)
    if written.is_follow_up:
        messages.success(request, _("The earlier request is closed, so this is a new follow-up request."))
    else:
        messages.success(request, _("Sent. We will reply here and by mail."))
    return redirect("portal:ticket", written.number)


@portal_page
@require_POST
def confirm(request: PortalRequest, number: int) -> HttpResponse:
    """It is solved."""
    confirm_on_portal(seen.portal_ticket(request.customer, number).pk, by=request.actor)
    messages.success(request, _("Thank you. This request is closed."))
    return redirect("portal:ticket", number)


@portal_page
@require_POST
def reopen(request: PortalRequest, number: int) -> HttpResponse:
    """It is not solved after all."""
    reopen_on_portal(seen.portal_ticket(request.customer, number).pk, by=request.actor)
    messages.success(request, _("The request is open again. Please tell us below what is still wrong."))
    return redirect("portal:ticket", number)


@portal_page
@require_POST
def nudge(request: PortalRequest, number: int) -> HttpResponse:
    """Ask us to hurry."""
    nudge_on_portal(seen.portal_ticket(request.customer, number).pk, by=request.actor)
    messages.success(request, _("The person responsible has been told that you are waiting."))
    return redirect("portal:ticket", number)


@portal_page
@require_safe
def file(request: PortalRequest, number: int, sha256: str, name: str) -> HttpResponseBase:
    """A file of a ticket, for those who may see the ticket."""
    found = seen.portal_ticket(request.customer, number)
    return answer_file(request, seen.file_of_ticket(request.customer, found, sha256), name)


@portal_page
@get_or_post
def new(request: PortalRequest) -> HttpResponse:
    """Ask: choose a kind if there are several, then fill in its form."""
    places = places_of(request.customer)
    types = offered_types({place.product_id for place in places})
    wanted = request.POST.get("type", "") or request.GET.get("type", "")
    chosen = next((one for one in types if str(one.pk) == wanted), types[0] if len(types) == 1 else None)
    if chosen is None and types:
        return show(request, "tickets/portal/choose.html", {"types": types, "nav": "new"})
    contact = _contact(request)
    draft = PortalDraft.objects.filter(contact=contact, place="new").first()
    first = next((one for one in places if one.product_id == request.brand.product_id), places[0] if places else None)
    known = {"place": first.key, "version": first.version_id} if first else {}
    kept = attachments(request.POST.getlist("attachment"), owner=_owner(request))
    form = RequestForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None,
        request_type=chosen, rows=form_fields(chosen), places=places, versions=versions_for(places),
        initial={**known, **(draft.data if draft else {})}, kept=len(kept.files),
    )  # fmt: skip
    if request.method == "POST" and "keep" in request.POST:
        keep_portal_draft(contact, "new", _plain(request))
        messages.success(request, _("Your draft is kept."))
        return redirect(f"{request.path}?{urlencode({'type': wanted})}")
    is_valid = form.is_valid()
    files = kept.and_uploaded(form.uploads()) if form.is_bound else kept
    if is_valid:
        asked = form.asked()
        opened = attempt(form, lambda: ask_on_portal(with_files(asked, files.all()), contact, by=request.actor))
        if opened:
            messages.success(request, _("We have received your request and will reply here and by mail."))
            return redirect("portal:ticket", opened.number)
    context = {
        "nav": "new", "form": form, "chosen": chosen, "types": types, "draft": draft,
        "kept": [(one, sealed(one, _owner(request))) for one in files.files], "places": places,
    }  # fmt: skip
    return show(request, "tickets/portal/new.html", context, status=422 if form.errors else 200)


@portal_page
@require_POST
def upload(request: PortalRequest) -> HttpResponse:
    """Keep a file while its message is still being written; answers its sealed name."""
    sent = request.FILES.get("file")
    if sent is None or not knock("upload.account", str(request.customer.account_id)):
        return JsonResponse({"error": _("This file cannot be uploaded now. Try again later.")}, status=429)
    try:
        kept = keep_upload(sent)
    except TooBig as refusal:
        return JsonResponse({"error": refusal.message}, status=413)
    return JsonResponse({"id": sealed(kept, _owner(request)), "name": kept.name, "size": file_size(sent.size or 0)})


@portal_page
@require_POST
def draft(request: PortalRequest) -> HttpResponse:
    """Keep what is being written; called by the page as one types."""
    place = request.POST.get("draft_place", "")
    if place != "new" and not place.startswith("ticket:"):
        raise NotFound
    if place != "new":
        number = place.removeprefix("ticket:")
        seen.portal_ticket(request.customer, number_or_none(number) or 0)
    keep_portal_draft(_contact(request), place, _plain(request))
    return HttpResponse(status=204)


@portal_page
@require_safe
def answers(request: PortalRequest) -> HttpResponse:
    """Public answers that fit what is being written."""
    place = request.GET.get("place", "")
    product = next((one.product_id for one in places_of(request.customer) if one.key == place), None)
    found = suggested_answers(request.GET.get("q", ""), product)
    return show(request, "tickets/portal/answers.html", {"answers": found})


def _ticket_page(
    request: PortalRequest, found: Ticket, *, error: str = "", text: str = "", kept: tuple[NewFile, ...] = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    policy, now = desk_policy(), timezone.now()
    periods = Periods(policy.auto_close_days, policy.follow_up_days)
    until = reopens_until(found, periods)
    place = f"ticket:{found.number}"
    draft = PortalDraft.objects.filter(contact=request.customer.contact_id, place=place).first()
    is_over = found.state in {"solved", "closed"}
    conversation, earlier = seen.public_messages(request.customer, found, after=request.GET.get("after", ""))
    context = {
        "nav": "tickets", "ticket": found, "standing": standing_of(found, periods, now), "steps": steps_of(found),
        "conversation": conversation, "earlier": earlier, "is_over": is_over,
        "may_reopen": found.state == "solved" or (found.state == "closed" and until is not None and until > now),
        "may_confirm": found.is_open or found.state == "solved",
        "may_nudge": found.is_open and found.state != "waiting_customer" and not nudged_lately(found.pk),
        "is_merged": found.state == "merged", "error": error, "draft_place": place,
        "text": text or (draft.data.get("text", "") if draft else ""),
        "kept": [(one, sealed(one, _owner(request))) for one in kept],
        "writes_to": (found.assignee.call_name or found.assignee.name) if found.assignee else "",
    }  # fmt: skip
    return show(request, "tickets/portal/ticket.html", context, status=status)


def _rows(found: list[Ticket]) -> list[dict[str, Any]]:
    rows = []
    for one in found:
        status, tone = status_of(one)
        rows.append({"ticket": one, "status": status, "tone": tone, "at": one.last_message_at or one.updated_at})
    return rows


def _contact(request: PortalRequest) -> Contact:
    return Contact.objects.get(pk=request.customer.contact_id)


def _owner(request: PortalRequest) -> str:
    return str(request.customer.account_id)


def _files(request: PortalRequest) -> Attachments:
    """Files sent before by script, and those that came with the form itself."""
    return attachments(request.POST.getlist("attachment"), request.FILES.getlist("files"), owner=_owner(request))


def _plain(request: PortalRequest) -> dict[str, str]:
    """The form's plain values, without what frames them."""
    left_out = {"csrfmiddlewaretoken", "attachment", "keep", "draft_place"}
    return {key: value for key, value in request.POST.items() if key not in left_out and isinstance(value, str)}
