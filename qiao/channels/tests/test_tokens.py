"""Signed marks: what we sign is read back, what anybody else makes up is not."""

from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules.tokens import (
    id_parts,
    own_message_id,
    plus_address,
    plus_parts,
    read_own_id,
    read_plus_address,
    without_plus,
)
from qiao.channels.services.threads import is_signed_by_us, sign_message_id
from qiao.kernel.secrets import sign, verify_signature

ids = st.integers(min_value=1, max_value=10**17)
locals_ = st.from_regex(r"\A[a-z][a-z0-9._-]{0,20}\Z")


@given(ids, locals_)
def test_a_plus_address_leads_back_to_its_thread(thread_id, local):
    address = plus_address(f"{local}@example.com", thread_id, sign(*plus_parts(thread_id)))
    token = read_plus_address(address.upper())
    assert token is not None
    assert (token.address, token.thread_id) == (f"{local}@example.com", thread_id)
    assert verify_signature(token.mac, *token.signed)


@given(ids, ids, st.text("0123456789abcdef", min_size=16, max_size=16))
def test_a_made_up_token_is_not_believed(thread_id, other_id, mac):
    for token in (read_plus_address(f"s+t{thread_id}.{mac}@example.com"), read_own_id(f"q.{thread_id}.1.{mac}@a.b")):
        assert token is not None
        assert verify_signature(mac, *token.signed) == (mac == sign(*token.signed))
    stolen = sign(*plus_parts(other_id))
    assert verify_signature(stolen, *plus_parts(thread_id)) == (thread_id == other_id)


@given(ids, st.integers(min_value=0, max_value=10**17))
def test_own_message_ids_carry_thread_and_mail(thread_id, mail_id):
    made = sign_message_id(thread_id, mail_id, "support.example.com")
    claimed = read_own_id(made)
    assert claimed is not None
    assert (claimed.thread_id, claimed.mail_id) == (thread_id, mail_id)
    assert is_signed_by_us(made)
    assert not is_signed_by_us(own_message_id(thread_id + 1, mail_id, claimed.mac, "support.example.com"))


def test_the_two_kinds_of_signature_cannot_be_exchanged():
    assert sign(*plus_parts(1)) != sign(*id_parts(1, 0))


@given(st.text(max_size=200))
def test_any_text_is_read_without_trouble(text):
    read_plus_address(text)
    read_own_id(text)
    assert without_plus(text) == without_plus(without_plus(text))


def test_digits_of_other_scripts_are_no_numbers():
    assert read_plus_address(f"s+t١٢.{'0' * 16}@example.com") is None
