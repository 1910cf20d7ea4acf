"""Forms of the product pages."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from qiao.kernel.files import store
from qiao.kernel.i18n import Bilingual, BilingualFormField
from qiao.kernel.in_use import InUseChoice, InUseChoiceByName, InUseMultipleChoice
from qiao.kernel.models import StoredFile
from qiao.products.models import Component, PortalBrand, Product, Version
from qiao.products.selectors import component_rows, is_host_served
from qiao.ui.colour import normal_colour

_DAY = {"type": "date"}
LARGEST_LOGO = 200 * 1024
LOGO_TYPES = ("image/png", "image/jpeg", "image/webp")


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


class BrandForm(forms.Form):
    """Name, logo, colour, domain, and who may embed the form."""

    name = BilingualFormField(label=_("Name of the portal"))
    colour = forms.CharField(
        label=_("Colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Text in this colour and on it is adjusted automatically to stay readable."),
    )  # fmt: skip
    logo = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("PNG, JPEG or WebP, up to 200 KB. It is shown 24 pixels high."),
    )  # fmt: skip
    drop_logo = forms.BooleanField(label=_("No logo"), required=False)
    domain = forms.CharField(
        label=_("Domain of its own"), max_length=253, required=False,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")],
        help_text=_("Must also be listed in QIAO_HOSTS. Visitors of this domain see this brand."),
    )  # fmt: skip
    embed_origins = forms.CharField(
        label=_("Websites that may show the request form"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "placeholder": "https://app.example.com"}),
        help_text=_("One address per line, without a path."),
    )  # fmt: skip
    takes_anonymous = forms.BooleanField(label=_("People without an account may ask"), required=False)

    def clean_colour(self) -> str:
        """As #rrggbb."""
        colour = normal_colour(self.cleaned_data["colour"])
        if not colour:
            raise forms.ValidationError(_("Write a colour as #rrggbb."))
        return colour

    def clean_domain(self) -> str:
        """Lower case, and among the hosts of this installation."""
        domain = str(self.cleaned_data["domain"]).strip().lower()
        if domain and not is_host_served(domain):
            raise forms.ValidationError(_("Add this domain to QIAO_HOSTS first, and start Qiao again."))
        return domain

    def clean_logo(self) -> StoredFile | None:
        """A picture of moderate size, kept; what no brand names in the end is forgotten after a day."""
        upload = self.cleaned_data.get("logo")
        if not upload:
            return None
        if upload.size > LARGEST_LOGO:
            raise forms.ValidationError(_("The logo is larger than 200 KB."))
        stored = store(upload.file, name=upload.name, content_type=upload.content_type)
        if stored.content_type not in LOGO_TYPES:
            raise forms.ValidationError(_("This is not a PNG, JPEG or WebP picture."))
        return stored

    def clean_embed_origins(self) -> list[str]:
        """Lines to origins."""
        origins = []
        for line in str(self.cleaned_data["embed_origins"]).split():
            origin = line.strip().rstrip("/").lower()
            RegexValidator(r"^https?://[a-z0-9.-]+(:\d{1,5})?$", _("Write addresses as https://app.example.com."))(
                origin
            )
            origins.append(origin)
        return list(dict.fromkeys(origins))

    def changes(self) -> dict[str, Any]:
        """What is to be saved, once the form is valid."""
        names = ("name", "colour", "domain", "embed_origins", "takes_anonymous")
        fields = {name: self.cleaned_data[name] for name in names}
        logo = self.cleaned_data["logo"]
        return fields | ({"logo": logo} if logo or self.cleaned_data["drop_logo"] else {})


def brand_values(known: PortalBrand | None, product: Product | None) -> dict[str, Any]:
    """What the form begins with: a brand that nobody set up yet bears the name of its product."""
    if known is None:
        return {"name": product.name if product else Bilingual(), "colour": "#116368", "takes_anonymous": True}
    return {
        "name": known.name, "colour": known.colour, "domain": known.domain,
        "embed_origins": "\n".join(known.embed_origins), "takes_anonymous": known.takes_anonymous,
    }  # fmt: skip
