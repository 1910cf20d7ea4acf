"""The tree of a mail's parts, read from octets; broken structure is read as far as it goes."""

import re
from dataclasses import dataclass, field

from qiao.channels.rules.headers import (
    RawHeaders,
    header_text,
    octets_to_text,
    split_headers,
    value_and_params,
)
from qiao.channels.rules.mail import Notes
from qiao.channels.rules.transfer import decode_transfer, encoding_of

MAX_DEPTH = 30
MAX_PARTS = 1000


@dataclass
class Entity:
    """One node: headers, type, disposition, its raw body and, for multiparts, its children.

    `signed_octets`: of a multipart/signed, its first part as it came, headers included.
    """

    headers: RawHeaders
    content_type: str
    params: dict[str, str]
    disposition: str
    disposition_params: dict[str, str]
    encoding: str
    body: bytes
    depth: int
    children: list["Entity"] = field(default_factory=list)
    signed_octets: bytes = b""
    is_typed: bool = True
    is_capped: bool = False

    def content(self, notes: Notes) -> bytes:
        """Body with its transfer encoding undone."""
        return decode_transfer(self.body, self.encoding, notes)


@dataclass
class Walk:
    """State of one reading: how many parts have been seen and what went wrong."""

    notes: Notes
    parts: int = 0


def read_entity(data: bytes, walk: Walk, depth: int = 0, default: str = "text/plain") -> Entity:
    """The part (or whole mail) in `data`, children included, within the caps."""
    if data[:2] == b"\r\n" or data[:1] in (b"\n", b"\r"):
        headers, body = RawHeaders(), data[2 if data[:2] == b"\r\n" else 1 :]
    else:
        headers, body = split_headers(data, walk.notes if depth == 0 else Notes())
    walk.parts += 1
    entity = _described(headers, body, depth, default, walk.notes)
    if not entity.content_type.startswith("multipart/"):
        return entity
    if depth >= MAX_DEPTH:
        walk.notes.add("nesting-too-deep")
        entity.is_capped = True
        return entity
    _read_children(entity, walk)
    return entity


def _described(headers: RawHeaders, body: bytes, depth: int, default: str, notes: Notes) -> Entity:
    content_type, params = _content_type(headers, body, notes)
    disposition, disposition_params = "", dict[str, str]()
    for raw in headers.all("content-disposition"):
        value, found = value_and_params(octets_to_text(raw, notes), notes)
        if "=" in value:
            value, found = value_and_params(f"attachment; {octets_to_text(raw, notes)}", notes)
        if value or found:
            disposition, disposition_params = disposition or value, {**found, **disposition_params}
    encodings = [encoding_of(octets_to_text(raw, notes)) for raw in headers.all("content-transfer-encoding")]
    encoding = next((found for found in encodings if found != "identity"), "identity")
    return Entity(
        headers,
        content_type or default,
        params,
        disposition,
        disposition_params,
        encoding,
        body,
        depth,
        is_typed=bool(content_type),
    )


def _content_type(headers: RawHeaders, body: bytes, notes: Notes) -> tuple[str, dict[str, str]]:
    """The most useful of the Content-Type headers; bare words are completed, nonsense is no type."""
    found: list[tuple[str, dict[str, str]]] = []
    for raw in headers.all("content-type"):
        value, params = value_and_params(octets_to_text(raw, notes), notes)
        value = {"text": "text/plain", "html": "text/html", "plain": "text/plain"}.get(value, value)
        value = re.sub(r"\s*/\s*", "/", value).split(" ")[0]
        if re.fullmatch(r"[\w.+*-]+/[\w.+*-]+", value) or value.startswith("multipart/"):
            found.append((value.rstrip("/"), params))
        elif value or params:
            notes.add(f"content-type-invalid: {value[:60]}")
            if params.get("boundary"):
                found.append(("multipart/mixed", params))
            elif "charset" in params:
                found.append(("text/plain", params))
    if len(found) > 1:
        notes.add("content-type-repeated")
    for value, params in found:
        boundary = params.get("boundary", "").encode("utf-8", "replace")
        if value.startswith("multipart/") and boundary and b"--" + boundary in body:
            return value, params
    return found[0] if found else ("", {})


def _read_children(entity: Entity, walk: Walk) -> None:
    default = "message/rfc822" if entity.content_type == "multipart/digest" else "text/plain"
    body = entity.body
    pieces = split_multipart(body, entity.params.get("boundary", ""), walk.notes)
    if not pieces and entity.encoding != "identity":
        body = entity.content(walk.notes)
        pieces = split_multipart(body, entity.params.get("boundary", ""), walk.notes)
    if not pieces:
        walk.notes.add("multipart-without-parts")
        if body.strip():
            entity.children.append(_orphan(entity, body, walk))
        return
    if entity.content_type == "multipart/signed":
        entity.signed_octets = pieces[0]
    for piece in pieces:
        if walk.parts >= MAX_PARTS:
            walk.notes.add("too-many-parts")
            return
        child = read_entity(piece, walk, entity.depth + 1, default)
        last = entity.children[-1] if entity.children else None
        if last is not None and _shares_boundary(last, entity) and child.content_type.startswith("text/"):
            last.children.append(child)
        else:
            entity.children.append(child)
        if _shares_boundary(child, entity):
            child.children.clear()
    entity.body = b""


