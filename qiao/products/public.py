"""The door of `products`: cards of products, versions and components for other domains."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http.request import validate_host

from qiao.kernel.i18n import Bilingual
from qiao.products.models import Component, PortalBrand, Product, Version
from qiao.products.selectors import brands_for_host, brands_of_product, component_rows, scope_of


@dataclass(frozen=True, slots=True)
class ProductCard:
    """Enough to show a product, to write mail for it and to route its tickets."""

    id: int
    key: str
    name: Bilingual
    kind: str
    sender_name: Bilingual
    owner_id: int | None
    team_id: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version; `state` is planned, supported or ended."""

    id: int
    product_id: int
    name: str
    state: str
    released_on: date | None
    supported_until: date | None


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """A component; `path` names it from the top of its tree in the active language."""

    id: int
    product_id: int
    name: Bilingual
    path: tuple[str, ...]
    owner_id: int | None


def product_cards(ids: Iterable[int]) -> dict[int, ProductCard]:
    """Cards by id, archived products too; unknown ids are left out."""
    return {product.pk: _product_card(product) for product in Product.objects.filter(pk__in=set(ids))}


def active_products(*, for_person: int | None = None) -> list[ProductCard]:
    """Products in support; `for_person` keeps those this person's scope covers."""
    found = Product.objects.filter(is_active=True)
    scope = scope_of(for_person) if for_person else None
    return [_product_card(product) for product in (found if scope is None else found.filter(pk__in=scope))]


def product_scope(person_id: int) -> frozenset[int] | None:
    """Ids of the products this person is limited to, or None when all are open."""
    return scope_of(person_id)


def versions_of(product_id: int) -> list[VersionCard]:
    """All versions, newest first."""
    return [_version_card(version) for version in Version.objects.filter(product=product_id)]


def version_cards(ids: Iterable[int]) -> dict[int, VersionCard]:
    """Cards by id; unknown ids are left out."""
    return {version.pk: _version_card(version) for version in Version.objects.filter(pk__in=set(ids))}


def components_of(product_id: int) -> list[ComponentCard]:
    """The tree from top to bottom, archived ones left out."""
    return [_component_card(row.component, row.path) for row in component_rows(product_id)]


def component_card(component_id: int) -> ComponentCard | None:
    """One component, archived or not."""
    component = Component.objects.filter(pk=component_id).first()
    if component is None:
        return None
    rows = component_rows(component.product_id, with_archived=True)
    return next(_component_card(row.component, row.path) for row in rows if row.component.pk == component_id)


def _product_card(product: Product) -> ProductCard:
    return ProductCard(
        id=product.pk,
        key=product.key,
        name=product.name,
        kind=product.kind,
        sender_name=product.sender_name,
        owner_id=product.owner_id,
        team_id=product.team_id,
        is_active=product.is_active,
    )


def _version_card(version: Version) -> VersionCard:
    return VersionCard(
        id=version.pk,
        product_id=version.product_id,
        name=version.name,
        state=version.state,
        released_on=version.released_on,
        supported_until=version.supported_until,
    )


def _component_card(component: Component, path: tuple[str, ...]) -> ComponentCard:
    return ComponentCard(component.pk, component.product_id, component.name, path, component.owner_id)


@dataclass(frozen=True, slots=True)
class BrandCard:
    """Whose portal this is: its name, colour and logo; `address` is where it is reached, without a last slash.

    `id` 0 is the house without a brand of its own. `stamp` changes with every change.
    """

    id: int
    product_id: int | None
    product_key: str
    name: Bilingual
    colour: str
    logo_sha256: str
    address: str
    embed_origins: tuple[str, ...]
    takes_anonymous: bool
    stamp: str


def brand_for_host(host: str) -> BrandCard:
    """The brand that a host name leads to, else the house's own. `host` must have passed ALLOWED_HOSTS."""
    found = brands_for_host(host.partition(":")[0].lower())
    return _brand_card(found[0] if found else None)


def brand_of_product(product_id: int) -> BrandCard:
    """A product's brand, else the house's own."""
    found = brands_of_product(product_id)
    return _brand_card(found[0] if found else None)


def is_portal_domain(host: str) -> bool:
    """Whether a portal has this domain for its own."""
    return any(brand.domain == host for brand in brands_for_host(host))


def _brand_card(brand: PortalBrand | None) -> BrandCard:
    if brand is None:
        return BrandCard(0, None, "", Bilingual(), "", "", settings.ADDRESS, (), True, "0")
    scheme, _, house = settings.ADDRESS.partition("://")
    port = f":{house.rpartition(':')[2]}" if ":" in house else ""
    # a domain that Django would refuse must not stand in a mail
    is_served = bool(brand.domain) and validate_host(brand.domain, settings.ALLOWED_HOSTS)
    return BrandCard(
        id=brand.pk, product_id=brand.product_id, product_key=brand.product.key if brand.product else "",
        name=brand.name, colour=brand.colour, logo_sha256=brand.logo.sha256 if brand.logo else "",
        address=f"{scheme}://{brand.domain}{port}" if is_served else settings.ADDRESS,
        embed_origins=tuple(brand.embed_origins), takes_anonymous=brand.takes_anonymous,
        stamp=f"{brand.updated_at:%Y%m%d%H%M%S}",
    )  # fmt: skip
