"""Who vouches for customers on the portal. Secrets are taken and never given out."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http.response import HttpResponseBase
from pydantic import Field

from qiao.customers.api.rows import as_it_is, known, show
from qiao.customers.models import TrustedIssuer
from qiao.customers.portal_setup_forms import IssuerForm
from qiao.customers.services.portal_issuers import save_issuer
from qiao.kernel.api.answers import Given, Id, Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import as_sent, checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.api.versions import about_to_change, versioned

issuers = Operations("portal setup")

_issuer = "/portal-issuers/{issuer_id}"
_NARROWED = ("organisation_id", "product_id")
_CALLED = {name.removesuffix("_id"): name for name in _NARROWED}


class PortalIssuerShown(Shown):
    """A trusted identity issuer: an OIDC provider, or your own product, which signs tokens."""

    id: int
    key: str
    kind: Literal["oidc", "token"]
    name: str = Field(description="What the sign-in page calls it.")
    issuer: str
    client_id: str
    has_secret: bool
    organisation_id: int | None = Field(description="Trusted for this customer only; null for all.")
    product_id: int | None = Field(description="On the portal of this product only; null for all.")
    adds_contacts: bool
    believes_addresses: bool
    is_active: bool
    created_at: datetime


class PortalIssuerGiven(Given):
    """A trusted identity issuer; in a change, omitted fields are not changed."""

    key: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    kind: Literal["oidc", "token"] | None = None
    name: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    issuer: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    client_id: Annotated[str, Field(max_length=200)] | None = None
    secret: Annotated[str, Field(min_length=1, max_length=20_000)] | None = Field(
        None, description="The client's secret (OIDC), or a shared secret or public key. Written, never read."
    )
    organisation_id: Id | None = None
    product_id: Id | None = None
    adds_contacts: bool | None = None
    believes_addresses: bool | None = None
    is_active: bool | None = None


@issuers.get("/portal-issuers", "setup.manage", Listing[PortalIssuerShown], screens=["portal_setup:issuers"])
def list_portal_issuers(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List whose word opens the portal."""
    found, following = page_of(
        TrustedIssuer.objects.all(), ("name", "id"), cursor=cursor, limit=limit, name="portal_issuers"
    )  # fmt: skip
    return answer(request, Listing[PortalIssuerShown](items=[_shown(row) for row in found], next_cursor=following))


@issuers.get(_issuer, "setup.manage", PortalIssuerShown, is_versioned=True)
def get_portal_issuer(request: ApiRequest, issuer_id: Id) -> HttpResponseBase:
    """Get one issuer."""
    return versioned(request, _shown(known(TrustedIssuer, issuer_id)))


@issuers.post("/portal-issuers", "setup.manage", PortalIssuerShown, status=201, screens=["portal_setup:issuer-new"])
def create_portal_issuer(request: ApiRequest, data: PortalIssuerGiven) -> HttpResponseBase:
    """Trust an issuer."""
    needed = [name for name in ("key", "kind", "name", "issuer") if not getattr(data, name)]
    if needed:
        raise Invalid.of("missing", *needed)
    made = _saved(request, TrustedIssuer(), data)
    return answer(request, _shown(known(TrustedIssuer, made)), status=201)


@issuers.patch(_issuer, "setup.manage", PortalIssuerShown, is_versioned=True, screens=["portal_setup:issuer"])
def change_portal_issuer(request: ApiRequest, issuer_id: Id, data: PortalIssuerGiven) -> HttpResponseBase:
    """Change an issuer. Without `secret` the stored one stays."""
    with about_to_change(request, TrustedIssuer, issuer_id, _shown) as row:
        _saved(request, row, data)
    return versioned(request, _shown(known(TrustedIssuer, issuer_id)))


def _saved(request: ApiRequest, row: TrustedIssuer, data: PortalIssuerGiven) -> int:
    sent: dict[str, Any] = data.model_dump(exclude_none=True)
    sent |= {name: None for name in _NARROWED if name in data.model_fields_set and getattr(data, name) is None}
    values = as_it_is(row, IssuerForm) | {"secret": ""}
    values |= {name.removesuffix("_id") if name in _NARROWED else name: value for name, value in sent.items()}
    form = IssuerForm(as_sent(values), instance=row)
    checked(form, called=_CALLED)
    save_issuer(form.instance, form.cleaned_data["secret"], by=request.actor)
    return row.pk


def _shown(row: TrustedIssuer) -> PortalIssuerShown:
    return show(PortalIssuerShown, row, has_secret=bool(row.secret))
