"""How mail programs of many languages introduce history and sign."""

from pathlib import Path

import pytest

from qiao.channels.rules.quotes import split_text

# Divided by lines that hold nothing but a percent sign.
INTRODUCTIONS = (Path(__file__).parent / "introductions.txt").read_text(encoding="utf-8").strip("\n").split("\n%\n")
CLIENT_SIGNATURES = [
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Enviado do meu iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Отправлено с iPhone",
    "Wysłane z iPhone’a",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "发自我的 iPhone",
    "從我的iPhone傳送",
    "Odesláno z iPhonu",
    "iPhone'umdan gönderildi",
    "Elküldve az iPhone-omról",
    "Στάλθηκε από το iPhone μου",
    "Get Outlook for Android<https://aka.ms/x>",
    "Outlook für Android<https://aka.ms/x> beziehen",
    "Télécharger Outlook pour iOS",
    "获取 Outlook for iOS",
    "Obtener Outlook para iOS",
    "Sent from Mail for Windows 10",
    "Gesendet von Mail für Windows 10",
    "Provenance : Courrier pour Windows 10",
    "Sent from my Samsung Galaxy smartphone.",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Envoyé depuis mon appareil Galaxy",
    "发自我的华为手机",
    "发自我的小米手机",
    "From My Iphone 6",
    "<<sent by galaxy>>",
    "(sent from a phone)",
    "Sent from Yahoo Mail on Android",
    "Sent from my cell, please excuse any typos.",
    "Sent with Proton Mail secure email.",
    "Gesendet mit der ProtonMail mobilen App",
    "发自我的企业微信",
    "发自我的QQ邮箱",
    "发送自我的网易邮箱手机版",
    "发自 网易邮箱大师",
    "发自飞书邮箱",
    "从 Outlook for iOS 发送",
    "获取 适用于 iOS 的 Outlook",
    "由 Outlook for Android 寄出",
    "从我的三星 Galaxy 智能手机发送。",
    "来自钉钉专属商务邮箱",
    "Sent with [Proton Mail](https://proton.example/) secure email.",
    "Sent via Superhuman ( https://sprh.example/?vip=x@y.example )",
    "Sent from BlueMail for Android",
    "Sent from Lark",
    "Von Outlook für iOS gesendet",
    "Gesendet von meinem Galaxy Gerät",
    "Trimis de pe iPhone-ul meu",
    "נשלח מה-iPhone שלי",
    "Üzenetküldés iPhone-ról",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("mark", ["", "> "])
def test_what_introduces_history(introduction: str, mark: str) -> None:
    split = split_text(f"Hello all,\n\nit works.\n\n{introduction}\n\n{mark}old one\n{mark}old two\n", is_reply=True)
    assert split.new == "Hello all,\n\nit works."
    assert split.folded.startswith(introduction.strip()[:10])
    assert split.folded.endswith("old two")


@pytest.mark.parametrize("signature", CLIENT_SIGNATURES)
def test_what_phones_and_programs_add(signature: str) -> None:
    split = split_text(f"Hello all,\n\nit works.\n\n{signature}\n")
    assert split.new == "Hello all,\n\nit works."
    assert split.folded == signature


SHARED_LINES = [
    ("It works! On Wed, Jan 3, 2024 at 10:12 AM Ann <ann@b.example> wrote:\n\n> old\n> older", "It works!"),
    ("It works! On Wed, Jan 3, 2024 at 10:12 AM Ann <ann@b.example> wrote: Hi, an old one", "It works!"),
    ("Danke! Am 03.01.2024 um 10:12 schrieb Ann <ann@b.example>:\n> old\n> older", "Danke!"),
    ("好的，谢谢。在 2024年1月3日 10:12，Ann <ann@b.example> 写道：\n> old\n> older", "好的，谢谢。"),
    ("Fine From: Ann <a@b.example> Sent: Wednesday 10:12 To: x@b.example Subject: Re: Help old words", "Fine"),
    ("好的 发件人：Ann 发送时间：2024年1月3日 收件人：desk 主题：Help old", "好的"),
]


@pytest.mark.parametrize(("text", "new"), SHARED_LINES)
def test_answer_and_introduction_on_one_line(text: str, new: str) -> None:
    split = split_text(text, is_reply=True)
    assert split.new == new
    assert "old" in split.folded


@pytest.mark.parametrize(
    "text",
    [
        "my colleague Ann <ann@x.example> wrote: the server is down.\n\nCould you check?",
        "The server said:\n> 550 no such user\nWhat does it mean?",
        "Steps:\nFrom: the menu\nclick it\n\nThen wait",
        "first part\n\n____________________________________________\n\nsecond part",
        "Please copy it from: A to: B and date: it",
        "It fails.\n\nFrom my phone I cannot log in",
        "Es geht nicht.\n\nOutlook für Android stürzt ab",
        "Hello\n\nDownload Outlook fails with error 5",
        "It was\n\nSent with an error. Then it stopped.",
        "The log says:\n\nFrom: 10.0.0.1\nTo: 10.0.0.2\nDate: 2024-01-03 10:12\nSubject: expired\n\nPlease help",
        "环境如下：\n\n时间：2024-01-03 10:12\n主题：登录失败\n发件人：系统\n收件人：全部\n\n请协助排查",
    ],
)
def test_words_that_introduce_nothing(text: str) -> None:
    assert split_text(text, is_reply=True).new == text


def test_answers_between_the_lines_stay_with_what_they_answer() -> None:
    text = (
        "On Wed, May 25, 2016 at 3:13 PM X <x@b.example> wrote:\n\n> first question\n\nfirst answer\n\n"
        "> second question\n\nsecond answer\n\n> the rest\n> of it\n"
    )
    split = split_text(text, is_reply=True)
    assert split.new == "> first question\n\nfirst answer\n\n> second question\n\nsecond answer"
    assert split.folded.startswith("On Wed")
    assert split.folded.endswith("> the rest\n> of it")
    assert split.own == "first answer\n\nsecond answer"
    assert split.quoted.endswith("> first question\n> second question\n> the rest\n> of it")


def test_a_reply_that_quotes_without_an_introduction() -> None:
    split = split_text("answer\n\n> question\n\nPS: more", is_reply=True)
    assert (split.new, split.folded) == ("answer\n\nPS: more", "> question")
    assert split_text("answer\n\n> a note of mine\n\nmore").folded == ""


def test_the_rest_of_a_quoted_line_that_was_wrapped_is_no_answer() -> None:
    wrapped = (
        "> a line of the old mail that was just a little longer than it should\nhave been when it was sent back.\n"
    )
    split = split_text(
        "answer\n\nOn May 25, 2016, X <x@b.example> wrote:\n> one\n" + wrapped * 2 + "> end", is_reply=True
    )
    assert (split.own, split.new) == ("answer", "answer")


@pytest.mark.parametrize(("line", "own"), [("ann <a@b.example> wrote:", "yes"), ("my boss <a@b.example> wrote:", None)])
def test_a_name_and_an_address_alone_introduce_history(line: str, own: str | None) -> None:
    text = f"yes\n\n{line}\n\nold"
    assert split_text(text, is_reply=True).own == (own or text)


def test_one_answer_below_one_quotation_stands_alone() -> None:
    split = split_text("On May 25, 2016, X <x@b.example> wrote:\n> question\n> and more\n\nanswer", is_reply=True)
    assert split.new == "answer"


@pytest.mark.parametrize(
    "shown",
    [
        "他们的工程师在 2026年3月5日 的邮件中写道：\n“本周内解决”，但没有解决。",
        "Received: from a.example (a.example [192.0.2.1])\nFrom: w@b.example\nTo: l@c.example\nSubject: t\n"
        "Date: Thu, 5 Mar 2026 10:20:30 +0800",
        "From: w@b.example\nTo: l@c.example\nSubject: t\nDate: Thu, 5 Mar 2026 10:20:30 +0800\nX-Spam-Score: 3",
    ],
)
def test_a_mail_that_is_told_of_is_no_history(shown: str) -> None:
    text = f"您好，\n\n{shown}\n\n请看一下。"
    assert split_text(text).new == text


def test_a_small_colon_ends_an_introduction_too() -> None:
    text = "謝謝\n\n    張三 <z@b.example> 於 2026年3月5日 星期四 上午10:20:00 [GMT+8] 寫道﹕\n\n 請重啟。"
    assert split_text(text, is_reply=True).own == "謝謝"
