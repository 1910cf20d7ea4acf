"""Secrets at rest, and short signatures.

Keys come from settings.SECRETS_KEYS: the first one seals and signs, all of them unseal and verify, so a key
is rotated by putting the new one in front, resealing everything (`kernel.resealing`) and dropping the old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

SIGNATURE_LENGTH = 16


class CannotUnseal(Exception):
    """The sealed text was made with a key that is no longer in SECRETS_KEYS, or was damaged."""


def seal(text: str) -> str:
    """Encrypt with the first key; every call gives a different token."""
    return _sealer(_keys()).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """The text of a token of `seal`. Raises CannotUnseal."""
    try:
        return _sealer(_keys()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotUnseal("sealed with an unknown key, or damaged") from None


def reseal(token: str) -> str:
    """The same text sealed with the first key; the token as it is when that key made it. Raises CannotUnseal."""
    try:
        _sealer(_keys()[:1]).decrypt(token.encode())
        return token
    except InvalidToken:
        pass
    try:
        return _sealer(_keys()).rotate(token.encode()).decode()
    except InvalidToken:
        raise CannotUnseal("sealed with an unknown key, or damaged") from None


def sign(*parts: str | int) -> str:
    """64 bits of HMAC-SHA256 over the parts, as 16 hex digits; the order and borders of parts count."""
    return _signature(_keys()[0], parts)


def verify_signature(signature: str, *parts: str | int) -> bool:
    """Whether `sign` made this for the same parts with any of the keys, compared in constant time."""
    given = signature.lower().encode("utf-8", "replace")
    # Every key is tried, so that the time taken does not tell which one fits.
    fits = [hmac.compare_digest(given, _signature(key, parts).encode()) for key in _keys()]
    return any(fits)


def _signature(key: str, parts: tuple[str | int, ...]) -> str:
    coded = [str(part).encode() for part in parts]
    message = b"".join(len(part).to_bytes(4, "big") + part for part in coded)
    return hmac.new(_derive(key, b"qiao sign"), message, hashlib.sha256).hexdigest()[:SIGNATURE_LENGTH]


def _keys() -> tuple[str, ...]:
    return tuple(settings.SECRETS_KEYS)


@lru_cache(maxsize=32)
def _derive(key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())


@lru_cache(maxsize=8)
def _sealer(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, b"qiao seal"))) for key in keys])


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """Text that is sealed in the database and plain on the instance; it can be neither searched nor sorted.

    An empty text is stored as it is.
    """

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return seal(plain) if plain else plain

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> str | None:
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        return self._refuse(lookup_name)

    def _refuse(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is encrypted: it cannot be looked up by {lookup_name}")
