"""Custom fields of tickets."""

from collections.abc import Collection

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query

from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.texts import both
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.products.models import Product
from qiao.tickets import services
from qiao.tickets.api.setup_schemas import (
    CustomFieldChangeGiven,
    CustomFieldGiven,
    CustomFieldShown,
    CustomFieldsWanted,
    FieldChoiceGiven,
    FieldChoiceShown,
)
from qiao.tickets.models import CustomField
from qiao.tickets.services import CustomFieldDraft

fields = Operations("custom fields")

_field = "/custom-fields/{field_id}"
Choices = tuple[dict[str, str], ...]


@fields.get("/custom-fields", "ticket.view", Listing[CustomFieldShown], screens=["tickets:fields-setup"])
def list_custom_fields(
    request: ApiRequest, wanted: Query[CustomFieldsWanted], cursor: Cursor = "", limit: Limit = 200
) -> HttpResponseBase:
    """List the custom fields of tickets in their order."""
    rows = CustomField.objects.filter(is_active=wanted.is_active).prefetch_related("products")
    found, following = page_of(rows, ("position", "id"), cursor=cursor, limit=limit, name="custom-fields")
    return answer(request, Listing[CustomFieldShown](items=[_shown(row) for row in found], next_cursor=following))


@fields.get(_field, "ticket.view", CustomFieldShown, is_versioned=True, screens=["tickets:field"])
def get_custom_field(request: ApiRequest, field_id: Id) -> HttpResponseBase:
    """Get one custom field."""
    return versioned(request, _shown(_known(field_id)))


@fields.post("/custom-fields", "setup.manage", CustomFieldShown, status=201, screens=["tickets:field-new"])
def create_custom_field(request: ApiRequest, data: CustomFieldGiven) -> HttpResponseBase:
    """Define a field of tickets."""
    draft = CustomFieldDraft(
        key=data.key, label=data.labels.value.as_json(), kind=data.kind, choices=_choices(data.options),
        product_ids=_products(data.product_ids), is_required_to_solve=data.is_required_to_solve, position=data.position,
    )  # fmt: skip
    made = services.save_custom_field(draft, by=request.actor)
    return answer(request, _shown(_known(made)), status=201)


@fields.patch(_field, "setup.manage", CustomFieldShown, is_versioned=True, screens=["tickets:field"])
def change_custom_field(request: ApiRequest, field_id: Id, data: CustomFieldChangeGiven) -> HttpResponseBase:
    """Change a custom field."""
    with about_to_change(request, CustomField, field_id, _shown) as known:
        _save(request, known, data)
    return versioned(request, _shown(_known(field_id)))


@fields.put(f"{_field}/archive", "setup.manage", CustomFieldShown, screens=["tickets:fields-setup"])
def archive_custom_field(request: ApiRequest, field_id: Id) -> HttpResponseBase:
    """Ask for a field no longer; tickets keep their values."""
    services.retire_custom_field(field_id, by=request.actor)
    return answer(request, _shown(_known(field_id)))


@fields.delete(f"{_field}/archive", "setup.manage", CustomFieldShown, screens=["tickets:field"])
def restore_custom_field(request: ApiRequest, field_id: Id) -> HttpResponseBase:
    """Ask for a retired field again."""
    _save(request, _known(field_id), CustomFieldChangeGiven())
    return answer(request, _shown(_known(field_id)))


def _known(field_id: int) -> CustomField:
    return get_object_or_404(CustomField.objects.prefetch_related("products"), pk=field_id)


def _save(request: ApiRequest, known: CustomField, data: CustomFieldChangeGiven) -> None:
    """The field with what was sent, as the service takes it."""
    label = known.label if data.labels is None else data.labels.value
    product_ids = data.product_ids
    is_required, position = data.is_required_to_solve, data.position
    draft = CustomFieldDraft(
        key=known.key, kind=known.kind, label=label.as_json(),
        choices=tuple(known.choices) if data.options is None else _choices(data.options),
        product_ids=tuple(one.pk for one in known.products.all()) if product_ids is None else _products(product_ids),
        is_required_to_solve=known.is_required_to_solve if is_required is None else is_required,
        position=known.position if position is None else position,
    )  # fmt: skip
    services.save_custom_field(draft, by=request.actor, field_id=known.pk)


def _products(product_ids: Collection[int]) -> tuple[int, ...]:
    if len(set(product_ids)) != Product.objects.filter(pk__in=product_ids).count():
        raise Invalid.of("gone", "product_ids")
    return tuple(product_ids)


def _choices(options: Collection[FieldChoiceGiven]) -> Choices:
    if len({one.key for one in options}) != len(options):
        raise Invalid.of("unfit", "options")
    return tuple({"key": one.key, "en": one.en, "zh-hans": one.zh_hans} for one in options)


def _shown(row: CustomField) -> CustomFieldShown:
    return CustomFieldShown.model_validate({
        "id": row.pk, "key": row.key, "label": row.label.text, "labels": both(row.label), "kind": row.kind,
        "choices": [one["key"] for one in row.choices],
        "options": [
            FieldChoiceShown(key=one["key"], en=one["en"], zh_hans=one["zh-hans"]) for one in row.choices
        ],
        "product_ids": sorted(product.pk for product in row.products.all()),
        "is_required_to_solve": row.is_required_to_solve, "is_active": row.is_active, "position": row.position,
    })  # fmt: skip
