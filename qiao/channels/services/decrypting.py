"""Opening mail that was encrypted for one of our mailboxes (S/MIME, CMS EnvelopedData).

Only what `cryptography` documents is used: `pkcs7_decrypt_der`. It has nothing that checks signatures.
"""

import re
from dataclasses import replace

import structlog
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import pkcs7_decrypt_der
from cryptography.x509 import Certificate, load_pem_x509_certificate

from qiao.channels.models import Mailbox
from qiao.channels.rules.identity import header_block
from qiao.channels.rules.mail import ParsedMail
from qiao.channels.services.reading import read_mail

ENVELOPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
HEADER = re.compile(rb"^[^\s:][^:\r\n]*:.*(?:\r?\n[ \t].*)*(?:\r?\n|\Z)", re.MULTILINE)

log = structlog.get_logger("qiao.channels.decrypting")


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


def opened_mail(data: bytes, mail: ParsedMail, mailbox: Mailbox | None) -> ParsedMail:
    """The mail inside an encrypted one, under the headers of the outer; the mail as it is where that fails.

    An encrypted part among readable ones stays a file: whoever put them together need not have known its content.
    """
    if mailbox is None or not mailbox.smime_key or not (mail.security.kind == "smime" and mail.security.encrypted):
        return mail
    envelopes = [one for one in mail.attachments if one.content_type in ENVELOPES]
    if len(mail.attachments) != 1 or not envelopes or mail.text.strip() or mail.html:
        return mail
    try:
        certificate, key = load_pair(mailbox.smime_certificate, mailbox.smime_key)
        inner = pkcs7_decrypt_der(envelopes[0].content, certificate, key, [])
    except (ValueError, UnsupportedAlgorithm) as error:
        log.info("mail.not_decrypted", mailbox_id=mailbox.pk, error=str(error))
        return mail
    opened = read_mail(with_outer_headers(data, inner))
    is_signed = opened.security.kind == "smime" and opened.security.signed
    opened.security = replace(mail.security, signed=is_signed, decrypted=True)
    return opened


def with_outer_headers(data: bytes, inner: bytes) -> bytes:
    """The inner content under the outer mail's headers.

    Of the inner headers only those about its content count: nobody checked the others, and a sender could write
    an Authentication-Results or a From there that our mail server never saw.
    """
    inner_head = header_block(inner)
    outer = [one for one in HEADER.findall(header_block(data)) if not _is_about_content(one)]
    own = [one for one in HEADER.findall(inner_head) if _is_about_content(one)]
    lines = (one.rstrip(b"\r\n") + b"\r\n" for one in (*outer, *own))
    return b"".join(lines) + b"\r\n" + inner[len(inner_head) :]


def _is_about_content(header: bytes) -> bool:
    return header[:8].lower() == b"content-"