def _shares_boundary(child: Entity, parent: Entity) -> bool:
    """A nested multipart with its parent's boundary: its parts were split off as siblings."""
    return (
        child.content_type.startswith("multipart/")
        and bool(child.params.get("boundary"))
        and child.params.get("boundary") == parent.params.get("boundary")
    )


def _orphan(entity: Entity, body: bytes, walk: Walk) -> Entity:
    """A multipart body without any boundary is read as the text it holds."""
    walk.parts += 1
    looks_html = re.search(rb"<(?:html|body|div|p|br)[ >/]", body[:4000], re.IGNORECASE)
    return Entity(
        RawHeaders(),
        "text/html" if looks_html else "text/plain",
        {"charset": entity.params.get("charset", "")},
        "",
        {},
        entity.encoding,
        body,
        entity.depth + 1,
    )


def split_multipart(body: bytes, boundary: str, notes: Notes) -> list[bytes]:
    """Raw parts between the delimiter lines. Without a usable boundary the first `--…` line serves."""
    pieces = _split_at(body, boundary.rstrip().encode("utf-8", "surrogateescape"), notes) if boundary else []
    if not pieces and boundary:
        pieces = _split_at(body, boundary.strip().encode("latin-1", "replace"), notes)
    if not pieces:
        likely = re.search(
            rb"^--(-{0,60}[^\s-][^\r\n]{2,120}?)[ \t]*\r?\n(?=[!-9;-~]{1,60}:|\r?\n)",
            body,
            re.MULTILINE,
        )
        if likely:
            notes.add("boundary-wrong")
            pieces = _split_at(body, likely[1], notes)
    return pieces


def _split_at(body: bytes, boundary: bytes, notes: Notes) -> list[bytes]:
    marks = _delimiters(body, b"--" + boundary)
    pieces: list[bytes] = []
    for index, (_, after, is_last) in enumerate(marks):
        following = marks[index + 1][0] if index + 1 < len(marks) else len(body)
        if is_last:
            if index + 1 < len(marks) and not marks[index + 1][2]:
                notes.add("parts-after-final-boundary")
            continue
        if index + 1 == len(marks):
            notes.add("final-boundary-missing")
        piece = body[after:following]
        if piece.strip() or index + 1 < len(marks):
            pieces.append(piece)
    return pieces


def _delimiters(body: bytes, delimiter: bytes) -> list[tuple[int, int, bool]]:
    """(start of the line break before, end of the line, is closing) of each delimiter line."""
    marks: list[tuple[int, int, bool]] = []
    at = body.find(delimiter)
    while at >= 0 and len(marks) <= MAX_PARTS + 1:
        if at == 0 or body[at - 1] in b"\r\n":
            mark = _delimiter_at(body, at, len(delimiter))
            if mark:
                marks.append(mark)
                at = mark[1] - 1
        at = body.find(delimiter, max(at + 1, 0))
    return marks


def _delimiter_at(body: bytes, at: int, length: int) -> tuple[int, int, bool] | None:
    tail = re.compile(rb"(--)?[ \t\0]*(?:\r*\n|\r(?!\n)|\Z)").match(body, at + length)
    if tail is None:
        tail = re.compile(rb"(--)[^\r\n]{0,80}(?:\r*\n|\r(?!\n)|\Z)").match(body, at + length)
        if tail is None:
            return None
    start = at
    if start and body[start - 1 : start] == b"\n":
        start -= 1
    if start and body[start - 1 : start] == b"\r":
        start -= 1
    return start, tail.end(), tail[1] is not None


def file_name(entity: Entity, notes: Notes) -> str:
    """The name a part gives itself, on one line; "" when it gives none."""
    for candidate in (
        entity.disposition_params.get("filename", ""),
        entity.params.get("name", ""),
        entity.disposition_params.get("name", ""),
        entity.params.get("filename", ""),
    ):
        name = re.sub(r"[\x00-\x1f\x7f]+", "", candidate).strip()
        if name:
            return percent_decoded(name)
    location = header_text(entity.headers.first("content-location"), notes)
    if re.fullmatch(r"[^/\\:<>\n]{1,150}\.\w{2,5}", location):
        return percent_decoded(location)
    described = header_text(entity.headers.first("content-description"), notes)
    if re.fullmatch(r"[^/\\<>\n]{1,150}\.\w{2,5}", described):
        return described
    return ""


def percent_decoded(name: str) -> str:
    """`%E4%BD%A0.pdf` as some mailers write it, decoded when it is UTF-8 beyond ASCII."""
    if not re.search(r"%[89A-Fa-f][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]", name):
        return name
    octets = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes((int(found[1], 16),)), name.encode("utf-8"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return name
