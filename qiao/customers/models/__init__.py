"""Whom we support."""

from qiao.customers.models.contact import Contact, ContactPoint
from qiao.customers.models.contract import Contract
from qiao.customers.models.deployment import Deployment
from qiao.customers.models.organisation import Organisation, OrganisationDomain

__all__ = ["Contact", "ContactPoint", "Contract", "Deployment", "Organisation", "OrganisationDomain"]
