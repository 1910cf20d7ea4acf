"""Parts, bodies and files; machine mail and delivery reports; nothing ever raises."""

import base64
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.channels.rules import ParsedMail, json_form, parse_mail

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
HEAD = (
    b"From: Ann <a@b.example>\nTo: d@e.example\nSubject: s\nDate: Mon, 31 Aug 2026 10:12:33 +0300\nMIME-Version: 1.0\n"
)


def b64(data: bytes) -> bytes:
    return base64.encodebytes(data)


def multipart(kind: str, *parts: bytes, boundary: str = "BOUND", extra: str = "") -> bytes:
    mark = boundary.encode()
    inner = b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"{extra}\n\n'.encode() + inner + b"--" + mark + b"--\n"


def text(body: str, kind: str = "plain") -> bytes:
    return f"Content-Type: text/{kind}; charset=utf-8\n\n{body}".encode()


def image(name: str = "a.png", extra: bytes = b"") -> bytes:
    return (
        f'Content-Type: image/png; name="{name}"\nContent-Transfer-Encoding: base64\n'.encode()
        + extra
        + b"\n"
        + b64(PNG)
    )


def names(parsed: ParsedMail) -> list[tuple[str, bool]]:
    return [(entry.filename, entry.inline) for entry in parsed.attachments]


def test_related_images_are_inline_and_others_are_files() -> None:
    html = text('<p>x<img src="cid:one@x"><img src=pic2.png></p>', "html")
    raw = HEAD + multipart(
        "related",
        html,
        image("1.png", b"Content-ID: <one@x>\n"),
        image("2.png", b"Content-Location: pic2.png\n"),
        image("3.png", b"Content-ID: <three>\n"),
    )
    parsed = parse_mail(raw)
    assert names(parsed) == [("1.png", True), ("2.png", True), ("3.png", False)]
    assert all(entry.content == PNG for entry in parsed.attachments)


def test_text_and_images_interleaved() -> None:
    raw = HEAD + multipart("mixed", text("one"), image(extra=b"Content-Disposition: inline\n"), text("two"))
    parsed = parse_mail(raw)
    assert (parsed.text, names(parsed)) == ("one\ntwo", [("a.png", False)])


def test_alternative_with_html_in_pieces() -> None:
    inner = multipart("mixed", text("<p>one</p>", "html"), image(), text("<p>two</p>", "html"), boundary="IN")
    parsed = parse_mail(HEAD + multipart("alternative", text("plain words"), inner))
    assert parsed.text == "plain words"
    assert "one" in parsed.html
    assert "two" in parsed.html
    assert names(parsed) == [("a.png", False)]


def test_empty_html_and_empty_plain() -> None:
    assert parse_mail(HEAD + multipart("alternative", text("words"), text("", "html"))).text == "words"
    assert parse_mail(HEAD + multipart("alternative", text(" \n"), text("<b>words</b>", "html"))).text == "words"


def test_text_files_are_files() -> None:
    raw = HEAD + multipart(
        "mixed",
        text("body"),
        b'Content-Type: text/plain; name="log.txt"\nContent-Disposition: attachment\n\nline\r\n2',
        b"Content-Type: text/csv\n\na,b",
    )
    parsed = parse_mail(raw)
    assert parsed.text == "body"
    assert [entry.content for entry in parsed.attachments] == [b"line\r\n2", b"a,b"]


def test_nested_message_keeps_its_octets_and_its_subject() -> None:
    inner = b"Subject: =?utf-8?B?5L2g5aW9?=\r\nFrom: x@y.z\r\n\r\nbody\r\n"
    parsed = parse_mail(HEAD + multipart("mixed", text("see"), b"Content-Type: message/rfc822\n\n" + inner))
    assert [(entry.filename, entry.content) for entry in parsed.attachments] == [("你好.eml", inner)]


