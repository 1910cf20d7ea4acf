"""winmail.dat: Outlook's own wrapping, unpacked into body and files."""

import logging
import mimetypes
from dataclasses import dataclass, field
from typing import Any

from tnefparse import TNEF

from qiao.channels.rules.charsets import decode
from qiao.channels.rules.mail import Attachment, Notes
from qiao.channels.rules.rtf import rtf_to_html, rtf_to_text

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # failures are noted as problems here
CONTENT_ID, MIME_TAG = 0x3712, 0x370E


@dataclass
class Unpacked:
    """Body in the forms it was given, and the files."""

    text: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)


def unpack_tnef(data: bytes, notes: Notes) -> Unpacked | None:
    """Contents of a TNEF stream; None when it cannot be read (the file is then kept unchanged)."""
    try:
        tnef = TNEF(data, do_checksum=False)
        return _unpacked(tnef)
    except Exception as error:  # the library raises whatever a damaged stream leads it to
        notes.add(f"tnef-unreadable: {type(error).__name__}")
        return None


def _unpacked(tnef: Any) -> Unpacked:
    result = Unpacked(text=_string(tnef.body), html=_string(tnef.htmlbody))
    rtf = tnef.rtfbody
    if rtf:
        raw = rtf if isinstance(rtf, bytes) else str(rtf).encode("latin-1", "replace")
        result.html = result.html or rtf_to_html(raw)
        result.text = result.text or ("" if result.html else rtf_to_text(raw))
    result.attachments = [_attachment(found) for found in tnef.attachments]
    return result


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = decode(value.rstrip(b"\0")).text
    return str(value or "").rstrip("\0")


def _attachment(found: Any) -> Attachment:
    name = _string(found.long_filename()).strip() or _string(found.name).strip()
    properties = {attribute.name: attribute.data for attribute in found.mapi_attrs}
    kind = _string(properties.get(MIME_TAG)).strip() or mimetypes.guess_type(name)[0] or "application/octet-stream"
    data = found.data
    if isinstance(data, list):
        data = b"".join(bytes(piece) for piece in data)
    return Attachment(
        name,
        kind.lower(),
        bytes(data or b""),
        _string(properties.get(CONTENT_ID)).strip("<> "),
        disposition="attachment",
    )
