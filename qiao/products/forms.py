"""Forms of the product pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.products.models import Component, Product, Version
from qiao.products.selectors import component_rows
from qiao.staff.models import Person, Team

_DAY = {"type": "date"}


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]
    """What we say about a product."""

    class Meta:
        model = Product
        fields = ["name", "key", "kind", "description", "sender_name", "owner", "team"]
        help_texts = {
            "key": _("Short and stable, in small letters, as in addresses: helm"),
            "sender_name": _("Shown as the sender of mail about this product; empty means the mailbox’s own name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only(self.fields["owner"], Person.objects.filter(is_active=True).order_by("name_py"))
        _only(self.fields["team"], Team.objects.filter(is_active=True))


class ComponentForm(forms.ModelForm):  # type: ignore[type-arg]
    """A component, its place in the tree, and who knows it."""

    class Meta:
        model = Component
        fields = ["name", "parent", "owner"]

    def __init__(self, *args: Any, product_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in component_rows(product_id) if row.component.pk != self.instance.pk]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Component.objects.filter(product=product_id)
        parent.choices = [
            ("", _("nothing, it stands at the top")),
            *((row.component.pk, " / ".join(row.path)) for row in rows),
        ]
        _only(self.fields["owner"], Person.objects.filter(is_active=True).order_by("name_py"))


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
    """Products a person is limited to."""

    products = forms.ModelMultipleChoiceField(
        Product.objects.filter(is_active=True), label=_("Products"), required=False, widget=forms.CheckboxSelectMultiple
    )


def _only(field: forms.Field, rows: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