@pytest.mark.parametrize(
    "body",
    [
        multipart("mixed", text("x"), image()).replace(b"--BOUND--\n", b""),
        multipart("mixed", text("x"), image()).replace(b'boundary="BOUND"', b"boundary=WRONG"),
        multipart("mixed", text("x"), image()).replace(b'; boundary="BOUND"', b""),
        multipart("mixed", text("x"), image(), boundary="=_a b:c").replace(b'"=_a b:c"', b"=_a b:c"),
        b"Content-Type: text/plain\n" + multipart("mixed", text("x"), image()),
        multipart("mixed", text("x"), image()).replace(b"\n", b"\r\n"),
        multipart("mixed", text("x"), image()).replace(b"base64", b'"Base64" ;'),
        multipart("mixed", text("x"), image()).replace(b"base64\n", b"base64\nContent-Transfer-Encoding: base64\n"),
    ],
)
def test_damaged_structure(body: bytes) -> None:
    parsed = parse_mail(HEAD.replace(b"\n", b"\r\n") + body if b"\r\n" in body else HEAD + body)
    assert parsed.text == "x"
    assert [entry.content for entry in parsed.attachments] == [PNG]


@pytest.mark.parametrize(
    "data",
    [
        b64(PNG),
        b64(PNG).replace(b"=", b""),
        b64(PNG) + b"\n-- \nlist footer text\n",
        b64(PNG).replace(b"\n", b"\r\r\n"),
        b64(PNG[:9]) + b64(PNG[9:]),
        b"!!! not base64 !!!\n" + b64(PNG),
        b64(PNG).replace(b"\n", b" \n "),
    ],
)
def test_damaged_base64(data: bytes) -> None:
    raw = HEAD + b"Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n" + data
    assert parse_mail(raw).attachments[0].content == PNG


def test_quoted_printable_with_stray_signs() -> None:
    raw = (
        HEAD
        + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
        + b"\na=3Db =zz 50=\n % \t\n"
    )
    assert parse_mail(raw).text == "a=b =zz 50 %"


def test_uuencoded_file_in_a_text() -> None:
    raw = HEAD + b"\nsee file\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nbye\n"
    parsed = parse_mail(raw)
    assert [(entry.filename, entry.content) for entry in parsed.attachments] == [("cat.txt", b"Cat")]
    assert parsed.text == "see file\n\nbye"


def test_flowed_and_enriched() -> None:
    flowed = HEAD + b"Content-Type: text/plain; format=flowed; delsp=yes\n\nHello wor \nld\n> quo \n> ted\n"
    assert parse_mail(flowed).text == "Hello world\n> quoted"
    enriched = HEAD + b"Content-Type: text/enriched\n\n<bold>Now</bold> is <<the> time\n\nnext"
    assert parse_mail(enriched).text == "Now is <the> time\nnext"


def test_calendar_and_signatures() -> None:
    calendar = (
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n"
        "BEGIN:VEVENT\nUID:1\nSUMMARY:升级\\, 会议\nDTSTART;TZID=Asia/Shanghai:20260901T090000\n"
        "DTEND;TZID=Asia/Shanghai:20260901T100000\nORGANIZER:mailto:a@b.example\nEND:VEVENT\nEND:VCALENDAR"
    ).encode()
    parsed = parse_mail(HEAD + multipart("alternative", text("join"), calendar))
    assert parsed.calendar is not None
    assert (parsed.calendar.summary, parsed.calendar.method) == ("升级, 会议", "REQUEST")
    assert (parsed.calendar.starts, parsed.calendar.time_zone) == ("20260901T090000", "Asia/Shanghai")
    signed = parse_mail(
        HEAD
        + multipart(
            "signed",
            text("x"),
            b"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nsig",
            extra='; protocol="application/pkcs7-signature"',
        )
    )
    assert (signed.security.kind, signed.security.signed, signed.text) == ("smime", True, "x")
    assert names(signed) == [("smime.p7s", False)]
    clear = parse_mail(
        HEAD + b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n- -- hi\n-----BEGIN PGP SIGNATURE-----\n\nabc\n"
        b"-----END PGP SIGNATURE-----\n"
    )
    assert (clear.security.kind, clear.security.signed) == ("pgp", True)
    assert "BEGIN" not in clear.reply_text


