"""Many customers or contacts in one request, as a program that copies a CRM needs them."""

from functools import partial
from typing import Annotated, TypeVar

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.customers.api.schemas import ContactGiven, OrganisationGiven
from qiao.customers.api.writing import new_contact, new_organisation, set_contact, set_organisation
from qiao.kernel.api.answers import Given, Id, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.batches import MOST, RowsShown, rows
from qiao.kernel.api.operations import Operations

batches = Operations("many customers")

Item = TypeVar("Item")
Batch = Annotated[list[Item], Field(min_length=1, max_length=MOST, description="Each for itself, in this order.")]
Etag = Annotated[str, Field(max_length=200, description="As it was read; refused with 412 when it changed since.")]


class NewOrganisationsGiven(Given):
    """Customers to add, each for itself."""

    organisations: Batch[OrganisationGiven]


class OrganisationChangeGiven(Given):
    """Changes of one customer."""

    id: Id
    etag: Etag = ""
    changes: OrganisationGiven


class OrganisationChangesGiven(Given):
    """Changes of many customers, each for itself."""

    organisations: Batch[OrganisationChangeGiven]


class NewContactsGiven(Given):
    """Contacts to add, each for itself."""

    contacts: Batch[ContactGiven]


class ContactChangeGiven(Given):
    """Changes of one contact."""

    id: Id
    etag: Etag = ""
    changes: ContactGiven


class ContactChangesGiven(Given):
    """Changes of many contacts, each for itself."""

    contacts: Batch[ContactChangeGiven]


@batches.post("/batch/organisations", "customer.edit", RowsShown, screens=["customers:new"])
def create_organisations(request: ApiRequest, data: NewOrganisationsGiven) -> HttpResponseBase:
    """Add up to 100 customers, each for itself."""
    return answer(request, rows([partial(new_organisation, request, one) for one in data.organisations], status=201))


@batches.patch("/batch/organisations", "customer.edit", RowsShown, screens=["customers:edit"])
def change_organisations(request: ApiRequest, data: OrganisationChangesGiven) -> HttpResponseBase:
    """Change up to 100 customers, each for itself."""
    acts = [partial(set_organisation, request, one.id, one.changes, one.etag) for one in data.organisations]
    return answer(request, rows(acts, status=200))


@batches.post("/batch/contacts", "customer.edit", RowsShown, screens=["customers:contact_new"])
def create_contacts(request: ApiRequest, data: NewContactsGiven) -> HttpResponseBase:
    """Add up to 100 contacts, each for itself."""
    return answer(request, rows([partial(new_contact, request, one) for one in data.contacts], status=201))


@batches.patch("/batch/contacts", "customer.edit", RowsShown, screens=["customers:contact_edit"])
def change_contacts(request: ApiRequest, data: ContactChangesGiven) -> HttpResponseBase:
    """Change up to 100 contacts, each for itself."""
    acts = [partial(set_contact, request, one.id, one.changes, one.etag) for one in data.contacts]
    return answer(request, rows(acts, status=200))
