"""What a program sent about a customer or a contact, judged by the desk's forms and done by its services."""

from qiao.customers import services
from qiao.customers.api.rows import as_it_is, drafts, organisation_data, show_contact, show_organisation
from qiao.customers.api.schemas import ContactGiven, OrganisationGiven
from qiao.customers.forms import ContactForm, OrganisationForm
from qiao.customers.models import Contact, Organisation
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import checked
from qiao.kernel.api.references import check_references
from qiao.kernel.api.versions import at_version


def new_organisation(request: ApiRequest, data: OrganisationGiven) -> int:
    """Add a customer. Raises Invalid and what the service refuses."""
    values = checked(OrganisationForm(organisation_data(data.model_dump())))
    domains = values.pop("domains")
    return services.create_organisation(values, domains=domains, by=request.actor).pk


def set_organisation(request: ApiRequest, organisation_id: int, data: OrganisationGiven, expected: str) -> int:
    """Change a customer that is at the version `expected`, or at any. Raises NotFound, ChangedSince, Invalid."""
    given = organisation_data(data.model_dump(exclude_unset=True))
    with at_version(expected, Organisation, organisation_id, show_organisation) as before:
        form = OrganisationForm(as_it_is(before, OrganisationForm) | {"domains": ""} | given)
        values = checked(form, only=set(given))
        domains = values.pop("domains", None)
        services.change_organisation(organisation_id, values, domains=domains, by=request.actor)
    return organisation_id


def new_contact(request: ApiRequest, data: ContactGiven) -> int:
    """Add a contact with contact points. Raises Invalid and what the service refuses."""
    check_references({"organisation_id": (Organisation, data.organisation_id)})
    given = data.model_dump(exclude={"points", "organisation_id"})
    values = checked(ContactForm(given)) | {"organisation_id": data.organisation_id}
    return services.create_contact(values, points=drafts(data), by=request.actor).pk


def set_contact(request: ApiRequest, contact_id: int, data: ContactGiven, expected: str) -> int:
    """Change a contact that is at the version `expected`, or at any. Raises NotFound, ChangedSince, Invalid."""
    check_references({"organisation_id": (Organisation, data.organisation_id)})
    given = data.model_dump(exclude_unset=True, exclude={"points", "organisation_id"})
    with at_version(expected, Contact, contact_id, show_contact) as before:
        values = checked(ContactForm(as_it_is(before, ContactForm) | given), only=set(given))
        if "organisation_id" in data.model_fields_set:
            values["organisation"] = Organisation.objects.filter(pk=data.organisation_id or 0).first()
        points = drafts(data) if "points" in data.model_fields_set else None
        services.change_contact(contact_id, values, points=points, by=request.actor)
    return contact_id
