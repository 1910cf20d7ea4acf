"""Portal data of a contact: account, sessions and sign-ins."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qiao.customers.models.contact import Contact
from qiao.customers.models.organisation import Organisation
from qiao.kernel.secrets import EncryptedTextField


class PortalRole(models.TextChoices):
    """What a contact sees on the portal."""

    OWN = "own", _("Own requests")
    ORGANISATION = "organisation", _("All requests of the organisation")
    ADMINISTRATOR = "administrator", _("All requests, and who may see them")


class PortalAccount(models.Model):
    """A contact's place on the portal; made when they first sign in or get a role.

    `mails_receipts`: confirm requests made on the portal. `mails_changes`: say when a request is solved, closed or
    opened again. `mails_colleagues`: say when a colleague asks something (roles that see the organisation).
    """

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="portal_account")
    role = models.CharField(_("Sees on the portal"), max_length=13, choices=PortalRole, default=PortalRole.OWN)
    is_blocked = models.BooleanField(_("May not sign in"), default=False)
    mails_receipts = models.BooleanField(_("Confirm requests I make here"), default=True)
    mails_changes = models.BooleanField(_("Tell me when a request is solved, closed or opened again"), default=False)
    mails_colleagues = models.BooleanField(_("Tell me when a colleague asks something"), default=False)
    last_sign_in_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    contact_id: int

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(role__in=PortalRole.values), name="portal_role")]

    def __str__(self) -> str:
        return self.contact.name


class PortalSession(models.Model):
    """One browser in which a customer is signed in. Only the hash of its cookie is kept."""

    account = models.ForeignKey(PortalAccount, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    method = models.CharField(max_length=8)
    user_agent = models.CharField(max_length=300, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_index=True)

    account_id: int

    class Meta:
        ordering = ["-seen_at", "-id"]


class SignInCode(models.Model):
    """A mailed code and link; both work once, for a short time, and only in the browser that asked.

    `contact` is null when nobody has the address: then no mail leaves, and nobody who asks can tell.
    """

    browser_hash = models.CharField(max_length=64, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, blank=True, default="")
    link_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    following = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    contact_id: int | None


class TrustedIssuer(models.Model):
    """A trusted identity issuer: an OIDC provider, or the vendor's own product.

    `secret` is the client's secret (OIDC), or the shared secret or public key (token). Limited to an organisation,
    it is trusted for that organisation's contacts only; limited to a product, it opens that brand's portal only.
    `believes_addresses` is for OIDC providers that never say `email_verified` and let nobody choose an address.
    """

    class Kind(models.TextChoices):
        OIDC = "oidc", _("Single sign-on (OpenID Connect)")
        TOKEN = "token", _("Signed token from your product")

    key = models.SlugField(_("Key"), max_length=40, unique=True)
    kind = models.CharField(_("Kind"), max_length=5, choices=Kind)
    name = models.CharField(_("Name on the sign-in page"), max_length=80)
    issuer = models.CharField(_("Issuer"), max_length=300)
    client_id = models.CharField(_("Client id"), max_length=200, blank=True, default="")
    secret = EncryptedTextField(_("Secret or public key"), blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("Only for this customer"),
    )  # fmt: skip
    product = models.ForeignKey(
        "products.Product", on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("Only on the portal of"),
    )  # fmt: skip
    adds_contacts = models.BooleanField(_("Adds people we do not know yet"), default=False)
    believes_addresses = models.BooleanField(_("Accept addresses that it does not call verified"), default=False)
    is_active = models.BooleanField(_("In use"), default=True)
    created_at = models.DateTimeField(db_default=Now())

    organisation_id: int | None
    product_id: int | None

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=("oidc", "token")), name="issuer_kind")]

    def __str__(self) -> str:
        return self.name


class SpentToken(models.Model):
    """The id of a signed token that was used: no token signs in twice."""

    issuer = models.ForeignKey(TrustedIssuer, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "token_hash"], name="token_spent_once")]


class PortalKnock(models.Model):
    """One attempt that is counted against a limit; `key` is a keyed hash, so that no address is kept."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=16)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="portal_knock")]
