"""HTML of mails as lines of readable text, each line knowing where in the tree it begins."""

import re
from dataclasses import dataclass, field
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from qiao.channels.rules.answers import has_hue
from qiao.channels.rules.html_quotes import is_block, is_cut, is_quote, is_signature, is_signature_rule
from qiao.channels.rules.quote_lines import Line

HIDDEN_TAGS = frozenset(
    {"style", "script", "head", "title", "template", "object", "noscript", "meta", "link", "select", "xml"}
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
        "caption",
        "hr",
        "includetail",
    }
)
SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table", "dl"})
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
TINY_STYLE = re.compile(r"(?:max-height|font-size)\s*:\s*0(?:px|pt)?\s*(?:;|!|$)", re.IGNORECASE)
MAX_HTML = 1_000_000


@dataclass(slots=True)
class Place:
    """Where a line begins: at an element itself, in its text, or in its tail."""

    element: etree._Element
    part: str


@dataclass
class HtmlLine(Line):
    """A line of rendered HTML."""

    place: Place | None = None


@dataclass
class _Writer:
    lines: list[HtmlLine] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    place: Place | None = None
    gap: bool = False
    quotes: int = 0
    signatures: int = 0
    blocks: int = 0
    cut: bool = False
    is_open: bool = False
    is_bullet: bool = False
    preformatted: int = 0
    hue: str = ""
    answers: int = 0
    numbers: dict[etree._Element, int] = field(default_factory=dict)

    def write(self, text: str, place: Place) -> None:
        text = _flat(text, is_preformatted=self.preformatted > 0)
        if not self.is_open:
            text = text.lstrip(" \n") if not self.preformatted else text
            if not text:
                return
            self.is_open = True
            self.place = self.place or place
        self.is_bullet = self.is_bullet and not text.strip()
        self.text.append(text)

    def break_line(self, *, force: bool = False, spaced: bool = False) -> None:
        if self.is_open or force:
            if self.gap and self.lines and self.lines[-1].text:
                self._put("", None)
            self.gap = False
            self._put(_tidy("".join(self.text)), self.place)
            self.text, self.is_open, self.cut, self.is_bullet = [], False, False, False
            self.place = None
        self.gap = self.gap or spaced

    def _put(self, text: str, place: Place | None) -> None:
        line = HtmlLine(
            text,
            is_quoted=self.quotes > 0,
            is_cut=self.cut and bool(place or text),
            is_signature=self.signatures > 0,
            is_block=self.blocks > 0,
            is_answer=self.answers > 0,
        )
        line.place = place
        self.lines.append(line)


def parse_html(html: str) -> etree._Element | None:
    """Tree of an HTML text, however broken; None when it holds no element."""
    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.lstrip("\ufeff")[:MAX_HTML].replace("\0", ""))
    cleaned = re.sub(r"[\ud800-\udfff]", "\ufffd", cleaned)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return etree.fromstring(cleaned.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in HIDDEN_TAGS:
        return True
    if not element.attrib:
        return False
    if element.get("hidden") is not None:
        return True
    style = element.get("style") or ""
    if not style:
        return False
    return bool(HIDDEN_STYLE.search(style)) or len(TINY_STYLE.findall(style)) >= 2


def html_lines(root: etree._Element, hue: str = "") -> list[HtmlLine]:
    """Rendered lines in document order; words in the colour `hue` stand on lines of their own, marked as answers."""
    writer = _Writer(hue=hue)
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            if skipped is None and element.tail:
                writer.write(element.tail, Place(element, "tail"))
            continue
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                if element.tail:
                    writer.write(element.tail, Place(element, "tail"))
            continue
        if event == "start":
            if _is_hidden(element):
                skipped = element
            else:
                _open(writer, element)
        else:
            _close(writer, element)
    writer.break_line()
    return writer.lines


def _open(writer: _Writer, element: etree._Element) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    has_marks = bool(element.attrib)
    cut = has_marks and is_cut(element)
    quote = has_marks and is_quote(element)
    signature = has_marks and is_signature(element)
    is_item_begun = writer.is_bullet and tag in ("p", "div")
    answer = has_marks and bool(writer.hue) and has_hue(element, writer.hue)
    if (tag in BLOCKS and not is_item_begun) or cut or quote or signature or answer:
        writer.break_line(spaced=tag in SPACED)
        writer.place = writer.place or Place(element, "self")
    writer.answers += answer
    writer.quotes += quote
    writer.signatures += signature
    writer.blocks += tag == "blockquote" and is_block(element)
    if cut:
        writer.cut = True
        writer.place = Place(element, "self")
        writer.break_line(force=True)
    if tag == "br":
        writer.break_line(force=True)
    elif tag == "hr" and is_signature_rule(element):
        writer.write("-- ", Place(element, "self"))
    elif tag == "li":
        writer.write(_bullet(element, writer), Place(element, "self"))
        writer.is_bullet = True
    elif tag in ("td", "th") and writer.is_open:
        writer.text.append(" ")
    writer.preformatted += tag == "pre"
    if element.text:
        writer.write(element.text, Place(element, "text"))


def _close(writer: _Writer, element: etree._Element) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    has_marks = bool(element.attrib)
    quote = has_marks and is_quote(element)
    signature = has_marks and is_signature(element)
    answer = has_marks and bool(writer.hue) and has_hue(element, writer.hue)
    if tag in BLOCKS or quote or signature or answer:
        writer.break_line(spaced=tag in SPACED)
        if not writer.is_open:
            writer.place = None
    writer.answers -= answer
    writer.quotes -= quote
    writer.signatures -= signature
    writer.blocks -= tag == "blockquote" and is_block(element)
    writer.preformatted -= tag == "pre"
    if element.tail:
        writer.write(element.tail, Place(element, "tail"))


def _bullet(element: etree._Element, writer: _Writer) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    writer.numbers[parent] = writer.numbers.get(parent, 0) + 1
    return f"{writer.numbers[parent]}. "


def _flat(text: str, *, is_preformatted: bool) -> str:
    if is_preformatted:
        return text.replace("\xa0", " ").replace("\r", "").replace("\n", "\x1e")
    return re.sub(r"[ \t\r\n\f\u200b\xa0]+", " ", text)


def _tidy(text: str) -> str:
    return text.rstrip(" ") if "\x1e" in text else re.sub(r" {2,}", " ", text).strip(" ")


def lines_text(lines: list[HtmlLine]) -> str:
    """Lines as one text, at most one empty line in a row."""
    joined = "\n".join(line.text for line in lines).replace("\x1e", "\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in joined.split("\n"))).strip()


def html_to_text(html: str) -> str:
    """Readable text of an HTML mail: no scripts, styles or hidden preheaders; links by their words."""
    root = parse_html(html)
    text = lines_text(html_lines(root)) if root is not None else ""
    return text or _bare_words(html)


def _bare_words(html: str) -> str:
    """The words between the tags, for HTML nested deeper than the parser goes."""
    visible = re.sub(
        r"<(style|script|head|title)\b[^>]{0,1000}>[^<]*</\1\s*>", " ", html[:MAX_HTML], flags=re.IGNORECASE
    )
    if visible.count("<") < 1000:
        return ""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^<>]{0,2000}>", " ", visible))).strip()
