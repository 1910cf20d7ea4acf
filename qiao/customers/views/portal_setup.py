"""Setup of the portal's sign-in, and what a contact sees there."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qiao.customers.models import Contact, PortalRole, TrustedIssuer
from qiao.customers.selectors.portal import account_of, sessions_of
from qiao.customers.services.portal_accounts import set_account
from qiao.customers.services.portal_issuers import SHORTEST_SECRET, save_issuer
from qiao.customers.services.portal_sessions import end_all_sessions
from qiao.kernel.access import DeskRequest, desk_page
from qiao.products.public import brand_of_product


class IssuerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A trusted identity issuer. An empty secret keeps the stored one."""

    secret = forms.CharField(
        label=gettext_lazy("Secret or public key"), required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("OIDC: the client's secret. Token: at least 32 random characters, or a public key."),
    )  # fmt: skip

    class Meta:
        model = TrustedIssuer
        fields = (
            "key", "kind", "name", "issuer", "client_id", "secret", "organisation", "product", "adds_contacts",
            "believes_addresses", "is_active",
        )  # fmt: skip
        help_texts = {
            "believes_addresses": gettext_lazy(
                "For OIDC providers that never say whether an address is verified (Microsoft Entra ID). Only if people"
                " cannot choose their address there: whoever can would sign in as anybody."
            )
        }

    def clean(self) -> dict[str, Any]:
        """What each kind needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        secret = cleaned.get("secret") or (self.instance.secret if self.instance.pk else "")
        if cleaned.get("kind") == TrustedIssuer.Kind.TOKEN:
            if "-----BEGIN" not in secret and len(secret) < SHORTEST_SECRET:
                self.add_error("secret", _("Use at least 32 random characters, or a public key in PEM form."))
        elif cleaned.get("issuer"):
            URLValidator(schemes=["https", "http"])(cleaned["issuer"])
            if not cleaned.get("client_id"):
                self.add_error("client_id", _("An OIDC provider knows us by a client id."))
        product = cleaned.get("product")
        if product and brand_of_product(product.pk).address == settings.ADDRESS:
            self.add_error("product", _("The portal of this product needs a domain of its own first."))
        cleaned["secret"] = secret
        return cleaned


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
