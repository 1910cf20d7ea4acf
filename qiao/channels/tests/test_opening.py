"""Mail encrypted for a mailbox: opened with its key, kept whole without it."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7EnvelopeBuilder,
    PKCS7Options,
    PKCS7SignatureBuilder,
)
from cryptography.x509.oid import NameOID
from django.db import connection

from qiao.channels.forms import MailboxForm
from qiao.channels.models import RawMail
from qiao.channels.rules.opening import with_outer_headers
from qiao.channels.testing import make_mail, take_mail

pytestmark = pytest.mark.django_db

INNER = b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe secret gateway is down.\r\n"


def make_pair():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "support@ours.example")])
    now = datetime.now(UTC)
    unsigned = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    unsigned = unsigned.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    return unsigned.sign(key, SHA256()), key


def pem_of(pair) -> dict[str, str]:
    certificate, key = pair
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"smime_certificate": certificate.public_bytes(Encoding.PEM).decode(), "smime_key": private.decode()}


def encrypted(pair, inner: bytes = INNER, **headers: str) -> bytes:
    builder = PKCS7EnvelopeBuilder().set_data(inner).add_recipient(pair[0])
    sealed = builder.encrypt(Encoding.SMIME, [PKCS7Options.Binary]).decode()
    body = sealed.replace("\r\n", "\n").partition("\n\n")[2]
    kind = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    return make_mail(body, Content_Type=kind, Content_Transfer_Encoding="base64", **headers)


@pytest.fixture(scope="module")
def pair():
    return make_pair()


@pytest.fixture
def reader(mailbox, pair):
    for name, value in pem_of(pair).items():
        setattr(mailbox, name, value)
    mailbox.save()
    return mailbox


def test_mail_encrypted_for_the_mailbox_is_read(reader, keeper, pair):
    raw = take_mail(encrypted(pair, Subject="Gateway"), reader)
    mail = keeper.mails[raw.pk]
    assert (raw.state, mail.subject, mail.text.strip()) == ("ticketed", "Gateway", "The secret gateway is down.")
    assert mail.attachments == ()
    assert (mail.security.encrypted, mail.security.decrypted, mail.security.signed) == (True, True, False)


def test_a_signature_inside_is_named_and_its_content_read(reader, keeper, pair):
    signer = PKCS7SignatureBuilder().set_data(INNER).add_signer(pair[0], pair[1], SHA256())
    signed = signer.sign(Encoding.SMIME, [PKCS7Options.DetachedSignature])
    mail = keeper.mails[take_mail(encrypted(pair, signed), reader).pk]
    assert "secret gateway" in mail.text
    assert (mail.security.signed, mail.security.decrypted) == (True, True)


@pytest.mark.parametrize("case", ["another key", "no key", "damaged"])
def test_what_cannot_be_opened_is_a_ticket_with_the_original(case, mailbox, keeper, pair):
    if case != "no key":
        for name, value in pem_of(make_pair() if case == "another key" else pair).items():
            setattr(mailbox, name, value)
        mailbox.save()
    data = encrypted(pair)
    if case == "damaged":
        data = data[: len(data) // 2]
    raw = take_mail(data, mailbox)
    mail = keeper.mails[raw.pk]
    assert raw.state == "ticketed"
    assert [one.content_type for one in mail.attachments] == ["application/pkcs7-mime"]
    assert mail.attachments[0].file_id is not None
    assert (mail.security.encrypted, mail.security.decrypted) == (True, False)


def test_an_encrypted_part_beside_readable_text_stays_a_file(reader, keeper, pair):
    head, _, body = encrypted(pair).decode().partition("\r\n\r\n")
    kind = next(line for line in head.split("\r\n") if line.startswith("Content-Type"))
    part = f"{kind}\nContent-Transfer-Encoding: base64\n\n{body.replace(chr(13), '')}"
    mixed = make_mail(
        f"--b\nContent-Type: text/plain\n\nLook at this.\n--b\n{part}\n--b--",
        Content_Type='multipart/mixed; boundary="b"',
    )
    mail = keeper.mails[take_mail(mixed, reader).pk]
    assert mail.text.strip() == "Look at this."
    assert [one.content_type for one in mail.attachments] == ["application/pkcs7-mime"]


def test_headers_inside_cannot_vouch_for_anybody(reader, keeper, pair):
    forged = b"From: ceo@ours.example\r\nAuthentication-Results: mx.ours.example; dmarc=pass\r\nSubject: Forged\r\n"
    raw = take_mail(encrypted(pair, forged + INNER, Subject="Real"), reader)
    mail = keeper.mails[raw.pk]
    assert (mail.sender.address, mail.subject, mail.authentication.dmarc) == ("bo@acme.example", "Real", "none")
    assert "secret gateway" in mail.text


def test_folded_headers_stay_whole():
    outer = b"Subject: a\r\n b\r\nContent-Type: application/pkcs7-mime;\r\n name=x\r\n\r\nsealed"
    inner = b"Content-Type: text/plain;\n charset=utf-8\nX-Other: 1\n\nhello"
    joined = with_outer_headers(outer, inner)
    assert joined == b"Subject: a\r\n b\r\nContent-Type: text/plain;\n charset=utf-8\r\n\r\nhello"


def test_the_key_is_sealed_in_the_database_and_the_original_stays(reader, pair, keeper):
    with connection.cursor() as cursor:
        cursor.execute("SELECT smime_key FROM channels_mailbox WHERE id = %s", [reader.pk])
        assert "PRIVATE KEY" not in cursor.fetchone()[0]
    data = encrypted(pair)
    assert RawMail.objects.get(pk=take_mail(data, reader).pk).size == len(data)


def test_the_form_takes_a_pair_keeps_it_and_lets_it_go(mailbox, pair):
    plain = {name: value for name, value in MailboxForm(instance=mailbox).initial.items() if value is not None}
    plain["aliases"] = ""
    wrong = MailboxForm({**plain, **pem_of(pair), "smime_key": pem_of(make_pair())["smime_key"]}, instance=mailbox)
    assert list(wrong.errors) == ["smime_key"]
    mailbox.refresh_from_db()
    right = MailboxForm({**plain, **pem_of(pair)}, instance=mailbox)
    assert right.is_valid(), right.errors
    right.save()
    assert "PRIVATE KEY" not in str(MailboxForm(instance=mailbox)["smime_key"])
    again = MailboxForm({**plain, **pem_of(pair), "smime_key": ""}, instance=mailbox)
    assert again.is_valid()
    assert again.cleaned_data["smime_key"]
    without = MailboxForm({**plain, "smime_certificate": "", "smime_key": ""}, instance=mailbox)
    assert without.is_valid()
    assert without.cleaned_data["smime_key"] == ""
