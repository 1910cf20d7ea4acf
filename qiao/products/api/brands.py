"""How portals look: the default brand and those of products."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from ninja import File
from ninja.files import UploadedFile
from pydantic import Field

from qiao.kernel.api.answers import LARGEST_ID, Given, Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.problems import refuse_nul
from qiao.kernel.api.texts import BilingualGiven, BilingualShown, both
from qiao.kernel.api.versions import expect_version, versioned
from qiao.products.forms import BrandForm, brand_values
from qiao.products.models import PortalBrand, Product
from qiao.products.selectors import brand_list
from qiao.products.services import save_brand

brands = Operations("portal setup")

_brand = "/portal-brands/{product_id}"
_CALLED = {"name": "names", "logo": "file"}
Origins = Annotated[list[Annotated[str, Field(min_length=1, max_length=253)]], Field(max_length=50)]
ProductOrHouse = Annotated[int, Field(ge=0, le=LARGEST_ID, description="The product; 0 for the default brand.")]


class BrandShown(Shown):
    """How the portal of a product looks, or the default portal (`product_id` null)."""

    product_id: int | None
    is_set: bool = Field(description="False for a product whose portal still looks as the default one.")
    name: str
    names: BilingualShown
    colour: str
    has_logo: bool
    domain: str
    embed_origins: list[str]
    takes_anonymous: bool
    updated_at: datetime | None


class BrandGiven(Given):
    """What is to be different; omitted fields are not changed."""

    names: BilingualGiven | None = None
    colour: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] | None = None
    domain: Annotated[str, Field(max_length=253)] | None = None
    embed_origins: Annotated[list[Annotated[str, Field(min_length=1, max_length=253)]], Field(max_length=50)] | None = (
        None
    )
    takes_anonymous: bool | None = None


@brands.get("/portal-brands", "setup.manage", Listing[BrandShown], screens=["portal_setup:brands"])
def list_portal_brands(request: ApiRequest) -> HttpResponseBase:
    """List the default brand and those of all products in support."""
    items = [_shown(product, brand) for product, brand in brand_list()]
    return answer(request, Listing[BrandShown](items=items, next_cursor=None))


@brands.get(_brand, "setup.manage", BrandShown, is_versioned=True)
def get_portal_brand(request: ApiRequest, product_id: ProductOrHouse) -> HttpResponseBase:
    """Get one brand."""
    product = _product(product_id)
    return versioned(request, _shown(product, _known(product)))


@brands.patch(_brand, "setup.manage", BrandShown, is_versioned=True, screens=["portal_setup:brand"])
def change_portal_brand(request: ApiRequest, product_id: ProductOrHouse, data: BrandGiven) -> HttpResponseBase:
    """Change how a portal looks, its domain, and who may show its form."""
    sent: dict[str, Any] = data.model_dump(exclude_none=True, exclude={"names"})
    if data.names is not None:
        sent["name"] = data.names.value
    if data.embed_origins is not None:
        sent["embed_origins"] = "\n".join(data.embed_origins)
    return _saved(request, product_id, sent)


@brands.post(f"{_brand}/logo", "setup.manage", BrandShown, is_versioned=True, screens=["portal_setup:brand"])
def set_portal_logo(request: ApiRequest, product_id: ProductOrHouse, file: File[UploadedFile]) -> HttpResponseBase:
    """Give a portal a logo: PNG, JPEG or WebP, 200 KB at most."""
    refuse_nul(file)
    return _saved(request, product_id, {}, file)


@brands.delete(f"{_brand}/logo", "setup.manage", BrandShown, is_versioned=True, screens=["portal_setup:brand"])
def remove_portal_logo(request: ApiRequest, product_id: ProductOrHouse) -> HttpResponseBase:
    """Take the logo off a portal."""
    return _saved(request, product_id, {"drop_logo": True})


@transaction.atomic
def _saved(
    request: ApiRequest, product_id: int, sent: Mapping[str, Any], logo: UploadedFile | None = None
) -> HttpResponseBase:
    product = _product(product_id)
    known = _known(product, is_locked=True)
    expect_version(request, _shown(product, known))
    initial = brand_values(known, product)
    files: Any = MultiValueDict({"logo": [logo]} if logo else {})
    form = BrandForm(as_sent({**initial, **sent}), files, initial=initial)
    checked(form, called=_CALLED)
    return versioned(request, _shown(product, save_brand(product, form.changes(), by=request.actor)))


def _product(product_id: int) -> Product | None:
    return get_object_or_404(Product, pk=product_id) if product_id else None


def _known(product: Product | None, *, is_locked: bool = False) -> PortalBrand | None:
    rows = PortalBrand.objects.filter(product=product)
    return (rows.select_for_update(no_key=True) if is_locked else rows).first()


def _shown(product: Product | None, brand: PortalBrand | None) -> BrandShown:
    row = brand or PortalBrand(**brand_values(None, product))
    return BrandShown(
        product_id=product.pk if product else None, is_set=brand is not None, name=row.name.text, names=both(row.name),
        colour=row.colour, has_logo=row.logo_id is not None, domain=row.domain, embed_origins=row.embed_origins,
        takes_anonymous=row.takes_anonymous, updated_at=brand.updated_at if brand else None,
    )  # fmt: skip
