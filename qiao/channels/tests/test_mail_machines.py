"""What tells the mail of a machine from a person's, beyond the headers made for it."""

import pytest

from qiao.channels.rules import parse_mail

AWAY = "Thank you for your mail.\nI am out of the office until Monday and will reply then.\n"


def kind_of(headers: str, text: str = "hello", sender: str = "ann@b.example") -> str | None:
    return parse_mail(f"From: {sender}\n{headers}\n\n{text}".encode()).machine.kind


@pytest.mark.parametrize("evidence", ["Return-Path: <>", "Precedence: bulk", "X-Auto-Response-Suppress: All"])
@pytest.mark.parametrize(
    "text",
    [
        AWAY,
        "Ich bin bis 5. Mai im Urlaub und nicht erreichbar.",
        "Je suis actuellement en congés.",
        "您好，您的来信已收到，我会尽快回复。",
        "ただいま不在にしております。",
    ],
)
def test_an_absentees_words_beside_a_sign_of_a_machine(evidence: str, text: str) -> None:
    assert kind_of(evidence, text) == "ooo"
    assert kind_of("Subject: s", text) is None


def test_a_system_that_thanks_is_still_a_system() -> None:
    assert kind_of("Return-Path: <>", AWAY, "no-reply@b.example") == "system"
    assert kind_of("Precedence: bulk\nList-Id: <x.b.example>", AWAY) == "list"


@pytest.mark.parametrize(
    ("headers", "sender", "kind"),
    [
        ("Subject: [Automatyczna odpowiedź] test", "ann@b.example", "ooo"),
        ("Subject: Re: hello (Automatic Response)\nPrecedence: junk", "ann@b.example", "ooo"),
        ("Subject: [AUTO GENERATED] report", "ann@b.example", "system"),
        ("Subject: Cron <root@web> backup", "root@web.b.example", "system"),
        ("Subject: security updates", "root@web.b.example", "system"),
        ("Subject: hello", "root@localhost", None),
        ("Return-Path: <noreply@mail.b.example>", "billing@b.example", "system"),
        ("Return-Path: <no-reply+ann=b.example@b.example>", "billing@b.example", "system"),
        ("Return-Path: <ann@b.example>", "ann@b.example", None),
        ("Return-Path: <bounces+SRS=abc=de@c.example>", "ann@b.example", None),
    ],
)
def test_subject_sender_and_envelope(headers: str, sender: str, kind: str | None) -> None:
    assert kind_of(headers, sender=sender) == kind


def test_a_report_whose_parts_were_lost_is_a_bounce() -> None:
    head = (
        "Subject: Returned mail: see transcript for details\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x"
    )
    assert kind_of(head, "<<< No Message Collected >>>", "MAILER-DAEMON@b.example") == "bounce"
