"""Headers: charsets, encoded words, parameters, addresses, damaged blocks."""

import base64

import pytest

from qiao.channels.rules import Address, parse_mail
from qiao.channels.rules.charsets import decode


def mail(header: bytes, body: bytes = b"x") -> bytes:
    return b"From: a@b.example\n" + header + b"\n\n" + body


def word(text: str, charset: str, label: str = "") -> bytes:
    return f"=?{label or charset}?B?{base64.b64encode(text.encode(charset)).decode()}?=".encode()


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gb18030", "这是很坏的Minus – 测试"),
        ("iso-gb2312", "gb18030", "登录失败，请帮忙处理"),
        ("x-gbk", "gb18030", "朱镕基"),
        ("big5", "big5hkscs", "內應力產生的原因"),
        ("iso-8859-1", "cp1252", "“smart” quotes — € 5"),
        ("shift_jis", "cp932", "①㈱テスト"),
        ("ks_c_5601-1987", "cp949", "뷁 테스트"),
        ("euc-kr", "cp949", "안녕하세요"),
        ("hz-gb-2312", "hz", "你好"),
        ("utf-7", "utf-7", "Grüße"),
        ("koi8-r", "koi8_r", "Привет"),
    ],
)
def test_labels_mean_their_superset(label: str, codec: str, text: str) -> None:
    read = decode(text.encode(codec), label)
    assert read.text == text
    assert not read.guessed


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("您好，附件是错误日志，请查收", "gb18030"),
        ("您好，附件是錯誤日誌，請查收", "big5hkscs"),
        ("お世話になっております。添付ファイルをご確認ください", "cp932"),
        ("안녕하세요 오류가 발생했습니다", "cp949"),
        ("Здравствуйте, у нас ошибка", "cp1251"),
        ("Здравствуйте, у нас ошибка", "koi8_r"),
        ("Schöne Grüße aus München", "cp1252"),
        ("原始头", "gb18030"),
    ],
)
@pytest.mark.parametrize("label", ["", "x-no-such-charset", "us-ascii", "utf-8"])
def test_unknown_or_wrong_label_is_guessed(text: str, codec: str, label: str) -> None:
    if text == "原始头" and label == "utf-8":
        text = text.encode(codec).decode("utf-8")  # valid UTF-8 too: then the label decides
        assert decode(text.encode(), label).text == text
        return
    read = decode(text.encode(codec), label)
    assert read.text == text
    assert read.guessed


def test_iso_2022_jp_with_vendor_characters() -> None:
    octets = b"\x1b$B-!-j\x1b(B \x1b(I1\x1b(B \x1b$B$3$s\x1b(B"
    assert decode(octets, "iso-2022-jp").text == "①㈱ ｱ こん"


def test_windows_1258_is_composed() -> None:
    assert decode(b"Ti\xea\xecng", "windows-1258").text == "Ti\u1ebfng"


def test_utf8_read_twice_is_put_right() -> None:
    parsed = parse_mail(mail(b"Content-Type: text/plain; charset=utf-8", "Conteúdo".encode().decode("cp1252").encode()))
    assert parsed.text == "Conteúdo"
    assert parsed.charset_guessed


def test_two_tables_in_one_text() -> None:
    octets = "Atención: ".encode() + "divulgação não proibida".encode("cp1252")
    assert decode(octets, "utf-8").text == "Atención: divulgação não proibida"


def test_utf8_under_a_latin_label() -> None:
    parsed = parse_mail(mail(b"Content-Type: text/plain; charset=iso-8859-1", "系统无法登录".encode()))
    assert parsed.text == "系统无法登录"
    assert parsed.charset_guessed


def test_character_split_between_encoded_words() -> None:
    octets = "內應力產生原因".encode()
    first, second = base64.b64encode(octets[:4]), base64.b64encode(octets[4:])
    raw = mail(b"Subject: =?UTF-8?B?" + first + b"?=\n =?UTF-8?B?" + second + b"?=")
    assert parse_mail(raw).subject == "內應力產生原因"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"=?utf-8?Q?a_b?= =?utf-8?Q?c?=", "a bc"),
        (b"=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        (b"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        (b"=?utf-8?Q? Personal=C3=A4nderung?=", "Personaländerung"),
        (b"=?utf-8?B?5L2g5aW9", "你好"),
        (b"=?NONE?B?VEVTVA=?=", "TEST"),
        (b"=?utf-8*en?Q?x?=", "x"),
        (b'"=?utf-8?Q?x=C3=A4?="', '"xä"'),
        ("原始头测试".encode("gb18030"), "原始头测试"),
        ("Bücher".encode("latin-1"), "Bücher"),
        ("Bücher".encode(), "Bücher"),
    ],
)
def test_subjects(raw: bytes, expected: str) -> None:
    assert parse_mail(mail(b"Subject: " + raw)).subject == expected


