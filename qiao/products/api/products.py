"""What programs can do with products, their components and versions."""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from django.db.models import Model
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.feeds import Feed, Since, changes_of, feed
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.references import check_references
from qiao.kernel.api.texts import BilingualGiven, BilingualShown, both
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.products import services
from qiao.products.models import Component, Product, Version
from qiao.staff.models import Person, Team

products = Operations("products")
M = TypeVar("M", bound=Model)


class ProductShown(Shown):
    """What we support. `name` is in the caller's language."""

    id: int
    key: str
    name: str
    names: BilingualShown
    kind: Literal["on_premises", "cloud"]
    description: BilingualShown
    sender_name: BilingualShown
    owner_id: int | None
    team_id: int | None
    is_active: bool


class ProductGiven(Given):
    """A product; in a change, omitted fields are not changed."""

    key: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9_-]{0,39}$")] | None = None
    names: BilingualGiven | None = None
    kind: Literal["on_premises", "cloud"] = "on_premises"
    description: BilingualGiven | None = None
    sender_name: BilingualGiven | None = None
    owner_id: Id | None = None
    team_id: Id | None = None


class ComponentShown(Shown):
    """A part of a product."""

    id: int
    product_id: int
    parent_id: int | None
    name: str
    names: BilingualShown
    owner_id: int | None
    is_active: bool


class ComponentGiven(Given):
    """A component; in a change, omitted fields are not changed."""

    names: BilingualGiven | None = None
    parent_id: Id | None = None
    owner_id: Id | None = None


class VersionShown(Shown):
    """A version of a product."""

    id: int
    product_id: int
    name: str
    state: str
    released_on: date | None
    supported_until: date | None


class VersionGiven(Given):
    """A version; in a change, omitted fields are not changed."""

    name: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    state: Annotated[str, Field(max_length=12)] = Version.State.SUPPORTED.value
    released_on: date | None = None
    supported_until: date | None = None


class ProductsWanted(BaseModel):
    """Which products."""

    is_active: bool = True


