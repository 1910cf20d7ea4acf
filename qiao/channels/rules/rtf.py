"""RTF bodies: HTML that Outlook wrapped into RTF, or the bare words."""

import re
from collections.abc import Callable

from striprtf.striprtf import rtf_to_text as strip_rtf

from qiao.channels.rules.charsets import decode

MAX_RTF = 3_000_000
TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?\??|\\([a-zA-Z]+)(-?\d{1,10})? ?|\\([^a-zA-Z])|"
    rb"([{}])|[\r\n]+|([^\\{}\r\n]+)"
)


def rtf_to_text(data: bytes) -> str:
    """The words of an RTF document; "" when it is none."""
    if data.lstrip()[:5] != b"{\\rtf":
        return ""
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    codec = f"cp{page[1].decode()}" if page else "cp1252"
    source = decode(data[:MAX_RTF], "latin-1").text
    try:
        read: Callable[..., str] = strip_rtf
        return str(read(source, encoding="gb18030" if codec == "cp936" else codec, errors="replace")).strip()
    except (ValueError, LookupError, IndexError, TypeError, KeyError):
        return ""


def rtf_to_html(data: bytes) -> str:
    """The HTML encapsulated in RTF (MS-OXRTFEX), "" when the document holds none."""
    if b"\\fromhtml1" not in data[:3000]:
        return ""
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    label = f"cp{page[1].decode()}" if page else "cp1252"
    out = bytearray()
    depth, tag_depths, skip_depth, is_suppressed = 0, list[int](), 0, False
    pending_star = False
    for match in TOKEN.finditer(data[:MAX_RTF]):
        octet, point, word, number, symbol, brace, text = match.groups()
        if brace == b"{":
            depth += 1
        elif brace == b"}":
            if tag_depths and tag_depths[-1] == depth:
                tag_depths.pop()
            if skip_depth == depth:
                skip_depth = 0
            depth -= 1
        elif symbol == b"*":
            pending_star = True
            continue
        elif word == b"htmltag" and pending_star:
            tag_depths.append(depth)
        elif word == b"htmlrtf":
            is_suppressed = number != b"0"
        elif word and (pending_star or word in (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pntext")):
            skip_depth = skip_depth or depth
        elif not skip_depth and (not is_suppressed or tag_depths) and (depth > 0):
            out += _piece(octet, point, word, symbol, text, label)
        pending_star = False
    return decode(bytes(out), label).text if out else ""


def _piece(
    octet: bytes | None, point: bytes | None, word: bytes | None, symbol: bytes | None, text: bytes | None, label: str
) -> bytes:
    if octet:
        return bytes((int(octet, 16),))
    if point:
        return f"&#{int(point) % 65536};".encode()
    if word:
        named = {
            b"par": b"\r\n",
            b"line": b"\r\n",
            b"tab": b"\t",
            b"lquote": b"&lsquo;",
            b"rquote": b"&rsquo;",
            b"ldblquote": b"&ldquo;",
            b"rdblquote": b"&rdquo;",
            b"bullet": b"&bull;",
            b"endash": b"&ndash;",
            b"emdash": b"&mdash;",
        }
        return named.get(word, b"")
    if symbol:
        return {b"~": b"&nbsp;", b"_": b"&shy;"}.get(symbol, symbol if symbol in b"\\{}" else b"")
    return text or b""
