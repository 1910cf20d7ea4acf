"""Things that real mails do and no standard allows, each in the smallest mail that shows it."""

import binascii
import time

import pytest

from qiao.channels.rules import json_form, parse_mail
from qiao.channels.rules.dates import read_date

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


RECEIPT = (
    b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n--x\n\n%s\n--x\n"
    b"Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;c@d.example\n"
    b"Disposition: automatic-action/MDN-sent-automatically; %s\n\n--x--"
)


@pytest.mark.parametrize(
    ("words", "disposition", "kind"),
    [
        (b"Your message was read", b"displayed", "system"),
        (b"Your message was deleted without being read", b"deleted", "system"),
        (b"Your message to c@d.example was automatically rejected: Quota exceeded", b"deleted", "bounce"),
    ],
)
def test_receipts_are_bounces_only_when_they_refuse(words: bytes, disposition: bytes, kind: str) -> None:
    parsed = parse_mail(HEAD + RECEIPT % (words, disposition))
    assert parsed.machine.kind == kind
    assert (parsed.bounce.recipient if parsed.bounce else "") == ("c@d.example" if kind == "bounce" else "")


def test_the_first_piece_of_a_mail_in_pieces_is_read() -> None:
    head = HEAD + b'Content-Type: message/partial; id="a"; number=1; total=2\n\n'
    parsed = parse_mail(head + b"Subject: inner\nContent-Type: text/plain\n\nfirst half")
    assert (parsed.text, parsed.attachments) == ("first half", [])
    assert "message-partial: 1/2" in parsed.problems


def test_answers_between_quotations_in_html() -> None:
    raw = HEAD + (
        b"In-Reply-To: <1@x>\nContent-Type: text/html\n\n<div>On Mon, Jan 1, 2024, X &lt;x@y.example&gt; wrote:</div>"
        b"<blockquote type=cite>one?</blockquote><div>yes</div><blockquote type=cite>two?</blockquote><div>no</div>"
    )
    parsed = parse_mail(raw)
    assert parsed.reply_text == "> one?\n\nyes\n\n> two?\n\nno"
    assert json_form(parsed, "a.eml")["reply_text"] == "yes\n\nno"
    assert "two?" in json_form(parsed, "a.eml")["quoted_text"]


def test_an_empty_line_before_the_headers_that_describe_the_body() -> None:
    raw = HEAD + b"\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<p>hello</p>"
    parsed = parse_mail(raw)
    assert (parsed.text, parsed.problems) == ("hello", ["blank-line-in-headers"])


def test_base64_that_is_plain_words_is_kept_as_it_stands() -> None:
    head = HEAD + b"Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n"
    parsed = parse_mail(head + b"Content-Transfer-Encoding: base64\n\nThis is an attachment\n")
    assert [item.content for item in parsed.attachments] == [b"This is an attachment\n"]
    assert "base64-label-wrong" in parsed.problems


def test_a_file_named_by_its_location_and_declared_inline() -> None:
    head = HEAD + b"Content-Type: image/jpeg\nContent-Location: photo.jpg\nContent-Disposition: inline\n\n"
    parsed = parse_mail(head + b"x")
    assert (parsed.attachments[0].filename, parsed.attachments[0].inline) == ("photo.jpg", False)
    assert json_form(parsed, "a.eml")["attachments"][0]["inline"] is True


def test_a_text_file_shown_inline_is_read_where_nothing_else_is_written() -> None:
    part = b"--x\nContent-Type: text/plain; name=a.txt\nContent-Disposition: inline; filename=a.txt\n\nhello\n"
    head = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"
    alone = parse_mail(head + part + b"--x--\n")
    assert (alone.text, [item.content for item in alone.attachments]) == ("hello", [b"hello"])
    assert parse_mail(head + b"--x\n\nwords\n" + part + b"--x--\n").text == "words"


def test_a_signed_text_inside_a_signed_text() -> None:
    inner = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello\n%s\n"
    signature = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----"
    quoted = (inner % signature).replace("-----BEGIN", "- -----BEGIN").replace("-----END", "- -----END")
    outer = inner.replace("hello\n", quoted) % signature
    assert parse_mail(HEAD + b"\n" + outer.encode()).reply_text == "hello"


def test_signatures_that_only_the_html_marks() -> None:
    body = b'<div>Thanks!</div><div id="Signature"><p>Ann</p></div><div id="divRplyFwdMsg">From: X</div>old'
    parsed = parse_mail(HEAD + b"In-Reply-To: <1@x>\nContent-Type: text/html\n\n" + body)
    assert parsed.reply_text == "Thanks!"
    assert parsed.quoted_text == "Ann\n\nFrom: X\nold"


def test_an_address_broken_without_an_indent() -> None:
    parsed = parse_mail(b"From: a@b.example\nCc: C <c@x.example>, D <d@\nx.example>\n\nhello")
    assert [entry.address for entry in parsed.cc] == ["c@x.example", "d@x.example"]
    assert parsed.text == "hello"


def test_uuencoded_file_whose_last_group_is_filled_with_anything() -> None:
    line = binascii.b2a_uu(b"hello world")[:-2] + b"_"
    head = HEAD + b"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: x-uuencode\n\n"
    parsed = parse_mail(head + b"begin 644 a.zip\n" + line + b"\n`\nend\n")
    assert [item.content for item in parsed.attachments] == [b"hello world"]


