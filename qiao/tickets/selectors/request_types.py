"""Kinds of request a customer can choose from, where the request may be about, and answers that may help at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from qiao.customers.models import Deployment
from qiao.customers.portal import PortalCustomer
from qiao.kernel.search.analysis import lexemes
from qiao.kernel.text import render_markdown
from qiao.products.models import Product, Version
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.rules.request_forms import FormField, condition_of

MOST_VERSIONS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """What a request can be about: a deployment of the customer, or a product as such. `key` is d12 or p3."""

    key: str
    label: str
    product_id: int
    deployment_id: int | None
    version_id: int | None


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version somebody may be running."""

    id: int
    product_id: int
    product_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A public answer that fits what is being written."""

    id: int
    title: str
    html: str


def offered_types(product_ids: Iterable[int] | None = None, *, to_all: bool = False) -> list[RequestType]:
    """Kinds in use; `to_all` keeps those that people without an account may choose. Two statements."""
    rows = RequestType.objects.filter(is_active=True).prefetch_related("products")
    if to_all:
        rows = rows.filter(is_open_to_all=True)
    wanted = None if product_ids is None else set(product_ids)
    return [one for one in rows if _fits(one, wanted)]


def form_fields(request_type: RequestType | None) -> list[RequestField]:
    """The questions of a kind, in order; none without a kind."""
    return list(request_type.fields.all()) if request_type else []


def as_rules(rows: Sequence[RequestField]) -> list[FormField]:
    """The same as the rules see them."""
    return [
        FormField(
            row.key, row.kind, tuple(choice["key"] for choice in row.choices), row.is_required,
            condition_of(row.shown_if), condition_of(row.required_if),
        )
        for row in rows
    ]  # fmt: skip


def places_of(customer: PortalCustomer) -> list[Place]:
    """The customer's deployments, production first; without any, the products in support."""
    rows = Deployment.objects.filter(
        organisation_id__in=customer.organisation_ids, is_active=True, until=None, product__is_active=True
    ).select_related("product", "version")
    order = {"production": 0, "dr": 1, "test": 2, "development": 3}
    found = sorted(rows, key=lambda row: (row.product.name.text, order.get(row.environment, 9), row.pk))
    if not found:
        return product_places()
    return [
        Place(
            f"d{row.pk}",
            " · ".join(part for part in (
                row.product.name.text, row.get_environment_display(), row.version.name if row.version else "",
            ) if part),
            row.product_id, row.pk if row.organisation_id == customer.organisation_id else None, row.version_id,
        )
        for row in found
    ]  # fmt: skip


def product_places(product_id: int | None = None) -> list[Place]:
    """Products in support as such, or one of them."""
    rows = Product.objects.filter(is_active=True)
    chosen = rows.filter(pk=product_id) if product_id else rows
    return [Place(f"p{row.pk}", row.name.text, row.pk, None, None) for row in chosen]


def versions_for(places: Sequence[Place]) -> list[VersionChoice]:
    """Versions of these products that are out, newest first."""
    rows = Version.objects.filter(product_id__in={place.product_id for place in places}).exclude(state="planned")
    return [
        VersionChoice(row.pk, row.product_id, row.product.name.text, row.name)
        for row in rows.select_related("product").order_by("product_id", "-sort_key")[:MOST_VERSIONS]
    ]


def suggested_answers(text: str, product_id: int | None, *, limit: int = 3) -> list[Suggestion]:
    """Public answers that share the most words with a text; nothing else is ever suggested to a customer."""
    asked = words_of_text(text[:2_000])
    if not asked:
        return []
    rows = PublicAnswer.objects.filter(is_active=True, words__overlap=list(asked))
    rows = rows.filter(Q(products=None) | Q(products=product_id)) if product_id else rows.filter(products=None)
    ranked = sorted(rows.distinct()[:200], key=lambda row: (-_share(asked, row), row.pk))
    fitting = [row for row in ranked if len(asked & set(row.words)) > 1 and _share(asked, row) >= 0.25][:limit]
    return [Suggestion(row.pk, row.title.text, str(render_markdown(row.body.text))) for row in fitting]


def words_of_text(text: str) -> set[str]:
    """Words by which an answer is found: pairs of Han characters, Latin words of three letters and more."""
    return {one for one in lexemes(text) if len(one) > (2 if one.isascii() else 1)}


def _share(asked: set[str], row: PublicAnswer) -> float:
    """How much of the shorter side is in the other: a title of four words is found by three of them."""
    known = set(row.words)
    return len(asked & known) / max(1, min(len(asked), len(known)))


def _fits(request_type: RequestType, product_ids: set[int] | None) -> bool:
    own = {product.pk for product in request_type.products.all()}
    return product_ids is None or not own or bool(own & product_ids)
