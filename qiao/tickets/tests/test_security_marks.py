"""What the page of a ticket says about signed and encrypted mail."""

import pytest
from pysequoia import SignatureMode, Tsk, sign

from qiao.channels.testing import make_mail, take_mail
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db

SIGNED = (
    "--b\nContent-Type: text/plain\n\nThe gateway is down.\n"
    "--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIAG\n--b--"
)
SIGNED_TYPE = 'multipart/signed; protocol="application/pkcs7-signature"; boundary="b"'
SEALED_TYPE = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'


@pytest.mark.parametrize(
    ("body", "kind", "mark"),
    [(SIGNED, SIGNED_TYPE, "Signed, not checked"), ("MIAG", SEALED_TYPE, "Encrypted")],
    ids=["signed", "encrypted"],
)
def test_signed_and_encrypted_mail_is_marked(body, kind, mark, client, mailbox, bo):
    client.force_login(make_person(language="en"))
    marked = take_mail(make_mail(body, Content_Type=kind), mailbox)
    plain = take_mail(make_mail("Hello"), mailbox)
    assert f">{mark}</span>" in client.get(f"/desk/tickets/{marked.ticket_number}/").content.decode()
    assert f">{mark}</span>" not in client.get(f"/desk/tickets/{plain.ticket_number}/").content.decode()


@pytest.mark.parametrize(
    ("signer", "trusts", "changed", "mark"),
    [
        ("bo@acme.example", True, False, "Signature verified"),
        ("bo@acme.example", False, False, "Signer not trusted"),
        ("ada@acme.example", True, False, "Signed by another"),
        ("bo@acme.example", True, True, "Signature broken"),
    ],
)
def test_the_page_says_what_a_signature_is_worth(signer, trusts, changed, mark, client, mailbox, bo):
    key = Tsk.generate(user_id=f"Somebody <{signer}>")
    mailbox.pgp_public_keys = str(key.extract_certificate()) if trusts else ""
    mailbox.save()
    text = sign(key.signer(), b"The gateway is down.\n", mode=SignatureMode.CLEAR).decode()
    raw = take_mail(make_mail(text.replace("down", "fine") if changed else text), mailbox)
    client.force_login(make_person(language="en"))
    page = client.get(f"/desk/tickets/{raw.ticket_number}/").content.decode()
    assert f">{mark}</span>" in page
    assert (signer in page) or not trusts
