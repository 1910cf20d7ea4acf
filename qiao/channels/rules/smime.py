"""S/MIME (RFC 8551): opening what was encrypted for a mailbox, checking what was signed."""

import asyncio
import logging
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import pkcs7_decrypt_der
from cryptography.x509 import Certificate, load_pem_x509_certificate, load_pem_x509_certificates

from qiao.channels.rules.mail import SignedPart
from qiao.channels.rules.pkcs7 import signed_content
from qiao.channels.rules.sealed import Checked, Unopened

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as SignerCertificate
    from pyhanko.sign.validation.status import SignatureStatus

for _name in ("pyhanko", "pyhanko_certvalidator"):  # a signature that fails is an answer here, not a fault to log
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class NotAPair(ValueError):
    """Certificate and private key do not belong together, or one of them cannot be used."""


def load_pair(certificate: str, key: str) -> tuple[Certificate, RSAPrivateKey]:
    """Certificate and RSA key from PEM texts. Raises NotAPair."""
    try:
        loaded = load_pem_x509_certificate(certificate.encode())
        private = load_pem_private_key(key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NotAPair(str(error)) from error
    if not isinstance(private, RSAPrivateKey) or private.public_key() != loaded.public_key():
        raise NotAPair("the key is not the certificate's")
    return loaded, private


def load_certificates(text: str) -> list[Certificate]:
    """All certificates in a PEM text, none when it is empty. Raises ValueError."""
    return load_pem_x509_certificates(text.encode()) if text.strip() else []


def decrypt(envelope: bytes, certificate: str, key: str) -> bytes:
    """The MIME entity inside CMS EnvelopedData. Raises Unopened."""
    try:
        return pkcs7_decrypt_der(envelope, *load_pair(certificate, key), [])
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unopened(str(error)) from error


def check(part: SignedPart, trusted: str) -> Checked:
    """Whether a signature holds, and who made it.

    `trusted`: PEM certificates of issuers, or of signers themselves. Nothing is fetched, so withdrawn certificates
    count until they expire. Raises ValueError when the signature cannot be read.
    """
    # only here: they bring a second of imports that mails without a signature need not pay for
    from asn1crypto import cms, x509
    from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, async_validate_detached_cms
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    roots = [x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in load_certificates(trusted)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    usage = KeyUsageConstraints(key_usage=set())  # the library's own rule is that of documents, `_may_sign` mail's
    signed = cms.ContentInfo.load(part.signature)["content"]
    if part.content:
        status: SignatureStatus = asyncio.run(
            async_validate_detached_cms(
                part.content, signed, signer_validation_context=context, key_usage_settings=usage
            )
        )
    elif signed["encap_content_info"]["content"].native != signed_content(part.signature):
        return Checked("broken")  # two readers of one message see different contents
    else:
        status = asyncio.run(async_validate_cms_signature(signed, validation_context=context, key_usage_settings=usage))
    addresses, name = _named(status.signing_cert)
    if not (status.intact and status.valid):
        return Checked("broken", addresses, name)
    is_trusted = status.trusted and _may_sign(status.signing_cert)
    return Checked("valid" if is_trusted else "unknown_signer", addresses, name)


def _may_sign(certificate: "SignerCertificate") -> bool:
    """Whether the certificate is for signing mail; one that does not say is for everything (RFC 8550, 4.4.2, 4.4.4)."""
    usage, purposes = certificate.key_usage_value, certificate.extended_key_usage_value
    is_for_signing = usage is None or {"digital_signature", "non_repudiation"} & usage.native
    is_for_mail = purposes is None or {"email_protection", "any_extended_key_usage"} & set(purposes.native)
    return bool(is_for_signing and is_for_mail)


def _named(certificate: "SignerCertificate") -> tuple[frozenset[str], str]:
    """The mail addresses a certificate is for, in lower case, and the name in it."""
    subject = certificate.subject.native
    names = certificate.subject_alt_name_value or ()
    found = {name.native.lower() for name in names if name.name == "rfc822_name"}
    if isinstance(in_subject := subject.get("email_address"), str):
        found.add(in_subject.lower())
    return frozenset(found), str(subject.get("common_name", ""))
