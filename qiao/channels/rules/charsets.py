"""Octets to text: the label is a hint, the octets decide.

Labels are mapped to the superset that senders really mean (gb2312 → gb18030, iso-8859-1 → cp1252, …);
a label that is unknown, does not decode or gives text nobody writes is replaced by the best-scoring
candidate of a closed list.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from qiao.channels.rules.charset_names import ALIASES, REFUSED, UNSAID, WESTERN
from qiao.channels.rules.charset_scores import has_letters, is_one_language, score
from qiao.channels.rules.doubled import octets_of_latin, undouble, without_controls

SAMPLE = 64_000
EAST_ASIAN = ("gb", "big5", "cp93", "cp94", "euc")
CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec that read it, and whether the label had to be overruled or was missing."""

    text: str
    codec: str
    guessed: bool
    damaged: bool = False


def _keep_octet(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(octet) for octet in error.object[error.start : error.end]), error.end


def _western_octet(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "qiao-octet"), error.end


codecs.register_error("qiao-octet", _keep_octet)
codecs.register_error("qiao-western", _western_octet)


def codec_for(label: str) -> str | None:
    """Python codec for a charset label; "" when the label says nothing, None when it is unknown."""
    cleaned = re.sub(r"^(?:x-)?charset\s*=\s*", "", label.strip().strip("\"'").strip().lower())
    cleaned = cleaned.strip(" \t\"';,").removeprefix("3d").strip("\"'")
    if cleaned in UNSAID:
        return ""
    if cleaned in ALIASES:
        return ALIASES[cleaned]
    for variant in (
        cleaned,
        cleaned.replace("_", "-"),
        cleaned.removeprefix("x-"),
        cleaned.split()[0],
        re.sub(r"^(?:windows|win|cp|ms|ibm)[-_ ]?(\d{3,4})$", r"cp\1", cleaned),
    ):
        if variant in ALIASES:
            return ALIASES[variant]
        try:
            found = codecs.lookup(variant)
            b"a".decode(found.name, "replace")
        except (LookupError, ValueError, UnicodeError):
            continue
        if found.name not in REFUSED:
            return ALIASES.get(found.name, found.name)
    return None


def decode_with(data: bytes, codec: str, errors: str = "strict") -> str:
    """Decode by one codec of this module, including those Python lacks."""
    if codec == "iso-2022-jp":
        return read_jis(data, errors)
    if codec == "iso-2022-cn":
        return read_cn(data, errors)
    if codec == "cp1252":
        return data.decode("cp1252", "qiao-octet" if errors == "strict" else errors)
    text = data.decode(codec, errors)
    return unicodedata.normalize("NFC", text) if codec == "cp1258" else text


def read_jis(data: bytes, errors: str = "strict") -> str:
    """ISO-2022-JP with the extensions mailers really send: NEC rows, half-width kana, JIS X 0212."""
    out: list[str] = []
    for mark, chunk in _escapes(data):
        if mark in (b"$B", b"$@", b"$(B"):
            pairs = bytes(octet for octet in chunk if octet > 0x20)
            out.append(_shift_pairs(pairs, errors))
        elif mark == b"(I":
            out.append(bytes(octet | 0x80 for octet in chunk if octet > 0x20).decode("cp932", "replace"))
        elif mark == b"$(D":
            euc = b"".join(b"\x8f" + bytes((a | 0x80, b | 0x80)) for a, b in zip(chunk[::2], chunk[1::2], strict=False))
            out.append(euc.decode("euc_jp", "replace"))
        else:
            out.append(chunk.decode("ascii") if chunk.isascii() else chunk.decode("cp932", errors))
    return "".join(out)


def _escapes(data: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    mark, at = b"(B", 0
    for match in re.finditer(rb"\x1b(\$\([A-Z@]|\$[@AB]|\([A-Z]|\$\)[A-Z]|\$\*[A-Z]|\.[A-Z])|[\r\n]+", data):
        found.append((mark, data[at : match.start()]))
        at = match.end()
        if match[1]:
            mark = match[1]
        else:
            found.append((b"(B", match[0]))
            if mark != b"(I":
                mark = b"(B"
    found.append((mark, data[at:]))
    return [(state, chunk) for state, chunk in found if chunk]


def _shift_pairs(pairs: bytes, errors: str) -> str:
    out = bytearray()
    for first, second in zip(pairs[::2], pairs[1::2], strict=False):
        row, cell = (first & 0x7F) - 0x21, (second & 0x7F) - 0x21
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 63)
        out += bytes((lead & 0xFF, trail & 0xFF))
    return out.decode("cp932", errors if errors != "strict" else "replace")


