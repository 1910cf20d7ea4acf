"""Opening mail that was encrypted for a mailbox and checking signatures, with the keys the mailbox has.

Runs in the reading process (`channels/reader.py`), whose time and memory are limited: an encrypted message may unpack
to any size.
"""

import re
from dataclasses import replace

from qiao.channels.rules import openpgp, smime
from qiao.channels.rules.identity import header_block
from qiao.channels.rules.mail import ParsedMail, Security, SignedPart
from qiao.channels.rules.parse import parse_mail
from qiao.channels.rules.sealed import Checked, MailKeys
from qiao.channels.rules.signed_parts import SMIME_MESSAGES

HEADER = re.compile(rb"^[^\s:][^:\r\n]*:.*(?:\r?\n[ \t].*)*(?:\r?\n|\Z)", re.MULTILINE)
PGP_BEGIN, PGP_END = "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"
AS_TEXT = b"Content-Type: text/plain\r\n\r\n"


def read_with_keys(data: bytes, keys: MailKeys) -> ParsedMail:
    """A raw mail as `parse_mail` reads it, opened and its signature checked as far as the keys reach."""
    mail = parse_mail(data)
    if not mail.security.kind:
        return mail
    try:
        mail = _opened(data, mail, keys)
    except ValueError as error:  # also unusable keys: the mail itself is never lost
        mail.problems.append(f"not-decrypted: {error}")
    part, mail.signed_part = mail.signed_part, None
    if part and mail.security.signed and mail.security.verdict == "unchecked":
        _check(mail, part, keys)
    return mail


def _opened(data: bytes, mail: ParsedMail, keys: MailKeys) -> ParsedMail:
    """The mail inside an encrypted one, under the headers of the outer; the mail as it is where no key is for it.

    An encrypted part among readable ones stays a file: whoever put them together need not have known its content.
    Raises ValueError.
    """
    if not mail.security.encrypted:
        return mail
    if mail.security.kind == "smime":
        envelope = _smime_envelope(mail)
        if envelope is None or not keys.smime_key:
            return mail
        return _inner(data, mail.security, smime.decrypt(envelope, keys.smime_certificate, keys.smime_key), None)
    message, prefix = _pgp_message(mail)
    if message is None or not keys.pgp_key:
        return mail
    content, checked = openpgp.decrypt(message, keys.pgp_key, keys.pgp_public_keys)
    return _inner(data, mail.security, prefix + content, checked)


def _inner(data: bytes, outer: Security, content: bytes, checked: Checked | None) -> ParsedMail:
    opened = parse_mail(with_outer_headers(data, content))
    is_signed = opened.security.kind == outer.kind and opened.security.signed
    opened.security = replace(outer, signed=is_signed or checked is not None, decrypted=True)
    if checked:
        opened.security = _judged(opened, checked)
    return opened


def _smime_envelope(mail: ParsedMail) -> bytes | None:
    if len(mail.attachments) != 1 or mail.text.strip() or mail.html:
        return None
    envelope = mail.attachments[0]
    return envelope.content if envelope.content_type in SMIME_MESSAGES else None


def _pgp_message(mail: ParsedMail) -> tuple[bytes | None, bytes]:
    """The message, and the MIME headers its content lacks when it stood in the text itself."""
    text = mail.text.strip()
    if text.startswith(PGP_BEGIN) and text.endswith(PGP_END) and not mail.attachments and not mail.html:
        return text.encode(), AS_TEXT
    files = [one for one in mail.attachments if one.content_type != "application/pgp-encrypted"]
    if text or mail.html or len(files) != 1 or len(mail.attachments) != 2:
        return None, b""
    return files[0].content, b""


def _check(mail: ParsedMail, part: SignedPart, keys: MailKeys) -> None:
    try:
        if part.kind == "smime":
            checked = smime.check(part, keys.trusted_certificates)
        else:
            checked = openpgp.check(part, keys.pgp_public_keys)
    except ValueError as error:
        mail.problems.append(f"signature-unreadable: {error}")
        return
    mail.security = _judged(mail, checked)


def _judged(mail: ParsedMail, checked: Checked) -> Security:
    sender = mail.from_.address.lower()
    is_sender = sender in checked.addresses
    signer = sender if is_sender else min(checked.addresses, default="") or checked.name
    verdict = "another_sender" if checked.state == "valid" and not is_sender else checked.state
    return replace(mail.security, verdict=verdict, signer=signer)


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
