"""Things that real mails do and no standard allows, each in the smallest mail that shows it."""

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
