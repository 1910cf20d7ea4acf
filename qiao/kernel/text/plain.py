"""HTML as readable plain text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3

from .html import is_too_heavy

_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table", "dl", "figure"}
_BLOCKS = _SPACED | set(
    "address article aside caption center dd details div dt figcaption footer header hr li main nav section "
    "summary tr fieldset form".split()
)
_KEPT = _BLOCKS | {"a", "br", "td", "th", "span", "tbody", "thead", "tfoot"}
_LOST = set(
    "script style title template iframe object embed applet noembed noframes select textarea svg math xml audio "
    "video button".split()
)
# What nh3 writes: a tag, or text up to the next one.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_CRUDE_TAG = re.compile(r"<[^<>]{0,10000}>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TIGHT_CLASSES = ("msonormal", "msoplaintext", "msolistparagraph")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF])


def html_to_text(html: str, *, with_links: bool = False) -> str:
    """The text as a reader sees it: blocks on lines, list marks, `> ` before quotations.

    With `with_links` an address follows its text in angle brackets. HTML too heavy to parse just loses its
    tags.
    """
    if is_too_heavy(html):
        return _without_blank_runs(re.sub(r"[ \t]+", " ", unescape(_CRUDE_TAG.sub(" ", html))))
    writer = _Writer(with_links=with_links)
    for closing, tag, attributes, text in _TOKEN.findall(_cleaner().clean(html)):
        if text:
            writer.write(unescape(text))
        elif closing:
            writer.close(tag)
        else:
            writer.open(tag, dict(_ATTRIBUTE.findall(attributes)))
    return writer.text()


class _Writer:
    """Collects lines; a block begins a new one, and a spaced block leaves an empty one around it."""

    def __init__(self, *, with_links: bool) -> None:
        self.with_links = with_links
        self.lines: list[str] = []
        self.line = ""
        self.gap: int | None = None
        self.quotes = self.preformatted = self.hidden = 0
        self.lists: list[int | None] = []
        self.links: list[tuple[str, int]] = []
        self.tight: list[bool] = []

    def write(self, text: str) -> None:
        if self.hidden:
            return
        text = text.translate(_INVISIBLE)
        if self.preformatted:
            *whole, last = text.split("\n")
            for part in whole:
                self.line += part
                self.end_line(keep_empty=True)
            self.line += last
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        self.line += text.lstrip(" ") if not self.line or self.line.endswith((" ", "\t")) else text

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if self.hidden or attributes.get("style") == "hidden":
            self.hidden += tag not in ("br", "hr")
            return
        if tag == "br":
            self.end_line(keep_empty=True)
        elif tag in ("td", "th"):
            if self.line.strip():
                self.line = self.line.rstrip(" ") + "\t"
        elif tag == "a":
            self.links.append((unescape(attributes.get("href", "")), len(self.line)))
        elif tag in _BLOCKS:
            self.open_block(tag, attributes)

    def open_block(self, tag: str, attributes: dict[str, str]) -> None:
        is_tight = attributes.get("class", "").lower().startswith(_TIGHT_CLASSES)
        self.end_block()
        if tag in _SPACED and not is_tight and not self.lists:
            self.leave_gap()
        if tag == "p":
            self.tight.append(is_tight)
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            start = attributes.get("start", "1")
            self.lists.append(int(start) if tag == "ol" and start.isdecimal() else 1 if tag == "ol" else None)
        elif tag == "li":
            self.line = self.list_mark()
        elif tag == "hr":
            self.line = "---"
            self.end_line()

    def close(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        elif tag == "a" and self.links:
            self.close_link(*self.links.pop())
        elif tag in _BLOCKS:
            is_tight = tag == "p" and bool(self.tight) and self.tight.pop()
            self.end_block()
            self.quotes -= tag == "blockquote"
            self.preformatted -= tag == "pre"
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            if tag in _SPACED and not is_tight and not self.lists:
                self.leave_gap()

    def close_link(self, address: str, start: int) -> None:
        shown = self.line[start:].strip()
        if self.with_links and shown and address.removeprefix("mailto:").rstrip("/") != shown.rstrip("/"):
            self.line = f"{self.line.rstrip()} <{address}>" if address else self.line

    def list_mark(self) -> str:
        indent = "  " * (len(self.lists) - 1)
        number = self.lists[-1] if self.lists else None
        if number is None:
            return f"{indent}- "
        self.lists[-1] = number + 1
        return f"{indent}{number}. "

    def end_block(self) -> None:
        # A no-break space alone is how mail programs write an empty paragraph.
        if self.line.strip(" \t"):
            self.end_line(keep_empty=True)
        self.line = ""

    def leave_gap(self) -> None:
        """Put an empty line before the next text, quoted as deep as what it stands between."""
        self.gap = self.quotes if self.gap is None else min(self.gap, self.quotes)

    def end_line(self, *, keep_empty: bool = False) -> None:
        text = self.line.replace("\xa0", " ").rstrip()
        self.line = ""
        if not text and not keep_empty:
            return
        if self.gap is not None and self.lines and self.lines[-1].strip("> "):
            self.lines.append(("> " * self.gap).rstrip())
        self.gap = None
        self.lines.append(("> " * self.quotes + text).rstrip())

    def text(self) -> str:
        self.end_block()
        return _without_blank_runs("\n".join(self.lines))


def _without_blank_runs(text: str) -> str:
    """At most one empty line in a row, none at the ends."""
    lines = [line.rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n").rstrip()


def _allowed_value(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return "hidden" if _HIDING.search(value) else None
    return value


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_KEPT,
        clean_content_tags=_LOST,
        attributes={"*": {"style", "class"}, "a": {"href"}, "ol": {"start"}},
        attribute_filter=_allowed_value,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
        link_rel=None,
    )
