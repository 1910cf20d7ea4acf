"""Header blocks: finding them in damaged mails, and reading their values (RFC 2047, RFC 2231)."""

import binascii
import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote_to_bytes

from qiao.channels.rules.charsets import Decoded, codec_for, decode
from qiao.channels.rules.mail import Notes

HEADER_LINE = re.compile(rb"^([!-9;-~]{1,200})[ \t]*:")
KNOWN = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|return-path|reply-to|"
    rb"in-reply-to|references|sender|x-[a-z0-9-]+|dkim-signature|list-[a-z-]+|delivered-to|importance|"
    rb"auto-submitted|precedence|thread-[a-z]+|user-agent|organization|authentication-results)[ \t]*:",
    re.IGNORECASE,
)
WORD = re.compile(r"=\?([^?\s=]{1,60})\?\s?([bBqQ])\s?\?(.*?)(?:\?=|\?$)", re.DOTALL)
OPEN_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*)\Z", re.DOTALL)
MAX_HEADER = 100_000
MAX_BLOCK = 500_000
MAX_COUNT = 2000
MAX_WORDS = 500


@dataclass
class RawHeaders:
    """A header block: names as written, values unfolded but undecoded."""

    items: list[tuple[str, bytes]] = field(default_factory=list)

    def all(self, name: str) -> list[bytes]:
        """Values of every header of that name, in order."""
        return [value for key, value in self.items if key.lower() == name]

    def first(self, name: str) -> bytes:
        """First value of that name; b"" when absent."""
        return next((value for key, value in self.items if key.lower() == name), b"")


def line_end(data: bytes) -> bytes:
    """The line separator of a block: LF unless it has none within its first 64 KiB but has CR."""
    head = data[:65536]
    return b"\r" if b"\n" not in head and b"\r" in head else b"\n"


def split_headers(data: bytes, notes: Notes) -> tuple[RawHeaders, bytes]:
    """The header block at the start of `data`, and the rest as it stands."""
    separator = line_end(data)
    headers, at, last = RawHeaders(), 0, -1
    while at < len(data):
        stop = data.find(separator, at)
        following = len(data) if stop < 0 else stop + 1
        line = data[at : len(data) if stop < 0 else stop].rstrip(b"\r")
        if not line.strip(b" \t\0"):
            is_inside = _resumes(headers, data, following) if not line else _goes_on(data, following, separator)
            if not is_inside:
                return headers, data[following:]
            notes.add("blank-line-in-headers")
        elif line[:1] in b" \t" and last >= 0:
            _extend(headers, line)
        elif HEADER_LINE.match(line):
            last = _start(headers, line, notes)
        elif last >= 0 and _closes(headers.items[-1][1], line):
            notes.add("header-line-broken")
            _extend(headers, b" " + line)
        elif _is_stray(data, following, separator, last >= 0):
            notes.add("header-line-broken")
            if last >= 0 and (line.startswith(b"=?") or headers.items[-1][1].rstrip().endswith((b"?=", b","))):
                _extend(headers, b" " + line)
        else:
            notes.add("blank-line-missing" if last >= 0 else "headers-missing")
            return headers, data[at:]
        at = following
        if at > MAX_BLOCK:
            notes.add("header-block-too-large")
            return headers, data[at:]
    return headers, b""


def _start(headers: RawHeaders, line: bytes, notes: Notes) -> int:
    name, _, value = line.partition(b":")
    if len(headers.items) < MAX_COUNT:
        headers.items.append((name.rstrip().decode("latin-1"), value.strip(b" \t\r\n\0")))
    else:
        notes.add("too-many-headers")
    return len(headers.items)


def _extend(headers: RawHeaders, line: bytes) -> None:
    name, value = headers.items[-1]
    if len(value) < MAX_HEADER:
        joint = b"" if not value else line[:1].replace(b"\t", b" ")
        headers.items[-1] = (name, value + joint + line[1:].lstrip(b" \t").rstrip(b"\r\n"))


