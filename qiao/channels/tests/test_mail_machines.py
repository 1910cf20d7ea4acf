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


@pytest.mark.parametrize(
    "text",
    [
        "Your parcel is on its way.\n\nPlease do not reply to this e-mail.\n\nACME Ltd",
        "This is an automated message. Disk /dev/sda is at 91 %.",
        "Thank you for your order. This mail was sent automatically.",
        "您的订单已发货。\n\n本邮件由系统自动发送，请勿直接回复。",
        "本郵件為系統自動發送",
        "ご注文を承りました。\nこのメールは配信専用のアドレスから自動送信されています。",
        "Ihre Bestellung ist da.\nDiese E-Mail wurde automatisch erstellt.",
        "Merci de ne pas répondre à ce message.",
        "Por favor, no responda a este correo.",
    ],
)
def test_a_notice_says_that_no_person_wrote_it(text: str) -> None:
    assert kind_of("Subject: Order 17", text, "orders@shop.example") == "system"
    assert kind_of("Subject: Fwd: Order 17", text) is None
    assert kind_of("Subject: Order 17\nIn-Reply-To: <1@b.example>", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "系统自动重启了，请帮忙看看。",
        "Hello,\nI got this yesterday:\n\n> This is an automated message.\n\nWhat does it mean?",
        "The mail says: please do not reply to this message. Whom should I ask?",
        "Bitte nicht auf diese Weise abrechnen.",
    ],
)
def test_a_person_speaks_of_notices(text: str) -> None:
    assert kind_of("Subject: Question", text) is None


FAILED = "Subject: Undelivered Mail Returned to Sender"


def test_a_failure_wrapped_over_two_lines_from_no_known_sender() -> None:
    text = "I'm sorry to inform you that your message could not\nbe delivered to one or more recipients."
    assert kind_of(f"{FAILED}\nReturn-Path: <MAILER-DAEMON>\nAuto-Submitted: auto-replied", text) == "bounce"
    assert kind_of(f"{FAILED}\nAuto-Submitted: auto-replied", text) == "bounce"
    assert kind_of(FAILED, f"{text}\n<ann@c.example>: host unknown") == "bounce"


def test_a_parcel_that_did_not_arrive_is_no_bounce() -> None:
    assert kind_of("Subject: Delivery failed", "My parcel 17 could not be delivered. Where is it?") is None
    assert kind_of("Subject: 退信", "包裹被拒收了，请问怎么办？") is None


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Unzustellbar: s", "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\nann@c.example"),
        ("Non remis : s", "Échec de la remise à ces destinataires ou groupes :\nann@c.example"),
        ("Не удается доставить: s", "Не удалось доставить следующим получателям:\nann@c.example"),
        ("配信不能: s", "次の受信者またはグループへの配信に失敗しました:\nann@c.example"),
        ("未传递: s", "向这些收件人或组传递邮件失败:\nann@c.example"),
        ("系统退信", "抱歉，您的邮件被退回来了……\n收件人 ann@c.example\n退信原因：\n英文说明:rejected by system"),
        ("Undeliverable message", "---- Failure Reasons ----\nann@c.example"),
    ],
)
def test_reports_of_failure_in_the_words_of_their_servers(subject: str, words: str) -> None:
    parsed = parse_mail(f"From: postmaster@c.example\nTo: desk@x.example\nSubject: {subject}\n\n{words}".encode())
    assert parsed.machine.kind == "bounce"
    assert parsed.bounce is not None
    assert (parsed.bounce.recipient, parsed.bounce.action) == ("ann@c.example", "failed")


COPY = "--x\nContent-Type: message/rfc822\n\nMessage-ID: <1@x.example>\n\nhello\n--x--"


def test_a_report_from_an_address_nobody_reads() -> None:
    head = "Subject: s\nContent-Type: multipart/mixed; boundary=x"
    text = f"--x\n\nCould not be delivered to: <ann@c.example>\n{COPY}"
    assert kind_of(head, text, "no-reply@c.example") == "bounce"
    assert kind_of(head, text, "bob@c.example") is None


def test_a_complaint_about_failures_is_a_persons() -> None:
    text = "您好，我们给 ann@c.example 发信总是被退信，提示 550 User unknown，请问怎么处理？"
    assert kind_of("Subject: 退信问题咨询", text) is None
    assert kind_of("Subject: Delivery failed", "Hello,\nmail to ann@c.example: 550 User unknown. Why?") is None


