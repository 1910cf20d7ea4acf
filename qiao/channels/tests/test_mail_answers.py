"""Answers written into the mail that is answered; warnings and disclaimers that nobody wrote for this mail."""

import pytest

from qiao.channels.rules import fold_html, parse_mail
from qiao.channels.rules.quotes import split_text

HISTORY = "From: Bob <bob@x.example>\nSent: Thursday, March 5, 2026 10:20 AM\nTo: Ann Lee <ann@b.example>\nSubject: s\n"


def own(text: str) -> str:
    return split_text(text, is_reply=True, author="Ann Lee").own


@pytest.mark.parametrize("answer", ["[Ann Lee] 3.2", ">>> [Ann] 3.2", "【Ann】3.2", "AL> 3.2", "Ann Lee: 3.2"])
@pytest.mark.parametrize("words", ["Please see my answers inline.", "回复见下文："])
def test_answers_marked_by_a_name_are_new(answer: str, words: str) -> None:
    text = f"{words}\n\n{HISTORY}\n1. Which version?\n{answer}\n2. Since when?\n\nBob\n"
    assert own(text) == f"{words}\n\n{answer}".replace("\n\n>>>", "\n\n>>>")
    split = split_text(text, is_reply=True, author="Ann Lee")
    assert "> 1. Which version?" in split.new
    assert "Since when?" not in split.new


def test_names_in_history_count_only_where_answers_are_announced_and_only_in_the_last_mail() -> None:
    assert own(f"Thanks.\n\n{HISTORY}\n1. Which version?\n[Ann] 3.2\n") == "Thanks."
    older = f"{HISTORY}\nthanks\n\n{HISTORY}\n1. Which version?\n[Ann] 3.1\n"
    assert own(f"See below.\n\n{older}") == "See below."


RULE = (
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Bob &lt;bob@x.example&gt;<br>'
    "<b>Sent:</b> Thursday, March 5, 2026 10:20 AM<br><b>To:</b> Ann<br><b>Subject:</b> s</p></div>"
)


@pytest.mark.parametrize(
    ("words", "answer", "is_new"),
    [
        ("My answers are in red.", '<span style="color:red">It is 3.2.</span>', True),
        ("My answers are in red.", '<font color="#C00000">It is 3.2.</font>', True),
        ("回复见红字。", '<span style="font-size:9pt;color:rgb(255, 0, 0)">It is 3.2.</span>', True),
        ("Antworten in blau.", '<span style="color:#0070C0">It is 3.2.</span>', True),
        ("My answers are in red.", '<span style="color:#0070C0">It is 3.2.</span>', False),
        ("My answers are in blue.", '<a style="color:blue">It is 3.2.</a>', False),
        ("Thanks!", '<span style="color:red">It is 3.2.</span>', False),
    ],
)
def test_answers_told_apart_by_colour(words: str, answer: str, is_new: bool) -> None:
    html = f"<html><body><p>{words}</p>{RULE}<p>Which version? {answer}</p><p>Bob</p></body></html>"
    raw = f"From: Ann <ann@b.example>\nSubject: Re: s\nContent-Type: text/html; charset=utf-8\n\n{html}"
    parsed = parse_mail(raw.encode())
    assert parsed.own_text == (f"{words}\n\nIt is 3.2." if is_new else words)
    assert ("It is 3.2." in fold_html(html).folded_html) is not is_new


def test_a_colour_is_looked_up_in_the_html_of_a_mail_with_both_forms() -> None:
    html = f'<p>See red.</p>{RULE}<p>Which?</p><p><span style="color:red">3.2</span></p>'
    raw = (
        "From: Ann <a@b.example>\nSubject: Re: s\nContent-Type: multipart/alternative; boundary=x\n\n"
        f"--x\n\nSee red.\n\n{HISTORY}\nWhich?\n\n3.2\n--x\nContent-Type: text/html\n\n{html}\n--x--\n"
    )
    assert parse_mail(raw.encode()).own_text.split() == ["See", "red.", "3.2"]


@pytest.mark.parametrize(
    "disclaimer",
    [
        "This e-mail and any attachments are confidential and intended solely for the addressee. Delete it otherwise.",
        "CONFIDENTIALITY NOTICE: this message is intended only for the individual named, please delete it otherwise.",
        "本邮件及其附件含有某公司的保密信息，仅限于发送给上面地址中列出的个人或群组。",
        "保密声明：本邮件仅供指定收件人阅读。",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie.",
        "Ce message et ses pièces jointes sont confidentiels et destinés à leur seul destinataire désigné.",
    ],
)
@pytest.mark.parametrize("rule", ["", "*" * 60 + "\n", "---\n"])
def test_a_disclaimer_is_folded_and_kept(disclaimer: str, rule: str) -> None:
    split = split_text(f"It works.\n\nAnn\n\n{rule}{disclaimer}\nMore of it.\n")
    assert split.new == "It works.\n\nAnn"
    assert split.folded == f"{rule}{disclaimer}\nMore of it."
    assert split_text(disclaimer).new == disclaimer


def test_a_sentence_that_speaks_of_confidence_stays() -> None:
    text = "Hello,\n\nthis message is confidential.\n\nIs this mailbox confidential too?"
    assert split_text(text).new == text


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links.",
        "[EXTERNAL EMAIL]",
        "【外部邮件】",
        "注意：此邮件来自公司外部邮箱，请谨慎点击链接。",
    ],
)
def test_a_gateways_warning_above_the_words_is_folded(banner: str) -> None:
    split = split_text(f"{banner}\n\nThe disk is full.\n\nWhat now?")
    assert (split.new, split.folded) == ("The disk is full.\n\nWhat now?", banner)


def test_a_warning_that_is_the_matter_itself_stays() -> None:
    text = "Hello,\n\nCAUTION: This email originated from outside of the organization is what we read.\n\nWhy?"
    assert split_text(text).new == text


def test_the_rule_above_a_scanners_line_goes_with_it() -> None:
    split = split_text("Thanks!\n\n---\nThis email has been checked for viruses by Avast antivirus software.\n")
    assert split.new == "Thanks!"
    assert split_text("好的\n\n下载 Android 版 Outlook<https://aka.ms/x>\n").new == "好的"


def test_a_scanners_line_above_the_words_takes_none_of_them() -> None:
    split = split_text("This e-mail message has been scanned for Viruses and Content\n\nGood morning;\n")
    assert split.new == "Good morning;"


def test_a_dash_before_an_introduction_goes_with_it() -> None:
    split = split_text("Works.\n\n- On 2021-04-09 23:25, Toby wrote:\n> Try again.\n> Toby\n", is_reply=True)
    assert split.new == "Works."
