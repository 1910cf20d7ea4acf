"""Customers and the people there."""

from django.http.response import HttpResponseBase
from ninja import Query

from qiao.customers import services
from qiao.customers.api.rows import known, show_contact, show_organisation
from qiao.customers.api.schemas import (
    ContactGiven,
    ContactShown,
    ContactsWanted,
    OrganisationGiven,
    OrganisationShown,
    OrganisationsWanted,
)
from qiao.customers.api.writing import new_contact, new_organisation, set_contact, set_organisation
from qiao.customers.models import Contact, Organisation
from qiao.customers.selectors.families import family_ids
from qiao.customers.selectors.lists import contacts_matching, organisation_matches
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import versioned

customers = Operations("customers")


@customers.get("/organisations", "customer.view", Listing[OrganisationShown],
               screens=["customers:list"])  # fmt: skip
def list_organisations(
    request: ApiRequest, wanted: Query[OrganisationsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List customers by name."""
    rows = Organisation.objects.filter(is_active=wanted.is_active).prefetch_related("domains")
    exact = {"tier": wanted.tier, "owner_id": wanted.owner, "external_key": wanted.external_key}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.q.strip():
        rows = rows.filter(organisation_matches(wanted.q))
    found, following = page_of(rows, ("name_py", "id"), cursor=cursor, limit=limit, name="organisations")
    items = [show_organisation(row) for row in found]
    return answer(request, Listing[OrganisationShown](items=items, next_cursor=following))


@customers.get("/organisations/{organisation_id}", "customer.view", OrganisationShown, is_versioned=True,
               screens=["customers:organisation"])  # fmt: skip
def get_organisation(request: ApiRequest, organisation_id: Id) -> HttpResponseBase:
    """Get one customer."""
    return versioned(request, show_organisation(known(Organisation, organisation_id)))


@customers.post("/organisations", "customer.edit", OrganisationShown, status=201, screens=["customers:new"])
def create_organisation(request: ApiRequest, data: OrganisationGiven) -> HttpResponseBase:
    """Add a customer."""
    return answer(request, show_organisation(known(Organisation, new_organisation(request, data))), status=201)


@customers.patch("/organisations/{organisation_id}", "customer.edit", OrganisationShown, is_versioned=True,
                 screens=["customers:edit"])  # fmt: skip
def change_organisation(request: ApiRequest, organisation_id: Id, data: OrganisationGiven) -> HttpResponseBase:
    """Change a customer."""
    set_organisation(request, organisation_id, data, request.headers.get("If-Match", ""))
    return versioned(request, show_organisation(known(Organisation, organisation_id)))


@customers.put("/organisations/{organisation_id}/archive", "customer.edit", OrganisationShown,
               screens=["customers:archive"])  # fmt: skip
def archive_organisation(request: ApiRequest, organisation_id: Id) -> HttpResponseBase:
    """Archive a customer."""
    return _organisation_active(request, organisation_id, is_active=False)


@customers.delete("/organisations/{organisation_id}/archive", "customer.edit", OrganisationShown,
                  screens=["customers:archive"])  # fmt: skip
def restore_organisation(request: ApiRequest, organisation_id: Id) -> HttpResponseBase:
    """Take an archived customer back."""
    return _organisation_active(request, organisation_id, is_active=True)


def _organisation_active(request: ApiRequest, organisation_id: int, *, is_active: bool) -> HttpResponseBase:
    known(Organisation, organisation_id)
    services.set_organisation_active(organisation_id, is_active, by=request.actor)
    return answer(request, show_organisation(known(Organisation, organisation_id)))


@customers.get("/contacts", "customer.view", Listing[ContactShown])
def list_contacts(
    request: ApiRequest, wanted: Query[ContactsWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List contacts by name."""
    rows = Contact.objects.filter(is_active=wanted.is_active).prefetch_related("points")
    if wanted.organisation:
        rows = rows.filter(organisation__in=family_ids(Organisation, wanted.organisation))
    if wanted.q.strip():
        rows = rows.filter(pk__in=contacts_matching(wanted.q).order_by().values("pk"))
    found, following = page_of(rows, ("name_py", "id"), cursor=cursor, limit=limit, name="contacts")
    return answer(request, Listing[ContactShown](items=[show_contact(row) for row in found], next_cursor=following))


@customers.get("/contacts/{contact_id}", "customer.view", ContactShown, is_versioned=True,
               screens=["customers:contact"])  # fmt: skip
def get_contact(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """Get one contact."""
    return versioned(request, show_contact(known(Contact, contact_id)))


@customers.post("/contacts", "customer.edit", ContactShown, status=201, screens=["customers:contact_new"])
def create_contact(request: ApiRequest, data: ContactGiven) -> HttpResponseBase:
    """Add a contact with contact points."""
    return answer(request, show_contact(known(Contact, new_contact(request, data))), status=201)


@customers.patch("/contacts/{contact_id}", "customer.edit", ContactShown, is_versioned=True,
                 screens=["customers:contact_edit", "customers:contact_move"])  # fmt: skip
def change_contact(request: ApiRequest, contact_id: Id, data: ContactGiven) -> HttpResponseBase:
    """Change a contact, its contact points, or move it to another customer."""
    set_contact(request, contact_id, data, request.headers.get("If-Match", ""))
    return versioned(request, show_contact(known(Contact, contact_id)))


@customers.put("/contacts/{contact_id}/archive", "customer.edit", ContactShown,
               screens=["customers:contact_archive"])  # fmt: skip
def archive_contact(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """Archive a contact."""
    known(Contact, contact_id)
    services.set_contact_active(contact_id, False, by=request.actor)
    return answer(request, show_contact(known(Contact, contact_id)))


@customers.delete("/contacts/{contact_id}/archive", "customer.edit", ContactShown,
                  screens=["customers:contact_archive"])  # fmt: skip
def restore_contact(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """Take an archived contact back."""
    known(Contact, contact_id)
    services.set_contact_active(contact_id, True, by=request.actor)
    return answer(request, show_contact(known(Contact, contact_id)))