def test_the_recipient_is_named_above_the_copy_and_is_no_message_id() -> None:
    text = (
        "This is a permanent error.\n\nann@c.example Invalid Address, ERROR_CODE :550\n\n"
        "Received:from x.example\nMessage-ID:<1.2@x.example>\nFrom:Bob <bob@x.example>\n"
    )
    parsed = parse_mail(f"From: mailer-daemon@m.example\nSubject: Undelivered Mail\n\n{text}".encode())
    assert parsed.bounce is not None
    assert (parsed.bounce.recipient, parsed.bounce.original_message_id) == ("ann@c.example", "1.2@x.example")


def test_why_it_failed_stands_below_the_recipient() -> None:
    text = "did not reach the following recipient(s):\n\nann@c.example on Thu, 29 Apr 2010\n    Name not recognized\n"
    parsed = parse_mail(f"From: postmaster@c.example\nSubject: Undeliverable: s\n\n{text}".encode())
    assert parsed.bounce is not None
    assert parsed.bounce.diagnostic == "Name not recognized"


@pytest.mark.parametrize(
    "subject",
    ["Nicht im Büro: s", "Absence: s", "תשובה אוטומטית: s", "رد تلقائي: s", "Trả lời tự động: s", "休暇のお知らせ"],
)
def test_absence_in_more_languages(subject: str) -> None:
    assert kind_of(f"Subject: {subject}") == "ooo"


def test_a_mail_that_says_it_answers_by_itself() -> None:
    text = "这是来自QQ邮箱的假期自动回复邮件。您好，我最近正在休假中。"
    assert kind_of("Subject: Re: s\nIn-Reply-To: <1@x.example>", text) == "ooo"
    assert kind_of("Subject: s", f"您好，请看：\n\n我收到一封信，\n{text}") is None
    assert kind_of("List-Id: <a.b.example>\nSubject: Re: s", text) == "list"


def test_a_read_receipt_that_lost_its_form() -> None:
    assert kind_of("Subject: 已读: s", "您的邮件\n\n已于 2026年3月5日 11:00:00 阅读。") == "system"
    assert kind_of("Subject: Read: chapter 3", "Please comment until Monday.") is None


REPORT = (
    "--y\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ann@c.example\nAction: failed\n"
    "Status: 5.1.1\n\n--y\nContent-Type: message/rfc822\n\nMessage-ID: <1@x.example>\n\nhello\n--y--\n"
)
INNER = (
    f"Message-ID: <2@m.example>\nContent-Type: multipart/report; report-type=delivery-status; boundary=y\n\n{REPORT}"
)


def test_a_report_about_a_report_is_read_to_the_bottom() -> None:
    body = f"--x\n\nSee below.\n--x\nContent-Type: message/rfc822\n\n{INNER}--x--\n"
    head = "To: desk@x.example\nSubject: Returned mail\nContent-Type: multipart/mixed; boundary=x"
    parsed = parse_mail(f"From: MAILER-DAEMON@m.example\n{head}\n\n{body}".encode())
    assert parsed.bounce is not None
    assert (parsed.bounce.recipient, parsed.bounce.status) == ("ann@c.example", "5.1.1")
    assert parsed.bounce.original_message_id == "1@x.example"
    passed_on = head.replace("Subject: ", "Subject: Fwd: ")
    assert parse_mail(f"From: bob@c.example\n{passed_on}\n\n{body}".encode()).machine.kind is None


def test_a_report_whose_lines_end_in_carriage_returns() -> None:
    raw = f"From: MAILER-DAEMON@m.example\nSubject: Undelivered\n{INNER.split(chr(10), 1)[1]}"
    parsed = parse_mail(raw.replace("\n", "\r").encode())
    assert parsed.bounce is not None
    assert (parsed.bounce.status, parsed.bounce.original_message_id) == ("5.1.1", "1@x.example")


def test_a_daemon_without_an_address() -> None:
    raw = (
        b"From: MAILER-DAEMON <>\nSubject: Mail delivery failed\n\nThere was an error delivering to <ann@c.example>.\n"
    )
    parsed = parse_mail(raw)
    assert parsed.bounce is not None
    assert parsed.bounce.recipient == "ann@c.example"


def test_numbers_in_the_mail_that_came_back_are_no_status() -> None:
    text = "--- Failure Reasons ---\nann@c.example\n\nReceived: from m.example (MTA v4.6.1)\nTo: ann@c.example\n"
    parsed = parse_mail(f"From: postmaster@m.example\nSubject: Undeliverable message\n\n{text}".encode())
    assert parsed.bounce is not None
    assert parsed.bounce.status == "5.0.0"