def der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    length = bytes((len(body),)) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes((tag,)) + length + body


def test_opaque_signed_mail_is_opened() -> None:
    inner = text("inside") + b"\n"
    signed = der(
        0x30,
        der(0x02, b"\1"),
        der(0x31),
        der(0x30, der(0x06, bytes.fromhex("2a864886f70d010701")), der(0xA0, der(0x04, inner))),
    )
    cms = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")), der(0xA0, signed))
    head = (
        HEAD
        + b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        + b"Content-Transfer-Encoding: base64\n\n"
    )
    parsed = parse_mail(head + b64(cms))
    assert (parsed.text, parsed.security.signed, parsed.attachments) == ("inside", True, [])
    closed = parse_mail(head.replace(b"signed-data", b"enveloped-data") + b64(b"\x30\x03\x02\x01\x00"))
    assert (closed.security.encrypted, names(closed)) == (True, [("smime.p7m", False)])


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (b"", None),
        (b"Auto-Submitted: auto-replied", "ooo"),
        (b"Auto-Submitted: no", None),
        (b"Auto-Submitted: auto-generated", "system"),
        (b"X-Autoreply: yes", "ooo"),
        (b"Precedence: auto_reply", "ooo"),
        (b"List-Id: <x.y>", "list"),
        (b"List-Unsubscribe: <mailto:x@y>\nAuto-Submitted: auto-generated", "list"),
        (b"Precedence: bulk", "system"),
        (b"X-Auto-Response-Suppress: OOF, AutoReply", "system"),
        (b"Return-Path: <>", "system"),
        ("Subject: 自动回复: 请假".encode(), "ooo"),
        (b"Subject: Automatic reply: hello", "ooo"),
        (b"Subject: Re: Automatic reply does not work", None),
        ("Subject: 自動応答：不在".encode(), "ooo"),
    ],
)
def test_machine_kinds(headers: bytes, kind: str | None) -> None:
    assert parse_mail(b"From: a@b.example\n" + headers + b"\n\nhi").machine.kind == kind


def test_no_reply_sender_is_a_system() -> None:
    assert parse_mail(b"From: no-reply@b.example\nSubject: s\n\nhi").machine.kind == "system"


def report(action: str) -> bytes:
    status = (
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; gone@b.example\n"
        f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user"
    ).encode()
    return b"From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\n" + multipart(
        "report",
        text("It failed"),
        status,
        b"Content-Type: message/rfc822\n\nMessage-ID: <q.1@x>\nSubject: o\n\nbody",
        extra="; report-type=delivery-status",
    )


def test_delivery_report() -> None:
    parsed = parse_mail(report("failed"))
    assert parsed.machine.kind == "bounce"
    assert parsed.bounce is not None
    assert (parsed.bounce.recipient, parsed.bounce.action, parsed.bounce.status, parsed.bounce.original_message_id) == (
        "gone@b.example",
        "failed",
        "5.1.1",
        "q.1@x",
    )
    assert parsed.bounce.diagnostic == "550 5.1.1 no such user"
    assert parse_mail(report("delayed")).bounce.action == "delayed"  # type: ignore[union-attr]
    assert parse_mail(report("delivered")).bounce is None


def test_qmail_and_chinese_bounces() -> None:
    qmail = (
        b"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
        b"Hi. This is the qmail-send program at mx.example.\n"
        b"I'm afraid I wasn't able to deliver your message to the following addresses.\n\n<gone@b.example>:\n"
        b"550 5.1.1 user unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <q.2@x>\n\nhi\n"
    )
    parsed = parse_mail(qmail)
    assert parsed.bounce is not None
    assert (parsed.bounce.recipient, parsed.bounce.status, parsed.bounce.original_message_id) == (
        "gone@b.example",
        "5.1.1",
        "q.2@x",
    )
    chinese = (
        "From: Postmaster@qq.example\nSubject: 系统退信/Systems bounce\nContent-Type: text/html; charset=utf-8\n\n"
        "<p>抱歉，您的邮件被退回来了</p><p>收件人邮件地址：gone@b.example</p><p>无法投递：邮箱不存在 (550)</p>"
    ).encode()
    bounced = parse_mail(chinese).bounce
    assert bounced is not None
    assert (bounced.recipient, bounced.action) == ("gone@b.example", "failed")


