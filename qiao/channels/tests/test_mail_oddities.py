"""Things that real mails do and no standard allows, each in the smallest mail that shows it."""

import time

import pytest

from qiao.channels.rules import parse_mail

HEAD = b"From: Ann <a@b.example>\nTo: desk@x.example\nSubject: s\nDate: Thu, 1 Feb 2024 10:00:00 +0800\n"


def test_a_file_that_is_no_mail_is_kept_as_a_file() -> None:
    raw = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(32)) * 200
    parsed = parse_mail(raw)
    assert (parsed.text, [item.content for item in parsed.attachments]) == ("", [raw])
    assert "not-a-mail" in parsed.problems


def test_parts_between_another_boundary_than_the_one_named() -> None:
    head = HEAD + b'Content-Type: multipart/mixed; boundary="--=_A"\n\n'
    parsed = parse_mail(head + b"----=_B\nContent-Type: text/plain\n\nhello\n----=_B--\n")
    assert parsed.text == "hello"
    assert "boundary-wrong" in parsed.problems


def test_ids_that_look_like_encoded_words_stay_what_they_are() -> None:
    raw = b"From: a@b.example\nIn-Reply-To: <=?utf-8?q?a=40b?=@x>\nReferences: =?us-ascii?q?=3Cone=40x=3E?=\n\nx"
    parsed = parse_mail(raw)
    assert parsed.in_reply_to == ["=?utf-8?q?a=40b?=@x"]
    assert parsed.references == ["one@x"]


HOSTILE = {
    "open quotes in To": b"To: " + b'"a\\' * 200_000 + b"\n\nx",
    "open comments in Date": b"Date: " + b"(1" * 200_000 + b"\n\nx",
    "open comments in Content-Type": b"Content-Type: " + b"(" * 200_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?b?" * 20_000 + b"\n\nx",
    "rules": HEAD + b"\n" + (b"_" * 30 + b"\n") * 20_000,
    "numbered items": HEAD + b"Content-Type: text/html\n\n<ol>" + b"<li>a" * 30_000,
    "alarms": HEAD + b"Content-Type: text/calendar\n\nBEGIN:VEVENT\n" + b"BEGIN:VALARM\n" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_size_and_not_faster(name: str) -> None:
    started = time.process_time()
    parsed = parse_mail(HOSTILE[name])
    assert time.process_time() - started < 10
    assert not any(problem.startswith("unreadable") for problem in parsed.problems)
