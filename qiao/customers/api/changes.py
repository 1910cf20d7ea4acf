"""Feeds of changed customers, contacts, contracts and installations, for warehouses and copies."""

from django.http.response import HttpResponseBase

from qiao.customers.api.rows import show, show_contact, show_organisation
from qiao.customers.api.schemas import ContactShown, ContractShown, DeploymentShown, OrganisationShown
from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.kernel.api.answers import answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.feeds import Feed, Since, changes_of, feed
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit

changes = Operations("changes")


@changes.get("/changes/organisations", "customer.view", Feed[OrganisationShown])
def list_changed_organisations(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List customers that changed; works as the feed of tickets does."""
    found = changes_of("customers.organisation", cursor=cursor, since=updated_since, limit=limit)
    rows = Organisation.objects.prefetch_related("domains").in_bulk(list(found.at))
    shown = {pk: show_organisation(row) for pk, row in rows.items()}
    return answer(request, feed(OrganisationShown, found, shown))


@changes.get("/changes/contacts", "customer.view", Feed[ContactShown])
def list_changed_contacts(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List contacts that changed; works as the feed of tickets does."""
    found = changes_of("customers.contact", cursor=cursor, since=updated_since, limit=limit)
    rows = Contact.objects.prefetch_related("points").in_bulk(list(found.at))
    return answer(request, feed(ContactShown, found, {pk: show_contact(row) for pk, row in rows.items()}))


@changes.get("/changes/contracts", "customer.view", Feed[ContractShown])
def list_changed_contracts(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List contracts that changed; works as the feed of tickets does."""
    found = changes_of("customers.contract", cursor=cursor, since=updated_since, limit=limit)
    rows = Contract.objects.in_bulk(list(found.at))
    return answer(request, feed(ContractShown, found, {pk: show(ContractShown, row) for pk, row in rows.items()}))


@changes.get("/changes/deployments", "customer.view", Feed[DeploymentShown])
def list_changed_deployments(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List installations that changed; works as the feed of tickets does."""
    found = changes_of("customers.deployment", cursor=cursor, since=updated_since, limit=limit)
    rows = Deployment.objects.in_bulk(list(found.at))
    shown = {pk: show(DeploymentShown, row) for pk, row in rows.items()}
    return answer(request, feed(DeploymentShown, found, shown))
