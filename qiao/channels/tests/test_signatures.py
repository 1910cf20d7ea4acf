"""Signed mail: verified, by nobody we trust, by somebody else, or broken; and mail encrypted with OpenPGP."""

from base64 import encodebytes
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st
from pysequoia import SignatureMode, Tsk, encrypt, sign

from qiao.channels.forms import MailboxForm
from qiao.channels.rules.opening import read_with_keys
from qiao.channels.rules.sealed import MailKeys
from qiao.channels.testing import make_mail
from qiao.staff.testing import make_person

CONTENT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe gateway is down.\r\n"
BO, ADA = "bo@acme.example", "ada@acme.example"


def certificate_for(address: str, issuer=None, *purposes):
    """(certificate, key) for an address, by an issuer or by itself, for some purposes or all."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address or "Issuer")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        issuer[0].subject if issuer else name, name, key.public_key(), x509.random_serial_number()
    )
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=not address, path_length=None), critical=True)
    if address:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.sign(issuer[1] if issuer else key, SHA256()), key


@pytest.fixture(scope="module")
def issuer():
    return certificate_for("")


@pytest.fixture(scope="module")
def bo(issuer):
    return certificate_for(BO, issuer)


@pytest.fixture(scope="module")
def bo_pgp():
    return Tsk.generate(user_id=f"Bo Lindqvist <{BO}>")


def pem(pair) -> str:
    return pair[0].public_bytes(Encoding.PEM).decode()


def public(key: Tsk) -> str:
    return str(key.extract_certificate())


def smime_mail(pair, *, detached: bool = True, content: bytes = CONTENT) -> bytes:
    options = [PKCS7Options.DetachedSignature] if detached else [PKCS7Options.Binary]
    signed = PKCS7SignatureBuilder().set_data(content).add_signer(*pair, SHA256())
    if detached:
        whole = signed.sign(Encoding.SMIME, options).replace(b"\r\n", b"\n").decode()
        head, _, body = whole.partition("\n\n")
        kind = next(line for line in head.split("\n") if line.startswith("Content-Type")).partition(": ")[2]
        return make_mail(body, Content_Type=kind, MIME_Version="1.0")
    der = signed.sign(Encoding.DER, options)
    kind = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    return make_mail(encodebytes(der).decode(), Content_Type=kind, Content_Transfer_Encoding="base64")


def pgp_mail(key: Tsk, content: bytes = CONTENT) -> bytes:
    signature = sign(key.signer(), content, mode=SignatureMode.DETACHED).decode()
    signed = content.decode().replace("\r", "")
    parts = f"--b\n{signed}\n--b\nContent-Type: application/pgp-signature\n\n{signature}\n--b--"
    return make_mail(parts, Content_Type='multipart/signed; protocol="application/pgp-signature"; boundary=b')


def pgp_encrypted(message: bytes) -> bytes:
    parts = (
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n"
        f"--b\nContent-Type: application/octet-stream\n\n{message.decode()}\n--b--"
    )
    return make_mail(parts, Content_Type='multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b')


def verdict(data: bytes, **keys: str) -> tuple[str, str]:
    security = read_with_keys(data, MailKeys(**keys)).security
    assert security.signed
    return security.verdict, security.signer


@pytest.mark.parametrize("detached", [True, False])
def test_smime_by_a_trusted_issuer_is_verified(issuer, bo, detached):
    assert verdict(smime_mail(bo, detached=detached), trusted_certificates=pem(issuer)) == ("valid", BO)


@pytest.mark.parametrize("detached", [True, False])
def test_smime_by_nobody_we_trust_says_who_it_claims_to_be(bo, detached):
    assert verdict(smime_mail(bo, detached=detached)) == ("unknown_signer", BO)
    stranger = pem(certificate_for(""))
    assert verdict(smime_mail(bo, detached=detached), trusted_certificates=stranger) == ("unknown_signer", BO)


def test_a_customers_own_certificate_can_be_trusted(bo):
    assert verdict(smime_mail(bo), trusted_certificates=pem(certificate_for("")) + pem(bo)) == ("valid", BO)


def test_a_certificate_of_another_address_is_not_the_senders(issuer):
    ada = certificate_for(ADA, issuer)
    assert verdict(smime_mail(ada), trusted_certificates=pem(issuer)) == ("another_sender", ADA)


def test_a_certificate_for_servers_signs_no_mail(issuer):
    server = certificate_for(BO, issuer, ExtendedKeyUsageOID.SERVER_AUTH)
    assert verdict(smime_mail(server), trusted_certificates=pem(issuer)) == ("unknown_signer", BO)
    mail = certificate_for(BO, issuer, ExtendedKeyUsageOID.EMAIL_PROTECTION)
    assert verdict(smime_mail(mail), trusted_certificates=pem(issuer)) == ("valid", BO)


@pytest.mark.parametrize("detached", [True, False])
def test_changed_content_breaks_a_smime_signature(issuer, bo, detached):
    data = smime_mail(bo, detached=detached)
    if detached:
        changed = data.replace(b"gateway is down", b"gateway is fine")
    else:
        der = PKCS7SignatureBuilder().set_data(CONTENT).add_signer(*bo, SHA256())
        changed = smime_mail(bo, detached=False).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        octets = der.sign(Encoding.DER, [PKCS7Options.Binary]).replace(b"is down", b"is fine")
        changed += encodebytes(octets)
    assert changed != data
    assert verdict(changed, trusted_certificates=pem(issuer)) == ("broken", BO)


def test_a_relay_that_changes_line_ends_breaks_nothing(issuer, bo, bo_pgp):
    for data, keys in ((smime_mail(bo), {"trusted_certificates": pem(issuer)}),
                       (pgp_mail(bo_pgp), {"pgp_public_keys": public(bo_pgp)})):  # fmt: skip
        assert verdict(data.replace(b"\r\n", b"\n"), **keys) == ("valid", BO)


def test_pgp_by_a_listed_key_is_verified(bo_pgp):
    others = public(Tsk.generate(user_id=f"Ada <{ADA}>"))
    assert verdict(pgp_mail(bo_pgp), pgp_public_keys=f"{others}\n\n{public(bo_pgp)}") == ("valid", BO)


def test_pgp_by_a_key_that_is_not_listed_names_the_key(bo_pgp):
    state, signer = verdict(pgp_mail(bo_pgp), pgp_public_keys=public(Tsk.generate(user_id=f"Ada <{ADA}>")))
    assert state == "unknown_signer"
    assert len(signer) >= 16


def test_pgp_by_a_listed_key_of_another_address_is_not_the_senders():
    ada = Tsk.generate(user_id=f"Ada <{ADA}>")
    assert verdict(pgp_mail(ada), pgp_public_keys=public(ada)) == ("another_sender", ADA)


def test_changed_content_breaks_a_pgp_signature(bo_pgp):
    changed = pgp_mail(bo_pgp).replace(b"gateway is down", b"gateway is fine")
    state, signer = verdict(changed, pgp_public_keys=public(bo_pgp))
    assert state == "broken"
    assert BO in signer


def test_clear_signed_text_is_verified_and_read_without_its_armour(bo_pgp):
    text = sign(bo_pgp.signer(), "网关宕机了。\n- seit 02:00\n".encode(), mode=SignatureMode.CLEAR).decode()
    keys = MailKeys(pgp_public_keys=public(bo_pgp))
    mail = read_with_keys(make_mail(text), keys)
    assert (mail.security.verdict, mail.security.signer) == ("valid", BO)
    assert mail.reply_text == "网关宕机了。\n- seit 02:00"
    beside = read_with_keys(make_mail(f"Pay me.\n{text}"), keys)
    assert (beside.security.signed, beside.security.verdict) == (True, "unchecked")
    changed = read_with_keys(make_mail(text.replace("02:00", "03:00")), keys)
    assert changed.security.verdict == "broken"


def test_what_stands_beside_the_signed_part_is_never_covered(issuer, bo):
    signed = smime_mail(bo).decode().replace("\r\n", "\n")
    head, _, body = signed.partition("\n\n")
    kind = head[head.index("Content-Type: ") + 14 :].split("\n")[0]
    data = make_mail(
        f"--o\nContent-Type: {kind}\n\n{body}\n--o\nContent-Type: text/plain\n\nPay me.\n--o--",
        Content_Type="multipart/mixed; boundary=o",
    )
    assert verdict(data, trusted_certificates=pem(issuer)) == ("unchecked", "")


@pytest.mark.parametrize("signed", [True, False])
def test_pgp_encrypted_mail_is_opened_and_its_signature_checked(bo_pgp, signed):
    ours = Tsk.generate(user_id="Support <support@ours.example>")
    options = {"signer": bo_pgp.signer()} if signed else {}
    message = encrypt(recipients=[ours.extract_certificate()], bytes=CONTENT, **options)
    keys = MailKeys(pgp_key=_armoured(ours), pgp_public_keys=public(bo_pgp))
    mail = read_with_keys(pgp_encrypted(message), keys)
    assert (mail.text, mail.attachments) == ("The gateway is down.", [])
    assert (mail.security.decrypted, mail.security.signed) == (True, signed)
    assert mail.security.verdict == ("valid" if signed else "unchecked")
    unknown = read_with_keys(pgp_encrypted(message), MailKeys(pgp_key=_armoured(ours)))
    assert unknown.text == "The gateway is down."
    assert unknown.security.verdict == ("unknown_signer" if signed else "unchecked")


def test_a_pgp_message_in_the_text_is_opened(bo_pgp):
    ours = Tsk.generate(user_id="Support <support@ours.example>")
    message = encrypt(recipients=[ours.extract_certificate()], bytes="网关宕机了。".encode())
    mail = read_with_keys(make_mail(message.decode()), MailKeys(pgp_key=_armoured(ours)))
    assert (mail.reply_text, mail.security.decrypted) == ("网关宕机了。", True)


def test_a_signature_that_was_compressed_before_encryption_is_named_not_judged():
    """As GnuPG writes by default; made with a key of this test alone."""
    blocks = (Path(__file__).parent / "compressed_openpgp.txt").read_text().split("\n\n-----BEGIN")
    secret, known, message = blocks[0], f"-----BEGIN{blocks[1]}", f"-----BEGIN{blocks[2]}"
    mail = read_with_keys(pgp_encrypted(message.encode()), MailKeys(pgp_key=secret, pgp_public_keys=known))
    assert (mail.text, mail.security.decrypted) == ("hello gpg", True)
    assert (mail.security.signed, mail.security.verdict) == (True, "unchecked")


def test_a_pgp_message_for_another_key_is_kept_and_says_why():
    ours, theirs = Tsk.generate(user_id="Support <s@ours.example>"), Tsk.generate(user_id="X <x@x.example>")
    message = encrypt(recipients=[theirs.extract_certificate()], bytes=CONTENT)
    mail = read_with_keys(pgp_encrypted(message), MailKeys(pgp_key=_armoured(ours)))
    assert (mail.security.encrypted, mail.security.decrypted, len(mail.attachments)) == (True, False, 2)
    assert [one.partition(":")[0] for one in mail.problems] == ["not-decrypted"]


def _armoured(key: Tsk) -> str:
    return str(key)


@given(st.binary(max_size=300), st.integers(0, 4000), st.sampled_from(["smime", "opaque", "pgp"]))
def test_no_octets_in_a_signature_stop_the_mail(samples, noise, at, kind):
    data, keys = samples[kind]
    at = min(at, len(data) - 1)
    mail = read_with_keys(data[:at] + noise + data[at + len(noise) :], keys)
    assert mail.security.verdict in {"valid", "unchecked", "unknown_signer", "another_sender", "broken"}


@pytest.fixture(scope="module")
def samples(issuer, bo, bo_pgp):
    keys = MailKeys(trusted_certificates=pem(issuer), pgp_public_keys=public(bo_pgp))
    mails = {"smime": smime_mail(bo), "opaque": smime_mail(bo, detached=False), "pgp": pgp_mail(bo_pgp)}
    return {kind: (data, keys) for kind, data in mails.items()}


@pytest.mark.django_db
def test_the_form_takes_only_keys_that_work_and_lets_them_go(client, mailbox, bo, bo_pgp):
    client.force_login(make_person(roles=["administrator"], language="en"))
    page = f"/setup/mailboxes/{mailbox.pk}/"
    first = MailboxForm(instance=mailbox).initial
    plain = {name: value for name, value in first.items() if value is not None and value is not False} | {"aliases": ""}
    for field, text in [("trusted_certificates", "junk"), ("pgp_key", public(bo_pgp)), ("pgp_public_keys", "junk")]:
        refused = client.post(page, {**plain, field: text})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    right = {"trusted_certificates": pem(bo), "pgp_key": str(bo_pgp), "pgp_public_keys": public(bo_pgp)}
    assert client.post(page, {**plain, **right}).status_code == 302
    mailbox.refresh_from_db()
    assert mailbox.keys == MailKeys("", "", pem(bo).strip(), str(bo_pgp).strip(), public(bo_pgp).strip())
    kept = client.get(page).content.decode()
    assert "PRIVATE KEY" not in kept
    assert client.post(page, {**plain, **right, "pgp_key": "", "forget_pgp_key": "on"}).status_code == 302
    mailbox.refresh_from_db()
    assert mailbox.pgp_key == ""
    assert mailbox.trusted_certificates