@products.get("/products", "product.view", Listing[ProductShown], screens=["products:list"])
def list_products(
    request: ApiRequest, wanted: Query[ProductsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List products by name."""
    rows = Product.objects.filter(is_active=wanted.is_active)
    found, following = page_of(rows, ("name_py", "id"), cursor=cursor, limit=limit, name="products")
    return answer(request, Listing[ProductShown](items=[_product(row) for row in found], next_cursor=following))


@products.get("/products/{product_id}", "product.view", ProductShown, is_versioned=True, screens=["products:product"])
def get_product(request: ApiRequest, product_id: Id) -> HttpResponseBase:
    """Get one product."""
    return versioned(request, _product(_known(Product, product_id)))


@products.post("/products", "product.edit", ProductShown, status=201, screens=["products:new"])
def create_product(request: ApiRequest, data: ProductGiven) -> HttpResponseBase:
    """Take a product into support."""
    _need(data, "key", "names")
    made = services.create_product(_values(data, is_new=True), by=request.actor)
    return answer(request, _product(made), status=201)


@products.patch("/products/{product_id}", "product.edit", ProductShown, is_versioned=True, screens=["products:edit"])
def change_product(request: ApiRequest, product_id: Id, data: ProductGiven) -> HttpResponseBase:
    """Change what we say about a product."""
    with about_to_change(request, Product, product_id, _product):
        changed = services.change_product(product_id, _values(data), by=request.actor)
    return versioned(request, _product(changed))


@products.put("/products/{product_id}/archive", "product.edit", ProductShown, screens=["products:archive"])
def archive_product(request: ApiRequest, product_id: Id) -> HttpResponseBase:
    """Archive a product."""
    _known(Product, product_id)
    services.set_product_active(product_id, False, by=request.actor)
    return answer(request, _product(_known(Product, product_id)))


@products.delete("/products/{product_id}/archive", "product.edit", ProductShown, screens=["products:archive"])
def restore_product(request: ApiRequest, product_id: Id) -> HttpResponseBase:
    """Take an archived product back."""
    _known(Product, product_id)
    services.set_product_active(product_id, True, by=request.actor)
    return answer(request, _product(_known(Product, product_id)))


@products.get("/products/{product_id}/components", "product.view", Listing[ComponentShown])
def list_components(request: ApiRequest, product_id: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the parts of a product."""
    rows = Component.objects.filter(product=_known(Product, product_id))
    found, following = page_of(rows, ("position", "id"), cursor=cursor, limit=limit, name=f"components.{product_id}")
    return answer(request, Listing[ComponentShown](items=[_component(row) for row in found], next_cursor=following))


@products.post(
    "/products/{product_id}/components", "product.edit", ComponentShown, status=201,
    screens=["products:component_new"],
)  # fmt: skip
def create_component(request: ApiRequest, product_id: Id, data: ComponentGiven) -> HttpResponseBase:
    """Add a part."""
    _need(data, "names")
    _known(Product, product_id)
    values = _values(data, is_new=True) | {"parent": _parent(product_id, data.parent_id)}
    return answer(request, _component(services.create_component(product_id, values, by=request.actor)), status=201)


@products.get("/components/{component_id}", "product.view", ComponentShown, is_versioned=True)
def get_component(request: ApiRequest, component_id: Id) -> HttpResponseBase:
    """Get one part."""
    return versioned(request, _component(_known(Component, component_id)))


@products.patch("/components/{component_id}", "product.edit", ComponentShown, is_versioned=True,
                screens=["products:component_edit"])  # fmt: skip
def change_component(request: ApiRequest, component_id: Id, data: ComponentGiven) -> HttpResponseBase:
    """Rename or move a part."""
    with about_to_change(request, Component, component_id, _component) as known:
        values = _values(data)
        if "parent_id" in data.model_fields_set:
            values["parent"] = _parent(known.product_id, data.parent_id)
        changed = services.change_component(component_id, values, by=request.actor)
    return versioned(request, _component(changed))


@products.put("/components/{component_id}/archive", "product.edit", ComponentShown,
              screens=["products:component_archive"])  # fmt: skip
def archive_component(request: ApiRequest, component_id: Id) -> HttpResponseBase:
    """Archive a part."""
    _known(Component, component_id)
    services.set_component_active(component_id, False, by=request.actor)
    return answer(request, _component(_known(Component, component_id)))


@products.delete("/components/{component_id}/archive", "product.edit", ComponentShown,
                 screens=["products:component_archive"])  # fmt: skip
def restore_component(request: ApiRequest, component_id: Id) -> HttpResponseBase:
    """Take an archived part back."""
    _known(Component, component_id)
    services.set_component_active(component_id, True, by=request.actor)
    return answer(request, _component(_known(Component, component_id)))


@products.get("/products/{product_id}/versions", "product.view", Listing[VersionShown])
def list_versions(request: ApiRequest, product_id: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List versions, newest first."""
    rows = Version.objects.filter(product=_known(Product, product_id))
    found, following = page_of(rows, ("-sort_key", "-id"), cursor=cursor, limit=limit, name=f"versions.{product_id}")
    return answer(request, Listing[VersionShown](items=[_version(row) for row in found], next_cursor=following))


@products.post("/products/{product_id}/versions", "product.edit", VersionShown, status=201,
               screens=["products:version_new"])  # fmt: skip
def create_version(request: ApiRequest, product_id: Id, data: VersionGiven) -> HttpResponseBase:
    """Add a version."""
    _need(data, "name")
    _known(Product, product_id)
    made = services.create_version(product_id, _values(data, is_new=True), by=request.actor)
    return answer(request, _version(made), status=201)


@products.get("/versions/{version_id}", "product.view", VersionShown, is_versioned=True)
def get_version(request: ApiRequest, version_id: Id) -> HttpResponseBase:
    """Get one version."""
    return versioned(request, _version(_known(Version, version_id)))


@products.patch("/versions/{version_id}", "product.edit", VersionShown, is_versioned=True,
                screens=["products:version_edit", "products:version_state"])  # fmt: skip
def change_version(request: ApiRequest, version_id: Id, data: VersionGiven) -> HttpResponseBase:
    """Change name, dates or state of a version."""
    with about_to_change(request, Version, version_id, _version):
        changed = services.change_version(version_id, _values(data), by=request.actor)
    return versioned(request, _version(changed))


@products.get("/changes/products", "product.view", Feed[ProductShown])
def list_changed_products(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List products that changed; works as the feed of tickets does."""
    found = changes_of("products.product", cursor=cursor, since=updated_since, limit=limit)
    rows = Product.objects.in_bulk(list(found.at))
    return answer(request, feed(ProductShown, found, {pk: _product(row) for pk, row in rows.items()}))


@products.get("/changes/components", "product.view", Feed[ComponentShown])
def list_changed_components(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List parts of products that changed; works as the feed of tickets does."""
    found = changes_of("products.component", cursor=cursor, since=updated_since, limit=limit)
    rows = Component.objects.in_bulk(list(found.at))
    return answer(request, feed(ComponentShown, found, {pk: _component(row) for pk, row in rows.items()}))


@products.get("/changes/versions", "product.view", Feed[VersionShown])
def list_changed_versions(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List versions that changed; works as the feed of tickets does."""
    found = changes_of("products.version", cursor=cursor, since=updated_since, limit=limit)
    rows = Version.objects.in_bulk(list(found.at))
    return answer(request, feed(VersionShown, found, {pk: _version(row) for pk, row in rows.items()}))


def _known(model: type[M], pk: int) -> M:
    return get_object_or_404(model, pk=pk)


def _need(data: Given, *names: str) -> None:
    missing = [name for name in names if not getattr(data, name) or getattr(data, name) == BilingualGiven()]
    if missing:
        raise Invalid({name: _("is missing.") for name in missing})


def _values(data: Given, *, is_new: bool = False) -> dict[str, Any]:
    """What was sent, as the services take it."""
    sent = set(type(data).model_fields) if is_new else data.model_fields_set
    values = {name: getattr(data, name) for name in sent - {"parent_id"}}
    values |= {name: BilingualGiven() for name in ("description", "sender_name") if name in sent and not values[name]}
    if empty := [name for name in ("name", "key", "names") if name in values and not values[name]]:
        raise Invalid({name: _("is missing.") for name in empty})
    if "state" in values and values["state"] not in Version.State.values:
        raise Invalid({"state": _("must be one of %(expected)s.") % {"expected": ", ".join(Version.State.values)}})
    check_references({"owner_id": (Person, values.get("owner_id")), "team_id": (Team, values.get("team_id"))})
    values |= {name: one.value for name, one in values.items() if isinstance(one, BilingualGiven)}
    if "names" in values:
        values["name"] = values.pop("names")
        if not values["name"]:
            raise Invalid({"names": _("is missing.")})
    return values


def _parent(product_id: int, parent_id: int | None) -> Component | None:
    if parent_id is None:
        return None
    parent = Component.objects.filter(product=product_id, pk=parent_id).first()
    if parent is None:
        raise Invalid({"parent_id": _("does not exist.")})
    return parent


def _product(row: Product) -> ProductShown:
    return ProductShown.model_validate({
        "id": row.pk, "key": row.key, "name": row.name.text, "names": both(row.name), "kind": row.kind,
        "description": both(row.description), "sender_name": both(row.sender_name), "owner_id": row.owner_id,
        "team_id": row.team_id, "is_active": row.is_active,
    })  # fmt: skip


def _component(row: Component) -> ComponentShown:
    return ComponentShown(
        id=row.pk, product_id=row.product_id, parent_id=row.parent_id, name=row.name.text, names=both(row.name),
        owner_id=row.owner_id, is_active=row.is_active,
    )  # fmt: skip


def _version(row: Version) -> VersionShown:
    return VersionShown(
        id=row.pk, product_id=row.product_id, name=row.name, state=row.state, released_on=row.released_on,
        supported_until=row.supported_until,
    )  # fmt: skip
