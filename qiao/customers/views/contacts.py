"""One contact: the page, and changing it."""

import json
import zoneinfo
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import services
from qiao.customers.forms import ContactForm, PointFormSet, point_changes, point_drafts
from qiao.customers.models import Contact, Note, Organisation
from qiao.customers.selectors.families import shown_for
from qiao.customers.selectors.lists import organisations_matching
from qiao.customers.selectors.overview import contact_view, notes_of
from qiao.customers.selectors.portal import account_of
from qiao.customers.services import PointDraft
from qiao.customers.views.remarks import place_of
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import chosen_number
from qiao.kernel.text import render_markdown

MOST_SUGGESTIONS = 200


@desk_page("customer.view")
@require_safe
def contact(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Who this is, and how to reach them."""
    view = contact_view(contact_id)
    if view is None:
        raise NotFound
    pinned = notes_of(Note.objects.filter(contact__in=view.family, is_pinned=True))[:3]
    context = {
        "view": view,
        "contact": view.contact,
        "organisation": view.organisation,
        "place": place_of("contact", view.contact.pk),
        "tab": "overview",
        "pinned": [(note, render_markdown(note.body)) for note in pinned],
        "target": shown_for(view.contact) if view.contact.merged_into_id else None,
        "may_edit": request.user.may("customer.edit"),
        "may_privacy": request.user.may("privacy.manage"),
        "portal": account_of(view.contact.pk),
    }
    return render(request, "customers/contact.html", context)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def contact_new(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Add a contact to a customer."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    form, points = ContactForm(request.POST or None), PointFormSet(request.POST or None, prefix="points")
    if request.method == "POST" and form.is_valid() and points.is_valid():
        values = form.cleaned_data | {"organisation": organisation}
        drafts = point_drafts(points)
        made = attempt(form, lambda: services.create_contact(values, points=drafts, by=request.actor))
        if made:
            messages.success(request, _("Saved."))
            return redirect("customers:contact", made.pk)
    return _form_page(request, form, points, {"heading": _("New contact"), "organisation": organisation})


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def contact_edit(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Change facts and contact points."""
    known = get_object_or_404(Contact.objects.select_related("organisation"), pk=contact_id)
    present = [PointDraft(point.kind, point.value) for point in known.points.all()]
    form = ContactForm(request.POST or None, instance=known)
    points = PointFormSet(request.POST or None, prefix="points", initial=[asdict(one) for one in present])
    if request.method == "POST" and form.is_valid() and points.is_valid():
        values, drafts = form.own_changes(), point_changes(points, present)
        if (
            attempt(form, lambda: services.change_contact(known.pk, values, points=drafts, by=request.actor))
            is not None
        ):
            messages.success(request, _("Saved."))
            return redirect("customers:contact", known.pk)
    began = request.POST.get("points-began") or json.dumps([[one.kind, one.value] for one in present])
    context = {"heading": _("Edit contact"), "contact": known, "organisation": known.organisation,
               "points_began": began}  # fmt: skip
    return _form_page(request, form, points, context)


@desk_page("customer.edit")
@require_POST
def contact_archive(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Archive, or restore when `restore` is given."""
    get_object_or_404(Contact, pk=contact_id)
    services.set_contact_active(contact_id, "restore" in request.POST, by=request.actor)
    return redirect("customers:contact", contact_id)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def contact_move(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Say whom a contact works for."""
    known = get_object_or_404(Contact.objects.select_related("organisation"), pk=contact_id)
    if request.method == "POST":
        chosen = chosen_number(request.POST.get("organisation", ""))
        organisation = get_object_or_404(Organisation, pk=chosen) if chosen is not None else None
        services.change_contact(known.pk, {"organisation": organisation}, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("customers:contact", known.pk)
    # without scripts the plain select must offer something: the weightiest customers
    suggestions = organisations_matching("")[:MOST_SUGGESTIONS]
    context = {"contact": known, "organisation": known.organisation, "suggestions": suggestions}
    return render(request, "customers/move.html", context)


def _form_page(request: DeskRequest, form: ContactForm, points: Any, context: dict[str, object]) -> HttpResponse:
    status = 422 if form.errors or (points.is_bound and not points.is_valid()) else 200
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    context |= {"form": form, "points": points, "submit": _("Save"), "zones": zones}
    return render(request, "customers/form.html", context, status=status)
