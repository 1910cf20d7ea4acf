"""Portal brands: public style sheet and logo, and their setup pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kernel.access import DeskRequest, desk_page, public_page
from qiao.kernel.files import store
from qiao.kernel.files.views import answer_file
from qiao.kernel.i18n import BilingualFormField
from qiao.products.models import PortalBrand, Product
from qiao.products.selectors import brand_list, is_host_served
from qiao.products.services import save_brand
from qiao.ui.colour import brand_tones, normal_colour

_TONES = "{{--brand:{0.brand};--on-brand:{0.on_brand};--brand-text:{0.brand_text}}}"
_YEAR = "public, max-age=31536000, immutable"
LARGEST_LOGO = 200 * 1024
LOGO_TYPES = ("image/png", "image/jpeg", "image/webp")


@public_page
@require_safe
def brand_css(request: HttpRequest, brand_id: int, stamp: str) -> HttpResponse:
    """The brand's colour as three readable tones, for both themes. The address changes when the brand does."""
    brand = get_object_or_404(PortalBrand, pk=brand_id)
    light, dark = (_TONES.format(brand_tones(brand.colour, theme)) for theme in ("light", "dark"))
    styles = f".portal{light}\n@media (prefers-color-scheme:dark){{.portal{dark}}}\n"
    return HttpResponse(styles, content_type="text/css; charset=utf-8", headers={"Cache-Control": _YEAR})


@public_page
@require_safe
def logo(request: HttpRequest, brand_id: int, stamp: str) -> HttpResponseBase:
    """The brand's logo."""
    brand = get_object_or_404(PortalBrand.objects.select_related("logo"), pk=brand_id)
    if brand.logo is None:
        raise Http404
    response = answer_file(request, brand.logo, "logo")
    response.headers["Cache-Control"] = _YEAR
    return response


class BrandForm(forms.Form):
    """Name, logo, colour, domain, and who may embed the form."""

    name = BilingualFormField(label=gettext_lazy("Name of the portal"))
    colour = forms.CharField(
        label=gettext_lazy("Colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy("Text in this colour and on it is adjusted automatically to stay readable."),
    )  # fmt: skip
    logo = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, up to 200 KB. It is shown 24 pixels high."),
    )  # fmt: skip
    drop_logo = forms.BooleanField(label=gettext_lazy("No logo"), required=False)
    domain = forms.CharField(
        label=gettext_lazy("Domain of its own"), max_length=253, required=False,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")],
        help_text=gettext_lazy("Must also be listed in QIAO_HOSTS. Visitors of this domain see this brand."),
    )  # fmt: skip
    embed_origins = forms.CharField(
        label=gettext_lazy("Websites that may show the request form"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "placeholder": "https://app.example.com"}),
        help_text=gettext_lazy("One address per line, without a path."),
    )  # fmt: skip
    takes_anonymous = forms.BooleanField(label=gettext_lazy("People without an account may ask"), required=False)

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

    def clean_logo(self) -> Any:
        """A picture of moderate size."""
        upload = self.cleaned_data.get("logo")
        if upload and upload.size > LARGEST_LOGO:
            raise forms.ValidationError(_("The logo is larger than 200 KB."))
        return upload

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


@desk_page("setup.manage")
@require_safe
def brands(request: DeskRequest) -> HttpResponse:
    """The default brand and those of the products."""
    return render(request, "products/portal/brands.html", {"rows": brand_list()})


@desk_page("setup.manage")
@require_http_methods(["GET", "POST"])
def brand(request: DeskRequest, product_id: int) -> HttpResponse:
    """One brand; product 0 stands for the default brand."""
    product = get_object_or_404(Product, pk=product_id) if product_id else None
    known = PortalBrand.objects.select_related("logo").filter(product=product).first()
    form = BrandForm(request.POST or None, request.FILES or None, initial=_values(known, product))
    if form.is_valid() and _save(request, form, product):
        messages.success(request, _("The portal is saved."))
        return redirect("portal_setup:brands")
    context = {"form": form, "product": product, "known": known}
    return render(request, "products/portal/brand.html", context, status=422 if form.errors else 200)


def _save(request: DeskRequest, form: BrandForm, product: Product | None) -> bool:
    fields = {key: form.cleaned_data[key] for key in ("name", "colour", "domain", "embed_origins", "takes_anonymous")}
    upload = form.cleaned_data["logo"]
    if upload:
        stored = store(upload.file, name=upload.name, content_type=upload.content_type)
        if stored.content_type not in LOGO_TYPES:
            form.add_error("logo", _("This is not a PNG, JPEG or WebP picture."))
            return False
        fields["logo"] = stored
    elif form.cleaned_data["drop_logo"]:
        fields["logo"] = None
    save_brand(product, fields, by=request.actor)
    return True


def _values(known: PortalBrand | None, product: Product | None) -> dict[str, Any]:
    if known is None:
        return {"name": product.name if product else "", "colour": "#116368", "takes_anonymous": True}
    return {
        "name": known.name, "colour": known.colour, "domain": known.domain,
        "embed_origins": "\n".join(known.embed_origins), "takes_anonymous": known.takes_anonymous,
    }  # fmt: skip