NOTHING_BUT_AWAY = [
    AWAY,
    "I am currently on annual leave and will respond next week.\n\nBest regards\nAnn Lee\nB Ltd",
    "Hello,\n\nthank you for contacting us. I'm away until 5 May with limited access to email. "
    "For urgent matters please contact help@b.example.",
    "Guten Tag,\n\nvielen Dank für Ihre Mail. Ich bin bis zum 12.03.2026 nicht im Büro.\n\nMit freundlichen Grüßen",
    "Bonjour,\n\nMerci pour votre message. Je suis absente jusqu'au 12 mars.\n\nCordialement\nAnn",
    "Gracias por su mensaje. Estoy de vacaciones hasta el 12 de marzo. Le responderé a mi regreso.",
    "I am away with limited email access until 04/05/21. For urgent matters please contact my colleague.",
    "Thank you for your email! We are out of the office, but we will reply as soon as possible.",
    "Ich bin bis einschließlich 27.01.2026 nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.\n"
    "Ab dem 28.01. bin ich wieder für Sie erreichbar.\n\nVielen Dank für Ihr Verständnis.",
    "您好，\n\n我正在休假，将于3月12日返回。休假期间无法及时回复邮件，紧急事项请联系同事。\n\n感谢您的理解！",
    "您好！您的邮件已收到，我目前出差中，3月12日回来后尽快回复您。如有急事请联系王工。\n\n谢谢\n李四",
]


@pytest.mark.parametrize("text", NOTHING_BUT_AWAY)
def test_an_answer_that_says_nothing_but_that_somebody_is_away(text: str) -> None:
    assert kind_of("Subject: Re: s", f"{text}\n\n> Which version do you use?\n") == "ooo"
    assert kind_of("Subject: s", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave until Monday, but the server is down.",
        "Thank you for your message. I am away and cannot log in.",
        "Thank you for your message. I am on holiday until 12 August. Can you call me?",
        "Thanks for your help. I am on vacation next week. The ticket can be closed.",
        "I am out of office tomorrow and will return the signed contract on Monday.",
        "Vielen Dank für Ihre Nachricht. Ich bin bis Freitag im Urlaub, der Fehler bleibt aber.",
        "谢谢您的来信。我在出差，请尽快处理。",
        "我正在休假，无法处理订单，请退款。",
        "I am out of the office but the alarm rings again. I will return on Monday.",
        "Thank you for your message. It works now.",
    ],
)
def test_an_answer_of_somebody_away_who_says_more(text: str) -> None:
    assert kind_of("Subject: Re: s", text) is None


@pytest.mark.parametrize(("fate", "kind"), [("delivered", "system"), ("opened", "system"), ("unclear to me", None)])
def test_what_became_of_a_mail(fate: str, kind: str | None) -> None:
    assert kind_of(f"Subject: Message Status - {fate}") == kind


def test_a_report_without_a_reason_takes_it_from_the_words() -> None:
    fields = "Final-Recipient: rfc822; ann@c.example\nAction: failed"
    raw = (
        "From: MAILER-DAEMON@m.example\nSubject: Undelivered\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nSorry.\n\n"
        "<bob@c.example>: delivered\n\n<ann@c.example>: host mx.c.example said: 550 5.1.1\n    User unknown\n\n"
        f"--x\nContent-Type: message/delivery-status\n\n{fields}\n\n--x--\n"
    )
    bounce = parse_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.status, bounce.diagnostic) == ("5.1.1", "host mx.c.example said: 550 5.1.1 User unknown")


@pytest.mark.parametrize(
    "text",
    [
        "I protect my mailbox from spam.\nTo have your message delivered, please click here:\nhttps://guard.example/a",
        "Please reply to this message to have your message delivered.",
        "Your message will not be delivered to Ann until you confirm that you are a person.",
        "This is a one-time step: follow the link below and your email will be delivered.\nhttps://guard.example/a",
        "请点击下面的链接验证您的身份，之后您的邮件才能送达。\nhttps://guard.example/a",
        "点击链接完成验证，以便我收到您的来信：https://guard.example/a",
    ],
)
def test_a_guard_that_holds_a_mail_back_is_a_machine(text: str) -> None:
    assert kind_of("Subject: Re: hello\nIn-Reply-To: <a@c.example>", text) == "system"


@pytest.mark.parametrize(
    "text",
    [
        "Could you confirm that my message was delivered?",
        "We click on Send, and the message will not be delivered. What can we do?",
        "Please confirm the fix. Our users wait until the messages are delivered.",
        "点击发送按钮以后，客户的邮件没有送达，请确认。",
        "I did that and nothing came.\n\n> To have your message delivered, please click here",
        "It came back, see below.\n\n-----Original Message-----\nFrom: guard@c.example\n"
        "Sent: Monday, 2 March 2026 10:00\nTo: Ann\nSubject: hi\n\nTo have your message delivered, please click here",
    ],
)
def test_people_who_write_about_delivery_are_people(text: str) -> None:
    assert kind_of("Subject: Re: hello\nIn-Reply-To: <a@c.example>", text) is None
