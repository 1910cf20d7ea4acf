"""Portal brands: public style sheet and logo, and their setup pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kernel.access import DeskRequest, desk_page, public_page
from qiao.kernel.files.views import answer_file
from qiao.products.forms import BrandForm, brand_values
from qiao.products.models import PortalBrand, Product
from qiao.products.selectors import brand_list
from qiao.products.services import save_brand
from qiao.ui.colour import brand_tones

_TONES = "{{--brand:{0.brand};--on-brand:{0.on_brand};--brand-text:{0.brand_text};--brand-line:{0.brand_line}}}"
_YEAR = "public, max-age=31536000, immutable"


@public_page
@require_safe
def brand_css(request: HttpRequest, brand_id: int, stamp: str) -> HttpResponse:
    """The brand's colour as readable tones, for both themes. The address changes when the brand does."""
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
    form = BrandForm(request.POST or None, request.FILES or None, initial=brand_values(known, product))
    if form.is_valid():
        save_brand(product, form.changes(), by=request.actor)
        messages.success(request, _("The portal is saved."))
        return redirect("portal_setup:brands")
    context = {"form": form, "product": product, "known": known}
    return render(request, "products/portal/brand.html", context, status=422 if form.errors else 200)
