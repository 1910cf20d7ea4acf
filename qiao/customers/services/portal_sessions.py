"""Signed-in browsers of customers: begun, kept fresh, ended."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from qiao.customers.models import Contact, PortalAccount, PortalSession
from qiao.customers.rules.portal import SESSION_LIVES
from qiao.customers.selectors.portal import hash_of
from qiao.kernel.access import Actor
from qiao.kernel.audit import record


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser that asks: its network address and what it calls itself."""

    address: str
    user_agent: str


@transaction.atomic
def begin_session(contact: Contact, *, method: str, visitor: Visitor) -> str:
    """Sign a contact in; returns the cookie's value, which is kept nowhere else. `method`: code, link, oidc, token."""
    now = timezone.now()
    account, _made = PortalAccount.objects.get_or_create(contact=contact)
    PortalAccount.objects.filter(pk=account.pk).update(last_sign_in_at=now)
    token = secrets.token_urlsafe(32)
    PortalSession.objects.create(
        account=account, token_hash=hash_of(token), method=method, user_agent=visitor.user_agent[:300],
        address=visitor.address, seen_at=now, expires_at=now + SESSION_LIVES,
    )  # fmt: skip
    data = {"method": method, "ip": visitor.address}
    record(Actor.contact(contact.pk, contact.name), "portal.signed_in", contact, data=data)
    return token


def note_seen(session_id: int) -> None:
    """Keep a session from growing idle; called every few minutes at most."""
    PortalSession.objects.filter(pk=session_id).update(seen_at=timezone.now())


@transaction.atomic
def end_session(session_id: int, contact: Contact, *, by: Actor) -> None:
    """Sign one browser out."""
    ended, _rows = PortalSession.objects.filter(pk=session_id, account__contact=contact).delete()
    if ended:
        record(by, "portal.signed_out", contact)


@transaction.atomic
def end_all_sessions(contact: Contact, *, by: Actor, besides: int = 0) -> int:
    """Sign out everywhere, except in one browser if named; returns how many there were."""
    ended, _rows = PortalSession.objects.filter(account__contact=contact).exclude(pk=besides).delete()
    record(by, "portal.signed_out_everywhere", contact, data={"sessions": ended})
    return ended
