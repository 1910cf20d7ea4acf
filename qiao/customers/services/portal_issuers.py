"""Taking somebody's word on who a customer is: signed tokens of the vendor's product, and OIDC providers."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, ContactPoint, Organisation, SpentToken, TrustedIssuer
from qiao.customers.rules.addresses import normal_email
from qiao.customers.rules.portal import TOKEN_LIVES
from qiao.customers.selectors.portal import contact_to_sign_in, hash_of, may_sign_in, root_contact
from qiao.customers.services.contacts import find_or_create_contact
from qiao.customers.services.portal_limits import knock
from qiao.customers.services.portal_sessions import Visitor
from qiao.kernel import http
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import Refusal
from qiao.kernel.visitors import network_of

SHARED = ("HS256", "HS384", "HS512")
PUBLIC = ("RS256", "RS384", "RS512", "ES256", "ES384", "EdDSA", "PS256")
LEEWAY = 30
SHORTEST_SECRET = 32


class NotVouchedFor(Refusal):
    """Whoever came was not let in; the reason stands in the log, not on the page."""

    text = _("You could not be signed in this way. Ask for a code by mail instead.")
    status = 403


@dataclass(frozen=True, slots=True)
class Claims:
    """What an issuer says of somebody. `organisation` is the key of the customer in the vendor's own books."""

    email: str
    name: str = ""
    organisation: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class OidcTrip:
    """What has to come back from a provider; kept in a sealed cookie of the browser that left."""

    issuer_key: str
    state: str
    nonce: str
    verifier: str
    following: str


@transaction.atomic
def contact_of_jwt(token: str, *, audience: str, product_id: int | None, visitor: Visitor) -> Contact:
    """The contact a signed token identifies, on this product's portal; it works once. Raises NotVouchedFor."""
    if not knock("token.network", network_of(visitor.address)) or len(token) > 8_000:
        raise NotVouchedFor
    issuer = _issuer_named_in(token, product_id)
    values = _verified(token, issuer, audience)
    _spend(issuer, values)
    return _contact_for(issuer, _claims(values))


def begin_oidc(key: str, *, product_id: int | None, following: str, callback: str) -> tuple[str, OidcTrip]:
    """Where to send the browser, and what must come back with it. Raises NotVouchedFor."""
    issuer = _provider(key, product_id)
    trip = OidcTrip(key, secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), following)
    digest = hashlib.sha256(trip.verifier.encode()).digest()
    query = {
        "response_type": "code", "client_id": issuer.client_id, "redirect_uri": callback, "state": trip.state,
        "scope": "openid email profile", "nonce": trip.nonce, "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }  # fmt: skip
    address = str(_discovered(issuer).get("authorization_endpoint", ""))
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}", trip


def finish_oidc(trip: OidcTrip, *, product_id: int | None, state: str, code: str, callback: str) -> Contact:
    """The contact the provider has authenticated. Raises NotVouchedFor."""
    if not state or not secrets.compare_digest(state.encode(), trip.state.encode()):
        raise NotVouchedFor
    issuer = _provider(trip.issuer_key, product_id)
    found = _discovered(issuer)
    values = _id_token(issuer, found, _tokens(issuer, found, code, trip.verifier, callback))
    if not secrets.compare_digest(str(values.get("nonce", "")).encode(), trip.nonce.encode()):
        raise NotVouchedFor
    if not issuer.believes_addresses and values.get("email_verified") not in (True, "true"):
        raise NotVouchedFor
    with transaction.atomic():
        return _contact_for(issuer, _claims(values))


def _trusted_here(kind: str, product_id: int | None) -> QuerySet[TrustedIssuer]:
    here = Q(product=None) | Q(product=product_id)
    return TrustedIssuer.objects.filter(here, kind=kind, is_active=True)


def _provider(key: str, product_id: int | None) -> TrustedIssuer:
    found = _trusted_here(TrustedIssuer.Kind.OIDC, product_id).filter(key=key).first()
    if found is None:
        raise NotVouchedFor
    return found


def _issuer_named_in(token: str, product_id: int | None) -> TrustedIssuer:
    """The issuer a token names, before anything in it is believed."""
    try:
        named = jwt.decode(token, options={"verify_signature": False}).get("iss", "")
    except jwt.PyJWTError:
        raise NotVouchedFor from None
    found = _trusted_here(TrustedIssuer.Kind.TOKEN, product_id).filter(issuer=str(named)).first()
    if found is None:
        raise NotVouchedFor
    return found


