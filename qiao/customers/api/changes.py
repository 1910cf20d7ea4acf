"""Feeds of changed customers and contacts, for warehouses and copies."""

from typing import Annotated

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.customers.api.rows import show_contact, show_organisation
from qiao.customers.api.schemas import (
    ContactChangeShown,
    ContactChangesShown,
    OrganisationChangeShown,
    OrganisationChangesShown,
)
from qiao.customers.models import Contact, Organisation
from qiao.kernel.api.answers import Moment, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.feeds import changes_of
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit

changes = Operations("changes")

Since = Annotated[Moment | None, Field(description="Where to begin without a cursor; ten minutes earlier, to be safe.")]


@changes.get("/changes/organisations", "customer.view", OrganisationChangesShown)
def list_changed_organisations(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List customers that changed; works as the feed of tickets does."""
    found = changes_of("customers.organisation", cursor=cursor, since=updated_since, limit=limit)
    rows = Organisation.objects.prefetch_related("domains").in_bulk(list(found.at))
    items = [
        OrganisationChangeShown(
            id=pk, changed_at=at, organisation=show_organisation(rows[pk]) if pk in rows else None
        )
        for pk, at in found.at.items()
    ]  # fmt: skip
    shown = OrganisationChangesShown(items=items, next_cursor=found.next_cursor, has_more=found.has_more)
    return answer(request, shown)


@changes.get("/changes/contacts", "customer.view", ContactChangesShown)
def list_changed_contacts(
    request: ApiRequest, updated_since: Since = None, cursor: Cursor = "", limit: Limit = 100
) -> HttpResponseBase:
    """List contacts that changed; works as the feed of tickets does."""
    found = changes_of("customers.contact", cursor=cursor, since=updated_since, limit=limit)
    rows = Contact.objects.prefetch_related("points").in_bulk(list(found.at))
    items = [
        ContactChangeShown(id=pk, changed_at=at, contact=show_contact(rows[pk]) if pk in rows else None)
        for pk, at in found.at.items()
    ]
    return answer(request, ContactChangesShown(items=items, next_cursor=found.next_cursor, has_more=found.has_more))
