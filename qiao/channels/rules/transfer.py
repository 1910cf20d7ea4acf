"""Content transfer encodings, damaged ones included: octets in, octets out, never an error."""

import binascii
import re

from qiao.channels.rules.mail import Notes

UU_BLOCK = re.compile(
    rb"^begin[ \t]+([0-7]{3,4})[ \t]+([^\r\n]+?)[ \t]*\r?\n((?:[ -`]{1,100}\r?\n)*?)"
    rb"[ \t]*`?[ \t]*\r?\n?end[ \t]*\r?$",
    re.MULTILINE,
)

# Three words of one case in a row: the encoding mixes cases and digits.
PROSE = re.compile(rb"^[ \t]*(?:[A-Za-z]?[a-z]{1,30}[ \t]+){3,}[^\r\n]*$", re.MULTILINE)
YENC_HEAD = re.compile(rb"^=ybegin [^\r\n]*?name=([^\r\n]+)\r?\n(?:=ypart [^\r\n]*\r?\n)?", re.MULTILINE)
YENC_END = re.compile(rb"^=yend[^\r\n]*", re.MULTILINE)


def encoding_of(raw: str) -> str:
    """The transfer encoding a header value means: base64, quoted-printable, uuencode or identity."""
    value = raw.strip().lower().strip("\"';: ")
    if "base64" in value or value in ("b", "base-64", "b64"):
        return "base64"
    if "quoted" in value or value in ("q", "qp"):
        return "quoted-printable"
    if value in ("uuencode", "x-uuencode", "x-uue", "uue", "x-uu"):
        return "uuencode"
    return "identity"


def decode_transfer(data: bytes, encoding: str, notes: Notes) -> bytes:
    """Octets of a part body sent under `encoding` (as given by `encoding_of`)."""
    if encoding == "base64":
        return read_base64(data, notes)
    if encoding == "quoted-printable":
        return read_quoted_printable(data)
    if encoding == "uuencode":
        blocks = uu_files(data)
        return blocks[0][2] if blocks else data
    return data


def read_base64(data: bytes, notes: Notes) -> bytes:
    """Base64 with or without padding, concatenated blocks, foreign lines and trailing junk."""
    packed = data.translate(None, b" \t\r\n\0")
    try:
        return binascii.a2b_base64(packed, strict_mode=True)
    except (binascii.Error, ValueError):
        pass
    kept = _base64_lines(data, notes)
    if not kept and re.search(rb"[ -~]{4}", data):
        notes.add("base64-label-wrong")
        return data
    out = bytearray()
    for block in re.findall(rb"[A-Za-z0-9+/]+=*", kept):
        bare = block.rstrip(b"=")
        if len(bare) % 4 == 1:
            notes.add("base64-damaged")
            bare = bare[:-1]
        out += binascii.a2b_base64(bare + b"=" * (-len(bare) % 4))
    return bytes(out)


def _base64_lines(data: bytes, notes: Notes) -> bytes:
    """The lines that are Base64; what follows the padding is kept only when it is a further full block."""
    kept: list[bytes] = []
    is_over = False
    data = PROSE.sub(b" ", data)
    for line in re.split(rb"[\r\n]+", data):
        bare = line.strip(b" \t\0")
        if not bare:
            continue
        is_clean = re.fullmatch(rb"[A-Za-z0-9+/]*={0,3}", bare) is not None
        if is_over and (not is_clean or len(bare) < 16 or len(bare) % 4):
            notes.add("base64-trailing-text")
            continue
        if not is_clean:
            legal = re.sub(rb"[^A-Za-z0-9+/=]", b"", bare)
            notes.add("base64-damaged")
            is_spaced = re.fullmatch(rb"[A-Za-z0-9+/= \t]+", bare) is not None and len(bare) >= 40
            if not is_spaced and (b" " in bare or len(legal) < 0.9 * len(bare)):
                continue
            bare = legal
        kept.append(bare)
        is_over = bare.endswith(b"=") or (is_over and len(bare) >= 16)
    return b"".join(kept)


def read_quoted_printable(data: bytes) -> bytes:
    """Quoted-printable; sequences that are none stay as they are."""
    data = b"\n".join(
        line[:-1].rstrip(b" \t") + b"\r" if line.endswith(b"\r") else line.rstrip(b" \t") for line in data.split(b"\n")
    )
    data = re.sub(rb"=[ \t]*(?:\r\n|\n|\r|\Z)", b"", data)
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda found: bytes((int(found[1], 16),)), data)


def uu_files(data: bytes) -> list[tuple[tuple[int, int], str, bytes]]:
    """Uuencoded files inside a text: span, name as latin-1, content."""
    if b"begin " not in data:
        return []
    found: list[tuple[tuple[int, int], str, bytes]] = []
    for match in UU_BLOCK.finditer(data):
        content = bytearray()
        for line in re.split(rb"\r?\n", match[3]):
            content += _uu_line(line)
        found.append((match.span(), match[2].decode("latin-1"), bytes(content)))
    return found


def _uu_line(line: bytes) -> bytes:
    if not line.strip():
        return b""
    count = (line[0] - 32) & 63
    for end in (1 + (count + 2) // 3 * 4, (count * 4 + 5) // 3):  # some encoders fill the last group with anything
        try:
            return binascii.a2b_uu(line[:end])
        except binascii.Error:
            continue
    return b""


def yenc_files(data: bytes) -> list[tuple[tuple[int, int], str, bytes]]:
    """yEnc files inside a text: span, name as latin-1, content."""
    found: list[tuple[tuple[int, int], str, bytes]] = []
    head = YENC_HEAD.search(data) if b"=ybegin " in data else None
    while head:
        end = YENC_END.search(data, head.end())
        if end is None:
            break
        content = _yenc_octets(data[head.end() : end.start()])
        found.append(((head.start(), end.end()), head[1].strip().decode("latin-1"), content))
        head = YENC_HEAD.search(data, end.end())
    return found


def _yenc_octets(body: bytes) -> bytes:
    packed = body.translate(None, b"\r\n")
    plain = re.sub(rb"=(.)", lambda found: bytes(((found[1][0] - 64) & 255,)), packed, flags=re.DOTALL)
    return plain.translate(bytes((octet - 42) & 255 for octet in range(256)))
