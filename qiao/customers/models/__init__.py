"""Whom we support."""

from qiao.customers.models.contact import Contact, ContactPoint
from qiao.customers.models.contract import Contract
from qiao.customers.models.deployment import Deployment
from qiao.customers.models.duplicates import NotTheSame
from qiao.customers.models.exports import Export
from qiao.customers.models.organisation import Organisation, OrganisationDomain
from qiao.customers.models.portal import (
    PortalAccount,
    PortalKnock,
    PortalRole,
    PortalSession,
    SignInCode,
    SpentToken,
    TrustedIssuer,
)
from qiao.customers.models.privacy import DataRequest, LegalHold, PrivacyPolicy
from qiao.customers.models.remarks import KeptFile, Note, NoteWording

__all__ = [
    "Contact",
    "ContactPoint",
    "Contract",
    "DataRequest",
    "Deployment",
    "Export",
    "KeptFile",
    "LegalHold",
    "NotTheSame",
    "Note",
    "NoteWording",
    "Organisation",
    "OrganisationDomain",
    "PortalAccount",
    "PortalKnock",
    "PortalRole",
    "PortalSession",
    "PrivacyPolicy",
    "SignInCode",
    "SpentToken",
    "TrustedIssuer",
]
