"""Connections to IMAP servers: TLS, sign-in by password or OAuth 2."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import httpx
from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from qiao.channels.models import Mailbox
from qiao.channels.models.mailbox import ImapSignIn, TransportSecurity
from qiao.kernel.http import client as http_client

TIMEOUT = 60
MARGIN = timedelta(minutes=2)


@contextmanager
def connected(mailbox: Mailbox, timeout: float = TIMEOUT) -> Iterator[IMAPClient]:
    """A signed-in client for the length of the block. Raises OSError or IMAPClientError."""
    context = ssl.create_default_context()
    client = IMAPClient(
        mailbox.imap_host,
        port=mailbox.imap_port,
        ssl=mailbox.imap_security == TransportSecurity.TLS,
        ssl_context=context,
        timeout=timeout,
        use_uid=True,
    )
    try:
        if mailbox.imap_security == TransportSecurity.STARTTLS:
            client.starttls(context)
        if mailbox.imap_sign_in == ImapSignIn.OAUTH2:
            client.oauth2_login(mailbox.imap_username, access_token(mailbox))
        else:
            client.login(mailbox.imap_username, mailbox.imap_password)
        yield client
    finally:
        # the work is done or has failed already: a server that hangs up first changes nothing
        with suppress(OSError, IMAPClientError):
            client.logout()


def access_token(mailbox: Mailbox) -> str:
    """A token that is valid for some minutes, renewed by the refresh token when needed. Raises OSError."""
    if mailbox.oauth_access_token and mailbox.oauth_expires_at and mailbox.oauth_expires_at > timezone.now() + MARGIN:
        return mailbox.oauth_access_token
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": mailbox.oauth_refresh_token,
        "client_id": mailbox.oauth_client_id,
        "client_secret": mailbox.oauth_client_secret,
        "scope": mailbox.oauth_scope,
    }
    try:
        with http_client() as http:
            answer = http.post(mailbox.oauth_token_url, data={name: value for name, value in fields.items() if value})
            answer.raise_for_status()
            found = answer.json()
            token, seconds = str(found["access_token"]), int(found.get("expires_in", 300))
    except (httpx.HTTPError, KeyError, ValueError) as error:
        raise ConnectionError(f"no access token: {type(error).__name__}: {error}") from error
    mailbox.oauth_access_token = token
    mailbox.oauth_expires_at = timezone.now() + timedelta(seconds=seconds)
    # some providers give a new refresh token each time and forget the old one
    mailbox.oauth_refresh_token = str(found.get("refresh_token") or mailbox.oauth_refresh_token)
    mailbox.save(update_fields=["oauth_access_token", "oauth_expires_at", "oauth_refresh_token"])
    return token
