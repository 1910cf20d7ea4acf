"""The form of an endpoint."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


class EndpointForm(forms.Form):
    """Where to, and what about."""

    name = forms.CharField(label=_("What for"), max_length=80)
    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://erp.example.com/hooks/qiao", "spellcheck": "false"}),
    )  # fmt: skip
    types = forms.MultipleChoiceField(
        label=_("Only these events"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )  # fmt: skip
    product_ids = forms.TypedMultipleChoiceField(
        label=_("Only about these products"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all, and events that concern no product."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, types: list[tuple[str, Any]], products: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        line = '<span>{} <code class="t3 xs">{}</code></span>'
        types = [(key, format_html(line, words, key)) for key, words in types]
        for name, choices in (("types", types), ("product_ids", products)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices
