"""Reading products, their component trees and versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http.request import validate_host

from qiao.products.models import Component, PortalBrand, Product, Version


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component where it stands in the tree; `depth` 0 is the top."""

    component: Component
    depth: int
    path: tuple[str, ...]


def product_list(*, with_archived: bool = False) -> QuerySet[Product]:
    """Products with `version_count`, `component_count` and people."""
    found = Product.objects.select_related("owner", "team").annotate(
        version_count=Count("versions", distinct=True, filter=Q(versions__state=Version.State.SUPPORTED)),
        component_count=Count("components", distinct=True, filter=Q(components__is_active=True)),
    )
    return found if with_archived else found.filter(is_active=True)


def component_rows(product_id: int, *, with_archived: bool = False) -> list[ComponentRow]:
    """The tree of a product from top to bottom, in one statement."""
    found = Component.objects.filter(product=product_id).select_related("owner")
    rows = found if with_archived else found.filter(is_active=True)
    return list(_walk(list(rows)))


def _walk(components: Iterable[Component]) -> Iterator[ComponentRow]:
    children: dict[int | None, list[Component]] = {}
    known = {component.pk for component in components}
    for component in components:
        parent_id = component.parent_id if component.parent_id in known else None
        children.setdefault(parent_id, []).append(component)
    stack: list[tuple[Component, int, tuple[str, ...]]] = [
        (component, 0, ()) for component in reversed(children.get(None, []))
    ]
    while stack:
        component, depth, above = stack.pop()
        path = (*above, component.name.text)
        yield ComponentRow(component, depth, path)
        stack += [(child, depth + 1, path) for child in reversed(children.get(component.pk, []))]


def brands_for_host(host: str) -> list[PortalBrand]:
    """The brand with this domain, then the default brand; one statement."""
    rows = PortalBrand.objects.select_related("product", "logo").filter(Q(domain=host) | Q(product=None))
    return sorted(rows.filter(Q(product=None) | Q(product__is_active=True)), key=lambda brand: brand.domain != host)


def brands_of_product(product_id: int) -> list[PortalBrand]:
    """The product's brand, then the default brand; one statement."""
    rows = PortalBrand.objects.select_related("product", "logo").filter(Q(product=product_id) | Q(product=None))
    return sorted(rows, key=lambda brand: brand.product_id is None)


def brand_list() -> list[tuple[Product | None, PortalBrand | None]]:
    """The default and every product in support, each with its brand if it has one; two statements."""
    brands = {brand.product_id: brand for brand in PortalBrand.objects.select_related("logo")}
    return [(None, brands.get(None)), *((one, brands.get(one.pk)) for one in Product.objects.filter(is_active=True))]


def is_host_served(host: str) -> bool:
    """Whether this installation answers to a host name at all."""
    return validate_host(host, settings.ALLOWED_HOSTS)
