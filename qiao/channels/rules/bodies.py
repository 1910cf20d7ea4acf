"""From the tree of parts to what a person sees: body text, body HTML and files."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from qiao.channels.rules.charsets import Decoded, decode
from qiao.channels.rules.flowed import enriched_to_text, unflow
from qiao.channels.rules.headers import header_text
from qiao.channels.rules.html_text import html_to_text
from qiao.channels.rules.mail import Attachment, CalendarEvent, Notes, OmittedPart, Security
from qiao.channels.rules.mime import Entity, Walk, file_name, read_entity
from qiao.channels.rules.pkcs7 import signed_content
from qiao.channels.rules.rtf import rtf_to_text
from qiao.channels.rules.tnef import unpack_tnef
from qiao.channels.rules.transfer import uu_files, yenc_files

BODY_TYPES = frozenset(
    {
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/x-amp-html",
        "text/watch-html",
        "application/xhtml+xml",
        "text/markdown",
        "text/x-markdown",
    }
)
MAX_TEXT = 2_000_000


@dataclass
class Segment:
    """One stretch of the body, in the forms the sender gave."""

    plain: str = ""
    html: str = ""
    has_html: bool = False


@dataclass
class Content:
    """What has been collected so far."""

    walk: Walk
    hints: tuple[str, ...] = ()
    segments: list[Segment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    omitted: list[OmittedPart] = field(default_factory=list)
    security: Security = field(default_factory=Security)
    calendars: list[str] = field(default_factory=list)
    shown_files: list[str] = field(default_factory=list)
    calendar: CalendarEvent | None = None

    @property
    def notes(self) -> Notes:
        """Problems of this mail."""
        return self.walk.notes


def collect(entity: Entity, content: Content, *, in_alternative: bool = False) -> list[Segment]:
    """Segments of one part; files go to `content.attachments` on the way."""
    kind = entity.content_type
    if entity.is_capped:
        return _file(entity, content)
    if kind == "multipart/alternative":
        return _alternative(entity, content)
    if kind == "multipart/appledouble" and len(entity.children) == 2:
        fork = entity.children[0]
        content.omitted.append(
            OmittedPart(fork.content_type, file_name(fork, content.notes), len(fork.body), "apple-resource-fork")
        )
        return collect(entity.children[1], content)
    if kind.startswith("multipart/"):
        _note_security(entity, content)
        return [segment for child in entity.children for segment in collect(child, content)]
    if (
        kind in ("application/ms-tnef", "application/vnd.ms-tnef")
        or file_name(entity, content.notes).lower() == "winmail.dat"
    ):
        return _tnef(entity, content)
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return _pkcs7(entity, content)
    if kind == "message/partial":
        return _partial(entity, content)
    if _is_body(entity, content, in_alternative):
        return _text(entity, content)
    return _file(entity, content)


def _partial(entity: Entity, content: Content) -> list[Segment]:
    """One piece of a mail sent in pieces (RFC 2046, 5.2.2): only the first holds the head of the whole."""
    content.notes.add(f"message-partial: {entity.params.get('number', '?')[:9]}/{entity.params.get('total', '?')[:9]}")
    is_first = entity.params.get("number", "1").strip() == "1"
    body = entity.body if is_first else b"\n" + entity.body
    return collect(read_entity(body, content.walk, entity.depth + 1), content)


def _is_body(entity: Entity, content: Content, in_alternative: bool) -> bool:
    kind = entity.content_type
    if kind not in BODY_TYPES and not (
        kind.startswith("text/")
        and entity.depth == 0
        and not entity.disposition
        and kind not in ("text/calendar", "text/rtf", "text/x-vcard", "text/vcard")
    ):
        return False
    name = file_name(entity, content.notes)
    if entity.disposition == "attachment":
        return entity.depth == 0 and not name and "filename" not in entity.disposition_params
    if not name or in_alternative or entity.depth == 0:
        return True
    has_text = any(segment.plain.strip() or segment.has_html for segment in content.segments)
    return not entity.disposition and not has_text and not content.attachments


def _text(entity: Entity, content: Content) -> list[Segment]:
    data = entity.content(content.notes)
    kind = entity.content_type
    if len(data) > 4 * MAX_TEXT:
        content.notes.add("text-too-large")
        content.omitted.append(OmittedPart(kind, "", len(data), "text-too-large"))
        data = data[: 4 * MAX_TEXT]
    label = entity.params.get("charset", "")
    if kind in ("text/html", "application/xhtml+xml"):
        return _add(content, Segment(html=_html_text(data, label, content), has_html=True))
    if kind in ("text/x-amp-html", "text/watch-html"):
        content.omitted.append(OmittedPart(kind, "", len(data), "alternative-form"))
        return []
    data = _take_files(data, content)
    text = _clean(_noted(decode(data, label, content.hints), label, content.notes))
    if "---&nbsp;" in text:  # QQ Mail leaves entities in its plain form
        text = unescape(text).replace("\xa0", " ")
    if kind in ("text/enriched", "text/richtext"):
        return _add(content, Segment(plain=enriched_to_text(text)))
    if entity.params.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=entity.params.get("delsp", "").lower() == "yes")
    if not entity.is_typed and entity.depth == 0 and re.match(r"\s*<(?:!doctype html|html)[\s>]", text, re.IGNORECASE):
        return _add(content, Segment(html=text, has_html=True))
    return _add(content, Segment(plain=text))


def _add(content: Content, segment: Segment) -> list[Segment]:
    content.segments.append(segment)
    return [segment]


def _html_text(data: bytes, label: str, content: Content) -> str:
    found = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:.-]{2,40})", data[:8000], re.IGNORECASE)
    meta = found[1].decode("ascii", "replace") if found else ""
    read = decode(data, label or meta, (meta, *content.hints))
    return _clean(_noted(read, label or meta, content.notes))


def _noted(read: Decoded, label: str, notes: Notes) -> str:
    if read.guessed and (label or not read.text.isascii()):
        notes.charset_guessed = True
        notes.add(f"charset-guessed: {label[:40] or 'none'} -> {read.codec}")
    if read.damaged:
        notes.add("text-octets-damaged")
    return read.text


def _clean(text: str) -> str:
    text = text[:MAX_TEXT].replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text))


def _take_files(data: bytes, content: Content) -> bytes:
    """Uuencoded and yEnc files written into a text become attachments; the text closes over the gap."""
    found = sorted((*uu_files(data), *yenc_files(data)))
    for _, raw_name, inner in found:
        name = header_text(raw_name.encode("latin-1"), content.notes, content.hints)
        content.attachments.append(Attachment(name, "application/octet-stream", inner, disposition="attachment"))
    for (start, end), _, _ in reversed(found):
        data = data[:start] + data[end:].lstrip(b"\r\n")
    return data


def _alternative(entity: Entity, content: Content) -> list[Segment]:
    """One segment made of the best plain and the best HTML form among the children."""
    plain, html, has_html = "", "", False
    before = len(content.segments)
    for child in entity.children:
        segments = collect(child, content, in_alternative=True)
        if any(segment.has_html for segment in segments):
            joined = join_html(segments)
            html = joined if joined.strip() else html
            has_html = True
        if any(segment.plain.strip() for segment in segments) and not (
            plain.strip() and any(segment.has_html for segment in segments)
        ):
            words = "\n".join(segment.plain.strip("\n") for segment in segments if segment.plain.strip())
            plain = plain or words
    del content.segments[before:]
    return _add(content, Segment(plain, html, has_html))


def join_html(segments: list[Segment]) -> str:
    """HTML of several segments in a row; plain ones become paragraphs. "" when none is HTML."""
    if not any(segment.has_html and segment.html.strip() for segment in segments):
        return ""
    parts = [
        segment.html
        if segment.html.strip()
        else "<div>" + escape(segment.plain.strip("\n"), quote=False).replace("\n", "<br>\n") + "</div>"
        for segment in segments
        if segment.html.strip() or segment.plain.strip()
    ]
    return "\n".join(parts)


def join_text(segments: list[Segment]) -> str:
    """Text of several segments: the plain form, or the HTML form as text where there is no other."""
    parts = [
        segment.plain if segment.plain.strip() else html_to_text(segment.html) if segment.has_html else ""
        for segment in segments
    ]
    joined = "\n".join(part.strip("\n") for part in parts if part.strip())
    return "\n".join(line.rstrip() for line in joined.split("\n")).strip()


def _note_security(entity: Entity, content: Content) -> None:
    protocol = entity.params.get("protocol", "").lower()
    kind = "pgp" if "pgp" in protocol else "smime"
    if entity.content_type == "multipart/signed":
        content.security = Security(kind, True, content.security.encrypted)  # type: ignore[arg-type]
    elif entity.content_type == "multipart/encrypted":
        content.security = Security(kind, content.security.signed, True)  # type: ignore[arg-type]


def _pkcs7(entity: Entity, content: Content) -> list[Segment]:
    """Opaque signed mail is read as the mail inside; encrypted mail is kept as the file it is."""
    inner = signed_content(entity.content(content.notes))
    if inner is None:
        is_signed = "signed" in entity.params.get("smime-type", "")
        content.security = Security("smime", is_signed or content.security.signed, not is_signed)
        return _file(entity, content)
    content.security = Security("smime", True, content.security.encrypted)
    return collect(read_entity(inner, content.walk, entity.depth + 1), content)


def _tnef(entity: Entity, content: Content) -> list[Segment]:
    unpacked = unpack_tnef(entity.content(content.notes), content.notes)
    if unpacked is None:
        return _file(entity, content)
    content.attachments.extend(unpacked.attachments)
    content.omitted.append(
        OmittedPart(entity.content_type, file_name(entity, content.notes), len(entity.body), "tnef-unpacked")
    )
    if any(segment.plain.strip() or segment.html.strip() for segment in content.segments):
        return []
    if not (unpacked.text.strip() or unpacked.html.strip()):
        return []
    return _add(content, Segment(_clean(unpacked.text), _clean(unpacked.html), bool(unpacked.html.strip())))


def _file(entity: Entity, content: Content) -> list[Segment]:
    data = entity.content(content.notes)
    name = file_name(entity, content.notes)
    kind = entity.content_type
    if kind in ("message/rfc822", "message/global", "message/news"):
        name = name or _subject_name(data, content)
    if kind == "text/calendar" or name.lower().endswith(".ics"):
        label = entity.params.get("charset", "") or "utf-8"
        content.calendars.append(_clean(decode(data[:MAX_TEXT], label).text))
    if kind == "text/plain" and entity.disposition == "inline":
        content.shown_files.append(
            _clean(decode(data[:MAX_TEXT], entity.params.get("charset", ""), content.hints).text)
        )
    content_id = header_text(entity.headers.first("content-id"), content.notes).strip("<> ")
    location = header_text(entity.headers.first("content-location"), content.notes)
    content.attachments.append(Attachment(name, kind, data, content_id, location, False, entity.disposition))
    if kind in ("text/rtf", "application/rtf") and entity.depth == 0:
        return _add(content, Segment(plain=rtf_to_text(data)))
    return []


def _subject_name(data: bytes, content: Content) -> str:
    """`<decoded subject>.eml`."""
    inner = read_entity(data[:200_000], Walk(Notes()), depth=100)
    subject = header_text(inner.headers.first("subject"), content.notes)
    return f"{subject or 'message'}.eml"


def mark_inline(attachments: list[Attachment], html: str) -> None:
    """Set `inline` on every file the HTML shows by Content-ID, Content-Location or name."""
    if not html:
        return
    shown = {
        reference.strip().lower()
        for reference in re.findall(
            r"""(?:src|background|href|data|url)\s*[=(]\s*["']?\s*([^"'\s>)]+)""", html, re.IGNORECASE
        )
    }
    cids = {
        re.sub(r"%([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), reference[4:])
        for reference in shown
        if reference.startswith("cid:")
    }
    for attachment in attachments:
        names = {attachment.content_id.lower()} - {""}
        is_by_cid = bool(names & cids) or (not names and attachment.filename.lower() in cids)
        location = attachment.content_location.lower()
        is_by_location = bool(location) and (location in shown or location.rpartition("/")[2] in shown)
        attachment.inline = is_by_cid or is_by_location
