"""Where an answer belongs: tokens, our ids, known ids, ghosts, numbers with their guards."""

import pytest

from qiao.channels.models import MessageRef, Thread
from qiao.channels.public import move_mails, new_thread, send
from qiao.channels.rules.mail import Address
from qiao.channels.rules.tokens import own_message_id, plus_address, plus_parts
from qiao.channels.services.threads import sign_message_id
from qiao.channels.testing import make_mail, take_mail
from qiao.kernel.access import Actor
from qiao.kernel.secrets import sign

pytestmark = pytest.mark.django_db
LIN = Actor("person", 1, "Lin")


@pytest.fixture
def first(mailbox):
    return take_mail(make_mail("first", Message_ID="<first@acme.example>", Subject="Sync fails"), mailbox)


def verdict_of(keeper, raw):
    return keeper.verdicts[raw.pk]


def test_a_signed_address_in_the_envelope_leads_to_its_thread(first, mailbox, keeper):
    address = plus_address(mailbox.address, first.thread_id, sign(*plus_parts(first.thread_id)))
    raw = take_mail(make_mail("answer"), mailbox, envelope_to=[address])
    assert (raw.state, raw.reason, raw.thread_id) == ("appended", "token", first.thread_id)
    assert verdict_of(keeper, raw).is_trusted


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To"])
def test_a_signed_address_in_a_header_does_too(header, first, mailbox):
    address = plus_address(mailbox.address, first.thread_id, sign(*plus_parts(first.thread_id)))
    assert take_mail(make_mail("answer", **{header: address}), mailbox).thread_id == first.thread_id


def test_a_guessed_address_or_id_leads_nowhere(first, mailbox, keeper):
    guessed = plus_address(mailbox.address, first.thread_id, "0" * 16)
    made_up = own_message_id(first.thread_id, 1, "0" * 16, "ours.example")
    raw = take_mail(make_mail(To=guessed, In_Reply_To=f"<{made_up}>", References=f"<{made_up}>"), mailbox)
    assert raw.state == "ticketed"
    assert verdict_of(keeper, raw).how == "none"


def test_an_answer_to_our_mail_is_recognised_even_without_any_stored_id(first, mailbox, keeper):
    root = sign_message_id(first.thread_id, 0, "ours.example")
    raw = take_mail(make_mail(References=f"<{root}> <unknown@x>"), mailbox)
    assert (raw.reason, raw.thread_id) == ("own_id", first.thread_id)
    assert verdict_of(keeper, raw).is_trusted


def test_customers_answering_each_other_stay_together(first, mailbox, keeper):
    second = take_mail(make_mail(In_Reply_To="<first@acme.example>", Message_ID="<second@acme.example>"), mailbox)
    third = take_mail(make_mail(References="<second@acme.example>", From="Cy <cy@acme.example>"), mailbox)
    assert second.thread_id == third.thread_id == first.thread_id
    assert third.reason == "known_id"
    assert not verdict_of(keeper, third).is_trusted


def test_an_id_only_ever_named_is_enough_and_the_late_parent_joins(mailbox):
    """Two answers to a mail we never got, and then that mail itself: one conversation."""
    one = take_mail(make_mail(References="<ghost@acme.example>"), mailbox)
    two = take_mail(make_mail(In_Reply_To="<ghost@acme.example>"), mailbox)
    late = take_mail(make_mail(Message_ID="<ghost@acme.example>"), mailbox)
    assert one.state == "ticketed"
    assert one.thread_id == two.thread_id == late.thread_id
    assert MessageRef.objects.get(rfc_id="ghost@acme.example").kind == "own"


def test_ids_are_kept_once_a_thread(first, mailbox):
    for _ in range(3):
        take_mail(make_mail(References="<first@acme.example> <ghost@x>", In_Reply_To="<first@acme.example>"), mailbox)
    assert MessageRef.objects.filter(thread=first.thread, rfc_id="ghost@x").count() == 1
    assert MessageRef.objects.filter(thread=first.thread, rfc_id="first@acme.example").count() == 1


