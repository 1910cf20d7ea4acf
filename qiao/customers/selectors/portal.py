"""Who is signed in on the portal, and what they may see of their organisation."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from qiao.customers.models import (
    Contact,
    ContactPoint,
    Organisation,
    PortalAccount,
    PortalRole,
    PortalSession,
    TrustedIssuer,
)
from qiao.customers.rules.addresses import normal_email
from qiao.customers.rules.portal import SESSION_IDLE
from qiao.customers.selectors.families import family_of_root
from qiao.kernel.access import Actor
from qiao.kernel.keyset import keyset_page


@dataclass(frozen=True, slots=True)
class PortalCustomer:
    """Somebody signed in on the portal. `contact_ids`, `organisation_ids`: themselves and what was merged into them."""

    account_id: int
    session_id: int
    contact_id: int
    contact_ids: tuple[int, ...]
    name: str
    call_name: str
    organisation_id: int | None
    organisation_ids: tuple[int, ...]
    organisation_name: str
    role: str
    language: str
    time_zone: str

    @property
    def actor(self) -> Actor:
        """The customer as the one who acts."""
        return Actor.contact(self.contact_id, self.name)

    @property
    def sees_organisation(self) -> bool:
        """Whether colleagues' requests are theirs to see."""
        return self.organisation_id is not None and self.role != PortalRole.OWN

    @property
    def administers(self) -> bool:
        """Whether they decide what their colleagues see."""
        return self.organisation_id is not None and self.role == PortalRole.ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the organisation, as its administrator sees them."""

    contact_id: int
    name: str
    address: str
    role: str
    last_sign_in_at: datetime | None
    is_blocked: bool


def hash_of(token: str) -> str:
    """How a long random token is kept: one fast hash, looked up by an index."""
    return hashlib.sha256(token.encode()).hexdigest()


def customer_of_token(token: str, now: datetime) -> tuple[PortalCustomer, timedelta] | None:
    """Who holds this cookie, and how long ago they were seen; None when it opens nothing (any more)."""
    if not token or len(token) > 200:
        return None
    session = (
        PortalSession.objects.select_related("account__contact__organisation")
        .filter(token_hash=hash_of(token), expires_at__gt=now, seen_at__gt=now - SESSION_IDLE)
        .first()
    )
    if session is None or not may_sign_in(session.account.contact) or session.account.is_blocked:
        return None
    return _customer(session), now - session.seen_at


def may_sign_in(contact: Contact) -> bool:
    """Whether this contact is somebody today: in use, not merged into another, not forgotten."""
    organisation = contact.organisation
    is_gone = contact.merged_into_id is not None or contact.erased_at is not None or not contact.is_active
    return not is_gone and (organisation is None or organisation.is_active)


def contact_to_sign_in(address: str) -> Contact | None:
    """Who signs in with this address: its contact, or the one that contact was merged into."""
    normal = normal_email(address)
    point = (
        ContactPoint.objects.select_related("contact__organisation")
        .filter(kind="email", value_norm=normal, undeliverable_at=None)
        .first()
        if normal
        else None
    )
    contact = root_contact(point.contact) if point else None
    if contact is None or not may_sign_in(contact):
        return None
    return None if PortalAccount.objects.filter(contact=contact, is_blocked=True).exists() else contact


def root_contact(contact: Contact) -> Contact:
    """The contact that stands for this one: itself unless it was merged."""
    while contact.merged_into_id is not None:
        contact = Contact.objects.select_related("organisation").get(pk=contact.merged_into_id)
    return contact


def colleagues_of(customer: PortalCustomer, *, after: str = "") -> tuple[list[Colleague], str]:
    """People at the customer's organisation, a page of them, and the cursor of the next one."""
    rows = Contact.objects.select_related("portal_account").filter(
        organisation_id__in=customer.organisation_ids, is_active=True, merged_into=None, erased_at=None
    )
    page = keyset_page(rows, ("name_py", "id"), after=after)
    points = ContactPoint.objects.filter(contact__in=page.rows, kind="email").order_by("is_primary", "-id")
    addresses = {point.contact_id: point.value for point in points}
    return [_colleague(person, addresses.get(person.pk, "")) for person in page.rows], page.next


def sessions_of(account_id: int) -> list[PortalSession]:
    """Where a customer is signed in, most recent first."""
    return list(PortalSession.objects.filter(account=account_id, expires_at__gt=timezone.now()))


def issuers_for_sign_in(product_id: int | None) -> list[TrustedIssuer]:
    """Single sign-on that is offered on the sign-in page of a product's portal, or of the default portal."""
    offered = TrustedIssuer.objects.filter(is_active=True, kind=TrustedIssuer.Kind.OIDC, organisation=None)
    return list(offered.filter(Q(product=None) | Q(product=product_id)))


def account_of(contact_id: int) -> PortalAccount | None:
    """A contact's account, if they ever had one."""
    return PortalAccount.objects.filter(contact=contact_id).first()


def _colleague(person: Contact, address: str) -> Colleague:
    account = getattr(person, "portal_account", None)
    return Colleague(
        person.pk, person.name, address, account.role if account else PortalRole.OWN,
        account.last_sign_in_at if account else None, bool(account and account.is_blocked),
    )  # fmt: skip


def _customer(session: PortalSession) -> PortalCustomer:
    account, contact = session.account, session.account.contact
    organisation = contact.organisation
    return PortalCustomer(
        account_id=account.pk, session_id=session.pk, contact_id=contact.pk,
        contact_ids=tuple(family_of_root(Contact, contact.pk)), name=contact.name, call_name=contact.call_name,
        organisation_id=organisation.pk if organisation else None,
        organisation_ids=tuple(family_of_root(Organisation, organisation.pk)) if organisation else (),
        organisation_name=organisation.short_name or organisation.name if organisation else "",
        role=account.role, language=contact.language or (organisation.language if organisation else ""),
        time_zone=contact.time_zone or (organisation.time_zone if organisation else ""),
    )  # fmt: skip