def _closes(value: bytes, line: bytes) -> bool:
    """Whether a line without indent closes the bracket that the header above it left open."""
    tail = value[-200:]
    return tail.rfind(b"<") > tail.rfind(b">") and re.match(rb"[^<>\s]{1,200}>", line) is not None


def _ahead(data: bytes, at: int, separator: bytes) -> list[bytes]:
    """Up to 30 lines from `at` to the next empty one."""
    lines: list[bytes] = []
    for line in data[at : at + 8000].split(separator)[:30]:
        if not line.strip(b"\r \t"):
            break
        lines.append(line.rstrip(b"\r"))
    return lines


def _resumes(headers: RawHeaders, data: bytes, at: int) -> bool:
    """Whether a relay left an empty line before the headers that say what the body is."""
    is_described = headers.all("content-type") or headers.all("mime-version")
    return not is_described and re.compile(rb"content-type[ \t]*:[ \t]*\w+/", re.IGNORECASE).match(data, at) is not None


def _goes_on(data: bytes, at: int, separator: bytes) -> bool:
    """Whether a line of blanks inside a header block is followed by more headers."""
    lines = _ahead(data, at, separator)
    if lines and lines[0][:1] in b" \t":
        return any(KNOWN.match(line) for line in lines)
    return bool(lines) and bool(KNOWN.match(lines[0]))


def _is_stray(data: bytes, at: int, separator: bytes, inside: bool) -> bool:
    """Whether a line that is no header stands among headers rather than at the start of the body."""
    lines = [line for line in _ahead(data, at, separator) if line[:1] not in b" \t"]
    known = sum(1 for line in lines if KNOWN.match(line))
    return known >= (1 if inside else 2) and known * 2 >= len(lines)


def octets_to_text(raw: bytes, notes: Notes, hints: tuple[str, ...] = ()) -> str:
    """A raw header value as text, its encoded words untouched; 8-bit octets are read by the best guess."""
    raw = raw.replace(b"\0", b"")
    if raw.isascii() and b"\x1b$" not in raw:
        return raw.decode("ascii")
    read = decode(raw, "", hints)
    if read.codec != "utf-8" or read.damaged:
        notes.charset_guessed = True
    return read.text


def decode_words(text: str, notes: Notes) -> str:
    """Text with its RFC 2047 words decoded; neighbours are joined as octets before decoding."""
    if "=?" not in text:
        return text
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    at = 0
    for match in islice(WORD.finditer(text), MAX_WORDS):
        between = text[at : match.start()]
        if run and between.strip():
            out.append(_run_text(run, notes))
            run = []
        if not run:
            out.append(between)
        run.append((match[1], match[2].lower(), match[3]))
        at = match.end()
    if run:
        out.append(_run_text(run, notes))
    out.append(_open_word(text[at:], notes))
    return "".join(out)


def _open_word(rest: str, notes: Notes) -> str:
    match = OPEN_WORD.search(rest)
    if not match:
        return rest
    notes.add("encoded-word-unterminated")
    return rest[: match.start()] + _run_text([(match[1], match[2].lower(), match[3])], notes)


def _run_text(run: list[tuple[str, str, str]], notes: Notes) -> str:
    """Neighbouring words of one charset are one octet string: characters may be split between them."""
    out: list[str] = []
    charset, octets, held = "", b"", ""
    for index, (label, encoding, body) in enumerate(run):
        label = label.partition("*")[0]
        if index and label.lower() != charset.lower():
            out.append(_word_text(octets + _base64(held), charset, notes))
            octets, held = b"", ""
        charset = label
        if encoding == "b":
            joined = held + re.sub(r"\s+", "", body)
            following = run[index + 1] if index + 1 < len(run) else None
            open_end = len(joined) % 4 and not joined.endswith("=")
            if open_end and following and following[1] == "b" and following[0] == run[index][0]:
                held = joined
                continue
            octets, held = octets + _base64(joined), ""
        else:
            octets += _base64(held) + _q_octets(body)
            held = ""
    out.append(_word_text(octets + _base64(held), charset, notes))
    return "".join(out)


