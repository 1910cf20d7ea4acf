"""Forms of the product pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kernel.in_use import InUseChoice, InUseChoiceByName, InUseMultipleChoice
from qiao.products.models import Component, Product, Version
from qiao.products.selectors import component_rows

_DAY = {"type": "date"}


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]
    """What we say about a product."""

    class Meta:
        model = Product
        fields = ["name", "key", "kind", "description", "sender_name", "owner", "team"]
        field_classes = {"owner": InUseChoiceByName, "team": InUseChoice}
        help_texts = {
            "key": _("Short and stable, in small letters, as in addresses: helm"),
            "sender_name": _("Shown as the sender of mail about this product; empty means the mailbox’s own name."),
        }


class ComponentForm(forms.ModelForm):  # type: ignore[type-arg]
    """A component, its place in the tree, and who knows it."""

    class Meta:
        model = Component
        fields = ["name", "parent", "owner"]
        field_classes = {"owner": InUseChoiceByName}

    def __init__(self, *args: Any, product_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in component_rows(product_id) if row.component.pk != self.instance.pk]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Component.objects.filter(product=product_id)
        parent.choices = [
            ("", _("none (top level)")),
            *((row.component.pk, " / ".join(row.path)) for row in rows),
        ]


class VersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A version and how long we support it."""

    class Meta:
        model = Version
        fields = ["name", "state", "released_on", "supported_until"]
        widgets = {
            "released_on": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
            "supported_until": forms.DateInput(format="%Y-%m-%d", attrs=_DAY),
        }


class ScopeForm(forms.Form):
    """Products a person is limited to: “all” is an explicit choice, not the absence of ticks."""

    reach = forms.ChoiceField(
        choices=[("all", _("The tickets of all products")), ("some", _("Only the tickets of these products"))],
        widget=forms.RadioSelect,
    )
    products = InUseMultipleChoice(Product.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        """A limit names a product at least; without a limit boxes mean nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reach") == "all":
            cleaned["products"] = Product.objects.none()
        elif not cleaned.get("products") and "products" not in self.errors:
            self.add_error("products", _("Choose at least one product, or all of them."))
        return cleaned
