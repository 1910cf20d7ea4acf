"""Setup of custom ticket fields."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.in_use import InUseMultipleChoice
from qiao.kernel.parameters import chosen_number
from qiao.products.models import Product
from qiao.tickets import selectors, services
from qiao.tickets.forms import ChoicesField
from qiao.tickets.models import CustomField
from qiao.tickets.services import CustomFieldDraft
from qiao.tickets.views.acts import get_or_post

KINDS = [
    ("text", pgettext_lazy("kind of field", "Text")),
    ("number", pgettext_lazy("kind of field", "Number")),
    ("date", pgettext_lazy("kind of field", "Date")),
    ("choice", pgettext_lazy("kind of field", "Choice")),
    ("yes_no", pgettext_lazy("kind of field", "Yes or no")),
    ("url", pgettext_lazy("kind of field", "Web address")),
]


class FieldForm(forms.Form):
    """A field in both languages."""

    key = forms.SlugField(
        label=gettext_lazy("Key"), max_length=40, help_text=gettext_lazy("For the API. It cannot be changed later.")
    )
    en = forms.CharField(label=gettext_lazy("Label in English"), max_length=80, required=False)
    zh = forms.CharField(label=gettext_lazy("Label in Chinese"), max_length=80, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    choices = ChoicesField(
        label=gettext_lazy("Choices"), required=False, help_text=gettext_lazy("One per line: key | English | Chinese")
    )
    products = InUseMultipleChoice(Product.objects.all(), label=gettext_lazy("Only for these products"), required=False)
    is_required_to_solve = forms.BooleanField(label=gettext_lazy("Needed before solving"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Position"), min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        """A label, and choices where they are needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("en") and not cleaned.get("zh"):
            self.add_error("en", _("Write the label in at least one language."))
        if cleaned.get("kind") == "choice" and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("Write at least one choice."))
        return cleaned


@desk_page("setup.manage")
@get_or_post
def fields(request: DeskRequest) -> HttpResponse:
    """All fields."""
    retired = chosen_number(request.POST.get("retire", ""))
    if retired is not None:
        services.retire_custom_field(retired, by=request.actor)
        messages.success(request, _("The field is retired. Tickets keep their values."))
        return redirect("tickets:fields-setup")
    return render(request, "tickets/setup/fields.html", {"fields": selectors.custom_field_list(), "kinds": dict(KINDS)})


@desk_page("setup.manage")
@get_or_post
def field(request: DeskRequest, field_id: int | None = None) -> HttpResponse:
    """One field."""
    known = next((entry for entry in selectors.custom_field_list() if entry.pk == field_id), None)
    if field_id and known is None:
        raise NotFound
    form = FieldForm(request.POST if request.method == "POST" else None, initial=_values(known))
    if known:
        form.fields["key"].disabled = True
    if form.is_valid():
        values = form.cleaned_data
        draft = CustomFieldDraft(
            key=values["key"],
            label={"en": values["en"], "zh-hans": values["zh"]},
            kind=values["kind"],
            choices=values["choices"],
            product_ids=tuple(product.pk for product in values["products"]),
            is_required_to_solve=values["is_required_to_solve"],
            position=values["position"],
        )
        services.save_custom_field(draft, by=request.actor, field_id=field_id)
        messages.success(request, _("The field is saved."))
        return redirect("tickets:fields-setup")
    context = {"form": form, "known": known}
    return render(request, "tickets/setup/field.html", context, status=422 if form.is_bound else 200)


def _values(known: CustomField | None) -> dict[str, Any]:
    if known is None:
        return {"position": 0}
    lines = [f"{choice['key']} | {choice['en']} | {choice['zh-hans']}" for choice in known.choices]
    return {
        "key": known.key, "en": known.label.en, "zh": known.label.zh_hans, "kind": known.kind,
        "choices": "\n".join(lines), "products": list(known.products.all()),
        "is_required_to_solve": known.is_required_to_solve, "position": known.position,
    }  # fmt: skip