def test_raw_header_follows_the_body_charset() -> None:
    raw = mail("Subject: 關於系統".encode("big5") + b"\nContent-Type: text/plain; charset=big5", "內容".encode("big5"))
    parsed = parse_mail(raw)
    assert (parsed.subject, parsed.text) == ("關於系統", "內容")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('"Lee, Ann" <a@b.c>, Bob <b@c.d>', [("Lee, Ann", "a@b.c"), ("Bob", "b@c.d")]),
        ("Lee, Ann <a@b.c>", [("Lee, Ann", "a@b.c")]),
        ("undisclosed-recipients:;", []),
        ('Friends: a@b.c, "X" <b@c.d>;, e@f.g', [("", "a@b.c"), ("X", "b@c.d"), ("", "e@f.g")]),
        ("a@b.c (Ann Lee)", [("Ann Lee", "a@b.c")]),
        ("=?utf-8?B?5byg5LiJIDx6QGIuY24+?=", [("张三", "z@b.cn")]),
        ('"=?utf-8?B?5byg5LiJ?=" <z@b.cn>', [("张三", "z@b.cn")]),
        ("=?iso-8859-1?Q?M=FCller=2C_Hans?= <h@m.de>", [("Müller, Hans", "h@m.de")]),
        ("Bob <b@c.d", [("Bob", "b@c.d")]),
        ("<<b@c.d>>", [("", "b@c.d")]),
        ("b@c.d; e@f.g", [("", "b@c.d"), ("", "e@f.g")]),
        ("'b@c.d' <b@c.d>", [("", "b@c.d")]),
        ("Mikel@Home <m@l.net>", [("Mikel@Home", "m@l.net")]),
        ("Test test@example.com", [("Test", "test@example.com")]),
        (", a@b.c, ", [("", "a@b.c")]),
        ("Bob[b@c.d]", [("Bob", "b@c.d")]),
        ("Ann <a@b.example> Bo <c@d.example>", [("Ann", "a@b.example"), ("Bo", "c@d.example")]),
        ("Ann <a@b.example> <a@b.example>", [("Ann", "a@b.example")]),
    ],
)
def test_addresses(raw: str, expected: list[tuple[str, str]]) -> None:
    assert parse_mail(mail(b"To: " + raw.encode())).to == [Address(*entry) for entry in expected]


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        (b"From: nobody\nSender: <s@b.c>", "s@b.c"),
        (b"From: < >\nReturn-Path: <r@b.c>", "r@b.c"),
        (b"Reply-To: q@b.c", "q@b.c"),
    ],
)
def test_unusable_from_is_replaced_and_noted(headers: bytes, address: str) -> None:
    parsed = parse_mail(headers + b"\nSubject: x\n\nx")
    assert parsed.from_.address == address
    assert any(problem.startswith("from-invalid") for problem in parsed.problems)


@pytest.mark.parametrize(
    ("params", "name"),
    [
        (b'attachment; filename="a b.pdf"', "a b.pdf"),
        (b"attachment; filename=a b.pdf", "a b.pdf"),
        (b"attachment; filename*=UTF-8''%E4%BD%A0.pdf", "你.pdf"),
        (b"attachment; filename*1*=%A5%BD.pdf;\n filename*0*=utf-8''%E4%BD%A0%E5", "你好.pdf"),
        (b"attachment; filename*0*=utf-8''%E4%BD%A0; filename*1=-x.pdf", "你-x.pdf"),
        (b'attachment; filename="=?utf-8?B?5L2g5aW9?=.pdf"', "你好.pdf"),
        (b"attachment; filename==?utf-8?B?5L2g5aW9?=.pdf", "你好.pdf"),
        (b'attachment; filename="%E4%BD%A0%E5%A5%BD.pdf"', "你好.pdf"),
        ('attachment; filename="你好.pdf"'.encode(), "你好.pdf"),
        ('attachment; filename="错误日志.pdf"'.encode("gb18030"), "错误日志.pdf"),
        (b'attachment; filename="a.pdf', "a.pdf"),
    ],
)
def test_file_names(params: bytes, name: str) -> None:
    parsed = parse_mail(mail(b"Content-Type: application/pdf\nContent-Disposition: " + params))
    assert [entry.filename for entry in parsed.attachments] == [name]


