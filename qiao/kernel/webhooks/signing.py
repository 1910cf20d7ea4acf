"""Signatures of the Standard Webhooks specification, version 1: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"


def new_secret() -> str:
    """A fresh secret of 256 bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signatures(secrets_: Iterable[str], key: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature for each secret, so that receivers may change over in peace."""
    return " ".join(_signature(secret, key, timestamp, body) for secret in secrets_)


def _signature(secret: str, key: str, timestamp: int, body: bytes) -> str:
    signed = f"{key}.{timestamp}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
