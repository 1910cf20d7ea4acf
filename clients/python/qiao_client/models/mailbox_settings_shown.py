from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.mailbox_settings_shown_dmarc_policy import MailboxSettingsShownDmarcPolicy
from ..models.mailbox_settings_shown_imap_after import MailboxSettingsShownImapAfter
from ..models.mailbox_settings_shown_imap_security import (
    MailboxSettingsShownImapSecurity,
)
from ..models.mailbox_settings_shown_imap_sign_in import MailboxSettingsShownImapSignIn
from ..models.mailbox_settings_shown_incoming import MailboxSettingsShownIncoming
from ..models.mailbox_settings_shown_smtp_security import (
    MailboxSettingsShownSmtpSecurity,
)

T = TypeVar("T", bound="MailboxSettingsShown")


@_attrs_define
class MailboxSettingsShown:
    """Settings of a mailbox. Passwords, tokens and private keys are never shown: `stored_secrets` names those set.

    Attributes:
        id (int): Number of the thing.
        name (str): Name, in the caller's language where there are two.
        address (str): Mail address.
        aliases (list[str]): Further addresses of the mailbox.
        product_id (int | None): The product; null for all, or when nobody said.
        team_id (int | None): The team.
        language (str): `en` or `zh-hans`; empty when nobody said.
        is_active (bool): In use; false for what was archived or taken out of view.
        is_catch_all (bool): Takes mail to addresses of ours that no mailbox has.
        sender_name (str): The name mails are sent under.
        sends_ack (bool): New requests are confirmed by mail.
        uses_plus_address (bool): Answers name a signed address, as in support+mark@.
        requester_from_reply_to (bool): Reply-To says who asks.
        incoming (MailboxSettingsShownIncoming): How mail arrives; of an attempt to connect, what the IMAP server said.
        imap_host (str): IMAP server.
        imap_port (int): Port of the IMAP server.
        imap_security (MailboxSettingsShownImapSecurity): How the connection to the IMAP server is protected.
        imap_username (str): User name at the IMAP server.
        imap_sign_in (MailboxSettingsShownImapSignIn): How to sign in to the IMAP server.
        imap_folder (str): The folder that is read.
        imap_after (MailboxSettingsShownImapAfter): What happens to a mail on the server once it is stored: `seen` marks
            it as read.
        imap_move_to (str): The folder mail is moved to.
        imap_since (datetime.date | None): Also mail that was read already, from this day on; null for unread mail only.
        oauth_token_url (str): Where OAuth 2 gives tokens.
        oauth_client_id (str): Client ID of OAuth 2.
        oauth_scope (str): Scope of OAuth 2.
        smtp_host (str): SMTP server; empty for that of the installation.
        smtp_port (int): Port of the SMTP server.
        smtp_security (MailboxSettingsShownSmtpSecurity): How the connection to the SMTP server is protected.
        smtp_username (str): User name at the SMTP server.
        authserv_id (str): Name of the mail server whose sender checks are trusted; empty for none.
        dmarc_policy (MailboxSettingsShownDmarcPolicy): What happens to mail that fails DMARC: `show` takes it with a
            warning.
        takes_list_mail (bool): Newsletters and lists become tickets.
        most_per_sender (int): Mails of one sender in ten minutes beyond which they are set aside; 0 for no limit.
        most_per_thread (int): Mails of one ticket in ten minutes beyond which they are set aside; 0 for no limit.
        largest_mail (int): Bytes of the largest mail that is taken.
        smime_certificate (str): S/MIME certificate of the mailbox, PEM; taking it away takes the key away.
        trusted_certificates (str): S/MIME certificates whose signatures count, PEM, one after the other.
        pgp_public_keys (str): OpenPGP public keys whose signatures count, armoured, one after the other.
        keep_months (int): Originals are deleted after so many months; 0 for never.
        is_on_hold (bool): Legal hold: no original is deleted.
        stored_secrets (list[str]): Names of the secrets that are stored.
        settings_stamp (datetime.datetime): When the settings were last changed.
    """

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
    incoming: MailboxSettingsShownIncoming
    imap_host: str
    imap_port: int
    imap_security: MailboxSettingsShownImapSecurity
    imap_username: str
    imap_sign_in: MailboxSettingsShownImapSignIn
    imap_folder: str
    imap_after: MailboxSettingsShownImapAfter
    imap_move_to: str
    imap_since: datetime.date | None
    oauth_token_url: str
    oauth_client_id: str
    oauth_scope: str
    smtp_host: str
    smtp_port: int
    smtp_security: MailboxSettingsShownSmtpSecurity
    smtp_username: str
    authserv_id: str
    dmarc_policy: MailboxSettingsShownDmarcPolicy
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
    settings_stamp: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        address = self.address

        aliases = self.aliases

        product_id: int | None
        product_id = self.product_id

        team_id: int | None
        team_id = self.team_id

        language = self.language

        is_active = self.is_active

        is_catch_all = self.is_catch_all

        sender_name = self.sender_name

        sends_ack = self.sends_ack

        uses_plus_address = self.uses_plus_address

        requester_from_reply_to = self.requester_from_reply_to

        incoming = self.incoming.value

        imap_host = self.imap_host

        imap_port = self.imap_port

        imap_security = self.imap_security.value

        imap_username = self.imap_username

        imap_sign_in = self.imap_sign_in.value

        imap_folder = self.imap_folder

        imap_after = self.imap_after.value

        imap_move_to = self.imap_move_to

        imap_since: None | str
        if isinstance(self.imap_since, datetime.date):
            imap_since = self.imap_since.isoformat()
        else:
            imap_since = self.imap_since

        oauth_token_url = self.oauth_token_url

        oauth_client_id = self.oauth_client_id

        oauth_scope = self.oauth_scope

        smtp_host = self.smtp_host

        smtp_port = self.smtp_port

        smtp_security = self.smtp_security.value

        smtp_username = self.smtp_username

        authserv_id = self.authserv_id

        dmarc_policy = self.dmarc_policy.value

        takes_list_mail = self.takes_list_mail

        most_per_sender = self.most_per_sender

        most_per_thread = self.most_per_thread

        largest_mail = self.largest_mail

        smime_certificate = self.smime_certificate

        trusted_certificates = self.trusted_certificates

        pgp_public_keys = self.pgp_public_keys

        keep_months = self.keep_months

        is_on_hold = self.is_on_hold

        stored_secrets = self.stored_secrets

        settings_stamp = self.settings_stamp.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "address": address,
                "aliases": aliases,
                "product_id": product_id,
                "team_id": team_id,
                "language": language,
                "is_active": is_active,
                "is_catch_all": is_catch_all,
                "sender_name": sender_name,
                "sends_ack": sends_ack,
                "uses_plus_address": uses_plus_address,
                "requester_from_reply_to": requester_from_reply_to,
                "incoming": incoming,
                "imap_host": imap_host,
                "imap_port": imap_port,
                "imap_security": imap_security,
                "imap_username": imap_username,
                "imap_sign_in": imap_sign_in,
                "imap_folder": imap_folder,
                "imap_after": imap_after,
                "imap_move_to": imap_move_to,
                "imap_since": imap_since,
                "oauth_token_url": oauth_token_url,
                "oauth_client_id": oauth_client_id,
                "oauth_scope": oauth_scope,
                "smtp_host": smtp_host,
                "smtp_port": smtp_port,
                "smtp_security": smtp_security,
                "smtp_username": smtp_username,
                "authserv_id": authserv_id,
                "dmarc_policy": dmarc_policy,
                "takes_list_mail": takes_list_mail,
                "most_per_sender": most_per_sender,
                "most_per_thread": most_per_thread,
                "largest_mail": largest_mail,
                "smime_certificate": smime_certificate,
                "trusted_certificates": trusted_certificates,
                "pgp_public_keys": pgp_public_keys,
                "keep_months": keep_months,
                "is_on_hold": is_on_hold,
                "stored_secrets": stored_secrets,
                "settings_stamp": settings_stamp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        address = d.pop("address")

        aliases = cast(list[str], d.pop("aliases"))

        def _parse_product_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        product_id = _parse_product_id(d.pop("product_id"))

        def _parse_team_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        team_id = _parse_team_id(d.pop("team_id"))

        language = d.pop("language")

        is_active = d.pop("is_active")

        is_catch_all = d.pop("is_catch_all")

        sender_name = d.pop("sender_name")

        sends_ack = d.pop("sends_ack")

        uses_plus_address = d.pop("uses_plus_address")

        requester_from_reply_to = d.pop("requester_from_reply_to")

        incoming = MailboxSettingsShownIncoming(d.pop("incoming"))

        imap_host = d.pop("imap_host")

        imap_port = d.pop("imap_port")

        imap_security = MailboxSettingsShownImapSecurity(d.pop("imap_security"))

        imap_username = d.pop("imap_username")

        imap_sign_in = MailboxSettingsShownImapSignIn(d.pop("imap_sign_in"))

        imap_folder = d.pop("imap_folder")

        imap_after = MailboxSettingsShownImapAfter(d.pop("imap_after"))

        imap_move_to = d.pop("imap_move_to")

        def _parse_imap_since(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                imap_since_type_0 = datetime.date.fromisoformat(data)

                return imap_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        imap_since = _parse_imap_since(d.pop("imap_since"))

        oauth_token_url = d.pop("oauth_token_url")

        oauth_client_id = d.pop("oauth_client_id")

        oauth_scope = d.pop("oauth_scope")

        smtp_host = d.pop("smtp_host")

        smtp_port = d.pop("smtp_port")

        smtp_security = MailboxSettingsShownSmtpSecurity(d.pop("smtp_security"))

        smtp_username = d.pop("smtp_username")

        authserv_id = d.pop("authserv_id")

        dmarc_policy = MailboxSettingsShownDmarcPolicy(d.pop("dmarc_policy"))

        takes_list_mail = d.pop("takes_list_mail")

        most_per_sender = d.pop("most_per_sender")

        most_per_thread = d.pop("most_per_thread")

        largest_mail = d.pop("largest_mail")

        smime_certificate = d.pop("smime_certificate")

        trusted_certificates = d.pop("trusted_certificates")

        pgp_public_keys = d.pop("pgp_public_keys")

        keep_months = d.pop("keep_months")

        is_on_hold = d.pop("is_on_hold")

        stored_secrets = cast(list[str], d.pop("stored_secrets"))

        settings_stamp = datetime.datetime.fromisoformat(d.pop("settings_stamp"))

        mailbox_settings_shown = cls(
            id=id,
            name=name,
            address=address,
            aliases=aliases,
            product_id=product_id,
            team_id=team_id,
            language=language,
            is_active=is_active,
            is_catch_all=is_catch_all,
            sender_name=sender_name,
            sends_ack=sends_ack,
            uses_plus_address=uses_plus_address,
            requester_from_reply_to=requester_from_reply_to,
            incoming=incoming,
            imap_host=imap_host,
            imap_port=imap_port,
            imap_security=imap_security,
            imap_username=imap_username,
            imap_sign_in=imap_sign_in,
            imap_folder=imap_folder,
            imap_after=imap_after,
            imap_move_to=imap_move_to,
            imap_since=imap_since,
            oauth_token_url=oauth_token_url,
            oauth_client_id=oauth_client_id,
            oauth_scope=oauth_scope,
            smtp_host=smtp_host,
            smtp_port=smtp_port,
            smtp_security=smtp_security,
            smtp_username=smtp_username,
            authserv_id=authserv_id,
            dmarc_policy=dmarc_policy,
            takes_list_mail=takes_list_mail,
            most_per_sender=most_per_sender,
            most_per_thread=most_per_thread,
            largest_mail=largest_mail,
            smime_certificate=smime_certificate,
            trusted_certificates=trusted_certificates,
            pgp_public_keys=pgp_public_keys,
            keep_months=keep_months,
            is_on_hold=is_on_hold,
            stored_secrets=stored_secrets,
            settings_stamp=settings_stamp,
        )

        return mailbox_settings_shown
