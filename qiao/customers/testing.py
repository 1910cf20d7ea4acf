"""Factories of customers, for the tests of every domain."""

from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from qiao.customers.models import (
    Contact,
    ContactPoint,
    Contract,
    Deployment,
    Organisation,
    OrganisationDomain,
    PortalAccount,
)
from qiao.customers.portal import COOKIE
from qiao.customers.services.portal_sessions import Visitor, begin_session
from qiao.products.models import Product, Version

_numbers = count(1)


def make_organisation(name: str = "", *, domains: tuple[str, ...] = (), **fields: Any) -> Organisation:
    """An organisation with its mail domains."""
    organisation = Organisation.objects.create_organisation(name or f"Organisation {next(_numbers)}", **fields)
    for domain in domains:
        OrganisationDomain.objects.create(organisation=organisation, domain=domain)
    return organisation


def make_contact(
    name: str = "", *, email: str = "", organisation: Organisation | None = None, **fields: Any
) -> Contact:
    """A contact who can be reached by mail."""
    number = next(_numbers)
    contact = Contact.objects.create_contact(name or f"Contact {number}", organisation=organisation, **fields)
    address = email or f"contact{number}@customer.example"
    ContactPoint.objects.create(
        contact=contact,
        kind=ContactPoint.Kind.EMAIL,
        value=address,
        value_norm=address.lower(),
        is_primary=True,
    )
    return contact


def make_contract(organisation: Organisation, **fields: Any) -> Contract:
    """A contract that runs for two years."""
    fields.setdefault("number", f"HT-{next(_numbers):04d}")
    fields.setdefault("starts_on", date(2026, 1, 1))
    fields.setdefault("ends_on", date(2027, 12, 31))
    return Contract.objects.create(organisation=organisation, **fields)


def make_deployment(
    organisation: Organisation, product: Product, version: Version | None = None, **fields: Any
) -> Deployment:
    """A production installation."""
    return Deployment.objects.create(organisation=organisation, product=product, version=version, **fields)


def customer_client(contact: Contact, *, role: str = "own") -> Client:
    """A browser in which this contact has signed in on the portal."""
    PortalAccount.objects.update_or_create(contact=contact, defaults={"role": role})
    token = begin_session(contact, method="code", visitor=Visitor("192.0.2.1", "Test"))
    client = Client()
    client.cookies[COOKIE] = token
    return client