@pytest.mark.parametrize("signature", ["a@b.example", "Ann\nResearch\n+86 10 1234"])
def test_foxmail_signs_without_a_marker(signature: str) -> None:
    head = HEAD + b"X-Mailer: Foxmail 7.2\nContent-Type: text/plain; charset=utf-8\n\n"
    body = f"it works\n\n\n\n{signature}\n \n发件人： desk\n发送时间： 2024-01-01 10:00\n主题： s\n\nold"
    parsed = parse_mail(head + body.encode())
    assert parsed.reply_text == "it works"
    assert parsed.quoted_text.startswith(signature)
    assert parsed.quoted_text.endswith("old")


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


def test_a_name_stands_where_the_disposition_should() -> None:
    parsed = parse_mail(
        b"From: a@b.example\nContent-Type: application/pdf\nContent-Disposition: filename=a.pdf\n\n%PDF"
    )
    assert [file.filename for file in parsed.attachments] == ["a.pdf"]


def test_words_under_a_base64_label_stay_words() -> None:
    words = "hello this is plain text somebody wrote\nand labelled wrongly all the same"
    head = HEAD + b"Content-Transfer-Encoding: base64\n\n"
    assert parse_mail(head + words.encode()).text == words
    assert parse_mail(head + binascii.b2a_base64(words.encode())).text == words


def test_files_written_into_the_text_keep_their_order() -> None:
    uu = "begin 644 {}\n#86)C\n`\nend\n"
    yenc = "=ybegin line=128 size=3 name=c.bin\r\n" + bytes(octet + 42 for octet in b"abc").decode("latin-1")
    body = f"two files\n\n{uu.format('a.bin')}\n{uu.format('b.bin')}\n{yenc}\r\n=yend size=3\r\nbye"
    parsed = parse_mail(HEAD + b"\n" + body.encode("latin-1"))
    assert [item.filename for item in parsed.attachments] == ["a.bin", "b.bin", "c.bin"]
    assert {item.content for item in parsed.attachments} == {b"abc"}
    assert parsed.text.split() == ["two", "files", "bye"]


def test_a_yenc_file_holds_every_octet() -> None:
    content = bytes(range(256))
    shifted = b"".join(
        b"=" + bytes([(octet + 106) % 256]) if (octet + 42) % 256 in (0, 10, 13, 61) else bytes([(octet + 42) % 256])
        for octet in content
    )
    raw = HEAD + b"\n=ybegin line=300 size=256 name=a.bin\r\n" + shifted + b"\r\n=yend size=256\r\n"
    assert [item.content for item in parse_mail(raw).attachments] == [content]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Thu, 5 Mar 2026 11:00:00 +08:00", "2026-03-05T11:00:00+08:00"),
        ("Thu, 5 Mar 2026 11:00:00 GMT+0800", "2026-03-05T11:00:00+08:00"),
        ("Thu, 5 Mar 2026 11:00:00 GMT", "2026-03-05T11:00:00+00:00"),
        ("Do, 5 Mär 2026 11:00:00 +0100", "2026-03-05T11:00:00+01:00"),
        ("jeudi, 5 août 2026 11:00:00 +0200", "2026-08-05T11:00:00+02:00"),
        ("2026年3月5日 11:00:00 +0800", "2026-03-05T11:00:00+08:00"),
        ("2026年3月5日(星期四) 11:00 +0800", "2026-03-05T11:00:00+08:00"),
        ("Thu, 5 Mar 2026 11:00:00 PM +0800", "2026-03-05T23:00:00+08:00"),
        ("2026/03/05 11:00:00", "2026-03-05T11:00:00+00:00"),
        ("Thu Mar  5 11:00:00 +0800 2026", "2026-03-05T11:00:00+08:00"),
        ("5 nonsense 2026 11:00", ""),
    ],
)
def test_dates_as_programs_write_them(written: str, iso: str) -> None:
    found = read_date(written)
    assert (found.isoformat() if found else "") == iso


def test_a_table_that_was_read_wrongly_before_the_mail_was_written() -> None:
    words = "您好，我们的系统连接超时，请协助处理。"
    head = HEAD + b"Content-Type: text/plain; charset=gb2312\n\n"
    parsed = parse_mail(head + words.encode("gbk").decode("latin-1").encode())
    assert (parsed.text, parsed.charset_guessed) == (words, True)
    euro = parse_mail(HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + "5 \x80".encode())
    assert euro.text == "5 €"


def test_another_cyrillic_table_than_the_label_says() -> None:
    words = "Здравствуйте, у нас ошибка при подключении к серверу."
    head = HEAD + b"Content-Type: text/plain; charset=windows-1251\n\n"
    assert parse_mail(head + words.encode("koi8-r")).text == words
    assert parse_mail(head + words.encode("cp1251")).text == words


def test_line_ends_doubled_on_the_way_and_wide_brackets() -> None:
    raw = HEAD.replace(b"\n", b"\r\r\n") + b"\r\r\none\r\r\ntwo"
    assert parse_mail(raw).text == "one\ntwo"
    assert parse_mail("From: 张三＜z@c.example＞\n\nx".encode()).from_.address == "z@c.example"
