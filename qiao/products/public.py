"""The public interface of `products`: cards of products and portal brands for other domains."""

from dataclasses import dataclass

from django.conf import settings
from django.http.request import validate_host

from qiao.kernel.i18n import Bilingual
from qiao.products.models import PortalBrand, Product
from qiao.products.selectors import brands_for_host, brands_of_product


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


def active_products() -> list[ProductCard]:
    """Products in support."""
    return [_product_card(product) for product in Product.objects.filter(is_active=True)]


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


@dataclass(frozen=True, slots=True)
class BrandCard:
    """A portal's brand: name, colour and logo; `address` is its URL without a trailing slash.

    `id` 0 is the default without a configured brand. `stamp` changes with every change.
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
    """The brand of a host name, or the default brand. `host` must have passed ALLOWED_HOSTS."""
    found = brands_for_host(host.partition(":")[0].lower())
    return _brand_card(found[0] if found else None)


def brand_of_product(product_id: int) -> BrandCard:
    """A product's brand, or the default brand."""
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
