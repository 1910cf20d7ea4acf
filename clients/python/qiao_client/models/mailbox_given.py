from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.mailbox_given_dmarc_policy import MailboxGivenDmarcPolicy
from ..models.mailbox_given_imap_after import MailboxGivenImapAfter
from ..models.mailbox_given_imap_security import MailboxGivenImapSecurity
from ..models.mailbox_given_imap_sign_in import MailboxGivenImapSignIn
from ..models.mailbox_given_incoming import MailboxGivenIncoming
from ..models.mailbox_given_language import MailboxGivenLanguage
from ..models.mailbox_given_smtp_security import MailboxGivenSmtpSecurity
from ..types import UNSET, Unset

T = TypeVar("T", bound="MailboxGiven")


@_attrs_define
class MailboxGiven:
    """Settings of a mailbox; in a change, omitted fields are not changed. A new one needs `name` and `address`.

    Attributes:
        name (None | str | Unset): Name, in the caller's language where there are two.
        address (None | str | Unset): Mail address.
        aliases (list[str] | Unset): Further addresses of the mailbox.
        product_id (int | None | Unset): The product; null for all, or when nobody said.
        team_id (int | None | Unset): The team.
        language (MailboxGivenLanguage | Unset): `en` or `zh-hans`; empty when nobody said. Default:
            MailboxGivenLanguage.EN.
        is_active (bool | Unset): In use; false for what was archived or taken out of view. Default: True.
        is_catch_all (bool | Unset): Takes mail to addresses of ours that no mailbox has. Default: False.
        sender_name (str | Unset): The name mails are sent under. Default: ''.
        sends_ack (bool | Unset): New requests are confirmed by mail. Default: True.
        uses_plus_address (bool | Unset): Answers name a signed address, as in support+mark@. Default: True.
        requester_from_reply_to (bool | Unset): Reply-To says who asks. Default: False.
        incoming (MailboxGivenIncoming | Unset): How mail arrives; of an attempt to connect, what the IMAP server said.
            Default: MailboxGivenIncoming.LISTENER.
        imap_host (str | Unset): IMAP server. Default: ''.
        imap_port (int | Unset): Port of the IMAP server. Default: 993.
        imap_security (MailboxGivenImapSecurity | Unset): How the connection to the IMAP server is protected. Default:
            MailboxGivenImapSecurity.TLS.
        imap_username (str | Unset): User name at the IMAP server. Default: ''.
        imap_sign_in (MailboxGivenImapSignIn | Unset): How to sign in to the IMAP server. Default:
            MailboxGivenImapSignIn.PASSWORD.
        imap_password (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        imap_folder (str | Unset): The folder that is read. Default: 'INBOX'.
        imap_after (MailboxGivenImapAfter | Unset): What happens to a mail on the server once it is stored: `seen` marks
            it as read. Default: MailboxGivenImapAfter.SEEN.
        imap_move_to (str | Unset): The folder mail is moved to. Default: ''.
        imap_since (datetime.date | None | Unset): Also mail that was read already, from this day on; null for unread
            mail only.
        oauth_token_url (str | Unset): Where OAuth 2 gives tokens. Default: ''.
        oauth_client_id (str | Unset): Client ID of OAuth 2. Default: ''.
        oauth_client_secret (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        oauth_refresh_token (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        oauth_scope (str | Unset): Scope of OAuth 2. Default: ''.
        smtp_host (str | Unset): SMTP server; empty for that of the installation. Default: ''.
        smtp_port (int | Unset): Port of the SMTP server. Default: 587.
        smtp_security (MailboxGivenSmtpSecurity | Unset): How the connection to the SMTP server is protected. Default:
            MailboxGivenSmtpSecurity.STARTTLS.
        smtp_username (str | Unset): User name at the SMTP server. Default: ''.
        smtp_password (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        authserv_id (str | Unset): Name of the mail server whose sender checks are trusted; empty for none. Default: ''.
        dmarc_policy (MailboxGivenDmarcPolicy | Unset): What happens to mail that fails DMARC: `show` takes it with a
            warning. Default: MailboxGivenDmarcPolicy.SHOW.
        takes_list_mail (bool | Unset): Newsletters and lists become tickets. Default: False.
        most_per_sender (int | Unset): Mails of one sender in ten minutes beyond which they are set aside; 0 for no
            limit. Default: 60.
        most_per_thread (int | Unset): Mails of one ticket in ten minutes beyond which they are set aside; 0 for no
            limit. Default: 30.
        largest_mail (int | Unset): Bytes of the largest mail that is taken. Default: 52428800.
        smime_certificate (str | Unset): S/MIME certificate of the mailbox, PEM; taking it away takes the key away.
            Default: ''.
        smime_key (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        trusted_certificates (str | Unset): S/MIME certificates whose signatures count, PEM, one after the other.
            Default: ''.
        pgp_key (str | Unset): Never shown again; left out or empty, the stored one stays. Default: ''.
        forget_pgp_key (bool | Unset): Delete the stored OpenPGP key. Default: False.
        pgp_public_keys (str | Unset): OpenPGP public keys whose signatures count, armoured, one after the other.
            Default: ''.
        keep_months (int | Unset): Originals are deleted after so many months; 0 for never. Default: 0.
        is_on_hold (bool | Unset): Legal hold: no original is deleted. Default: False.
    """

    name: None | str | Unset = UNSET
    address: None | str | Unset = UNSET
    aliases: list[str] | Unset = UNSET
    product_id: int | None | Unset = UNSET
    team_id: int | None | Unset = UNSET
    language: MailboxGivenLanguage | Unset = MailboxGivenLanguage.EN
    is_active: bool | Unset = True
    is_catch_all: bool | Unset = False
    sender_name: str | Unset = ""
    sends_ack: bool | Unset = True
    uses_plus_address: bool | Unset = True
    requester_from_reply_to: bool | Unset = False
    incoming: MailboxGivenIncoming | Unset = MailboxGivenIncoming.LISTENER
    imap_host: str | Unset = ""
    imap_port: int | Unset = 993
    imap_security: MailboxGivenImapSecurity | Unset = MailboxGivenImapSecurity.TLS
    imap_username: str | Unset = ""
    imap_sign_in: MailboxGivenImapSignIn | Unset = MailboxGivenImapSignIn.PASSWORD
    imap_password: str | Unset = ""
    imap_folder: str | Unset = "INBOX"
    imap_after: MailboxGivenImapAfter | Unset = MailboxGivenImapAfter.SEEN
    imap_move_to: str | Unset = ""
    imap_since: datetime.date | None | Unset = UNSET
    oauth_token_url: str | Unset = ""
    oauth_client_id: str | Unset = ""
    oauth_client_secret: str | Unset = ""
    oauth_refresh_token: str | Unset = ""
    oauth_scope: str | Unset = ""
    smtp_host: str | Unset = ""
    smtp_port: int | Unset = 587
    smtp_security: MailboxGivenSmtpSecurity | Unset = MailboxGivenSmtpSecurity.STARTTLS
    smtp_username: str | Unset = ""
    smtp_password: str | Unset = ""
    authserv_id: str | Unset = ""
    dmarc_policy: MailboxGivenDmarcPolicy | Unset = MailboxGivenDmarcPolicy.SHOW
    takes_list_mail: bool | Unset = False
    most_per_sender: int | Unset = 60
    most_per_thread: int | Unset = 30
    largest_mail: int | Unset = 52428800
    smime_certificate: str | Unset = ""
    smime_key: str | Unset = ""
    trusted_certificates: str | Unset = ""
    pgp_key: str | Unset = ""
    forget_pgp_key: bool | Unset = False
    pgp_public_keys: str | Unset = ""
    keep_months: int | Unset = 0
    is_on_hold: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        address: None | str | Unset
        if isinstance(self.address, Unset):
            address = UNSET
        else:
            address = self.address

        aliases: list[str] | Unset = UNSET
        if not isinstance(self.aliases, Unset):
            aliases = self.aliases

        product_id: int | None | Unset
        if isinstance(self.product_id, Unset):
            product_id = UNSET
        else:
            product_id = self.product_id

        team_id: int | None | Unset
        if isinstance(self.team_id, Unset):
            team_id = UNSET
        else:
            team_id = self.team_id

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        is_active = self.is_active

        is_catch_all = self.is_catch_all

        sender_name = self.sender_name

        sends_ack = self.sends_ack

        uses_plus_address = self.uses_plus_address

        requester_from_reply_to = self.requester_from_reply_to

        incoming: str | Unset = UNSET
        if not isinstance(self.incoming, Unset):
            incoming = self.incoming.value

        imap_host = self.imap_host

        imap_port = self.imap_port

        imap_security: str | Unset = UNSET
        if not isinstance(self.imap_security, Unset):
            imap_security = self.imap_security.value

        imap_username = self.imap_username

        imap_sign_in: str | Unset = UNSET
        if not isinstance(self.imap_sign_in, Unset):
            imap_sign_in = self.imap_sign_in.value

        imap_password = self.imap_password

        imap_folder = self.imap_folder

        imap_after: str | Unset = UNSET
        if not isinstance(self.imap_after, Unset):
            imap_after = self.imap_after.value

        imap_move_to = self.imap_move_to

        imap_since: None | str | Unset
        if isinstance(self.imap_since, Unset):
            imap_since = UNSET
        elif isinstance(self.imap_since, datetime.date):
            imap_since = self.imap_since.isoformat()
        else:
            imap_since = self.imap_since

        oauth_token_url = self.oauth_token_url

        oauth_client_id = self.oauth_client_id

        oauth_client_secret = self.oauth_client_secret

        oauth_refresh_token = self.oauth_refresh_token

        oauth_scope = self.oauth_scope

        smtp_host = self.smtp_host

        smtp_port = self.smtp_port

        smtp_security: str | Unset = UNSET
        if not isinstance(self.smtp_security, Unset):
            smtp_security = self.smtp_security.value

        smtp_username = self.smtp_username

        smtp_password = self.smtp_password

        authserv_id = self.authserv_id

        dmarc_policy: str | Unset = UNSET
        if not isinstance(self.dmarc_policy, Unset):
            dmarc_policy = self.dmarc_policy.value

        takes_list_mail = self.takes_list_mail

        most_per_sender = self.most_per_sender

        most_per_thread = self.most_per_thread

        largest_mail = self.largest_mail

        smime_certificate = self.smime_certificate

        smime_key = self.smime_key

        trusted_certificates = self.trusted_certificates

        pgp_key = self.pgp_key

        forget_pgp_key = self.forget_pgp_key

        pgp_public_keys = self.pgp_public_keys

        keep_months = self.keep_months

        is_on_hold = self.is_on_hold

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if address is not UNSET:
            field_dict["address"] = address
        if aliases is not UNSET:
            field_dict["aliases"] = aliases
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if language is not UNSET:
            field_dict["language"] = language
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if is_catch_all is not UNSET:
            field_dict["is_catch_all"] = is_catch_all
        if sender_name is not UNSET:
            field_dict["sender_name"] = sender_name
        if sends_ack is not UNSET:
            field_dict["sends_ack"] = sends_ack
        if uses_plus_address is not UNSET:
            field_dict["uses_plus_address"] = uses_plus_address
        if requester_from_reply_to is not UNSET:
            field_dict["requester_from_reply_to"] = requester_from_reply_to
        if incoming is not UNSET:
            field_dict["incoming"] = incoming
        if imap_host is not UNSET:
            field_dict["imap_host"] = imap_host
        if imap_port is not UNSET:
            field_dict["imap_port"] = imap_port
        if imap_security is not UNSET:
            field_dict["imap_security"] = imap_security
        if imap_username is not UNSET:
            field_dict["imap_username"] = imap_username
        if imap_sign_in is not UNSET:
            field_dict["imap_sign_in"] = imap_sign_in
        if imap_password is not UNSET:
            field_dict["imap_password"] = imap_password
        if imap_folder is not UNSET:
            field_dict["imap_folder"] = imap_folder
        if imap_after is not UNSET:
            field_dict["imap_after"] = imap_after
        if imap_move_to is not UNSET:
            field_dict["imap_move_to"] = imap_move_to
        if imap_since is not UNSET:
            field_dict["imap_since"] = imap_since
        if oauth_token_url is not UNSET:
            field_dict["oauth_token_url"] = oauth_token_url
        if oauth_client_id is not UNSET:
            field_dict["oauth_client_id"] = oauth_client_id
        if oauth_client_secret is not UNSET:
            field_dict["oauth_client_secret"] = oauth_client_secret
        if oauth_refresh_token is not UNSET:
            field_dict["oauth_refresh_token"] = oauth_refresh_token
        if oauth_scope is not UNSET:
            field_dict["oauth_scope"] = oauth_scope
        if smtp_host is not UNSET:
            field_dict["smtp_host"] = smtp_host
        if smtp_port is not UNSET:
            field_dict["smtp_port"] = smtp_port
        if smtp_security is not UNSET:
            field_dict["smtp_security"] = smtp_security
        if smtp_username is not UNSET:
            field_dict["smtp_username"] = smtp_username
        if smtp_password is not UNSET:
            field_dict["smtp_password"] = smtp_password
        if authserv_id is not UNSET:
            field_dict["authserv_id"] = authserv_id
        if dmarc_policy is not UNSET:
            field_dict["dmarc_policy"] = dmarc_policy
        if takes_list_mail is not UNSET:
            field_dict["takes_list_mail"] = takes_list_mail
        if most_per_sender is not UNSET:
            field_dict["most_per_sender"] = most_per_sender
        if most_per_thread is not UNSET:
            field_dict["most_per_thread"] = most_per_thread
        if largest_mail is not UNSET:
            field_dict["largest_mail"] = largest_mail
        if smime_certificate is not UNSET:
            field_dict["smime_certificate"] = smime_certificate
        if smime_key is not UNSET:
            field_dict["smime_key"] = smime_key
        if trusted_certificates is not UNSET:
            field_dict["trusted_certificates"] = trusted_certificates
        if pgp_key is not UNSET:
            field_dict["pgp_key"] = pgp_key
        if forget_pgp_key is not UNSET:
            field_dict["forget_pgp_key"] = forget_pgp_key
        if pgp_public_keys is not UNSET:
            field_dict["pgp_public_keys"] = pgp_public_keys
        if keep_months is not UNSET:
            field_dict["keep_months"] = keep_months
        if is_on_hold is not UNSET:
            field_dict["is_on_hold"] = is_on_hold

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        address = _parse_address(d.pop("address", UNSET))

        aliases = cast(list[str], d.pop("aliases", UNSET))

        def _parse_product_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        product_id = _parse_product_id(d.pop("product_id", UNSET))

        def _parse_team_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        team_id = _parse_team_id(d.pop("team_id", UNSET))

        _language = d.pop("language", UNSET)
        language: MailboxGivenLanguage | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = MailboxGivenLanguage(_language)

        is_active = d.pop("is_active", UNSET)

        is_catch_all = d.pop("is_catch_all", UNSET)

        sender_name = d.pop("sender_name", UNSET)

        sends_ack = d.pop("sends_ack", UNSET)

        uses_plus_address = d.pop("uses_plus_address", UNSET)

        requester_from_reply_to = d.pop("requester_from_reply_to", UNSET)

        _incoming = d.pop("incoming", UNSET)
        incoming: MailboxGivenIncoming | Unset
        if isinstance(_incoming, Unset):
            incoming = UNSET
        else:
            incoming = MailboxGivenIncoming(_incoming)

        imap_host = d.pop("imap_host", UNSET)

        imap_port = d.pop("imap_port", UNSET)

        _imap_security = d.pop("imap_security", UNSET)
        imap_security: MailboxGivenImapSecurity | Unset
        if isinstance(_imap_security, Unset):
            imap_security = UNSET
        else:
            imap_security = MailboxGivenImapSecurity(_imap_security)

        imap_username = d.pop("imap_username", UNSET)

        _imap_sign_in = d.pop("imap_sign_in", UNSET)
        imap_sign_in: MailboxGivenImapSignIn | Unset
        if isinstance(_imap_sign_in, Unset):
            imap_sign_in = UNSET
        else:
            imap_sign_in = MailboxGivenImapSignIn(_imap_sign_in)

        imap_password = d.pop("imap_password", UNSET)

        imap_folder = d.pop("imap_folder", UNSET)

        _imap_after = d.pop("imap_after", UNSET)
        imap_after: MailboxGivenImapAfter | Unset
        if isinstance(_imap_after, Unset):
            imap_after = UNSET
        else:
            imap_after = MailboxGivenImapAfter(_imap_after)

        imap_move_to = d.pop("imap_move_to", UNSET)

        def _parse_imap_since(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                imap_since_type_0 = datetime.date.fromisoformat(data)

                return imap_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        imap_since = _parse_imap_since(d.pop("imap_since", UNSET))

        oauth_token_url = d.pop("oauth_token_url", UNSET)

        oauth_client_id = d.pop("oauth_client_id", UNSET)

        oauth_client_secret = d.pop("oauth_client_secret", UNSET)

        oauth_refresh_token = d.pop("oauth_refresh_token", UNSET)

        oauth_scope = d.pop("oauth_scope", UNSET)

        smtp_host = d.pop("smtp_host", UNSET)

        smtp_port = d.pop("smtp_port", UNSET)

        _smtp_security = d.pop("smtp_security", UNSET)
        smtp_security: MailboxGivenSmtpSecurity | Unset
        if isinstance(_smtp_security, Unset):
            smtp_security = UNSET
        else:
            smtp_security = MailboxGivenSmtpSecurity(_smtp_security)

        smtp_username = d.pop("smtp_username", UNSET)

        smtp_password = d.pop("smtp_password", UNSET)

        authserv_id = d.pop("authserv_id", UNSET)

        _dmarc_policy = d.pop("dmarc_policy", UNSET)
        dmarc_policy: MailboxGivenDmarcPolicy | Unset
        if isinstance(_dmarc_policy, Unset):
            dmarc_policy = UNSET
        else:
            dmarc_policy = MailboxGivenDmarcPolicy(_dmarc_policy)

        takes_list_mail = d.pop("takes_list_mail", UNSET)

        most_per_sender = d.pop("most_per_sender", UNSET)

        most_per_thread = d.pop("most_per_thread", UNSET)

        largest_mail = d.pop("largest_mail", UNSET)

        smime_certificate = d.pop("smime_certificate", UNSET)

        smime_key = d.pop("smime_key", UNSET)

        trusted_certificates = d.pop("trusted_certificates", UNSET)

        pgp_key = d.pop("pgp_key", UNSET)

        forget_pgp_key = d.pop("forget_pgp_key", UNSET)

        pgp_public_keys = d.pop("pgp_public_keys", UNSET)

        keep_months = d.pop("keep_months", UNSET)

        is_on_hold = d.pop("is_on_hold", UNSET)

        mailbox_given = cls(
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
            imap_password=imap_password,
            imap_folder=imap_folder,
            imap_after=imap_after,
            imap_move_to=imap_move_to,
            imap_since=imap_since,
            oauth_token_url=oauth_token_url,
            oauth_client_id=oauth_client_id,
            oauth_client_secret=oauth_client_secret,
            oauth_refresh_token=oauth_refresh_token,
            oauth_scope=oauth_scope,
            smtp_host=smtp_host,
            smtp_port=smtp_port,
            smtp_security=smtp_security,
            smtp_username=smtp_username,
            smtp_password=smtp_password,
            authserv_id=authserv_id,
            dmarc_policy=dmarc_policy,
            takes_list_mail=takes_list_mail,
            most_per_sender=most_per_sender,
            most_per_thread=most_per_thread,
            largest_mail=largest_mail,
            smime_certificate=smime_certificate,
            smime_key=smime_key,
            trusted_certificates=trusted_certificates,
            pgp_key=pgp_key,
            forget_pgp_key=forget_pgp_key,
            pgp_public_keys=pgp_public_keys,
            keep_months=keep_months,
            is_on_hold=is_on_hold,
        )

        return mailbox_given
