"""Names and content types of files, as far as they can be trusted."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120  # characters; at most 360 bytes of Han, which file systems and headers still take
LONGEST_SUFFIX = 16
UNKNOWN = "application/octet-stream"

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
)
# These types are shown in the browser, so the bytes must say them too.
_PROVEN = {kind for _, kind in _MAGIC} | {"image/webp"}


def safe_name(name: str) -> str:
    """A file name without path, control and direction characters, that every system can save.

    The suffix is kept when the name is cut. Never empty: a name of nothing becomes `file`.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Cc control, Cf format (right-to-left override, zero width), Cs lone surrogates, line separators
    name = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in name)
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cf", "Cs"})
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > LONGEST_SUFFIX or " " in suffix:
        stem, suffix = name, ""
    ending = f".{suffix}" if suffix else ""
    stem = stem[: LONGEST_NAME - len(ending)].rstrip(" .")
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}{ending}" if stem else f"file{ending}"


def believed_content_type(claimed: str, head: bytes) -> str:
    """The content type of bytes that begin with `head`: what they are by themselves, else what is claimed.

    A claim to be an image or a PDF that the bytes do not bear out is not believed.
    """
    if proven := _proven(head):
        return proven
    kind = claimed.split(";")[0].strip().lower()
    return kind if _CONTENT_TYPE.fullmatch(kind) and kind not in _PROVEN else UNKNOWN


def _proven(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
