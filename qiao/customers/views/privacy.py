"""What people ask about their own data: filing it, the queue, and working on it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers.models import Contact, DataRequest, LegalHold
from qiao.customers.privacy_forms import PolicyForm, RequestForm
from qiao.customers.selectors.families import root_id
from qiao.customers.selectors.requests import answered_requests, line_of, open_requests, request_of
from qiao.customers.services import privacy
from qiao.customers.services.privacy.copying import labels
from qiao.customers.services.privacy.holds import standing_holds
from qiao.kernel.access import Actor, DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.files import file_url
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import number_or_none

FATES = {
    "erased": ("trash", gettext_lazy("erased")),
    "pseudonymised": ("user", gettext_lazy("made nameless")),
    "kept": ("lock", gettext_lazy("stays")),
    "unread": ("eye", gettext_lazy("look yourself")),
}


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def data_request_new(request: DeskRequest, contact_id: int) -> HttpResponse:
    """File a request; any colleague may do this."""
    contact = get_object_or_404(Contact.objects.select_related("organisation"), pk=contact_id)
    is_european = contact.organisation is not None and contact.organisation.time_zone.startswith("Europe/")
    first = {"kind": "export", "law": "gdpr" if is_european else "pipl", "received_on": timezone.localdate()}
    form = RequestForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        filed = attempt(form, lambda: _file(form, root_id(Contact, contact.pk), request.actor))
        if filed is not None:
            may_see = request.user.may("privacy.manage")
            return (
                redirect("customers:data_request", filed.pk) if may_see else redirect("customers:contact", contact.pk)
            )
    context = {
        "form": form,
        "contact": contact,
        "heading": _("Request about personal data"),
        "submit": _("Record the request"),
    }
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)


@desk_page("privacy.manage")
@require_safe
def data_requests(request: DeskRequest) -> HttpResponse:
    """The queue by deadline, then what was answered."""
    page = answered_requests(after=request.GET.get("after", ""))
    context = {"open": open_requests(), "page": page, "policy": privacy.policy()}
    return render(request, "customers/privacy/queue.html", context)


@desk_page("privacy.manage")
@require_http_methods(["GET", "POST"])
def privacy_policy(request: DeskRequest) -> HttpResponse:
    """Deadlines and storage times."""
    form = PolicyForm(request.POST or None, instance=privacy.policy())
    if request.method == "POST" and form.is_valid():
        privacy.set_policy(form.cleaned_data, by=request.actor)
        return redirect("customers:data_requests")
    context = {"form": form, "heading": _("Deadlines"), "submit": _("Save"), "back_to": "customers:data_requests"}
    return render(
        request, "customers/form.html", context | {"shell": "ui/setup.html"}, status=422 if form.errors else 200
    )


@desk_page("privacy.manage")
@require_safe
def data_request(request: DeskRequest, request_id: int) -> HttpResponse:
    """One request, and what can be done now."""
    found = request_of(request_id)
    if found is None:
        raise NotFound
    words = labels()
    holds = standing_holds(found.contact_id)
    findings = [
        {"label": words.get(one["code"], one["code"]), "number": one["number"], "fate": FATES[one["fate"]]}
        for one in found.report.get("findings", [])
    ]
    sections = [(words.get(code, code), number) for code, number in found.report.get("sections", {}).items()]
    left = [one for one in found.report.get("left", []) if not one["is_sealed"]]
    context = {
        "row": found, "line": line_of(found, timezone.localdate()), "findings": findings, "sections": sections,
        "holds": holds, "left": left, "is_working": found.report.get("is_working", False),
        "file_url": f"{file_url(found.file, f'data-{found.pk}.zip')}?download" if found.file else "",
    }  # fmt: skip
    template = "customers/privacy/request.html"
    response = render(request, f"{template}#report" if request.htmx else template, context)
    if request.htmx and not context["is_working"]:
        # its state, and what can be done next, stand outside the part that waits
        response.headers["HX-Refresh"] = "true"
    return response


@desk_page("privacy.manage")
@require_POST
def data_request_act(request: DeskRequest, request_id: int, act: str) -> HttpResponse:
    """The next step of a request."""
    found = get_object_or_404(DataRequest, pk=request_id)
    given = request.POST.get("text", "")
    acts: dict[str, Callable[[], object]] = {
        "verify": lambda: privacy.start_verifying(found.pk, by=request.actor),
        "take-up": lambda: privacy.take_up(found.pk, how=given, by=request.actor),
        "refuse": lambda: privacy.refuse_request(found.pk, reason=given, by=request.actor),
        "copy": lambda: privacy.start_copy(found.pk, by=request.actor),
        "hand-over": lambda: privacy.hand_over(found.pk, by=request.actor),
        "preview": lambda: privacy.start_preview(found.pk, by=request.actor),
        "erase": lambda: privacy.start_erasure(found.pk, by=request.actor),
    }
    if act not in acts:
        raise NotFound
    acts[act]()
    return redirect("customers:data_request", found.pk)


@desk_page("privacy.manage")
@require_POST
def hold_place(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Place a legal hold on this person's data."""
    contact = get_object_or_404(Contact, pk=contact_id)
    privacy.place_hold(contact_id=contact.pk, reason=request.POST.get("reason", ""), by=request.actor)
    return _back(request, contact.pk)


@desk_page("privacy.manage")
@require_POST
def hold_release(request: DeskRequest, hold_id: int) -> HttpResponse:
    """The reason is gone."""
    hold = get_object_or_404(LegalHold, pk=hold_id)
    privacy.release_hold(hold.pk, by=request.actor)
    return _back(request, hold.contact_id)


def _back(request: DeskRequest, contact_id: int | None) -> HttpResponse:
    number = number_or_none(request.POST.get("request", ""))
    if number is not None:
        return redirect("customers:data_request", number)
    return redirect("customers:contact", contact_id) if contact_id else redirect("customers:data_requests")


def _file(form: RequestForm, contact_id: int, by: Actor) -> DataRequest:
    values = form.cleaned_data
    return privacy.receive_request(
        contact_id, kind=values["kind"], law=values["law"], asked=values["asked"], words=values["words"],
        received_on=values["received_on"], by=by,
    )  # fmt: skip
