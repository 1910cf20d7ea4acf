"""Forms of the customer pages."""

import json
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation
from qiao.customers.services import PointDraft
from qiao.kernel.forms import OwnChanges
from qiao.kernel.in_use import InUseChoice, InUseChoiceByName, in_use_or_chosen
from qiao.products.models import Product, Version
from qiao.staff.models import Language

_DAY = {"type": "date"}


class OrganisationForm(OwnChanges, forms.ModelForm):  # type: ignore[type-arg]
    """Facts about a customer, and its mail domains."""

    domains = forms.CharField(
        label=_("Mail domains"),
        required=False,
        help_text=_("Mail from these domains and their subdomains belongs to this customer. Separate with spaces."),
        widget=forms.TextInput(attrs={"placeholder": "acme.com acme.com.cn", "spellcheck": "false"}),
    )

    field_order = ["name", "short_name", "owner", "domains", "tier"]

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "tier",
            "is_key_account",
            "owner",
            "industry",
            "place",
            "language",
            "time_zone",
            "uscc",
            "external_key",
            "annual_revenue",
            "currency",
            "notes",
        ]
        field_classes = {"owner": InUseChoiceByName}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4}), "time_zone": forms.TextInput(attrs={"list": "zones"})}

    def clean_domains(self) -> list[str]:
        """A list; the service says which cannot be used."""
        return [part for part in re.split(r"[\s,;，；、]+", self.cleaned_data["domains"]) if part]

    def clean_uscc(self) -> str:
        """Eighteen capital letters and digits, or nothing."""
        code = str(self.cleaned_data["uscc"]).strip().upper()
        if code and not re.fullmatch(r"[0-9A-HJ-NP-RT-UW-Y]{18}", code):
            raise forms.ValidationError(_("A unified social credit code has 18 digits and capital letters."))
        return code


class ContactForm(OwnChanges, forms.ModelForm):  # type: ignore[type-arg]
    """Facts about a contact."""

    class Meta:
        model = Contact
        fields = ["name", "call_name", "job_title", "duty", "language", "time_zone", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3}), "time_zone": forms.TextInput(attrs={"list": "zones"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("As the customer")), *Language.choices]


class PointForm(forms.Form):
    """One way to reach a contact; an empty value removes it."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ContactPoint.Kind.choices,
        widget=forms.Select(attrs={"class": "select", "aria-label": _("Kind")}),
    )
    value = forms.CharField(
        label=_("Address or number"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "aria-label": _("Address or number")}),
    )


PointFormSet = forms.formset_factory(PointForm, extra=2, max_num=20)


def point_changes(forms_filled: Any, present: Sequence[PointDraft]) -> list[PointDraft] | None:
    """The user's changes applied to the current values; None without changes."""
    mine, seen = point_drafts(forms_filled), points_seen(forms_filled.data)
    if seen is None or mine == seen:
        return mine if seen is None else None
    kept = [one for one in mine if one not in seen or one in present]
    return [*kept, *(one for one in present if one not in seen and one not in mine)]


def points_seen(data: Any) -> list[PointDraft] | None:
    """The rows a page began with, from what it sent; None when it sent none."""
    try:
        return [PointDraft(str(kind), str(value)) for kind, value in json.loads(data.get("points-began", ""))]
    except (TypeError, ValueError):
        return None


def point_drafts(forms_filled: Any) -> list[PointDraft]:
    """What a valid `PointFormSet` says, empty rows left out."""
    filled = [row.cleaned_data for row in forms_filled if row.cleaned_data.get("value")]
    return [PointDraft(row["kind"], row["value"]) for row in filled]


class ContractForm(OwnChanges, forms.ModelForm):  # type: ignore[type-arg]
    """A support contract."""

    class Meta:
        model = Contract
        fields = ["number", "level", "hours", "product", "starts_on", "ends_on", "terms"]
        field_classes = {"product": InUseChoice}
        widgets = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
            "terms": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product = self.fields["product"]
        assert isinstance(product, forms.ModelChoiceField)
        product.empty_label = str(_("All products"))

    def clean(self) -> dict[str, Any]:
        """A contract ends after it starts."""
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("This is before the start."))
        return values


class DeploymentForm(OwnChanges, forms.ModelForm):  # type: ignore[type-arg]
    """An installation: product and version are one choice, because a version says its product."""

    installed = forms.ChoiceField(label=_("Product and version"))

    class Meta:
        model = Deployment
        fields = ["environment", "name", "edition", "since", "until"]
        widgets = {
            "since": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
            "until": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
        }

    field_order = ["installed", "environment", "name", "edition", "since", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance
        installed = self.fields["installed"]
        assert isinstance(installed, forms.ChoiceField)
        installed.choices = [("", "—"), *_installations(known.product_id)]
        if known.pk:
            installed.initial = f"v{known.version_id}" if known.version_id else f"p{known.product_id}"

    def clean_installed(self) -> dict[str, Any]:
        """Product and version; the version is None when it is not known."""
        choice = self.cleaned_data["installed"]
        if choice.startswith("v"):
            version = Version.objects.select_related("product").get(pk=choice[1:])
            return {"product": version.product, "version": version}
        return {"product": Product.objects.get(pk=choice[1:]), "version": None}

    def values(self) -> dict[str, Any]:
        """Fields for the service, as far as they were changed."""
        values = self.own_changes()
        installed: dict[str, Any] = values.pop("installed", {})
        return installed | values


def _installations(installed_id: int | None) -> list[tuple[str, list[tuple[str, str]]]]:
    products = in_use_or_chosen(Product.objects.prefetch_related("versions"), [installed_id])
    unknown = str(_("version not known"))
    return [
        (
            product.name.text,
            [
                *[(f"v{version.pk}", f"{product.name.text} {version.name}") for version in product.versions.all()],
                (f"p{product.pk}", f"{product.name.text}, {unknown}"),
            ],
        )
        for product in products
    ]
