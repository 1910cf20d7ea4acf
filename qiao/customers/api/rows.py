"""Between rows, forms and what programs see."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.forms.models import ModelForm, model_to_dict
from django.shortcuts import get_object_or_404

from qiao.customers.api.schemas import (
    ContactGiven,
    ContactShown,
    DeploymentGiven,
    OfOrganisation,
    OrganisationShown,
    PointShown,
)
from qiao.customers.models import Contact, Deployment, Organisation
from qiao.customers.selectors.families import family_ids
from qiao.customers.services import PointDraft
from qiao.kernel.api.answers import Shown
from qiao.kernel.api.references import check_references
from qiao.products.models import Product, Version

M = TypeVar("M", bound=Model)
S = TypeVar("S", bound=Shown)


def known(model: type[M], pk: int) -> M:
    """The row. Raises Http404."""
    return get_object_or_404(model, pk=pk)


def show(kind: type[S], row: Model, **more: Any) -> S:
    """A row under the field names of the API."""
    return kind(**{name: getattr(row, name) for name in kind.model_fields if name not in more}, **more)


def show_organisation(row: Organisation) -> OrganisationShown:
    """A customer with its mail domains."""
    return show(OrganisationShown, row, domains=sorted(one.domain for one in row.domains.all()))


def show_contact(row: Contact) -> ContactShown:
    """A contact with its contact points."""
    return show(ContactShown, row, points=[show(PointShown, point) for point in row.points.all()])


def as_it_is(row: Model, form: "type[ModelForm[Any]]") -> dict[str, Any]:
    """What the form would be filled in with."""
    return model_to_dict(row, fields=form._meta.fields)


def renamed(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """`owner_id` is called `owner` in forms."""
    return {name.removesuffix("_id") if name in names else name: value for name, value in given.items()}


def organisation_data(given: dict[str, Any]) -> dict[str, Any]:
    """The submitted data in the shape of the form."""
    data = renamed(given, "owner_id")
    if "domains" in data:
        data["domains"] = " ".join(data["domains"])
    return data


def drafts(data: ContactGiven) -> list[PointDraft]:
    """Contact points for the service."""
    return [PointDraft(point.kind, point.value) for point in data.points]


def installed(data: DeploymentGiven, before: Deployment | None) -> str:
    """Product and version as the form's one choice: `v3` or `p1`. Another product forgets the version."""
    check_references({"product_id": (Product, data.product_id), "version_id": (Version, data.version_id)})
    product_id, version_id = data.product_id, data.version_id
    if before is not None and product_id in {None, before.product_id}:
        product_id = before.product_id
        version_id = version_id if "version_id" in data.model_fields_set else before.version_id
    if version_id:
        return f"v{version_id}"
    return f"p{product_id}" if product_id else ""


def of_organisation(model: type[M], wanted: OfOrganisation) -> QuerySet[M]:
    """Rows of a customer and of those merged into it, or of all."""
    rows: QuerySet[M] = QuerySet(model).filter(is_active=wanted.is_active)
    if wanted.organisation is None:
        return rows
    return rows.filter(organisation__in=family_ids(Organisation, wanted.organisation))
