"""Other people's HTML, made safe to show: no scripts, styles, forms or remote loads.

nh3 parses as a browser does and writes well-formed HTML in which every `<` begins a tag and every attribute
value stands in double quotes. Only on that output do the expressions below work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

import nh3
from django.utils.safestring import SafeString, mark_safe

MAX_CHARACTERS = 1_000_000
MAX_LINKS = 5_000
# Parsing time grows with the square of the depth; hand-made mails stay below a hundred.
MAX_DEPTH = 1_000

_INLINE = set(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strike strong sub sup u "
    "var wbr tt big".split()
)
_BLOCK = set(
    "address article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_WITH_CONTENT = set(
    "script style title template iframe object embed applet noembed noframes select textarea svg math xml "
    "audio video".split()
)
_CELL = {"align", "valign", "colspan", "rowspan", "width"}
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": _CELL,
    "th": _CELL | {"scope"},
    "table": {"width", "align"},
    "tr": {"align", "valign"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "div": {"align"},
    "p": {"align"},
    "details": {"open"},
} | {f"h{level}": {"align"} for level in range(1, 7)}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_LINK_SCHEMES = ("http:", "https:", "mailto:", "tel:")

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TINY_STYLE = re.compile(
    r"(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[012](?:\.\d+)?(?:px|pt)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE
)
_TINY = {"0", "1", "2", "0px", "1px", "2px"}
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_TAG = re.compile(r'<(img|[a-z][a-z0-9]*(?= ))((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BLOCKED = re.compile(r'<img class="remote-image"((?: [a-z-]+="[^"]*")*) data-src="([^"]*)"')
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that need not be closed, so an open one says nothing about depth.
_UNNESTED = set(
    "p li dt dd td th tr thead tbody tfoot col colgroup option br hr img input meta link wbr area base".split()
)


@dataclass(frozen=True)
class SanitisedHtml:
    """HTML that is safe to show, and how many pictures from elsewhere it would load.

    `too_heavy` HTML (over a million characters, 5,000 links or 1,000 levels) is not shown: `html` is empty.
    """

    html: SafeString
    remote_image_count: int = 0
    too_heavy: bool = False


def sanitise_html(
    html: str, *, allow_remote_images: bool = False, cid_urls: Mapping[str, str] | None = None
) -> SanitisedHtml:
    """Make a mail's HTML safe to put into a page.

    `cid_urls` maps Content-IDs, without angle brackets, to addresses of ours. A picture from elsewhere keeps
    its address in `data-src` (see `with_remote_images`) unless they are allowed; pictures of a pixel or two,
    which only report that a mail was read, always go. Text that the sender hid stays, as `hidden`.
    """
    if is_too_heavy(html):
        return SanitisedHtml(mark_safe(""), too_heavy=True)
    pictures = _Pictures(cid_urls or {}, allow_remote=allow_remote_images)
    safe = _TAG.sub(pictures.rewrite, _mail_cleaner().clean(html))
    return SanitisedHtml(mark_safe(safe), pictures.remote_count)


def with_remote_images(html: str) -> SafeString:
    """Output of `sanitise_html` with the pictures from elsewhere let in."""
    return mark_safe(_BLOCKED.sub(r'<img\1 src="\2" referrerpolicy="no-referrer" loading="lazy"', html))


def is_too_heavy(html: str) -> bool:
    """Whether showing, or even parsing, would cost a browser or us too much."""
    if len(html) > MAX_CHARACTERS:
        return True
    depth = links = 0
    for closing, name in _ANY_TAG.findall(html):
        tag = name.lower()
        links += tag == "a" and not closing
        if tag not in _UNNESTED:
            depth += -1 if closing and depth else not closing
        if depth > MAX_DEPTH or links > MAX_LINKS:
            return True
    return False


class _Pictures:
    """Rewrites the tags of sanitised HTML that need more than one attribute to judge."""

    def __init__(self, cid_urls: Mapping[str, str], *, allow_remote: bool) -> None:
        self.cid_urls = {_content_id(key): url for key, url in cid_urls.items()}
        self.allow_remote = allow_remote
        self.remote_count = 0

    def rewrite(self, tag: re.Match[str]) -> str:
        name, attributes = tag[1], dict(_ATTRIBUTE.findall(tag[2]))
        style = attributes.pop("style", "")
        if name == "img":
            return self._picture(attributes, is_tiny=style == "tiny")
        if style == "hidden":
            attributes["hidden"] = ""
        return _written(name, attributes)

    def _picture(self, attributes: dict[str, str], *, is_tiny: bool) -> str:
        source = unescape(attributes.pop("src", ""))
        if source.lower().startswith("cid:"):
            url = self.cid_urls.get(_content_id(unquote(source[4:])))
            if url is None:
                return _written("img", {"class": "missing-image"} | attributes)
            return _written("img", attributes | {"src": escape(url)})
        if is_tiny or {attributes.get("width"), attributes.get("height")} & _TINY:
            return ""
        if source.lower().startswith("data:"):
            return _written("img", attributes | {"src": escape(source)})
        if not source:
            return escape(unescape(attributes.get("alt", "")))
        self.remote_count += 1
        blocked = _written("img", {"class": "remote-image"} | attributes | {"data-src": escape(source)})
        return with_remote_images(blocked) if self.allow_remote else blocked


def _written(name: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _content_id(text: str) -> str:
    return text.strip().strip("<>").strip().lower()


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """nh3 asks this about every attribute that it lets through."""
    if attribute == "style":
        if tag == "img":
            return "tiny" if _HIDING.search(value) or _TINY_STYLE.search(value) else None
        return "hidden" if _HIDING.search(value) else None
    if attribute not in ("href", "src"):
        return value
    # An address without scheme would lead to us; `//host/…` means the sender's web.
    url = f"https:{value.strip()}" if value.strip().startswith("//") else value.strip()
    is_picture = url.lower().startswith(("http:", "https:", "cid:")) or _DATA_IMAGE.fullmatch(url)
    is_allowed = is_picture if attribute == "src" else url.lower().startswith(_LINK_SCHEMES)
    return url if is_allowed else None


@lru_cache(maxsize=1)
def _mail_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_INLINE | _BLOCK,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed_value,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