def _word_text(octets: bytes, charset: str, notes: Notes) -> str:
    if codec_for(charset) is None:
        notes.add(f"charset-unknown: {charset[:40]}")
    read: Decoded = decode(octets, charset)
    if read.guessed and not octets.isascii():
        notes.charset_guessed = True
    return read.text.replace("\0", "")


def _base64(body: str) -> bytes:
    cleaned = re.sub(r"[^A-Za-z0-9+/]", "", body.replace("-", "+").replace("_", "/"))
    if len(cleaned) % 4 == 1:
        cleaned = cleaned[:-1]
    return binascii.a2b_base64(cleaned + "=" * (-len(cleaned) % 4)) if cleaned else b""


def _q_octets(body: str) -> bytes:
    spaced = body.replace("_", " ").encode("utf-8", "surrogateescape")
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda found: bytes((int(found[1], 16),)), spaced)


def header_text(raw: bytes, notes: Notes, hints: tuple[str, ...] = ()) -> str:
    """An unstructured header value, decoded, on one line, without control characters."""
    text = decode_words(octets_to_text(raw, notes, hints), notes)
    text = re.sub(r"[\r\n]+[ \t]*", " ", text)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text).replace("\t", " ").strip()


def value_and_params(text: str, notes: Notes) -> tuple[str, dict[str, str]]:
    """`type/subtype; name=value …` as lower-case value and decoded parameters (RFC 2231 joined)."""
    value, pairs = _split_params(text)
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, content in pairs:
        match = re.fullmatch(r"([^*]+)\*(\d{1,4})?(\*)?", name)
        if match is None:
            plain.setdefault(name, decode_words(content, notes))
        else:
            number = int(match[2]) if match[2] else 0
            starred = bool(match[3]) or match[2] is None
            pieces.setdefault(match[1], {}).setdefault(number, (starred, content))
    for name, parts in pieces.items():
        plain[name] = _join_pieces(parts, notes) or plain.get(name, "")
    return value, plain


def _join_pieces(parts: dict[int, tuple[bool, str]], notes: Notes) -> str:
    ordered = [parts[number] for number in sorted(parts)]
    charset = ""
    first = ordered[0][1]
    if ordered[0][0] and first.count("'") >= 2:
        charset, _, rest = first.split("'", 2)
        ordered[0] = (True, rest)
    octets = b"".join(
        unquote_to_bytes(content) if starred else content.encode("utf-8", "replace") for starred, content in ordered
    )
    read = decode(octets, charset or "utf-8")
    if read.guessed and not octets.isascii():
        notes.charset_guessed = True
    return decode_words(read.text, notes)


PARAM = re.compile(r"""\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|"([^";]*)$|([^;"]*))""", re.DOTALL)


def _split_params(text: str) -> tuple[str, list[tuple[str, str]]]:
    text = re.sub(r"[\r\n]+[ \t]*", " ", text).strip()
    head = re.match(r"[^;]*", text)
    value = (head[0] if head else "").strip()
    at = len(head[0]) if head else 0
    early = re.match(r"^([\w.+-]+/[\w.+-]+|[\w-]+)[\s,]+(\w[\w*-]*\s*=.*)$", value, re.DOTALL)
    if early:
        value, text, at = early[1], text[early.start(2) :], 0
    pairs: list[tuple[str, str]] = []
    while at < len(text) and len(pairs) < 500:
        if text[at] in "; ,\t":
            at += 1
            continue
        match = PARAM.match(text, at)
        if match is None:
            skip = re.compile(r"[;\s]").search(text, at)
            at = skip.end() if skip else len(text)
            continue
        quoted = match[2] if match[2] is not None else match[3]
        content = re.sub(r'\\(["\\])', r"\1", quoted) if quoted is not None else (match[4] or "").strip()
        pairs.append((match[1].lower(), content))
        at = max(match.end(), at + 1)
    return re.sub(r"\([^()]*\)", "", value[:1000]).strip().strip('"').lower(), pairs
