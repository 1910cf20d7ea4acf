"""New text and history, plain and HTML, in the forms mail programs write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules import fold_html, html_to_text, parse_mail
from qiao.channels.rules.folding import split_html
from qiao.channels.rules.quotes import split_text

ATTRIBUTIONS = [
    "On 11-Apr-2011, at 6:54 PM, Ann Lee <a@b.example> wrote:",
    "On Fri, Apr 3, 2020 at 12:32 PM Ann <\na@b.example> wrote:",
    "Am Mo., 4. Juli 2022 um 08:13 Uhr schrieb Ann <\na@b.example>:",
    "Le 23 janv. 2015 à 22:03, Ann <a@b.example> a écrit :",
    "El mié, 29 jun 2022 a las 11:08, Ann (<a@b.example>)\nescribió:",
    "Il giorno lun 4 lug 2022 alle ore 08:12 Ann <a@b.example>\nha scritto:",
    "Op 13-02-2014 3:18 schreef Ann <a@b.example>:",
    "W dniu 28 stycznia 2015 01:53 użytkownik Ann <a@b.example>\nnapisał:",
    "Den 14 september, 2015 02:23:18, Ann (a@b.example) skrev:",
    "вт, 3 апр. 2020 г. в 12:32, Анна <a@b.example>:",
    "在 2016年1月1日，上午10:00，张三 <a@b.example> 写道：",
    "张三 <a@b.example> 于2020年1月1日周三 上午10:00写道：",
    '在 2020-01-20 10:02:03，"张三" <z@b.example> 写道：',
    'At 2020-01-20 10:02:03, "zhang" <z@b.example> wrote:',
    "2014-10-17 11:28 GMT+08:00 张三 <a@b.example>:",
    "於 2020年1月1日 週三 上午10:00寫道：",
    "2020年1月20日(月) 10:00 山田 <y@b.example>:",
    "2015. 1. 2. 오후 3:04, 홍길동 <a@b.example> 작성:",
]
HEADERS = [
    "-----Original Message-----",
    "------------------ 原始邮件 ------------------",
    "------------------ Original ------------------",
    "---- 回复的原邮件 ----",
    "---- Replied Message ----",
    "-----Ursprüngliche Nachricht-----",
    "________________________________\nFrom: X <x@b.example>\nSent: Monday\nTo: Y\nSubject: Re: Z",
    "发件人: 张三 <x@b.example>\n发送时间: 2020年1月1日 10:00\n收件人: 李四\n主题: Re: Z",
    "发件人： 张三\n发送时间： 2020-01-01 10:00\n收件人： 李四\n抄送： 王五\n主题： Re: Z",
    "Von: a@b.example\nGesendet: Dienstag, 25. November 2014 14:59\nAn: Y\nBetreff: Z",
    "De : Ann [mailto:a@b.example]\nEnvoyé : vendredi 23 janvier 2015 16:39\nÀ : Y\nObjet : Z",
    "差出人: 山田 <y@b.example>\n送信日時: 2020年1月1日 10:00\n宛先: X\n件名: RE: Z",
    "*From:* a@b.example\n*Sent:* Wednesday\n*To:* t@b.example\n*Subject:* Hello",
    "##- Please type your reply above this line -##",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("mark", ["", "> "])
def test_attribution_lines(line: str, mark: str) -> None:
    split = split_text(f"Lorem ipsum\n\n{line}\n\n{mark}old one\n{mark}old two\n", is_reply=True)
    assert split.new == "Lorem ipsum"
    assert split.folded.startswith(line.split("\n", maxsplit=1)[0])
    assert split.folded.endswith("old two")


@pytest.mark.parametrize("header", HEADERS)
def test_quote_headers(header: str) -> None:
    split = split_text(f"Lorem ipsum\n\n{header}\n\nold one\nold two", is_reply=True)
    assert split.new == "Lorem ipsum"
    assert "old two" in split.folded


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nBob\nACME",
        "发自我的iPhone",
        "发自 Outlook for iOS",
        "从 Windows 版邮件发送",
        "来自QQ邮箱",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.example/x>",
        "Von meinem iPhone gesendet",
        "发自网易邮箱大师",
        "| |\n张三\n|\n|\nz@b.example\n|\n签名由网易邮箱大师定制",
    ],
)
def test_signatures(signature: str) -> None:
    split = split_text(f"Lorem ipsum\n\n{signature}")
    assert split.new == "Lorem ipsum"
    assert split.folded == signature.replace("-- ", "--")


@pytest.mark.parametrize(
    "text",
    [
        "On my host I run:\n\n    telnet 127.0.0.1\n\nOn the other hand it fails.",
        "a log:\n2020-01-01 10:00 foo\n> select 1;\nwhat now?",
        "SQL> select 1\nSQL> quit",
        "Please note: the date: 2020, to: be done",
    ],
)
def test_text_that_only_looks_like_history(text: str) -> None:
    assert split_text(text, is_reply=True).new == text


def test_answer_below_an_outlook_express_header() -> None:
    text = "----- Original Message -----\nFrom: X <a@b.example>\nTo: Y\nSubject: z\n\n> old\n> old\n\nnew at the bottom"
    assert split_text(text, is_reply=True).new == "new at the bottom"


def test_help_desk_footer_invites_text_below() -> None:
    text = (
        "above\n\n=-=-=-= To answer by email, write above this line =-=-=-=\n\nOLD\n\n"
        "=_=_=_= To answer by email, write under this line =_=_=_=\n\nbelow"
    )
    split = split_text(text, is_reply=True)
    assert split.new == "above\n\nbelow"
    assert "OLD" in split.folded


def test_forward_without_own_words_is_its_content() -> None:
    raw = (
        "From: a@b.example\nSubject: 转发: 报错\nContent-Type: text/plain; charset=utf-8\n\n"
        "------------------ 原始邮件 ------------------\n发件人: x <x@b.example>\n发送时间: 2020\n\n系统报错了"
    ).encode()
    parsed = parse_mail(raw)
    assert parsed.reply_text == parsed.text
    assert "系统报错了" in parsed.reply_text
    assert parsed.quoted_text == ""


def test_forward_with_own_words() -> None:
    raw = (
        b"From: a@b.example\nSubject: Fwd: x\n\nplease look\n\n---------- Forwarded message ---------\n"
        b"From: x@b.example\nDate: today\nSubject: s\n\nold"
    )
    parsed = parse_mail(raw)
    assert parsed.reply_text == "please look"
    assert parsed.quoted_text.endswith("old")


HTML = [
    ('Reply<div class="gmail_quote">On 11-Apr-2011, Bob &lt;b@b.example&gt; wrote:<div>old</div></div>', "Reply"),
    ("Reply<div>On 11-Apr-2011, at 6:54 PM, Bob &lt;b@b.example&gt; wrote:</div><blockquote>old</blockquote>", "Reply"),
    ('<p>Reply</p><blockquote type="cite">old</blockquote>', "Reply"),
    (
        "<div>好的</div><div>------------------&nbsp;原始邮件&nbsp;------------------</div>"
        '<div style="background:#efefef">'
        "<b>发件人:</b>&nbsp;x</div><div>old</div>",
        "好的",
    ),
    (
        '<div>好的</div><pre>在 2016-01-20 10:02:03，"x" &lt;a@b&gt; 写道：</pre>'
        '<blockquote id="isReplyContent">old</blockquote>',
        "好的",
    ),
    ('<div>好的</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>发件人:</b> X</div>old', "好的"),
    (
        '<p>Reply</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
        "<p><b>From:</b> X"
        "</p></div><p>old</p>",
        "Reply",
    ),
    (
        '<div>好的</div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1"><div>张三</div><blockquote>'
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><b>发件人：</b>x</div>old</blockquote>',
        "好的",
    ),
    ('<div>Reply<br><div class="gmail_signature">Bob<br>ACME</div></div>', "Reply"),
]


@pytest.mark.parametrize(("html", "new"), HTML)
def test_html_history(html: str, new: str) -> None:
    _, split = split_html(html, is_reply=True)
    assert split.new == new


@pytest.mark.parametrize(("html", "new"), HTML)
def test_html_is_folded_not_lost(html: str, new: str) -> None:
    folded = fold_html(html)
    whole, _ = split_html(html)
    left, _ = split_html(folded.new_html)
    right, _ = split_html(folded.folded_html)
    assert left == new
    assert "".join((left + right).split()) == "".join(whole.split())


INTRODUCED = "On 1/1/24 10:10, X wrote:<br>"
ANSWERED = [
    ('<p>I like</p><blockquote cite="https://book.example/">words</blockquote>', "I like\n\nwords"),
    (f'<div class="moz-cite-prefix">{INTRODUCED}</div><blockquote type="cite">old</blockquote><p>below</p>', "below"),
    (
        f'<div class="gmail_quote"><div class="gmail_attr">{INTRODUCED}</div>'
        '<blockquote class="gmail_quote" style="margin:0;border-left:1px solid">one?</blockquote><div>yes</div>'
        '<blockquote class="gmail_quote" style="margin:0;border-left:1px solid">two?</blockquote><div>no</div></div>',
        "yes\n\nno",
    ),
    (
        f'<div>above</div><div class="gmail_quote"><div class="gmail_attr">{INTRODUCED}</div>'
        '<blockquote class="gmail_quote">old</blockquote></div>',
        "above",
    ),
    (f'<p>above</p><div class="moz-cite-prefix">{INTRODUCED}</div><p>old without a block</p>', "above"),
    ("<div>above</div>&gt;&gt;&gt; X &lt;x@b.example&gt; 1/1/2024 10:10 AM &gt;&gt;&gt;<br><div>old</div>", "above"),
    (
        "<p>above</p><font>X---01/01/2024 10:10:10 AM---Hello, this is old</font><br><br>From: X/ACME<br>"
        "To: Bob/ACME<br>Date: 01/01/2024 10:10 AM<br>Subject: s<br><br>old",
        "above",
    ),
    ('<div>above</div><div class="xmail-signature" xmail-signature="">Bob</div>', "above"),
    (
        '<div class="gmail_quote"><div>no introduction,</div><div>so all is new</div></div>',
        "no introduction,\nso all is new",
    ),
]


@pytest.mark.parametrize(("html", "own"), ANSWERED)
def test_own_words_above_below_and_between(html: str, own: str) -> None:
    _, split = split_html(html, is_reply=True)
    assert split.own == own


def test_html_only_mail() -> None:
    raw = (
        b"From: a@b.example\nSubject: Re: x\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style>"
        b'<title>t</title></head><body><div style="display:none">preheader</div><p>Hello <a href="u">link</a></p>'
        b"<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
        b'<blockquote type="cite">old</blockquote></body></html>'
    )
    parsed = parse_mail(raw)
    assert parsed.text == "Hello link\n\n- one\n- two\n\na b\n\nold"
    assert parsed.reply_text == "Hello link\n\n- one\n- two\n\na b"
    assert parsed.quoted_text == "old"


CHINESE_CLIENTS = [
    (
        '还是不行\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "客服" <s@x.example&gt;;\n'
        "发送时间:&nbsp;2024年1月2日\n\n请重启",
        "还是不行",
    ),
    ("可以了\n\n| |\n张三\n|\n|\nz@x.example\n|\n\n---- 回复的原邮件 ----\n| 发件人 | 客服 |\n请重启", "可以了"),
    (
        "可以关闭\n\n发自我的企业微信\n\n ------------------ Original ------------------\n"
        ' From:  "客服"<s@x.example>;\n 请重启',
        "可以关闭",
    ),
    (
        "谢谢\n------------------------------------------------------------------\n发件人：客服 <s@x.example>\n"
        "发送时间：2024年1月2日(星期二) 10:00\n主　题：报错\n\n请重启",
        "谢谢",
    ),
    ("好的\n\n发自我的iPhone\n\n> 在 2024年1月2日，10:00，客服 <s@x.example> 写道：\n> \n> 请重启\n", "好的"),
]


@pytest.mark.parametrize(("body", "new"), CHINESE_CLIENTS)
def test_chinese_clients_through_the_front_door(body: str, new: str) -> None:
    head = b"From: a@b.example\nIn-Reply-To: <1@x>\nContent-Type: text/plain; charset=gb2312\n\n"
    parsed = parse_mail(head + body.encode("gb18030"))
    assert parsed.reply_text == new
    assert "请重启" in parsed.quoted_text


ID = "<1234567890.abcdefghijklmnopqrstuvwxyz.0987654321@mail.b.example>"
WRAPPED = [
    (
        f"On 1 May 2020 10:00, Bob <b@x.example> wrote:\n> In message\n{ID} you\nwrote:\n> > old\n> older\n\nmine",
        "mine",
    ),
    (
        "> 请问什么时候可以发货\n我们明天下午三点左右就可以发货了请您放心等待快递员上门联系" + "好" * 40 + "\n> 谢谢\n",
        "我们明天",
    ),
    (f"> does this work\nYes\nI tried {ID}\n> thanks\n", "Yes\nI tried"),
]


@pytest.mark.parametrize(("text", "own"), WRAPPED)
def test_lines_wrapped_on_the_way_are_no_answers(text: str, own: str) -> None:
    assert split_text(text, is_reply=True).own.startswith(own)
    assert "> " not in split_text(text, is_reply=True).own


def test_a_rule_of_the_text_is_no_footer_of_a_list() -> None:
    footer = "_______________________________________________\nX mailing list\nhttps://lists.b.example/listinfo/x"
    split = split_text(f"Results\n==========\nhttps://b.example/7 fails\n-- \nBob\n{footer}")
    assert split.own == "Results\n==========\nhttps://b.example/7 fails"
    assert split_text(f"Results\n{footer}").own == "Results"


def test_items_with_paragraphs_stand_beside_their_bullets() -> None:
    html = "<p>New:</p><ul><li><p>one</p></li><li>\n<div>two</div></li><li></li></ul><ol><li><p>a</p><p>b</p></li></ol>"
    text, _ = split_html(html, is_reply=False)
    assert [line for line in text.splitlines() if line] == ["New:", "- one", "- two", "-", "1. a", "b"]


@pytest.mark.parametrize("above", ["Hello Bob,\n\nFriday, May 6, 2016, 3:13:00 PM, you wrote:\n\n", ""])
def test_initials_before_the_quoted_lines(above: str) -> None:
    text = f"{above}AvL> first question\n\nfirst answer\n\nAvL> second question\n\nsecond answer"
    split = split_text(text, is_reply=True, author="Bob Ray")
    assert split.own == ("Hello Bob,\n\n" if above else "") + "first answer\n\nsecond answer"
    assert "\n> AvL>" not in split.new


def test_a_prompt_and_the_authors_own_initials_quote_nothing() -> None:
    prompt = "I ran:\n\nSQL> select 1;\n\n1 row\n\nSQL> select 2;\n\n2 rows"
    assert split_text(prompt, is_reply=True).own == prompt
    answers = "Hi\n\nBR> answered this one\n\nBR> and this one\n\nthanks"
    assert split_text(answers, is_reply=True, author="Bob Ray").own == answers
    assert split_text("AL> a note\n\nAL> and one more").own == "AL> a note\n\nAL> and one more"


@pytest.mark.parametrize("left_out", ["[snip]", "<snip>", "[...]", "…", "[略]"])
def test_what_is_left_out_of_a_quotation_belongs_to_it(left_out: str) -> None:
    head = "At 2024-05-28 19:55:15, Ann <a@b.example> wrote:"
    text = f"Hi,\n\n{head}\n{left_out}\n> first\n\nanswer\n\n{left_out}\n> second\n\nother answer"
    assert split_text(text, is_reply=True).own == "Hi,\n\nanswer\n\nother answer"
    alone = f"answer\n\n{left_out}\n\nmore"
    assert split_text(alone, is_reply=True).own == alone


def test_a_name_with_a_date_and_no_verb_above_quoted_lines() -> None:
    head = "Ann Lee <a@b.example> on 12/03/2002 12:39:56 PM"
    assert split_text(f"{head}\n> question\n\nanswer", is_reply=True).own == "answer"
    told = f"I met\n{head}\n\nand more"
    assert split_text(told, is_reply=True).own == told


SAID = "<p>The pump stopped at two.</p>"
WORDS = st.sampled_from([
    SAID, "<div>Regards,<br>Bo</div>", "<blockquote>old</blockquote>", "<div class='gmail_quote'>old</div>",
    "<p>On Fri, Apr 3, 2020 at 12:32 PM Ann &lt;a@b.example&gt; wrote:</p>", "<p>&gt; old</p>", "<p>-- <br>Bo</p>",
    "<pre>a\n&gt; b</pre>", "<p>-----Original Message-----</p>", "<p>升级之后任务一直排队。</p>", "<hr>",
    "<div><br></div>",
])  # fmt: skip


def mail_of(html: str, text: str = "", headers: str = "") -> bytes:
    parts = "".join(
        f"--b\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{content}\r\n"
        for kind, content in (("plain", text), ("html", html))
        if content
    )
    head = f"From: Bo <bo@b.example>\r\nSubject: Pump\r\n{headers}MIME-Version: 1.0\r\n"
    return f"{head}Content-Type: multipart/alternative; boundary=b\r\n\r\n{parts}--b--\r\n".encode()


@given(st.lists(WORDS, max_size=5).map("".join), st.booleans())
def test_where_all_is_new_there_is_nothing_to_fold(html: str, has_text: bool) -> None:
    mail = parse_mail(mail_of(html, "The pump stopped at two." if has_text else ""))
    if mail.is_all_new:
        assert mail.quoted_text == ""
        # an empty end could be folded, but would show nothing
        assert html_to_text(fold_html(mail.html, is_reply=False, author="Bo").folded_html) == ""


@pytest.mark.parametrize(
    ("html", "headers", "is_new"),
    [
        (SAID, "", True),
        (SAID, "In-Reply-To: <x@b.example>\r\n", False),
        (SAID, "References: <x@b.example>\r\n", False),
        (f"{SAID}<p>-- <br>Bo</p>", "", False),
        (f"{SAID}<p>On Fri, Apr 3, 2020 at 12:32 PM Ann &lt;a@b.example&gt; wrote:</p><p>&gt; old</p>", "", False),
    ],
)
def test_a_first_mail_without_history_is_all_new(html: str, headers: str, is_new: bool) -> None:
    assert parse_mail(mail_of(html, "The pump stopped at two.", headers)).is_all_new is is_new
