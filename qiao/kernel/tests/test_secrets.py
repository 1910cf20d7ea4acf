"""Sealed texts and signatures survive a change of keys, and nothing else opens them."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.secrets import (
    CannotUnseal,
    EncryptedTextField,
    reseal,
    seal,
    sign,
    unseal,
    verify_signature,
)


@given(st.text())
def test_what_is_sealed_is_unsealed(text):
    token = seal(text)
    assert unseal(token) == text
    assert len(text) < 4 or text not in token
    assert seal(text) != token


def test_keys_are_rotated_by_putting_the_new_one_in_front(settings):
    settings.SECRETS_KEYS = ["old"]
    token, signature = seal("秘密"), sign("ticket", 7)
    settings.SECRETS_KEYS = ["new", "old"]
    assert unseal(token) == "秘密"
    assert verify_signature(signature, "ticket", 7)
    assert sign("ticket", 7) != signature
    fresh = reseal(token)
    settings.SECRETS_KEYS = ["new"]
    assert unseal(fresh) == "秘密"
    assert not verify_signature(signature, "ticket", 7)
    with pytest.raises(CannotUnseal):
        unseal(token)


@pytest.mark.parametrize("token", ["", "rubbish", "gAAAAA" + "A" * 80, "密"])
def test_rubbish_is_not_unsealed(token):
    with pytest.raises(CannotUnseal):
        unseal(token)


def test_a_signature_is_sixteen_hex_digits_over_all_parts():
    signature = sign("a", "bc")
    assert len(signature) == 16
    assert int(signature, 16) >= 0
    assert verify_signature(signature.upper(), "a", "bc")
    for other in (("ab", "c"), ("bc", "a"), ("a", "bc", ""), ("abc",)):
        assert not verify_signature(signature, *other)
    for wrong in ("", "0" * 16, signature[:-1], signature + "0", "é" * 16):
        assert not verify_signature(wrong, "a", "bc")


@pytest.mark.django_db
@isolate_apps("qiao.kernel")
def test_an_encrypted_column_holds_no_plain_text_and_cannot_be_searched():
    class Safe(models.Model):
        password = EncryptedTextField(blank=True, default="")
        note = EncryptedTextField(null=True)

        class Meta:
            app_label = "kernel"

    with connection.schema_editor() as editor:
        editor.create_model(Safe)
    Safe.objects.create(password="芝麻开门")
    with connection.cursor() as cursor:
        cursor.execute("SELECT password, note FROM kernel_safe")
        stored, note = cursor.fetchone()
    assert "芝麻" not in stored
    assert unseal(stored) == "芝麻开门"
    assert note is None
    assert Safe.objects.get(note__isnull=True).password == "芝麻开门"
    for lookup in ("password", "password__contains", "password__in"):
        with pytest.raises(FieldError, match="encrypted"):
            Safe.objects.filter(**{lookup: "x"}).exists()
