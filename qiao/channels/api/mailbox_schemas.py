"""What programs send and see of mailboxes. What is secret goes in and never comes out."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from qiao.kernel.api.answers import Given, Id, Shown

Language = Literal["en", "zh-hans"]
Protection = Literal["tls", "starttls", "plain"]
Address = Annotated[str, Field(max_length=320)]
Port = Annotated[int, Field(ge=1, le=65_535)]
Line = Annotated[str, Field(max_length=255)]
Certificates = Annotated[str, Field(max_length=500_000)]
Secret = Annotated[
    str, Field(max_length=100_000, description="Never shown again; left out or empty, the stored one stays.")
]


class MailboxShown(Shown):
    """A mailbox and what waits in it."""

    id: int
    name: str
    address: str
    product_id: int | None
    team_id: int | None
    is_active: bool
    is_well: bool
    waiting: int
    quarantined: int
    unsent: int
    failed: int
    oldest_waiting_at: datetime | None
    last_mail_at: datetime | None


class MailboxHealthShown(MailboxShown):
    """How fetching and sending go. Errors are what the other server said, and empty when all is well."""

    last_fetch_at: datetime | None
    fetch_failures: int
    last_fetch_error: str
    last_fetch_error_at: datetime | None
    last_sent_at: datetime | None
    last_send_error: str
    last_send_error_at: datetime | None


class MailboxSettingsShown(Shown):
    """Settings of a mailbox. Passwords, tokens and private keys are never shown: `stored_secrets` names those set."""

    id: int
    name: str
    address: str
    aliases: list[str]
    product_id: int | None
    team_id: int | None
    language: str
    is_active: bool
    is_catch_all: bool
    sender_name: str
    sends_ack: bool
    uses_plus_address: bool
    requester_from_reply_to: bool
    incoming: Literal["listener", "imap"]
    imap_host: str
    imap_port: int
    imap_security: Protection
    imap_username: str
    imap_sign_in: Literal["password", "oauth2"]
    imap_folder: str
    imap_after: Literal["seen", "move"]
    imap_move_to: str
    imap_since: date | None
    oauth_token_url: str
    oauth_client_id: str
    oauth_scope: str
    smtp_host: str
    smtp_port: int
    smtp_security: Protection
    smtp_username: str
    authserv_id: str
    dmarc_policy: Literal["show", "quarantine"]
    takes_list_mail: bool
    most_per_sender: int
    most_per_thread: int
    largest_mail: int
    smime_certificate: str
    trusted_certificates: str
    pgp_public_keys: str
    keep_months: int
    is_on_hold: bool
    stored_secrets: list[str]
    settings_stamp: datetime


class MailboxGiven(Given):
    """Settings of a mailbox; in a change, omitted fields are not changed. A new one needs `name` and `address`."""

    name: Annotated[str, Field(max_length=100)] | None = None
    address: Address | None = None
    aliases: Annotated[list[Address], Field(max_length=100)] = []
    product_id: Id | None = None
    team_id: Id | None = None
    language: Language = "en"
    is_active: bool = True
    is_catch_all: bool = False
    sender_name: Annotated[str, Field(max_length=200)] = ""
    sends_ack: bool = True
    uses_plus_address: bool = True
    requester_from_reply_to: bool = False
    incoming: Literal["listener", "imap"] = "listener"
    imap_host: Line = ""
    imap_port: Port = 993
    imap_security: Protection = "tls"
    imap_username: Address = ""
    imap_sign_in: Literal["password", "oauth2"] = "password"
    imap_password: Secret = ""
    imap_folder: Line = "INBOX"
    imap_after: Literal["seen", "move"] = "seen"
    imap_move_to: Line = ""
    imap_since: date | None = None
    oauth_token_url: Annotated[str, Field(max_length=500)] = ""
    oauth_client_id: Line = ""
    oauth_client_secret: Secret = ""
    oauth_refresh_token: Secret = ""
    oauth_scope: Annotated[str, Field(max_length=500)] = ""
    smtp_host: Line = ""
    smtp_port: Port = 587
    smtp_security: Protection = "starttls"
    smtp_username: Address = ""
    smtp_password: Secret = ""
    authserv_id: Line = ""
    dmarc_policy: Literal["show", "quarantine"] = "show"
    takes_list_mail: bool = False
    most_per_sender: Annotated[int, Field(ge=0, le=1_000_000)] = 60
    most_per_thread: Annotated[int, Field(ge=0, le=1_000_000)] = 30
    largest_mail: Annotated[int, Field(ge=0, le=2_000_000_000)] = 50 * 1024 * 1024
    smime_certificate: Certificates = ""
    smime_key: Secret = ""
    trusted_certificates: Certificates = ""
    pgp_key: Secret = ""
    forget_pgp_key: bool = Field(False, description="Delete the stored OpenPGP key.")
    pgp_public_keys: Certificates = ""
    keep_months: Annotated[int, Field(ge=0, le=1_200)] = 0
    is_on_hold: bool = False


class ConnectionShown(Shown):
    """What the servers said to an attempt to sign in: empty means it worked, null that there is nothing to try."""

    incoming: str | None
    outgoing: str | None
    is_well: bool
    tried_at: datetime


class ProposedServerShown(Shown):
    """The name that stands first in `mails` of the last `of` mails, from so many domains of senders."""

    name: str
    mails: int
    of: int
    domains: int


class MailServerShown(Shown):
    """Whose sender checks a mailbox trusts. While it trusts nobody, the last mails may propose a name."""

    trusted: str
    proposed: ProposedServerShown | None


class MailServerGiven(Given):
    """The name to trust: the one that is proposed. Any other name is written as `authserv_id` of the settings."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
