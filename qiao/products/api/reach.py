"""Which products a colleague is limited to. For those who manage people."""

from typing import Annotated, Literal

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from pydantic import Field

from qiao.kernel.api.answers import Given, Id, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.operations import Operations
from qiao.products import services
from qiao.products.forms import ScopeForm
from qiao.products.models import Product
from qiao.staff.models import Person

reach = Operations("accounts of staff")

_reach = "/staff-accounts/{person_id}/products"


class ReachShown(Shown):
    """Whether a colleague sees the tickets of all products, or of some."""

    person_id: int
    reach: Literal["all", "some"] = Field(description="Tickets of all products, or of those named.")
    product_ids: list[int]


class ReachGiven(Given):
    """Tickets of all products, or of those named: “all” is said, not meant by naming none."""

    reach: Literal["all", "some"] = Field(description="Tickets of all products, or of those named.")
    product_ids: Annotated[list[Id], Field(max_length=500)] = []


@reach.get(_reach, "people.manage", ReachShown)
def get_reach(request: ApiRequest, person_id: Id) -> HttpResponseBase:
    """Get which products a colleague is limited to."""
    return answer(request, _shown(get_object_or_404(Person, pk=person_id)))


@reach.put(_reach, "people.manage", ReachShown, screens=["products:person_scope"])
def set_reach(request: ApiRequest, person_id: Id, data: ReachGiven) -> HttpResponseBase:
    """Limit a colleague to some products, or open all of them."""
    person = get_object_or_404(Person, pk=person_id)
    initial: dict[str, list[Product]] = {"products": list(person.products.all())}
    sent = as_sent({"reach": data.reach, "products": data.product_ids})
    values = checked(ScopeForm(sent, initial=initial), called={"products": "product_ids"})
    services.set_product_scope(person_id, [product.pk for product in values["products"]], by=request.actor)
    return answer(request, _shown(person))


def _shown(person: Person) -> ReachShown:
    limited_to = sorted(person.products.values_list("pk", flat=True))
    return ReachShown(person_id=person.pk, reach="some" if limited_to else "all", product_ids=limited_to)