def read_cn(data: bytes, errors: str = "strict") -> str:
    """ISO-2022-CN, its GB 2312 plane only (SO … SI)."""
    out: list[str] = []
    shifted = False
    for piece in re.split(rb"(\x1b\$[)*+][A-Z]|\x0e|\x0f|\n)", data):
        if piece == b"\x0e":
            shifted = True
        elif piece in (b"\x0f", b"\n"):
            shifted = False
            out.append("\n" if piece == b"\n" else "")
        elif not piece.startswith(b"\x1b"):
            out.append(
                bytes(octet | 0x80 for octet in piece).decode("gb18030", "replace")
                if shifted
                else piece.decode("latin-1" if errors == "strict" else "ascii", errors)
            )
    return "".join(out)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            body = data[len(mark) :]
            if codec != "utf-8" and len(body) % 2:
                body = body[:-1]
            try:
                return Decoded(body.decode(codec), codec, False)
            except UnicodeDecodeError:
                return None
    return None


def is_utf8(data: bytes) -> bool:
    """Whether the octets hold at least one multi-octet UTF-8 character and nothing that is not UTF-8."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, label: str = "", hints: tuple[str, ...] = ()) -> Decoded:
    """Text of `data` whose declared charset is `label`; `hints` are labels seen nearby."""
    found = _decode(data, label, hints)
    if found.codec == "utf-8" and not data.isascii():
        text = without_controls(undouble(found.text))
        if text != found.text:
            return Decoded(text, "utf-8", True, found.damaged)
    return found


def _decode(data: bytes, label: str, hints: tuple[str, ...]) -> Decoded:
    marked = _by_mark(data)
    if marked is not None:
        return marked
    codec = codec_for(label)
    escaped = b"\x1b$" in data or b"\x1b(" in data
    if data.isascii() and codec in ("", "ascii", None) and not escaped:
        return Decoded(data.decode("ascii"), "ascii", codec is None)
    if escaped and codec in ("", None, "ascii", "cp1252", "cp932", "euc_jp", "utf-8") and data.isascii():
        return Decoded(read_jis(data), "iso-2022-jp", codec not in ("cp932", "euc_jp"))
    if not codec or codec == "ascii":
        return _guess(data, hints)
    return _by_label(data, codec, hints)


def _by_label(data: bytes, codec: str, hints: tuple[str, ...]) -> Decoded:
    try:
        text = decode_with(data, codec)
    except (UnicodeError, ValueError):
        return _damaged(data, codec, hints)
    if codec == "utf-8" or data.isascii():
        return Decoded(text, codec, False)
    if codec.startswith(("utf-16", "utf-32")):
        if data[:200].count(0) == 0 and score(data.decode("latin-1")) >= score(text):
            return _guess(data, hints)
        return Decoded(text, codec, False)
    if is_utf8(data):
        twice = _written_twice(data, text, codec)
        if twice is not None:
            return twice
        if _prefers_utf8(data, text, codec):
            return Decoded(data.decode("utf-8"), "utf-8", True)
    if codec in WESTERN and _is_mojibake(data, text):
        return _guess(data, ())
    return _cyrillic(data, text, codec)


def _written_twice(data: bytes, text: str, codec: str) -> Decoded | None:
    """Octets of the label's East Asian table, once taken for Latin-1 and written as UTF-8."""
    octets = octets_of_latin(data) if codec.startswith(EAST_ASIAN) else None
    try:
        inner = decode_with(octets, codec) if octets else ""
    except (UnicodeError, ValueError):
        return None
    is_better = inner and score(inner[:SAMPLE]) > score(text[:SAMPLE]) + 0.2
    return Decoded(inner, codec, True) if is_better else None


def _cyrillic(data: bytes, text: str, codec: str) -> Decoded:
    """By the label, unless another Cyrillic table gives prose where this one gives none."""
    if codec in CYRILLIC:
        readings = {other: data.decode(other, "replace") for other in CYRILLIC}
        best = max(CYRILLIC, key=lambda other: (score(readings[other][:SAMPLE]), other == codec))
        if score(readings[best][:SAMPLE]) > score(text[:SAMPLE]) + 0.3:
            return Decoded(readings[best], best, True)
    return Decoded(text, codec, False)


def _prefers_utf8(data: bytes, text: str, codec: str) -> bool:
    if codec.replace("_", "-") in WESTERN or not codec.startswith(EAST_ASIAN):
        return True
    return score(data.decode("utf-8")[:SAMPLE]) > score(text[:SAMPLE]) + 0.2


