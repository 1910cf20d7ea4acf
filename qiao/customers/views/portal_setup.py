"""Setup of the portal's sign-in, and what a contact sees there."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qiao.customers.models import Contact, PortalRole, TrustedIssuer
from qiao.customers.portal_setup_forms import IssuerForm
from qiao.customers.selectors.portal import account_of, sessions_of
from qiao.customers.services.portal_accounts import set_account
from qiao.customers.services.portal_issuers import save_issuer
from qiao.customers.services.portal_sessions import end_all_sessions
from qiao.kernel.access import DeskRequest, desk_page


class AccountForm(forms.Form):
    """What a contact sees on the portal."""

    role = forms.ChoiceField(label=gettext_lazy("Sees on the portal"), choices=PortalRole.choices)
    is_blocked = forms.BooleanField(label=gettext_lazy("May not sign in"), required=False)


@desk_page("setup.manage")
@require_safe
def issuers(request: DeskRequest) -> HttpResponse:
    """All of them."""
    rows = TrustedIssuer.objects.select_related("organisation")
    return render(request, "customers/portal/setup/issuers.html", {"issuers": rows})


@desk_page("setup.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def issuer(request: DeskRequest, issuer_id: int = 0) -> HttpResponse:
    """One of them."""
    known = get_object_or_404(TrustedIssuer, pk=issuer_id) if issuer_id else None
    form = IssuerForm(request.POST if request.method == "POST" else None, instance=known)
    if known and not form.is_bound:
        form.initial["secret"] = ""
    if form.is_valid():
        save_issuer(form.instance, form.cleaned_data["secret"], by=request.actor)
        messages.success(request, _("The way to sign in is saved."))
        return redirect("portal_setup:issuers")
    context = {"form": form, "known": known}
    return render(request, "customers/portal/setup/issuer.html", context, status=422 if form.is_bound else 200)


@desk_page("customer.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: DeskRequest, contact_id: int) -> HttpResponse:
    """What a contact sees on the portal, whether they may sign in, and where they are; `end` signs them out."""
    contact = get_object_or_404(Contact.objects.select_related("organisation"), pk=contact_id)
    known = account_of(contact_id)
    if request.method == "POST" and "end" in request.POST:
        ended = end_all_sessions(contact, by=request.actor)
        text = ngettext("%(n)s browser is signed out.", "%(n)s browsers are signed out.", ended)
        messages.success(request, text % {"n": ended})
        return redirect("portal_setup:account", contact_id)
    initial = {"role": known.role, "is_blocked": known.is_blocked} if known else {}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        set_account(contact_id, form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("customers:contact", contact_id)
    context = {"form": form, "contact": contact, "known": known, "sessions": sessions_of(known.pk) if known else []}
    return render(request, "customers/portal/setup/account.html", context, status=422 if form.is_bound else 200)
