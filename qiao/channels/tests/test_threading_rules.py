"""Evidence of belonging: ids, tokens, numbers, subjects."""

from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules import parse_mail
from qiao.channels.rules.threading import (
    MOST_IDS,
    base_subject,
    evidence_of,
    is_other_subject,
    newest_first,
    numbers_in,
)


def test_the_answered_mail_comes_first_then_references_backwards():
    assert newest_first(["c@x"], ["a@x", "b@x", "c@x"]) == ["c@x", "b@x", "a@x"]


@given(st.lists(st.from_regex(r"\A[a-z]{1,8}@[a-z]{1,8}\Z"), min_size=1, max_size=300, unique=True))
def test_a_long_chain_keeps_its_root_and_its_end(references):
    found = newest_first([], references)
    assert len(found) <= MOST_IDS
    assert found[0] == references[-1]
    assert found[-1] == references[0]


def test_answer_marks_tags_and_gateway_warnings_do_not_change_a_subject():
    for subject in (
        "Re: Sync fails",
        "RE: AW: [Q-12] Sync fails",
        "回复：【Q-12】 Sync fails",
        "[External] Re[2]: Sync fails",
        "答复: 转发: Sync  fails [Q-12]",
        "Fwd: Re: Sync fails",
    ):
        assert base_subject(subject, "Q") == "Sync fails", subject


def test_only_another_topic_is_another_subject():
    assert is_other_subject("Licence question", "Sync fails", "Q")
    assert not is_other_subject("Re: sync FAILS", "Sync fails", "Q")
    assert not is_other_subject("Re:", "Sync fails", "Q")
    assert not is_other_subject("Re: Sync fails (urgent!)", "Sync fails", "Q")


def test_numbers_are_read_from_tags_only():
    assert numbers_in("Re: x [Q-12] and 【Q-7】 [#q-9] [Q-12]", "Q") == (12, 7, 9)
    assert numbers_in("Q-12 (Q-13) [QQ-14] [Q-] [Q-1a] [Q-٣]", "Q") == ()


def test_tokens_are_found_in_envelope_and_headers():
    mac = "0123456789abcdef"
    raw = f"To: Support <support+t5.{mac}@a.b>\nDelivered-To: x+t6.{mac}@a.b\nX-Original-To: <x+t7.{mac}@a.b>\n\nhi"
    evidence = evidence_of(parse_mail(raw.encode()), [f"support+t4.{mac}@a.b"], prefix="Q")
    assert {token.thread_id for token in evidence.tokens} == {4, 5, 6, 7}
