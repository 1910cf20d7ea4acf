"""Finding what a mail's signature covers, where it covers the whole mail (RFC 1847, RFC 8551, RFC 9580, 7)."""

from qiao.channels.rules.inline_pgp import BEGIN, END
from qiao.channels.rules.mail import Notes, SignedPart
from qiao.channels.rules.mime import Entity
from qiao.channels.rules.pkcs7 import signed_content

SMIME_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
SMIME_MESSAGES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


def signed_part(mail: Entity, notes: Notes) -> SignedPart | None:
    """The signature over the whole of a mail; None where there is none or something stands beside what it covers."""
    if mail.content_type == "multipart/signed":
        return _detached(mail, notes)
    if mail.content_type in SMIME_MESSAGES:
        octets = mail.content(notes)
        return SignedPart("smime", b"", octets) if signed_content(octets) is not None else None
    if mail.content_type == "text/plain":
        octets = mail.content(notes).strip()
        if octets.startswith(BEGIN.encode()) and octets.endswith(END.encode()) and octets.count(BEGIN.encode()) == 1:
            return SignedPart("pgp", b"", octets)
    return None


def _detached(mail: Entity, notes: Notes) -> SignedPart | None:
    if len(mail.children) != 2 or not mail.signed_octets:
        return None
    signature = mail.children[1]
    if signature.content_type == "application/pgp-signature":
        return SignedPart("pgp", canonical(mail.signed_octets), signature.content(notes))
    if signature.content_type in SMIME_SIGNATURES:
        return SignedPart("smime", canonical(mail.signed_octets), signature.content(notes))
    return None


def canonical(octets: bytes) -> bytes:
    """Line ends as CRLF, the form in which mail is signed; a pipe or a spool may have changed them."""
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