def test_a_number_in_the_subject_needs_somebody_the_ticket_knows(first, mailbox, keeper):
    subject = f"Re: Sync fails [Q-{first.ticket_number}]"
    stranger = take_mail(make_mail(Subject=subject, From="eve@evil.example"), mailbox)
    assert stranger.state == "ticketed"
    assert verdict_of(keeper, stranger).claims == (first.ticket_number,)
    keeper.known = {"bo@acme.example"}
    known = take_mail(make_mail(Subject=subject), mailbox)
    assert (known.reason, known.thread_id) == ("subject_tag", first.thread_id)
    assert not verdict_of(keeper, known).is_trusted


def test_a_forged_sender_is_not_somebody_the_ticket_knows(first, mailbox, keeper):
    keeper.known = {"bo@acme.example"}
    forged = take_mail(
        make_mail(Subject=f"[Q-{first.ticket_number}]", Authentication_Results="mx.ours.example; dmarc=fail"), mailbox
    )
    assert forged.state == "ticketed"
    assert verdict_of(keeper, forged).claims == (first.ticket_number,)


def test_a_number_in_the_quoted_text_is_the_last_evidence(first, mailbox, keeper):
    keeper.known = {"bo@acme.example"}
    quoted = "-----Original Message-----\nFrom: Support\nSent: Monday\n\nTry this."
    body = f"Still broken.\n\n{quoted}\n[Q-{first.ticket_number}]\n"
    raw = take_mail(make_mail(body), mailbox)
    assert (raw.reason, raw.thread_id) == ("body_marker", first.thread_id)


def test_an_unknown_number_claims_nothing(mailbox, keeper):
    assert verdict_of(keeper, take_mail(make_mail(Subject="[Q-999999]"), mailbox)).claims == ()


def test_the_same_subject_alone_is_no_evidence(first, mailbox):
    assert take_mail(make_mail(Subject="Re: Sync fails"), mailbox).state == "ticketed"


def test_another_topic_in_an_answer_without_quote_is_pointed_out(first, mailbox, keeper):
    changed = take_mail(
        make_mail("new question", In_Reply_To="<first@acme.example>", Subject="Licence question"), mailbox
    )
    verdict = verdict_of(keeper, changed)
    assert verdict.is_subject_changed
    assert verdict.lacks_quote
    same = take_mail(make_mail(In_Reply_To="<first@acme.example>", Subject="回复：Sync fails"), mailbox)
    assert not verdict_of(keeper, same).is_subject_changed


def test_the_nearest_of_several_threads_wins_and_the_others_are_named(first, mailbox, keeper):
    other = take_mail(make_mail(Message_ID="<other@acme.example>"), mailbox)
    raw = take_mail(make_mail(References="<first@acme.example> <other@acme.example>"), mailbox)
    assert raw.thread_id == other.thread_id
    assert verdict_of(keeper, raw).possibly_related == (first.thread_id,)


def test_after_a_split_answers_follow_the_mails_that_moved(first, mailbox):
    second = take_mail(make_mail(In_Reply_To="<first@acme.example>", Message_ID="<second@acme.example>"), mailbox)
    ours = send(first.thread_id, to=[Address("Bo", "bo@acme.example")], by=LIN, language="en", markdown="hi")
    target = new_thread(mailbox.pk, "Second topic")
    move_mails(raw_ids=[second.pk], outgoing_ids=[ours], to_thread_id=target)
    our_id = MessageRef.objects.get(thread=target, is_ours=True).rfc_id
    assert take_mail(make_mail(In_Reply_To="<second@acme.example>"), mailbox).thread_id == target
    assert take_mail(make_mail(In_Reply_To=f"<{our_id}>"), mailbox).thread_id == target
    assert take_mail(make_mail(In_Reply_To="<first@acme.example>"), mailbox).thread_id == first.thread_id


def test_an_erased_thread_is_not_found_by_its_token(mailbox):
    address = plus_address(mailbox.address, 987654, sign(*plus_parts(987654)))
    assert take_mail(make_mail(To=address), mailbox).state == "ticketed"
    assert Thread.objects.count() == 1
