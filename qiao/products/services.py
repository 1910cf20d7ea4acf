"""Acts on products, components and versions."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes, plain_value
from qiao.kernel.errors import Refusal
from qiao.kernel.i18n import Bilingual
from qiao.kernel.text.names import name_keys
from qiao.products.models import Component, PortalBrand, Product, Version
from qiao.products.rules import version_sort_key
from qiao.staff.models import Person


class KeyTaken(Refusal):
    """Keys of products are unique."""

    text = _("There is already a product with the key %(key)s.")


class VersionExists(Refusal):
    """Names of versions are unique in their product."""

    text = _("Version %(name)s already exists.")


class ComponentInsideItself(Refusal):
    """The tree would become a ring."""

    text = _("A component cannot be a part of itself.")


class ComponentHasParts(Refusal):
    """Archiving a component with parts in use would hide those too."""

    text = _("Archive the parts of %(name)s first.")


@transaction.atomic
def create_product(fields: Mapping[str, Any], *, by: Actor) -> Product:
    """Take a product into support; raises KeyTaken."""
    product = Product(**fields)
    _set_name_keys(product, product.name)
    _save_or(KeyTaken(key=product.key), product)
    record(by, "product.created", product, data={"key": product.key})
    return product


@transaction.atomic
def change_product(product_id: int, fields: Mapping[str, Any], *, by: Actor) -> Product:
    """Change what we say about a product; raises KeyTaken."""
    product = Product.objects.select_for_update(no_key=True).get(pk=product_id)
    changes = apply_changes(product, fields)
    _set_name_keys(product, product.name)
    _save_or(KeyTaken(key=product.key), product)
    if changes:
        record(by, "product.changed", product, data=changes)
    return product


@transaction.atomic
def set_product_active(product_id: int, is_active: bool, *, by: Actor) -> None:
    """Archive a product or take it back into use."""
    product = Product.objects.select_for_update(no_key=True).get(pk=product_id)
    if product.is_active != is_active:
        product.is_active = is_active
        product.save(update_fields=["is_active"])
        record(by, "product.restored" if is_active else "product.archived", product)


@transaction.atomic
def set_product_scope(person_id: int, product_ids: Collection[int], *, by: Actor) -> None:
    """Limit a person to these products; none means all."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    before = set(person.products.values_list("pk", flat=True))
    if before != set(product_ids):
        person.products.set(Product.objects.filter(pk__in=product_ids))
        record(by, "person.scope_changed", person, data={"products": [sorted(before), sorted(product_ids)]})


@transaction.atomic
def create_component(product_id: int, fields: Mapping[str, Any], *, by: Actor) -> Component:
    """Add a component at the end of its siblings."""
    last = Component.objects.filter(product=product_id, parent=fields.get("parent")).aggregate(Max("position"))
    component = Component(product_id=product_id, position=(last["position__max"] or 0) + 1, **fields)
    _set_name_keys(component, component.name)
    component.save()
    record(by, "component.created", component, data={"name": plain_value(component.name)})
    return component


@transaction.atomic
def change_component(component_id: int, fields: Mapping[str, Any], *, by: Actor) -> Component:
    """Rename or move a component; raises ComponentInsideItself."""
    # moves in one product happen one after the other, so that two of them cannot close a ring
    Product.objects.select_for_update(no_key=True, of=("self",)).get(components=component_id)
    component = Component.objects.select_for_update(no_key=True).get(pk=component_id)
    parent = fields.get("parent", component.parent)
    above = parent.pk if parent else None
    while above is not None:
        if above == component.pk:
            raise ComponentInsideItself
        above = Component.objects.values_list("parent_id", flat=True).get(pk=above)
    changes = apply_changes(component, fields)
    _set_name_keys(component, component.name)
    component.save()
    if changes:
        record(by, "component.changed", component, data=changes)
    return component


@transaction.atomic
def set_component_active(component_id: int, is_active: bool, *, by: Actor) -> None:
    """Archive a component, or take it back together with what it is a part of; raises ComponentHasParts."""
    component = Component.objects.select_for_update(no_key=True).get(pk=component_id)
    if not is_active and component.children.filter(is_active=True).exists():
        raise ComponentHasParts(name=component.name.text)
    while component is not None and component.is_active != is_active:
        component.is_active = is_active
        component.save(update_fields=["is_active"])
        record(by, "component.restored" if is_active else "component.archived", component)
        if not is_active or component.parent is None:
            return
        component = component.parent


@transaction.atomic
def create_version(product_id: int, fields: Mapping[str, Any], *, by: Actor) -> Version:
    """Add a version; raises VersionExists."""
    version = Version(product_id=product_id, **fields)
    version.sort_key = version_sort_key(version.name)
    _save_or(VersionExists(name=version.name), version)
    record(by, "version.created", version, data={"name": version.name})
    return version


@transaction.atomic
def change_version(version_id: int, fields: Mapping[str, Any], *, by: Actor) -> Version:
    """Change name, dates or state; raises VersionExists."""
    version = Version.objects.select_for_update(no_key=True).get(pk=version_id)
    changes = apply_changes(version, fields)
    version.sort_key = version_sort_key(version.name)
    _save_or(VersionExists(name=version.name), version)
    if changes:
        record(by, "version.changed", version, data=changes)
    return version


def _set_name_keys(obj: Product | Component, name: Bilingual) -> None:
    obj.name_py, obj.name_initials = name_keys(name.in_language("zh-hans"))


def _save_or(refusal: Refusal, obj: Product | Version) -> None:
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError:
        raise refusal from None


class DomainTaken(Refusal):
    """A host name leads to one brand."""

    text = _("%(domain)s already belongs to another brand.")


@transaction.atomic
def save_brand(product: Product | None, fields: Mapping[str, Any], *, by: Actor) -> PortalBrand:
    """Set how the portal of a product looks, or the default portal. Raises DomainTaken."""
    brand = PortalBrand.objects.select_for_update(no_key=True).filter(product=product).first()
    brand = brand or PortalBrand(product=product)
    domain = fields.get("domain", "")
    if domain and PortalBrand.objects.filter(domain=domain).exclude(pk=brand.pk).exists():
        raise DomainTaken(domain=domain)
    changes = apply_changes(brand, fields)
    brand.updated_at = timezone.now()
    brand.save()
    record(by, "brand.saved", brand, data=changes)
    return brand
