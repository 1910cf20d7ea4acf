"""Rules of authentication, confirmation, templates, language, identity, delivery reports."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules.authentication import trusted_checks
from qiao.channels.rules.confirmations import ConfirmationFacts, reason_not_to_confirm
from qiao.channels.rules.identity import body_hash, generated_id, header_block
from qiao.channels.rules.language import guess_language
from qiao.channels.rules.templates import fill_line, fill_markdown
from qiao.channels.rules.undeliverable import has_failed, is_address_dead

OURS = "mx.ours.example; spf=pass smtp.mailfrom=a@b; dkim=fail (bad) header.d=b; dmarc=pass (p=none dmarc=fail)"


def test_only_our_own_server_is_believed():
    assert trusted_checks([OURS], "mx.ours.example").dmarc == "pass"
    assert trusted_checks([OURS], "mx.ours.example").dkim == "fail"
    assert trusted_checks([OURS], "").dmarc == "none"
    assert trusted_checks([OURS.replace("mx.ours", "mx.evil")], "mx.ours.example").dmarc == "none"


def test_a_forged_header_below_ours_does_not_count():
    forged = "mx.ours.example; dmarc=pass"
    assert trusted_checks(["mx.ours.example; dmarc=fail", forged], "mx.ours.example").dmarc == "fail"


def test_a_name_inside_a_comment_or_another_value_is_no_result():
    assert trusted_checks(["mx.ours.example 1; none (dmarc=pass)"], "MX.ours.example").dmarc == "none"
    assert trusted_checks(["mx.ours.example; x-dmarc=pass"], "mx.ours.example").dmarc == "none"


@pytest.mark.parametrize(
    "written_by_the_sender",
    [
        'smtp.mailfrom="x dmarc=pass"@evil.example',
        'smtp.mailfrom="x; dmarc=pass; y"@evil.example',
        r'smtp.mailfrom="x\"; dmarc=pass; \"y"@evil.example',
        "(helo (x); dmarc=pass; (y)) smtp.helo=evil.example",
        r'(he said \) "; dmarc=pass; ") smtp.helo=evil.example',
        "smtp.mailfrom=x; dmarc=pass; y@evil.example",
        "smtp.mailfrom=x dmarc=pass",
    ],
)
def test_what_a_sender_writes_is_no_result_of_our_server(written_by_the_sender):
    for result, verdict in (("fail", "fail"), ("none", "none")):
        header = f"mx.ours.example; spf=pass {written_by_the_sender}; dmarc={result} header.from=acme.example"
        assert trusted_checks([header], "mx.ours.example").dmarc == verdict


def test_one_good_signature_suffices_and_spaces_and_comments_are_allowed_anywhere():
    header = "mx.ours.example 1 (ours); dkim=fail header.d=a.example; dkim = pass (2048 bit); DMARC/1=pass(p=none)"
    checks = trusted_checks([header], "mx.ours.example")
    assert (checks.dkim, checks.dmarc) == ("pass", "pass")


GOOD = ConfirmationFacts(
    address="bo@acme.example", envelope_from="bo@acme.example", is_machine=False, is_released=False,
    is_address_valid=True, is_own_mailbox=False, is_undeliverable=False, is_forged=False,
    sent_last_hour=0, sent_in_thread=0,
)  # fmt: skip


def test_a_person_is_confirmed():
    assert reason_not_to_confirm(GOOD) == ""
    assert reason_not_to_confirm(replace(GOOD, envelope_from=None)) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_machine": True}, "machine"),
        ({"envelope_from": ""}, "null_sender"),
        ({"is_own_mailbox": True}, "own_address"),
        ({"address": "no-reply@x.example"}, "robot_address"),
        ({"address": "team-request@x.example"}, "robot_address"),
        ({"address": "MAILER-DAEMON@x.example"}, "robot_address"),
        ({"is_forged": True}, "forged"),
        ({"is_undeliverable": True}, "undeliverable"),
        ({"sent_in_thread": 1}, "already_in_thread"),
        ({"sent_last_hour": 2}, "too_many"),
        ({"is_released": True}, "released"),
        ({"is_address_valid": False}, "address_invalid"),
    ],
)
def test_nobody_else_is_confirmed(change, reason):
    assert reason_not_to_confirm(replace(GOOD, **change)) == reason


@given(st.text(max_size=100))
def test_a_value_never_breaks_a_subject(value):
    line = fill_line("a {{ticket.subject}} b", {"ticket.subject": value})
    assert len(line.splitlines()) == 1
    assert line.startswith("a")
    assert line.endswith("b")


def test_values_are_plain_text_in_markdown():
    filled = fill_markdown("Hi {{customer.name}}", {"customer.name": "[x](http://evil) <b> **y** {{ticket.number}}"})
    assert "](" not in filled
    assert "**y**" not in filled
    assert "<b>" not in filled
    assert fill_markdown("{{unknown}}{{ a.b }}", {"a.b": "1"}) == "1"


def test_languages():
    assert guess_language("同步任务昨晚失败了，见日志 sync.log ERROR timeout", "en") == "zh-hans"
    assert guess_language("Our sync job failed last night", "zh-hans") == "en"
    assert guess_language("ok", "zh-hans") == "zh-hans"
    assert guess_language("いつもお世話になっております。同期が失敗しました。", "en") == "en"


def test_the_same_body_is_the_same_whatever_the_relay_did():
    assert body_hash(b"A: 1\r\n\r\nhi\r\nyou\r\n") == body_hash(b"Received: x\nA: 1\n\nhi\nyou\n\n")
    assert body_hash(b"A: 1\n\nhi") != body_hash(b"A: 1\n\nho")
    assert generated_id(b"x") == generated_id(b"x") != generated_id(b"y")
    assert header_block(b"A: 1\r\n\r\nbody") == b"A: 1\r\n\r\n"


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "is_dead"),
    [
        ("failed", "5.1.1", "", True),
        ("failed", "5.1.10", "", True),
        ("failed", "5.2.1", "", True),
        ("failed", "5.4.4", "", True),
        ("failed", "", "550 5.1.1 unknown", True),
        ("failed", "5.2.2", "mailbox full", False),
        ("failed", "5.7.1", "spam", False),
        ("failed", "4.4.1", "", False),
        ("delayed", "4.4.1", "", False),
        ("delayed", "5.1.1", "", False),
    ],
)
def test_only_a_dead_address_is_dead(action, status, diagnostic, is_dead):
    assert is_address_dead(action, status, diagnostic) == is_dead


def test_a_delay_is_no_failure():
    assert not has_failed("delayed", "4.4.7")
    assert has_failed("failed", "5.2.2")
