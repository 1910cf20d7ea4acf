"""Products, their components and versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import number_or_none
from qiao.products import services
from qiao.products.forms import ComponentForm, ProductForm, VersionForm
from qiao.products.models import Component, Product, Version
from qiao.products.rules import is_in_support
from qiao.products.selectors import component_rows, product_list


@desk_page("product.view")
@require_safe
def products(request: DeskRequest) -> HttpResponse:
    """All products."""
    with_archived = request.GET.get("archived") == "1"
    context = {
        "products": product_list(with_archived=with_archived),
        "with_archived": with_archived,
        "may_edit": request.user.may("product.edit"),
    }
    return render(request, "products/list.html", context)


@desk_page("product.view")
@require_safe
def product(request: DeskRequest, product_id: int) -> HttpResponse:
    """One product with its component tree and versions."""
    found = get_object_or_404(Product.objects.select_related("owner", "team"), pk=product_id)
    may_edit = request.user.may("product.edit")
    today = timezone.localdate()
    versions = [
        {"version": version, "in_support": is_in_support(version.state, version.supported_until, today)}
        for version in found.versions.all()
    ]
    removed = number_or_none(request.GET.get("removed", ""))
    context = {
        "product": found,
        "rows": component_rows(found.pk),
        "versions": versions,
        "may_edit": may_edit,
        "removed": found.components.filter(pk=removed, is_active=False).first() if removed is not None else None,
    }
    return render(request, "products/product.html", context)


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def product_new(request: DeskRequest) -> HttpResponse:
    """Take a product into support."""
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.create_product(form.cleaned_data, by=request.actor))
        if made:
            messages.success(request, _("Saved."))
            return redirect("products:product", made.pk)
    return _form_page(request, form, _("New product"), None)


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def product_edit(request: DeskRequest, product_id: int) -> HttpResponse:
    """Change what we say about a product."""
    known = get_object_or_404(Product, pk=product_id)
    form = ProductForm(request.POST or None, instance=known)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.change_product(product_id, form.cleaned_data, by=request.actor)) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("products:product", product_id)
    return _form_page(request, form, _("Edit product"), known)


@desk_page("product.edit")
@require_POST
def product_archive(request: DeskRequest, product_id: int) -> HttpResponse:
    """Archive, or restore when `restore` is given."""
    get_object_or_404(Product, pk=product_id)
    services.set_product_active(product_id, "restore" in request.POST, by=request.actor)
    return redirect("products:product", product_id)


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def component_new(request: DeskRequest, product_id: int) -> HttpResponse:
    """Add a component."""
    known = get_object_or_404(Product, pk=product_id)
    form = ComponentForm(request.POST or None, product_id=product_id, initial={"parent": request.GET.get("parent")})
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.create_component(product_id, form.cleaned_data, by=request.actor))
        is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("products:product", product_id)
    return _form_page(request, form, _("New component"), known)


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def component_edit(request: DeskRequest, component_id: int) -> HttpResponse:
    """Rename or move a component."""
    known = get_object_or_404(Component.objects.select_related("product"), pk=component_id)
    form = ComponentForm(request.POST or None, instance=known, product_id=known.product_id)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.change_component(component_id, form.cleaned_data, by=request.actor))
        is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("products:product", known.product_id)
    removal = reverse("products:component_archive", args=[component_id])
    return _form_page(request, form, _("Edit component"), known.product, removal)


@desk_page("product.edit")
@require_POST
def component_archive(request: DeskRequest, component_id: int) -> HttpResponse:
    """Archive, or restore when `restore` is given."""
    known = get_object_or_404(Component, pk=component_id)
    is_restored = "restore" in request.POST
    services.set_component_active(component_id, is_restored, by=request.actor)
    address = reverse("products:product", args=[known.product_id])
    return redirect(address if is_restored else f"{address}?removed={component_id}")


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def version_new(request: DeskRequest, product_id: int) -> HttpResponse:
    """Add a version."""
    known = get_object_or_404(Product, pk=product_id)
    form = VersionForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.create_version(product_id, form.cleaned_data, by=request.actor)) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("products:product", product_id)
    return _form_page(request, form, _("New version"), known)


@desk_page("product.edit")
@require_http_methods(["GET", "POST"])
def version_edit(request: DeskRequest, version_id: int) -> HttpResponse:
    """Change name, dates and state."""
    known = get_object_or_404(Version.objects.select_related("product"), pk=version_id)
    form = VersionForm(request.POST or None, instance=known)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.change_version(version_id, form.cleaned_data, by=request.actor)) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("products:product", known.product_id)
    return _form_page(request, form, _("Edit version"), known.product)


@desk_page("product.edit")
@require_POST
def version_state(request: DeskRequest, version_id: int) -> HttpResponse:
    """Mark as out of support, or as supported again."""
    known = get_object_or_404(Version, pk=version_id)
    is_back = "restore" in request.POST
    state = Version.State.SUPPORTED if is_back else Version.State.ENDED
    services.change_version(version_id, {"state": state}, by=request.actor)
    return redirect("products:product", known.product_id)


def _form_page(
    request: DeskRequest,
    form: ProductForm | ComponentForm | VersionForm,
    heading: str,
    known: Product | None,
    removal: str = "",
) -> HttpResponse:
    context = {"form": form, "heading": heading, "product": known, "removal": removal}
    return render(request, "products/form.html", context, status=422 if form.errors else 200)
