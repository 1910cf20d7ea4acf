"""Duplicates: suggestions, merging, un-merging and marking as different. What contacts see on the portal."""

from django.http.response import HttpResponseBase

from qiao.customers import services
from qiao.customers.api.care_schemas import (
    LikelyShown,
    OtherGiven,
    PortalAccountGiven,
    PortalAccountShown,
    SourcesGiven,
)
from qiao.customers.api.rows import known, show_contact, show_organisation
from qiao.customers.api.schemas import ContactShown, OrganisationShown
from qiao.customers.models import Contact, Organisation, PortalAccount
from qiao.customers.selectors.duplicates import Likely, likely_contacts, likely_organisations
from qiao.customers.selectors.portal import account_of
from qiao.customers.services.portal_accounts import set_account
from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations

merging = Operations("who is the same")


@merging.get("/organisations/{organisation_id}/likely", "customer.view", Listing[LikelyShown],
             screens=["customers:organisation_likely"])  # fmt: skip
def list_likely_organisations(request: ApiRequest, organisation_id: Id) -> HttpResponseBase:
    """List customers that may be this one, with the reasons."""
    return _likely(request, likely_organisations(known(Organisation, organisation_id)))


@merging.post("/organisations/{organisation_id}/merge", "customer.edit", OrganisationShown,
              screens=["customers:organisation_merge"])  # fmt: skip
def merge_organisations(request: ApiRequest, organisation_id: Id, data: SourcesGiven) -> HttpResponseBase:
    """Say that other customers are this one.

    Nothing of theirs is rewritten; this one shows it all, and each can be taken out again.
    """
    known(Organisation, organisation_id)
    services.merge_organisations(organisation_id, data.ids, by=request.actor)
    return answer(request, show_organisation(known(Organisation, organisation_id)))


@merging.post("/organisations/{organisation_id}/unmerge", "customer.edit", OrganisationShown,
              screens=["customers:organisation_unmerge"])  # fmt: skip
def unmerge_organisation(request: ApiRequest, organisation_id: Id) -> HttpResponseBase:
    """Un-merge a customer."""
    known(Organisation, organisation_id)
    services.unmerge_organisation(organisation_id, by=request.actor)
    return answer(request, show_organisation(known(Organisation, organisation_id)))


@merging.post("/organisations/{organisation_id}/not-the-same", "customer.edit",
              screens=["customers:organisation_apart"])  # fmt: skip
def tell_organisations_apart(request: ApiRequest, organisation_id: Id, data: OtherGiven) -> HttpResponseBase:
    """Remember that another customer is not this one, so that it is not suggested again."""
    known(Organisation, organisation_id)
    services.say_not_the_same("organisation", organisation_id, data.id, by=request.actor)
    return nothing()


@merging.get("/contacts/{contact_id}/likely", "customer.view", Listing[LikelyShown],
             screens=["customers:contact_likely"])  # fmt: skip
def list_likely_contacts(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """List contacts that may be the same person, with the reasons."""
    return _likely(request, likely_contacts(known(Contact, contact_id)))


@merging.post("/contacts/{contact_id}/merge", "customer.edit", ContactShown, screens=["customers:contact_merge"])
def merge_contacts(request: ApiRequest, contact_id: Id, data: SourcesGiven) -> HttpResponseBase:
    """Say that other contacts are the same person.

    Mail to and from their addresses goes on; this one shows it all, and each can be taken out again.
    """
    known(Contact, contact_id)
    services.merge_contacts(contact_id, data.ids, by=request.actor)
    return answer(request, show_contact(known(Contact, contact_id)))


@merging.post("/contacts/{contact_id}/unmerge", "customer.edit", ContactShown, screens=["customers:contact_unmerge"])
def unmerge_contact(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """Un-merge a contact."""
    known(Contact, contact_id)
    services.unmerge_contact(contact_id, by=request.actor)
    return answer(request, show_contact(known(Contact, contact_id)))


@merging.post("/contacts/{contact_id}/not-the-same", "customer.edit", screens=["customers:contact_apart"])
def tell_contacts_apart(request: ApiRequest, contact_id: Id, data: OtherGiven) -> HttpResponseBase:
    """Remember that another contact is somebody else, so that it is not suggested again."""
    known(Contact, contact_id)
    services.say_not_the_same("contact", contact_id, data.id, by=request.actor)
    return nothing()


@merging.get("/contacts/{contact_id}/portal-account", "customer.view", PortalAccountShown)
def get_portal_account(request: ApiRequest, contact_id: Id) -> HttpResponseBase:
    """Get what a contact sees on the portal, also before they first sign in."""
    known(Contact, contact_id)
    return answer(request, _account(contact_id))


@merging.put("/contacts/{contact_id}/portal-account", "customer.edit", PortalAccountShown,
             screens=["portal_setup:account"])  # fmt: skip
def set_portal_account(request: ApiRequest, contact_id: Id, data: PortalAccountGiven) -> HttpResponseBase:
    """Set what a contact sees on the portal, and whether they may sign in."""
    set_account(contact_id, data.model_dump(), by=request.actor)
    return answer(request, _account(contact_id))


def _likely(request: ApiRequest, found: list[Likely]) -> HttpResponseBase:
    items = [
        LikelyShown(id=one.id, name=one.name, detail=one.detail, reasons=[str(reason) for reason in one.reasons])
        for one in found
    ]
    return answer(request, Listing[LikelyShown](items=items, next_cursor=None))


def _account(contact_id: int) -> PortalAccountShown:
    known_account = account_of(contact_id) or PortalAccount(contact_id=contact_id)
    return PortalAccountShown.model_validate({
        "contact_id": contact_id, "role": known_account.role, "is_blocked": known_account.is_blocked,
        "last_sign_in_at": known_account.last_sign_in_at,
    })  # fmt: skip
