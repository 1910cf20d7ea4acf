"""Markdown of staff and customers as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from .addresses import addresses_in

# Longer text is shown as it is typed: nobody writes it, and parsing it would take seconds.
MAX_CHARACTERS = 100_000

_TAGS = set(
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s a img table thead tbody tr th td".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "target"},
    "img": {"src", "alt", "title"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_CJK = re.compile(r"[\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af]")
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")


def render_markdown(text: str) -> SafeString:
    """CommonMark with tables, strike-through, line breaks as typed, and addresses made links.

    HTML in the text is shown, not used. Pictures come from our own files only; one from elsewhere becomes a
    link, so that opening a page tells nobody.
    """
    if len(text) > MAX_CHARACTERS:
        return mark_safe(f"<pre>{escape(text, quote=False)}</pre>")
    return mark_safe(_cleaner().clean(_parser().render(text)))


class _ChineseInline(StateInline):
    """Lets `**` begin and end beside Chinese, where CommonMark wants spaces or letters around it."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the parser's names
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1 : start] or " "
        after = self.src[start + scanned.length : start + scanned.length + 1] or " "
        if not canSplitWord or not (_CJK.match(before) or _CJK.match(after)):
            return scanned
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


class _ChineseParser(ParserInline):
    """The usual parser of running text with `_ChineseInline` as its state."""

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        state = _ChineseInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = _ChineseParser()
    parser.configure("commonmark", {"html": False, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.push("addresses", _link_addresses)
    parser.core.ruler.push("alignment", _use_align_attribute)
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("link_open", _render_link)
    return parser


def _link_addresses(state: StateCore) -> None:
    """Turn addresses in text into links, except inside links."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = _linked(block.children)


def _linked(tokens: Sequence[Token]) -> list[Token]:
    linked: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        linked += _split_at_addresses(token) if token.type == "text" and not depth else [token]
    return linked


def _split_at_addresses(token: Token) -> list[Token]:
    text, at, parts = token.content, 0, []
    for found in addresses_in(text):
        parts += [
            _text(text[at : found.start]),
            Token("link_open", "a", 1, attrs={"href": found.href}),
            _text(text[found.start : found.end]),
            Token("link_close", "a", -1),
        ]
        at = found.end
    return [*parts, _text(text[at:])] if parts else [token]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _use_align_attribute(state: StateCore) -> None:
    """Columns are aligned by attribute: the pages' policy forbids styles."""
    for token in state.tokens:
        style = token.attrs.pop("style", None)
        if isinstance(style, str):
            token.attrs["align"] = style.removeprefix("text-align:")


def _render_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    token = tokens[index]
    if str(token.attrs.get("href", "")).startswith(("http:", "https:", "//")):
        token.attrs["target"] = "_blank"
    return renderer.renderToken(tokens, index, options, env)


def _render_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    token = tokens[index]
    source = str(token.attrs.get("src", ""))
    alt = renderer.renderInlineAsText(token.children or [], options, env)
    if _is_own_file(source):
        return _written("img", {"src": source, "alt": alt, "title": str(token.attrs.get("title", ""))})
    return f"{_written('a', {'href': source, 'target': '_blank'})}{escape(alt or source)}</a>"


def _written(tag: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value or name == "alt")
    return f"<{tag}{written}>"


def _is_own_file(url: str) -> bool:
    return url.startswith("/files/") and ".." not in url


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if _is_own_file(value) else None
    if attribute == "href":
        is_ours = value.startswith("/") and not value.startswith(("//", "/\\"))
        return value if is_ours or value.lower().startswith(_OUTSIDE) else None
    if attribute == "class":
        return value if value.startswith("language-") and " " not in value else None
    return value


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed_value,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow noreferrer",
    )
