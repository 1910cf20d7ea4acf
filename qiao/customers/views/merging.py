"""Merging, un-merging, likely duplicates."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import services
from qiao.customers.models import Contact, Organisation
from qiao.customers.selectors.duplicates import (
    groups_of_contacts,
    groups_of_organisations,
    likely_contacts,
    likely_organisations,
)
from qiao.customers.selectors.lists import contacts_matching, organisations_matching
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.parameters import chosen_number, number_or_none

MOST_SUGGESTIONS = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared side by side."""

    row: Organisation | Contact
    facts: list[tuple[str, str]]


@desk_page("customer.view")
@require_safe
def duplicates(request: DeskRequest) -> HttpResponse:
    """All groups with the same name, to go through."""
    context = {"organisations": groups_of_organisations(), "contacts": groups_of_contacts()}
    return render(request, "customers/duplicates.html", context)


@desk_page("customer.view")
@require_safe
def likely(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Who may be the same, as a box of the page; empty when nobody is."""
    if kind == "organisation":
        found = likely_organisations(get_object_or_404(Organisation, pk=object_id))
    else:
        found = likely_contacts(get_object_or_404(Contact, pk=object_id))
    context = {"likely": found, "kind": kind, "object_id": object_id, "may_edit": request.user.may("customer.edit")}
    return render(request, "customers/likely.html", context)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def merge(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Choose the other one, compare both, and choose which one stays."""
    one = _row(kind, object_id)
    number = number_or_none(request.POST.get("other") or request.GET.get("other", ""))
    other = _row(kind, number) if number is not None else None
    if request.method == "POST" and other is not None:
        stays, goes = (other, one) if request.POST.get("stays") == str(other.pk) else (one, other)
        act = services.merge_organisations if kind == "organisation" else services.merge_contacts
        act(stays.pk, [goes.pk], by=request.actor)
        return redirect(f"customers:{kind}", stays.pk)
    context = {
        "kind": kind, "one": one, "other": other, "sides": [_side(one), _side(other)] if other else [],
        "suggestions": _suggestions(kind, one.pk) if other is None else [],
        "organisation": one if isinstance(one, Organisation) else one.organisation,
        "contact": one if isinstance(one, Contact) else None,
    }  # fmt: skip
    return render(request, "customers/merge.html", context)


@desk_page("customer.edit")
@require_POST
def unmerge(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Un-merge."""
    _row(kind, object_id)
    act = services.unmerge_organisation if kind == "organisation" else services.unmerge_contact
    target_id = act(object_id, by=request.actor)
    return redirect(f"customers:{kind}", target_id)


@desk_page("customer.edit")
@require_POST
def tell_apart(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """These two are not the same."""
    other = chosen_number(request.POST.get("other", ""))
    if other is not None:
        services.say_not_the_same(kind, object_id, other, by=request.actor)
    return redirect(f"customers:{kind}", object_id)


def _row(kind: str, object_id: int) -> Organisation | Contact:
    if kind == "organisation":
        return get_object_or_404(Organisation.objects.select_related("owner"), pk=object_id)
    return get_object_or_404(Contact.objects.select_related("organisation"), pk=object_id)


def _suggestions(kind: str, own_id: int) -> list[tuple[int, str]]:
    """For browsers without scripts, where the chooser is a plain select."""
    found = organisations_matching("") if kind == "organisation" else contacts_matching("")
    return [(row.pk, row.name) for row in found[:MOST_SUGGESTIONS] if row.pk != own_id]


def _side(row: Organisation | Contact) -> Side:
    if isinstance(row, Contact):
        points = ", ".join(point.value for point in row.points.all())
        facts = [
            (_("Customer"), row.organisation.name if row.organisation else ""), (_("Job title"), row.job_title),
            (_("How to reach"), points), (_("Known since"), f"{row.created_at:%Y-%m-%d}"),
        ]  # fmt: skip
        return Side(row, facts)
    facts = [
        (_("Mail domains"), ", ".join(row.domains.values_list("domain", flat=True))),
        (_("Tier"), row.get_tier_display()),
        (_("Dedicated consultant"), row.owner.name if row.owner else ""), (_("Credit code"), row.uscc),
        (_("CRM number"), row.external_key), (_("Contacts"), str(row.contacts.count())),
        (_("Contracts"), str(row.contracts.filter(is_active=True).count())),
        (_("Known since"), f"{row.created_at:%Y-%m-%d}"),
    ]  # fmt: skip
    return Side(row, facts)
