"""Counts attempts, shared by all processes and without storing addresses."""

from datetime import timedelta

from django.utils import timezone

from qiao.customers.models import PortalKnock, PortalSession, SignInCode, SpentToken
from qiao.customers.rules.portal import LIMITS
from qiao.kernel.secrets import sign


def knock(kind: str, key: str) -> bool:
    """Count one attempt of a kind of `LIMITS`; False when that is one too many.

    The attempt is written before it is counted, so two at once are never both the last permitted one.
    """
    limit = LIMITS[kind]
    hashed = sign("knock", kind, key)
    since = timezone.now() - timedelta(seconds=limit.seconds)
    PortalKnock.objects.create(kind=kind, key=hashed)
    return PortalKnock.objects.filter(kind=kind, key=hashed, at__gt=since).count() <= limit.most


def forget_portal_leftovers() -> None:
    """Delete expired codes, sessions, tokens and attempt counts."""
    now = timezone.now()
    for model in (SignInCode, PortalSession, SpentToken):
        model.objects.filter(expires_at__lt=now).delete()
    longest = max(limit.seconds for limit in LIMITS.values())
    PortalKnock.objects.filter(at__lt=now - timedelta(seconds=longest)).delete()