def test_name_of_the_type_and_of_the_description() -> None:
    assert parse_mail(mail(b'Content-Type: image/png; name="a.png"')).attachments[0].filename == "a.png"
    described = parse_mail(mail(b"Content-Type: application/pdf\nContent-Description: order 7.pdf"))
    assert described.attachments[0].filename == "order 7.pdf"


@pytest.mark.parametrize(
    "raw",
    [
        b"From a@b.c Wed Nov  2 12:35:34 2016\nSubject: s\nTo: x@y.z\n\nbody",
        b"\xef\xbb\xbfSubject: s\nTo: x@y.z\n\nbody",
        b"\r\n\r\nSubject: s\r\nTo: x@y.z\r\n\r\nbody",
        b"Subject: s\rTo: x@y.z\r\rbody",
        b"Subject: s\0\nTo: x@y.z\n\nbody\0",
        b"Subject: s\nTo: x@y.z\nbody",
        b"Subject: s\nbroken header line\nTo: x@y.z\nX-A: b\n\nbody",
        b"Subject: s\nTo:\n\t\n\tx@y.z\nX-A: b\n\nbody",
        "Subject: s\r\nTo: x@y.z\r\n\r\nbody".encode("utf-16"),
    ],
)
def test_damaged_header_blocks(raw: bytes) -> None:
    parsed = parse_mail(raw)
    assert (parsed.subject, [entry.address for entry in parsed.to], parsed.text) == ("s", ["x@y.z"], "body")


def test_ids_dates_and_trace_headers() -> None:
    parsed = parse_mail(
        mail(
            b"Message-ID: <1@b>\nIn-Reply-To: <0@b> (note)\nReferences: <a@b>,<0@b>\n <0@b>\nReturn-Path: <r@b.c>\n"
            b"Date: Fri, 07 Apr 2023 17:30:44 +0200Received: x\nDelivered-To: d@e.f\n"
            b"Authentication-Results: one; dmarc=pass\nAuthentication-Results: two; dmarc=fail"
        )
    )
    assert (parsed.message_id, parsed.in_reply_to, parsed.references) == ("1@b", ["0@b"], ["a@b", "0@b"])
    assert parsed.date is not None
    assert parsed.date.isoformat() == "2023-04-07T17:30:44+02:00"
    assert (parsed.return_path, parsed.delivered_to) == ("r@b.c", ["d@e.f"])
    assert parsed.authentication_results == ["one; dmarc=pass", "two; dmarc=fail"]


MISLABELLED = [
    ("Здравствуйте! У меня не работает вход в систему. Помогите, пожалуйста.", "cp1251"),
    ("Dzień dobry, proszę o pomoc, nie mogę się zalogować. Żółć gęślą jaźń", "cp1250"),
    ("Dobrý den, prosím o pomoc s přihlášením, děkuji. Žluťoučký kůň", "cp1250"),
    ("Καλημέρα, δεν μπορώ να συνδεθώ στο σύστημα. Ευχαριστώ πολύ", "cp1253"),
    ("שלום, יש לי בעיה להתחבר למערכת", "cp1255"),
    ("您好，我無法登入系統，請協助處理，謝謝", "big5"),
]


@pytest.mark.parametrize(("words", "codec"), MISLABELLED)
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii"])
def test_western_label_on_text_that_is_not(words: str, codec: str, label: str) -> None:
    assert decode(words.encode(codec), label).text == words


@pytest.mark.parametrize(
    "words",
    [
        "Grüße aus Österreich",
        "Être à Noël, ça dépend où",
        "¿Qué pasó, señor?",
        "Não há razão, avô",
        "Rødgrød på øen",
        "ÄÖÜ",
        "Það er gott að fá þig í heimsókn, kæri Guðmundur",
        "25° C ± 2 µm, 5 m² und 3 m³",
        "© 2012",
        "Nº 5",
        "¡Hola!",
    ],
)
@pytest.mark.parametrize("label", ["iso-8859-1", ""])
def test_western_text_stays_western(words: str, label: str) -> None:
    assert decode(words.encode("cp1252"), label).text == words


def test_many_umlauts_in_a_row_are_what_the_label_says() -> None:
    words = "ÄäÖöÜü" * 10
    assert decode(words.encode("cp1252"), "iso-8859-1").text == words


def test_three_octets_a_letter_are_no_accident() -> None:
    assert parse_mail("From: a@b.example\nSubject: Trả lời tự động: s\n\nx".encode()).subject == "Trả lời tự động: s"
    assert parse_mail("From: a@b.example\nSubject: 原始头\n\nx".encode("gbk")).subject == "原始头"
