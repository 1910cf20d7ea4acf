"""Mailboxes: an address customers write to, where its mail is fetched, and how it is answered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from qiao.channels.rules.sealed import MailKeys
from qiao.kernel.secrets import EncryptedTextField


class Incoming(models.TextChoices):
    """How mail for a mailbox arrives."""

    LISTENER = "listener", _("Delivered by SMTP, LMTP or a pipe")
    IMAP = "imap", _("Fetched by IMAP")


class TransportSecurity(models.TextChoices):
    """How a connection to a mail server is protected."""

    TLS = "tls", _("TLS")
    STARTTLS = "starttls", _("STARTTLS")
    PLAIN = "plain", _("None (only inside your own network)")


class ImapSignIn(models.TextChoices):
    """How Qiao proves who it is to the IMAP server."""

    PASSWORD = "password", _("Password")
    OAUTH2 = "oauth2", _("OAuth 2")


class AfterFetch(models.TextChoices):
    """What happens to a mail on the server once it is stored here."""

    SEEN = "seen", _("Mark as read")
    MOVE = "move", _("Move to a folder")


class DmarcPolicy(models.TextChoices):
    """What happens to mail whose sender's domain says it is forged."""

    SHOW = "show", _("Take it, with a warning")
    QUARANTINE = "quarantine", _("Put it into quarantine")


class Mailbox(models.Model):
    """One address of ours. Addresses are stored in lower case.

    `keep_months`: originals older than this are deleted, 0 for never; not while `is_on_hold` (legal hold).
    `smime_certificate` and `smime_key`: PEM, to open mail that was encrypted for this address; both or neither.
    `pgp_key`: the same by OpenPGP, armoured. `trusted_certificates` (PEM, of issuers or signers) and `pgp_public_keys`
    (armoured): whose signatures count.
    `settings_stamp` changes whenever a person changes the settings; watchers then reconnect.
    """

    name = models.CharField(max_length=100)
    address = models.CharField(max_length=320, unique=True)
    aliases = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    product = models.ForeignKey("products.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("staff.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sender_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)

    is_catch_all = models.BooleanField(default=False)
    uses_plus_address = models.BooleanField(default=True)
    requester_from_reply_to = models.BooleanField(default=False)
    takes_list_mail = models.BooleanField(default=False)
    sends_ack = models.BooleanField(default=True)
    authserv_id = models.CharField(max_length=255, blank=True)
    dmarc_policy = models.CharField(max_length=12, choices=DmarcPolicy.choices, default=DmarcPolicy.SHOW)
    most_per_sender = models.PositiveIntegerField(default=60)
    most_per_thread = models.PositiveIntegerField(default=30)
    largest_mail = models.PositiveIntegerField(default=50 * 1024 * 1024)

    keep_months = models.PositiveSmallIntegerField(default=0)
    is_on_hold = models.BooleanField(default=False)

    incoming = models.CharField(max_length=10, choices=Incoming.choices, default=Incoming.LISTENER)
    imap_host = models.CharField(max_length=255, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=TransportSecurity.choices, default=TransportSecurity.TLS)
    imap_username = models.CharField(max_length=320, blank=True)
    imap_sign_in = models.CharField(max_length=10, choices=ImapSignIn.choices, default=ImapSignIn.PASSWORD)
    imap_password = EncryptedTextField(blank=True, default="")
    imap_folder = models.CharField(max_length=255, default="INBOX")
    imap_after = models.CharField(max_length=5, choices=AfterFetch.choices, default=AfterFetch.SEEN)
    imap_move_to = models.CharField(max_length=255, blank=True)
    imap_since = models.DateField(null=True, blank=True)
    oauth_token_url = models.URLField(max_length=500, blank=True)
    oauth_client_id = models.CharField(max_length=255, blank=True)
    oauth_client_secret = EncryptedTextField(blank=True, default="")
    oauth_refresh_token = EncryptedTextField(blank=True, default="")
    oauth_scope = models.CharField(max_length=500, blank=True)
    oauth_access_token = EncryptedTextField(blank=True, default="")
    oauth_expires_at = models.DateTimeField(null=True, blank=True)

    smtp_host = models.CharField(max_length=255, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(
        max_length=10, choices=TransportSecurity.choices, default=TransportSecurity.STARTTLS
    )
    smtp_username = models.CharField(max_length=320, blank=True)
    smtp_password = EncryptedTextField(blank=True, default="")

    smime_certificate = models.TextField(blank=True, default="", db_default="")
    smime_key = EncryptedTextField(blank=True, default="")
    trusted_certificates = models.TextField(blank=True, default="", db_default="")
    pgp_key = EncryptedTextField(blank=True, default="")
    pgp_public_keys = models.TextField(blank=True, default="", db_default="")

    last_fetch_at = models.DateTimeField(null=True, blank=True)
    last_fetch_error = models.TextField(blank=True, default="")
    last_fetch_error_at = models.DateTimeField(null=True, blank=True)
    fetch_failures = models.PositiveIntegerField(default=0)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    last_send_error = models.TextField(blank=True, default="")
    last_send_error_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    settings_stamp = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="mailbox_lower"),
        ]

    def sender_in(self, language: str) -> str:
        """Who its mails say they are from: its own name for that, else its product's in `language`, else `name`."""
        product = str(self.product.sender_name.in_language(language)) if self.product else ""
        return self.sender_name or product or self.name

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"

    @property
    def keys(self) -> MailKeys:
        """With what its mail is opened and checked."""
        return MailKeys(
            self.smime_certificate, self.smime_key, self.trusted_certificates, self.pgp_key, self.pgp_public_keys
        )

    @property
    def addresses(self) -> list[str]:
        """The address and its aliases."""
        return [self.address, *self.aliases]

    @property
    def domain(self) -> str:
        """Part of the address after the @."""
        return self.address.rpartition("@")[2]


class ImapCursor(models.Model):
    """How far a folder has been read. `uidvalidity` changes when the server renumbers its mails."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="cursors")
    folder = models.CharField(max_length=255)
    uidvalidity = models.BigIntegerField()
    last_uid = models.BigIntegerField(default=0)
    started_on = models.DateField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "folder"], name="imap_cursor_once")]