def _verified(token: str, issuer: TrustedIssuer, audience: str) -> dict[str, Any]:
    """The claims of a token with a good signature, ours, in time, and short-lived."""
    is_public = "-----BEGIN" in issuer.secret
    if not is_public and len(issuer.secret) < SHORTEST_SECRET:
        raise NotVouchedFor
    try:
        # the kind of key decides which algorithms count: a public key is never taken for a shared secret
        values: dict[str, Any] = jwt.decode(
            token, issuer.secret, algorithms=list(PUBLIC if is_public else SHARED), audience=audience,
            issuer=issuer.issuer, leeway=LEEWAY, options={"require": ["exp", "iat", "jti", "aud", "iss"]},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError):
        raise NotVouchedFor from None
    if int(values["exp"]) - int(values["iat"]) > TOKEN_LIVES.total_seconds():
        raise NotVouchedFor
    return values


def _spend(issuer: TrustedIssuer, values: Mapping[str, Any]) -> None:
    until = datetime.fromtimestamp(int(values["exp"]), UTC) + timedelta(seconds=2 * LEEWAY)
    try:
        with transaction.atomic():
            SpentToken.objects.create(issuer=issuer, token_hash=hash_of(str(values["jti"])), expires_at=until)
    except IntegrityError:
        raise NotVouchedFor from None


def _claims(values: Mapping[str, Any]) -> Claims:
    return Claims(
        normal_email(str(values.get("email", ""))), str(values.get("name", ""))[:120],
        str(values.get("organisation", ""))[:64], str(values.get("locale", ""))[:10],
    )  # fmt: skip


def _contact_for(issuer: TrustedIssuer, claims: Claims) -> Contact:
    """The contact with this address; a new one if the issuer may add people. Raises NotVouchedFor."""
    if not claims.email:
        raise NotVouchedFor
    contact = contact_to_sign_in(claims.email)
    is_known = ContactPoint.objects.filter(kind="email", value_norm=claims.email).exists()
    if contact is None and not is_known and issuer.adds_contacts:
        contact = _added(issuer, claims)
    if contact is None or not may_sign_in(contact):
        raise NotVouchedFor
    if issuer.organisation_id is not None and contact.organisation_id != issuer.organisation_id:
        raise NotVouchedFor
    points = ContactPoint.objects.filter(contact=contact, kind="email", value_norm=claims.email, verified_at=None)
    points.update(verified_at=timezone.now())
    return contact


def _added(issuer: TrustedIssuer, claims: Claims) -> Contact:
    """Somebody new, at the organisation the issuer names; it never moves people who are known."""
    contact = find_or_create_contact(claims.email, claims.name, by=Actor.system(f"sign-in: {issuer.name}"))
    house = issuer.organisation
    if house is None and claims.organisation:
        house = Organisation.objects.filter(external_key=claims.organisation, is_active=True).first()
    if house is not None and contact.organisation_id is None:
        contact.organisation = house
        contact.save(update_fields=["organisation", "updated_at"])
    return root_contact(contact)


def _discovered(issuer: TrustedIssuer) -> dict[str, Any]:
    """The provider's own description; its issuer must be the one we trust."""
    found = _fetched("GET", f"{issuer.issuer.rstrip('/')}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.issuer.rstrip("/"):
        raise NotVouchedFor
    return found


def _tokens(issuer: TrustedIssuer, found: Mapping[str, Any], code: str, verifier: str, callback: str) -> dict[str, Any]:
    body = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier,
        "client_id": issuer.client_id, "client_secret": issuer.secret,
    }  # fmt: skip
    return _fetched("POST", str(found.get("token_endpoint", "")), {key: one for key, one in body.items() if one})


def _id_token(issuer: TrustedIssuer, found: Mapping[str, Any], tokens: Mapping[str, Any]) -> dict[str, Any]:
    raw = str(tokens.get("id_token", ""))
    keys = _fetched("GET", str(found.get("jwks_uri", "")))
    try:
        wanted = jwt.get_unverified_header(raw).get("kid")
        usable = jwt.PyJWKSet.from_dict(keys).keys
        key = next(one for one in usable if wanted is None or one.key_id == wanted)
        return dict(
            jwt.decode(
                raw, key.key, algorithms=list(PUBLIC), audience=issuer.client_id, leeway=LEEWAY,
                issuer=str(found["issuer"]), options={"require": ["exp", "iat", "aud", "iss"]},
            )
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration, KeyError, ValueError):
        raise NotVouchedFor from None


def _fetched(method: str, address: str, body: dict[str, str] | None = None) -> dict[str, Any]:
    try:
        with http.client() as client:
            answer = client.request(method, address, data=body)
            answer.raise_for_status()
            found = json.loads(answer.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        raise NotVouchedFor from None
    if not isinstance(found, dict):
        raise NotVouchedFor
    return found


@transaction.atomic
def save_issuer(issuer: TrustedIssuer, secret: str, *, by: Actor) -> None:
    """Save a trusted issuer. The secret is never logged."""
    issuer.secret = secret
    issuer.save()
    data = {"key": issuer.key, "kind": issuer.kind, "issuer": issuer.issuer, "is_active": issuer.is_active}
    data |= {"product": issuer.product_id} if issuer.product_id else {}
    record(by, "issuer.saved", issuer, data=data)