def test_bounce_without_from_leaves_no_trace_on_the_console(capfd: pytest.CaptureFixture[str]) -> None:
    raw = report("x").replace(b"From: MAILER-DAEMON@mx.example\n", b'From: "" (Mail Delivery System)\n')
    raw = raw.replace(b"delivery-status\n\nReporting", b"nothing\n\nReporting")
    parsed = parse_mail(raw)
    assert parsed.from_.name == "Mail Delivery System"
    assert not any(problem.startswith("bounce-patterns-failed") for problem in parsed.problems)
    assert capfd.readouterr().err == ""


def test_a_person_who_writes_about_bounces_is_a_person() -> None:
    raw = b"From: ann@b.example\nSubject: question about mail\n\nUser unknown errors appear: 550 x@y.example. Why?"
    assert parse_mail(raw).machine.kind is None


def test_caps() -> None:
    many = parse_mail(HEAD + multipart("mixed", *[text("x")] * 3000))
    assert "too-many-parts" in many.problems
    nested = b"x"
    for depth in range(1000):
        nested = multipart("mixed", nested, boundary=f"b{depth}")
    assert "nesting-too-deep" in parse_mail(HEAD + nested).problems


def test_html_nested_beyond_the_parser_keeps_its_words() -> None:
    parsed = parse_mail(HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"words")
    assert (parsed.text, parsed.reply_text) == ("words", "words")


KEYS = (
    "file from reply_to to cc subject date message_id in_reply_to references "
    "text html reply_text quoted_text attachments machine bounce charset_guessed problems"
).split()


def test_json_form_has_the_agreed_keys() -> None:
    form = json_form(parse_mail(HEAD + multipart("mixed", text("x"), image())), "a.eml")
    assert list(form) == KEYS
    assert form["from"] == {"name": "Ann", "address": "a@b.example"}
    assert form["attachments"] == [
        {
            "filename": "a.png",
            "content_type": "image/png",
            "content_id": None,
            "inline": False,
            "size": len(PNG),
            "sha256": hashlib.sha256(PNG).hexdigest(),
        }
    ]


SEED = (
    HEAD
    + b"References: <a@b>\n"
    + multipart(
        "mixed",
        multipart(
            "alternative", text("hi\n> quoted\nOn 1.1.2020 x@y.z wrote:"), text("<p>hi</p>", "html"), boundary="ALT"
        ),
        image(),
        b"Content-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x01",
    )
)


@settings(max_examples=150)
@given(st.binary(max_size=3000))
def test_any_octets_are_read(raw: bytes) -> None:
    form = json_form(parse_mail(raw), "x")
    assert list(form) == KEYS
    assert all(isinstance(form[name], str) for name in ("subject", "message_id", "text", "html", "reply_text"))
    assert not any(problem.startswith("unreadable") for problem in form["problems"])
    assert json.loads(json.dumps(form)) == form


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 40), st.binary(max_size=12)), max_size=6))
def test_mutated_mails_are_read(edits: list[tuple[int, int, bytes]]) -> None:
    raw = SEED
    for start, length, patch in edits:
        raw = raw[:start] + patch + raw[start + length :]
    parsed = parse_mail(raw)
    assert not any(problem.startswith("unreadable") for problem in parsed.problems)
    json.dumps(json_form(parsed, "x")).encode()


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_any_text_survives_the_split(body: str) -> None:
    raw = (
        HEAD
        + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + b64(body.encode("utf-8", "ignore"))
    )
    parsed = parse_mail(raw)
    both = parsed.reply_text + parsed.quoted_text
    assert sorted("".join(both.split())) == sorted("".join(parsed.text.split()))