def _is_mojibake(data: bytes, text: str) -> bool:
    """A Western reading with long runs of high octets, or of several languages at once, where another is prose."""
    sample = data[:SAMPLE]
    high = sum(1 for octet in sample if octet >= 0x80)
    if high < 4 or is_one_language(text):
        return False
    best = _best(sample, ())
    if best is None or best[0] == "cp1252":
        return False
    western = score(text[:SAMPLE])
    in_runs = [len(run) for run in re.findall(rb"[\x80-\xff]{4,}", sample)]
    if sum(in_runs) > 0.5 * high and best[1] > max(western - 0.1, 0.3):
        return True
    if best[0] in SISTERS:
        return best[1] > western + (0.15 if best[0] == "cp1254" else 0.25) and has_letters(text[:SAMPLE])
    return bool(in_runs) and high >= 6 and best[1] > max(western, 0.0) + 0.5


def _damaged(data: bytes, codec: str, hints: tuple[str, ...]) -> Decoded:
    """The label's codec refused: a few broken octets, or the wrong label altogether?"""
    text = decode_with(data, codec, "replace")
    broken = text.count("\ufffd")
    if codec == "utf-8":
        good = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    else:
        good = max(0, round(score(text[:SAMPLE]) * sum(1 for char in text if char > "\x7f")))
    if good > 2 * broken or (codec == "utf-8" and good >= broken and good > 3):
        return Decoded(text, codec, True, True)
    guess = _guess(data, (codec, *hints))
    if codec == "ascii" or score(guess.text[:SAMPLE]) > score(text[:SAMPLE]):
        return Decoded(guess.text, guess.codec, True)
    return Decoded(text, codec, True, True)


# Latin letters and quotation marks as UTF-8 writes them, in a text that as a whole is none: two tables on one page.
MIXED = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x93-\xa6]")
SISTERS = ("cp1250", "iso8859_2", "cp1254")
CANDIDATES = (
    "gb18030",
    "big5hkscs",
    "cp932",
    "euc_jp",
    "cp949",
    "koi8_r",
    "cp1251",
    "cp1252",
    "cp1250",
    "iso8859_2",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp874",
    "iso8859_5",
    "iso8859_8",
    "iso8859_7",
    "cp866",
)


def _best(data: bytes, hints: tuple[str, ...]) -> tuple[str, float, str] | None:
    best: tuple[str, float, str] | None = None
    is_single = sum(1 for octet in data if octet >= 0x80) == 1
    preferred = [codec for codec in (codec_for(hint) for hint in hints) if codec and codec != "ascii"]
    for codec in dict.fromkeys([*preferred, *CANDIDATES]):
        if is_single and codec in CANDIDATES[:5]:  # their characters hold two octets
            continue
        try:
            text = decode_with(data, codec)
        except (UnicodeError, ValueError):
            continue
        value = score(text) + (0.15 if codec in preferred else 0.0) + (0.18 if codec == "cp1252" else 0.0)
        if best is None or value > best[1]:
            best = (codec, value, text)
    return best


def _guess(data: bytes, hints: tuple[str, ...]) -> Decoded:
    if data.isascii():
        return Decoded(data.decode("ascii"), "ascii", True)
    try:
        text = data.decode("utf-8")
        return _short_double(data, text, hints) or Decoded(text, "utf-8", True)
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(1 for char in lenient if char > "\x7f") - broken > 4 * broken:
        return Decoded(lenient, "utf-8", True, True)
    best = _best(_cut(data), hints)
    codec = best[0] if best else "cp1252"
    if codec == "cp1252" and MIXED.search(data):
        return Decoded(data.decode("utf-8", "qiao-western"), codec, True)
    try:
        return Decoded(decode_with(data, codec), codec, True)
    except (UnicodeError, ValueError):
        return Decoded(decode_with(data, codec, "replace"), codec, True, True)


def _short_double(data: bytes, text: str, hints: tuple[str, ...]) -> Decoded | None:
    """A few GBK octets can be valid UTF-8 by accident (原始头); then the letters are rare ones, of two octets each."""
    if len(data) > 60 or max(data) >= 0xE0 or score(text) > 0:
        return None
    best = _best(data, hints)
    return Decoded(best[2], best[0], True) if best and best[1] > score(text) + 0.6 else None


def _cut(data: bytes) -> bytes:
    """A sample that ends at a line end, so that no multi-octet character is split."""
    if len(data) <= SAMPLE:
        return data
    end = data.rfind(b"\n", 0, SAMPLE)
    return data[:end] if end > 0 else data[:SAMPLE]
